// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/order.h"
#include "core/domain/signal/signal.h"

#include <QHash>

#include <deque>

namespace bw {

/// What of ours stands on a price chart: working orders as lines, fills as marks, signals as flags. Remembers every instrument's, so that
/// a chart which comes back to one shows them again; bounded, oldest first to go. Gui thread. Doubles of prices are for drawing only.
class ChartMarks final {
public:
    struct OrderLine {
        PriceTicks price;
        Side side = Side::Buy;
        QtyLots left;
        OrderState state = OrderState::Accepted;
    };
    struct Fill {
        UtcTime at{};
        Side side = Side::Buy;
        double ticks = 0;
        Decimal price, qty;
    };
    struct Flag {
        UtcTime at{};
        Side side = Side::Buy;
        bool isActed = false; ///< hollow otherwise
        QString id;
    };

    /// Each returns true when something on a chart may have changed.
    bool setOrder(const Order &order);
    bool add(const Execution &execution);
    bool setSignal(const Signal &signal);

    [[nodiscard]] std::vector<OrderLine> orders(const InstrumentId &id) const;
    [[nodiscard]] std::vector<Fill> fills(const InstrumentId &id, UtcTime from, UtcTime to) const;
    /// Signals with a side only: what says nothing about a direction has no flag.
    [[nodiscard]] std::vector<Flag> flags(const InstrumentId &id, UtcTime from, UtcTime to) const;

private:
    QHash<QString, Order> m_orders; ///< working, with a price
    std::deque<Execution> m_fills;
    std::deque<Signal> m_signals;
};

} // namespace bw
