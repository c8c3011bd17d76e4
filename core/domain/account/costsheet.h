// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/account/ledgerentry.h"
#include "core/domain/order/order.h"

#include <QDate>
#include <QVector>

#include <functional>

namespace bw {

/// What a span of time cost, per coin, from the transaction log: the parts sum to `walletChange`, and what they do not explain is `remainder`.
struct CostSheet {
    struct Row {
        QString coin;
        Decimal tradePnl{};   ///< cash flow of trades without fees; on spot the coins that changed hands
        Decimal fee{};        ///< > 0 paid
        Decimal funding{};    ///< > 0 received
        Decimal interest{}, settlement{}, transfer{}, other{};
        Decimal walletChange{}; ///< last balance less the balance before the first row
        Decimal remainder{};    ///< walletChange less all parts: shown, not hidden
    };
    UtcTime since{}, until{};
    QVector<Row> rows;
    /// Costs against the mid at the moment of the send, of our own orders in the span; invalid where no mid was kept.
    Decimal spreadCost = Decimal::invalid(), slippageCost = Decimal::invalid();
};

/// Of all rows, by coin in order of first appearance; a row that comes twice counts once. The wallet's change is read off the balances, so a row
/// that the log lacks shows as remainder.
[[nodiscard]] CostSheet costSheet(const QVector<LedgerEntry> &entries, UtcTime since = {}, UtcTime until = {});
/// Of one trade: the rows of these orders alone (link id or order id). Rows between them are not its own, so here the change is the sum of the rows'.
[[nodiscard]] CostSheet costSheetOfOrders(const QVector<LedgerEntry> &entries, const QStringList &orderIds);
/// Of each day in UTC, oldest first.
[[nodiscard]] QVector<CostSheet> costSheetsByDay(const QVector<LedgerEntry> &entries);

/// Adds what the fills of our own orders cost against the mid when they were sent (by link id): to the best price is spread, beyond it is
/// slippage. A fill better than that best price rested, and its spread is below zero: a maker earned it. In the quote coin, or the settle
/// coin of inverse. Fills of orders whose market is not known are left out; with none at all both stay invalid.
void addExecutionCosts(CostSheet &sheet, const QVector<LedgerEntry> &entries, const std::function<std::optional<SentAt>(const QString &)> &sentAt);

} // namespace bw
