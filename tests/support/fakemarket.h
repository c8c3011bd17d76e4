// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/account/portfolio.h"
#include "core/engine/api/engineclient.h"

namespace bw::fakemarket {

/// Plausible values for window tests and screenshots: always the same for the same arguments, no randomness, no clock of their own.
[[nodiscard]] InstrumentPtr btcusdt();  ///< linear, tick 0.1, lot 0.001
[[nodiscard]] InstrumentPtr tinycoin(); ///< linear, tick 0.00000001, lot 1: many decimals

/// A live book of 50 levels a side; `step` moves it by some ticks and reshuffles its sizes.
[[nodiscard]] BookSnapshot book(const InstrumentPtr &instrument, UtcTime at, MonoTime receivedAt, int step = 0);
[[nodiscard]] TickerView ticker(const InstrumentPtr &instrument, UtcTime at, int step = 0);
[[nodiscard]] GaugesView gauges();
/// Five minutes before `now`, four points a second, with one wide spell and one gap.
[[nodiscard]] std::vector<SpreadPoint> spread(UtcTime now);
/// One order for each state, newest last; UNKNOWN among them.
[[nodiscard]] QVector<Order> ordersInEveryState(const InstrumentPtr &instrument, UtcTime now);
[[nodiscard]] Order order(const InstrumentPtr &instrument, int number, OrderState state, UtcTime at);
[[nodiscard]] QVector<Execution> executions(const InstrumentPtr &instrument, UtcTime now);
[[nodiscard]] QVector<Position> positions(const InstrumentPtr &instrument, UtcTime now);
[[nodiscard]] Wallet wallet(UtcTime now);              ///< USDT, BTC and MNT
[[nodiscard]] AccountMode accountMode(const InstrumentPtr &instrument);
/// A stop on its way, one that is unknown, one that was refused.
[[nodiscard]] QVector<AccountChange> accountChanges(const InstrumentPtr &instrument, UtcTime now);
[[nodiscard]] QVector<TimelineEntry> timeline(const QString &key, UtcTime now); ///< with a hostile raw answer
[[nodiscard]] QVector<LedgerEntry> ledger(const InstrumentPtr &instrument, UtcTime now);
/// Four weeks of trading in USDT that add up, with three days on which nothing happened.
[[nodiscard]] QVector<LedgerEntry> monthLedger(UtcTime now);
/// What was seen of that wallet: the last two weeks, without one of their days.
[[nodiscard]] QVector<EquityPoint> monthSeen(UtcTime now);
[[nodiscard]] CostSheet costSheet(UtcTime now);        ///< BTC does not add up
[[nodiscard]] QVector<Difference> differences(UtcTime now);
/// STOP ALL between its steps, and done with a position and a stop still standing.
[[nodiscard]] StopAllView stopAllRunning(UtcTime now);
[[nodiscard]] StopAllView stopAllDone(const InstrumentPtr &instrument, UtcTime now);
/// What the venue made by itself: a stop loss that waits, a liquidation; and an order of another client.
[[nodiscard]] QVector<Order> foreignOrders(const InstrumentPtr &instrument, UtcTime now);
[[nodiscard]] QVector<Headline> headlines(UtcTime now); ///< one of them hostile
/// Tradable, neutral, expired, rejected as unreadable.
[[nodiscard]] QVector<Signal> signalsOfEveryKind(const InstrumentId &id, UtcTime now);
[[nodiscard]] QVector<AnalystCall> analystCalls();
/// Sendable, with every rule's verdict ok.
[[nodiscard]] Preview preview(const QString &id, const OrderDraft &draft, UtcTime at);

} // namespace bw::fakemarket
