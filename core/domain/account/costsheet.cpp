// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/account/costsheet.h"

#include "core/domain/account/ledgerorder.h"

#include <QDateTime>
#include <QMap>

#include <algorithm>

namespace bw {

namespace {
constexpr int kPlaces = Decimal::kMaxScale;
using Row = CostSheet::Row;

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
    for (const auto &rows : ledgerByCoin(entries)) {
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
    for (const auto &rows : ledgerByCoin(own)) {
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
