// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/pagedread.h"

#include <QJsonArray>

namespace bw {
namespace {

constexpr qsizetype kMaxRows = 2000; ///< a page; the venue's largest is 1000

struct Job {
    BybitRest &rest;
    PagedRead read;
    QObject *context;
    RowHandler row;
    std::function<void(const Done &)> done;
    QString cursor;
    int pages = 0;
};

void readPage(const std::shared_ptr<Job> &job);

Done takePage(Job &job, const Result<BybitReply> &reply)
{
    if (!reply)
        return fail(reply.error());
    const QJsonValue list = reply->result.value(QLatin1StringView("list"));
    const QString next = reply->result.value(QLatin1StringView("nextPageCursor")).toString();
    if (!list.isArray() || list.toArray().size() > kMaxRows)
        return fail(protocolError(QStringLiteral("%1: no list of rows").arg(job.read.path)));
    const QJsonArray rows = list.toArray();
    for (const QJsonValue &row : rows)
        if (const Done taken = job.row(row.toObject(), reply->result); !taken)
            return taken;
    // An empty page ends it too: some endpoints give a cursor even behind the last row.
    const bool isLast = next.isEmpty() || rows.isEmpty();
    if (!isLast && (next == job.cursor || !RestQuery::isSafeCursor(next) || job.pages >= job.read.maxPages))
        return fail(protocolError(QStringLiteral("%1: pages without end").arg(job.read.path)));
    job.cursor = isLast ? QString() : next;
    return {};
}

void readPage(const std::shared_ptr<Job> &job)
{
    RestQuery query = job->read.query;
    query.addCursor(job->cursor);
    ++job->pages;
    const auto onPage = [job](const Result<BybitReply> &reply) {
        const Done taken = takePage(*job, reply);
        if (taken && !job->cursor.isEmpty())
            readPage(job);
        else
            job->done(taken);
    };
    if (job->read.isSigned)
        job->rest.getSigned(job->read.path, query, job->context, onPage);
    else
        job->rest.get(job->read.path, query, job->context, onPage);
}

} // namespace

void readAllPages(BybitRest &rest, const PagedRead &read, QObject *context, RowHandler row, std::function<void(const Done &)> done)
{
    readPage(std::make_shared<Job>(Job{rest, read, context, std::move(row), std::move(done), {}, 0}));
}

} // namespace bw
