// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/pagedread.h"

#include <QJsonArray>
#include <QMetaObject>

#include <algorithm>

namespace bw {
namespace {

using namespace std::chrono_literals;

constexpr qsizetype kMaxRows = 2000; ///< a page; the venue's largest is 1000
// An hour less than the venue allows: its clock decides, not ours.
constexpr auto kWindow = std::chrono::milliseconds(7 * 24h - 1h);
constexpr auto kKept = std::chrono::milliseconds(2 * 365 * 24h - 1h);

struct Job {
    BybitRest &rest;
    PagedRead read;
    QObject *context;
    RowHandler row;
    PagesHandler done;
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
            job->done(taken ? Result<int>(job->pages) : Result<int>(fail(taken.error())));
    };
    if (job->read.isSigned)
        job->rest.getSigned(job->read.path, query, job->context, onPage);
    else
        job->rest.get(job->read.path, query, job->context, onPage);
}

} // namespace

void readAllPages(BybitRest &rest, const PagedRead &read, QObject *context, RowHandler row, PagesHandler done)
{
    readPage(std::make_shared<Job>(Job{rest, read, context, std::move(row), std::move(done), {}, 0}));
}

QVector<ReadWindow> windowsOf(UtcTime since, std::optional<UtcTime> until, UtcTime now)
{
    QVector<ReadWindow> windows;
    const UtcTime last = until.value_or(now);
    UtcTime begin = std::max(since, now - kKept);
    for (; last - begin > kWindow; begin += kWindow)
        windows.append({begin, begin + kWindow});
    if (!until || begin <= last)
        windows.append({begin, until});
    return windows;
}

namespace {

struct WindowsJob {
    BybitRest &rest;
    PagedRead read;
    QVector<ReadWindow> windows;
    QObject *context;
    RowHandler row;
    PagesHandler done;
    qsizetype next = 0;
    int pages = 0;
};

void readWindow(const std::shared_ptr<WindowsJob> &job)
{
    const ReadWindow window = job->windows.at(job->next++);
    PagedRead read = job->read;
    read.query.add(QLatin1StringView("startTime"), toMs(window.begin));
    if (window.end)
        read.query.add(QLatin1StringView("endTime"), toMs(*window.end));
    readAllPages(job->rest, read, job->context, job->row, [job](const Result<int> &pages) {
        if (!pages)
            return job->done(pages);
        job->pages += *pages;
        if (job->next < job->windows.size())
            readWindow(job);
        else
            job->done(job->pages);
    });
}

} // namespace

void readAllWindows(BybitRest &rest, const PagedRead &read, const QVector<ReadWindow> &windows, QObject *context, RowHandler row, PagesHandler done)
{
    if (windows.isEmpty()) { // later, as every other answer
        QMetaObject::invokeMethod(context, [done = std::move(done)] { done(0); }, Qt::QueuedConnection);
        return;
    }
    readWindow(std::make_shared<WindowsJob>(WindowsJob{rest, read, windows, context, std::move(row), std::move(done), 0, 0}));
}

} // namespace bw
