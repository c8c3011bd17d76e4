// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/order/accountchange.h"
#include "core/domain/order/order.h"
#include "core/domain/order/timelineentry.h"

#include <QVector>

#include <functional>
#include <optional>
#include <utility>

namespace bw {

/// An order as the journal last knew it. Quantities and prices are texts that became Decimals: the instrument's steps are not in the file.
struct JournalledOrder {
    InstrumentId instrument;
    Order order; ///< without instrument, quantities and prices; its trigger, exits and amend are there, and their prices stand below
    Decimal qty, filled;
    std::optional<Decimal> price;
    struct Leg {
        Decimal trigger;
        std::optional<Decimal> limit;
    };
    std::optional<Decimal> trigger;
    std::optional<Leg> takeProfit, stopLoss;
    std::optional<Decimal> amendQty, amendPrice, amendTrigger;
};

/// What an earlier run left: the newest row of each order.
struct JournalledSession {
    QVector<JournalledOrder> orders;                        ///< in order of their first row
    QVector<std::pair<InstrumentId, QString>> executionIds; ///< that were told already
    std::optional<UtcTime> lastExecutionAt;
    QVector<AccountChange> changes;                         ///< whose end is not known; without instrument, which `changeInstruments` names
    QVector<InstrumentId> changeInstruments;                ///< of `changes`, one for one
    int unreadable = 0;                                     ///< rows that say nothing that can be understood
};

/// The durable memory of orders. Calls come from the engine thread and return at once; work happens on the journal's own thread and
/// callbacks come back on the caller's. Appends only; holds no secret, no signature, no request header.
class Journal {
public:
    virtual ~Journal() = default;
    /// Calls back once the intent is on the disk (fsync done), or with the error that kept it from there.
    virtual void writeIntent(const Order &order, std::function<void(const Done &)> durable) = 0;
    /// Every later change; order is kept, durability follows. Failures are reported through the failure handler.
    virtual void writeChange(const Order &order, std::function<void(const Done &)> durable) = 0; ///< `durable` may be null
    void writeChange(const Order &order) { writeChange(order, {}); }
    virtual void writeExecution(const Execution &execution) = 0;
    /// A change of protection, leverage or mode: durable before it is sent where its state is Intent, as an order's intent is. `durable` may be null.
    virtual void writeAccountChange(const AccountChange &change, std::function<void(const Done &)> durable) = 0;
    /// What was said about an order, masked: for its timeline.
    virtual void writeNote(const TimelineEntry &entry) = 0;
    /// Everything that was written about an order (by link id, or order id of a foreign one), oldest first.
    virtual void readTimeline(const QString &key, std::function<void(const Result<QVector<TimelineEntry>> &)> done) = 0;
    /// Every order that is not over, and those that ended after `since`; executions after `since`. Nothing where there is no file yet.
    virtual void readBack(UtcTime since, std::function<void(const Result<JournalledSession> &)> done) = 0;
    virtual void setFailureHandler(std::function<void(const Error &)> handler) = 0;
};

} // namespace bw
