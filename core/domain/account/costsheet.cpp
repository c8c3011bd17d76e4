// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/account/costsheet.h"

#include <QDateTime>
#include <QMap>
#include <QSet>

#include <algorithm>

namespace bw {

namespace {
constexpr int kPlaces = Decimal::kMaxScale;
using Row = CostSheet::Row;

/// One coin's rows, each once, oldest first. The venue lists the newest first, and rows of one moment in no order that a time could tell:
/// the balances say which way they follow one another.
QVector<LedgerEntry> inOrder(QVector<LedgerEntry> entries)
{
    const auto breaks = [](const QVector<LedgerEntry> &rows) {
        int count = 0;
        for (qsizetype i = 1; i < rows.size(); ++i)
            count += !(rows[i - 1].balance + rows[i].change == rows[i].balance);
        return count;
    };
    QVector<LedgerEntry> reversed(entries.crbegin(), entries.crend());
    const auto isEarlier = [](const LedgerEntry &a, const LedgerEntry &b) { return a.at < b.at; };
    std::stable_sort(entries.begin(), entries.end(), isEarlier);
    std::stable_sort(reversed.begin(), reversed.end(), isEarlier);
    return breaks(reversed) < breaks(entries) ? reversed : entries;
}

QVector<QVector<LedgerEntry>> byCoin(const QVector<LedgerEntry> &entries)
{
    QVector<QVector<LedgerEntry>> coins;
    QSet<QString> seen;
    for (const LedgerEntry &entry : entries) {
        const QString key = entry.coin + u'/' + entry.id;
        if (!entry.id.isEmpty() && seen.contains(key))
            continue;
        seen.insert(key);
        const auto coin = std::find_if(coins.begin(), coins.end(), [&entry](const auto &rows) { return rows.first().coin == entry.coin; });
        if (coin == coins.end())
            coins.append({entry});
        else
            coin->append(entry);
    }
    return coins;
}

Decimal &partOf(Row &row, LedgerEntry::Cause cause)
{
    using Cause = LedgerEntry::Cause;
    switch (cause) {
    case Cause::Trade:
    case Cause::Liquidation:
    case Cause::Adl: return row.tradePnl;
    case Cause::Settlement: return row.settlement;
    case Cause::Interest: return row.interest;
    case Cause::Transfer: return row.transfer;
    case Cause::Fee: // a fee booked by itself comes as cash flow
    case Cause::Funding:
    case Cause::Other: break;
    }
    return row.other;
}

void addEntry(Row &row, const LedgerEntry &entry)
{
    using Cause = LedgerEntry::Cause;
    row.fee += entry.fee;
    row.funding += entry.funding;
    if (entry.cause == Cause::Fee)
        row.fee -= entry.cashFlow;
    else if (entry.cause == Cause::Funding)
        row.funding += entry.cashFlow;
    else
        partOf(row, entry.cause) += entry.cashFlow;
}

void close(Row &row, const Decimal &walletChange)
{
    row.walletChange = walletChange;
    row.remainder = walletChange - (row.tradePnl - row.fee + row.funding + row.interest + row.settlement + row.transfer + row.other);
}
} // namespace

CostSheet costSheet(const QVector<LedgerEntry> &entries, UtcTime since, UtcTime until)
{
    CostSheet sheet;
    sheet.since = since;
    sheet.until = until;
    for (const auto &unsorted : byCoin(entries)) {
        const auto rows = inOrder(unsorted);
        Row row;
        row.coin = rows.first().coin;
        for (const LedgerEntry &entry : rows)
            addEntry(row, entry);
        close(row, rows.last().balance - (rows.first().balance - rows.first().change));
        sheet.rows.append(row);
    }
    return sheet;
}

CostSheet costSheetOfOrders(const QVector<LedgerEntry> &entries, const QStringList &orderIds)
{
    CostSheet sheet;
    QVector<LedgerEntry> own;
    for (const LedgerEntry &entry : entries)
        if (orderIds.contains(entry.orderLinkId.isEmpty() ? entry.orderId : entry.orderLinkId) || (!entry.orderId.isEmpty() && orderIds.contains(entry.orderId)))
            own.append(entry);
    for (const auto &rows : byCoin(own)) {
        Row row;
        row.coin = rows.first().coin;
        Decimal change;
        for (const LedgerEntry &entry : rows) {
            addEntry(row, entry);
            change += entry.change;
            sheet.since = sheet.since == UtcTime{} ? entry.at : std::min(sheet.since, entry.at);
            sheet.until = std::max(sheet.until, entry.at);
        }
        close(row, change);
        sheet.rows.append(row);
    }
    return sheet;
}

QVector<CostSheet> costSheetsByDay(const QVector<LedgerEntry> &entries)
{
    constexpr qint64 kDayMs = 86'400'000;
    QMap<qint64, QVector<LedgerEntry>> days;
    for (const LedgerEntry &entry : entries)
        days[toMs(entry.at) / kDayMs].append(entry);
    QVector<CostSheet> sheets;
    for (auto day = days.cbegin(); day != days.cend(); ++day)
        sheets.append(costSheet(day.value(), fromMs(day.key() * kDayMs), fromMs((day.key() + 1) * kDayMs)));
    return sheets;
}

void addExecutionCosts(CostSheet &sheet, const QVector<LedgerEntry> &entries, const std::function<std::optional<SentAt>(const QString &)> &sentAt)
{
    QSet<QString> seen; // a trade on spot has a row for each of its coins
    for (const LedgerEntry &fill : entries) {
        if (fill.cause != LedgerEntry::Cause::Trade || !fill.side || !fill.category || !(fill.price.sign() > 0) || !(fill.qty.sign() > 0))
            continue;
        const auto sent = sentAt(fill.orderLinkId);
        if (!sent || !(sent->mid.sign() > 0) || !(sent->best.sign() > 0) || seen.contains(fill.symbol + u'/' + fill.tradeId))
            continue;
        seen.insert(fill.symbol + u'/' + fill.tradeId);
        const bool isInverse = fill.category == Category::Inverse;
        const auto worth = [&](const Decimal &price) { return isInverse ? fill.qty.dividedBy(price, kPlaces, Rounding::HalfEven) : fill.qty * price; };
        // Dearer is worse for a buy; the coins of an inverse contract count the other way round.
        const bool isWorseAbove = (fill.side == Side::Buy) != isInverse;
        const auto worseBy = [&](const Decimal &from, const Decimal &to) { return isWorseAbove ? worth(to) - worth(from) : worth(from) - worth(to); };
        const bool hasRested = fill.side == Side::Buy ? fill.price < sent->best : fill.price > sent->best;
        if (!sheet.spreadCost.isValid())
            sheet.spreadCost = sheet.slippageCost = 0;
        sheet.spreadCost += worseBy(sent->mid, hasRested ? fill.price : sent->best);
        if (!hasRested)
            sheet.slippageCost += worseBy(sent->best, fill.price);
    }
}

} // namespace bw
