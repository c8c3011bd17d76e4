// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/historyreader.h"

#include "core/bybit/keyedrows.h"
#include "core/bybit/ledgercodec.h"

#include <algorithm>

namespace bw {
namespace {

using L = QLatin1StringView;
using namespace std::chrono_literals;

constexpr int kMaxPages = 1000; ///< a window: 50 000 closed orders or 100 000 fills in a week

PagedRead readOf(const QString &path, int limit)
{
    PagedRead read;
    read.path = path;
    read.maxPages = kMaxPages;
    read.query.add(L("limit"), limit);
    return read;
}

/// Pages come newest first, windows oldest first; rows of one millisecond keep the venue's order.
template <class T>
QVector<T> oldestFirst(QVector<T> rows)
{
    std::reverse(rows.begin(), rows.end());
    std::stable_sort(rows.begin(), rows.end(), [](const T &a, const T &b) { return a.at < b.at; });
    return rows;
}

} // namespace

void HistoryReader::readExecutions(Category category, UtcTime since, QObject *context, Answer<Execution> done)
{
    PagedRead read = readOf(QStringLiteral("/v5/execution/list"), 100);
    read.query.add(L("category"), toName(category));
    const UtcTime now = m_now();
    const UtcTime begin = since == UtcTime{} ? now - std::chrono::milliseconds(7 * 24h - 1h) : since;
    const auto rows = std::make_shared<KeyedRows<Execution>>();
    const auto onRow = collectInto<Execution>(rows, [this, category](const QJsonObject &row) { return m_codec.execution(row, category); },
                                              [](const Execution &row) { return keyOf(row); });
    readAllWindows(m_rest, read, windowsOf(begin, {}, now), context, onRow, [rows, done = std::move(done)](const Result<int> &ended) {
        done(ended ? Result<QVector<Execution>>(oldestFirst(rows->rows())) : Result<QVector<Execution>>(fail(ended.error())));
    });
}

void HistoryReader::readOrders(Category category, UtcTime since, QObject *context, Answer<OrderReport> done)
{
    PagedRead read = readOf(QStringLiteral("/v5/order/history"), 50);
    read.query.add(L("category"), toName(category));
    const auto rows = std::make_shared<KeyedRows<OrderReport>>();
    const auto onRow = collectInto<OrderReport>(rows, [this, category](const QJsonObject &row) { return m_codec.order(row, category); },
                                                [](const OrderReport &row) { return keyOf(row); });
    readAllWindows(m_rest, read, windowsOf(since, {}, m_now()), context, onRow, [rows, done = std::move(done)](const Result<int> &ended) {
        if (!ended)
            return done(fail(ended.error()));
        QVector<OrderReport> found = rows->rows();
        std::stable_sort(found.begin(), found.end(), [](const OrderReport &a, const OrderReport &b) { return a.updatedAt > b.updatedAt; });
        done(found);
    });
}

void HistoryReader::readLedger(UtcTime since, UtcTime until, QObject *context, Answer<LedgerEntry> done)
{
    PagedRead read = readOf(QStringLiteral("/v5/account/transaction-log"), 50);
    read.query.add(L("accountType"), QStringLiteral("UNIFIED"));
    const auto rows = std::make_shared<KeyedRows<LedgerEntry>>();
    const auto decode = [this](const QJsonObject &row) {
        return decodeLedgerEntry(row, m_codec).map([](const LedgerEntry &entry) { return std::optional<LedgerEntry>(entry); });
    };
    // An id names one movement; its two coins, where it has two, are two rows.
    const auto onRow = collectInto<LedgerEntry>(rows, decode, [](const LedgerEntry &row) { return row.id + u' ' + row.coin + u' ' + row.type; });
    readAllWindows(m_rest, read, windowsOf(since, until, m_now()), context, onRow, [rows, done = std::move(done)](const Result<int> &ended) {
        done(ended ? Result<QVector<LedgerEntry>>(oldestFirst(rows->rows())) : Result<QVector<LedgerEntry>>(fail(ended.error())));
    });
}

} // namespace bw
