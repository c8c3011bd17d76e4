// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/orderdraft.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace bw {

/// What stands in the ticket, as it was typed.
struct TicketForm {
    std::optional<Side> side; ///< nothing chosen yet: a side is never guessed
    OrderType type = OrderType::Limit;
    QString priceText, qtyText;
    bool isPostOnly = false;
    bool isReduceOnly = false;
    TimeInForce timeInForce = TimeInForce::Gtc;
    QString signalId;
};

/// What the ticket means: a draft, or one sentence for each thing that is missing or wrong. An empty field is missing, not wrong.
struct TicketReading {
    std::optional<OrderDraft> draft;
    QString priceError, qtyError;
    QStringList missing;
    std::optional<Decimal> notional; ///< of a limit order, once price and quantity stand
};

/// Text -> Decimal -> ticks and lots, by the instrument alone. Rounds nothing: a value off the step is an error that names its
/// neighbours. Typed text is never changed.
[[nodiscard]] TicketReading readTicket(const TicketForm &form, const InstrumentPtr &instrument);

/// The text so many ticks (or lots) further, as the instrument writes it. A value between two steps goes to the next one in that
/// direction first. nullopt for a text that is no number, and for a result that is not above zero.
[[nodiscard]] std::optional<QString> steppedPrice(const QString &text, const Instrument &instrument, std::int64_t steps);
[[nodiscard]] std::optional<QString> steppedQty(const QString &text, const Instrument &instrument, std::int64_t steps);

} // namespace bw
