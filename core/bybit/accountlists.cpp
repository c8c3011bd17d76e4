// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/accountlists.h"

#include "core/bybit/keyedrows.h"

#include <QMetaObject>

namespace bw {
namespace {

using L = QLatin1StringView;

constexpr int kMaxRounds = 3;

template <class T>
struct ListJob {
    BybitRest &rest;
    QVector<PagedRead> scopes;
    QObject *context;
    std::function<Result<std::optional<T>>(const QJsonObject &)> decode;
    AccountLists::Answer<T> done;
    KeyedRows<T> all;                  ///< of the scopes that are read
    KeyedRows<T> seen, before;         ///< of this scope: in all its rounds, and in the last one
    qsizetype scope = 0;
    int round = 0;
};

template <class T>
void readRound(const std::shared_ptr<ListJob<T>> &job)
{
    const auto rows = std::make_shared<KeyedRows<T>>();
    const auto onRow = collectInto<T>(rows, job->decode, [](const T &row) { return keyOf(row); });
    readAllPages(job->rest, job->scopes.at(job->scope), job->context, onRow, [job, rows](const Result<int> &pages) {
        if (!pages)
            return job->done(fail(pages.error()));
        job->seen.unite(*rows);
        const bool isSettled = (job->round == 0 && *pages == 1) || (job->round > 0 && rows->names(job->before));
        job->before = *rows;
        if (!isSettled && ++job->round < kMaxRounds)
            return readRound(job);
        job->all.unite(isSettled ? *rows : job->seen);
        job->seen = job->before = {};
        job->round = 0;
        if (++job->scope < job->scopes.size())
            readRound(job);
        else
            job->done(job->all.rows());
    });
}

/// Linear contracts can't be asked for without a settle coin; the other categories are read whole.
QVector<PagedRead> scopesOf(const QString &path, Category category, const QString &settleCoin, int limit, const AccountCodec &codec)
{
    QStringList coins{settleCoin};
    if (category == Category::Linear && settleCoin.isEmpty())
        coins = codec.settleCoins(category);
    QVector<PagedRead> scopes;
    for (const QString &coin : std::as_const(coins)) {
        PagedRead read;
        read.path = path;
        read.query.add(L("category"), toName(category)).add(L("settleCoin"), category == Category::Spot ? QString() : coin).add(L("limit"), limit);
        scopes.append(read);
    }
    return scopes;
}

} // namespace

void AccountLists::readOpenOrders(Category category, const QString &settleCoin, QObject *context, Answer<OrderReport> done)
{
    const auto decode = [this, category](const QJsonObject &row) { return m_codec.order(row, category); };
    const auto scopes = scopesOf(QStringLiteral("/v5/order/realtime"), category, settleCoin, 50, m_codec);
    readRound(std::make_shared<ListJob<OrderReport>>(ListJob<OrderReport>{m_rest, scopes, context, decode, std::move(done), {}, {}, {}, 0, 0}));
}

void AccountLists::readPositions(Category category, const QString &settleCoin, QObject *context, Answer<Position> done)
{
    if (category == Category::Spot) { // has none, which is no failure; later, as every other answer
        QMetaObject::invokeMethod(context, [done = std::move(done)] { done(QVector<Position>()); }, Qt::QueuedConnection);
        return;
    }
    const auto decode = [this, category](const QJsonObject &row) { return m_codec.position(row, category); };
    const auto scopes = scopesOf(QStringLiteral("/v5/position/list"), category, settleCoin, 200, m_codec);
    readRound(std::make_shared<ListJob<Position>>(ListJob<Position>{m_rest, scopes, context, decode, std::move(done), {}, {}, {}, 0, 0}));
}

} // namespace bw
