// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ticketform.h"

namespace bw {

/// The price at which the order would be reckoned: its limit, its trigger, or the best price that it would meet now.
[[nodiscard]] std::optional<PriceTicks> entryPrice(const OrderDraft &draft, const TicketContext &context);

/// How many lots the typed number means in its unit, rounded down to a lot. `draft` is the order without its quantity. nullopt with a
/// sentence in `error`, or in `missing` where something else has to be entered or known first.
[[nodiscard]] std::optional<QtyLots> quantityOf(const TicketForm &form, const OrderDraft &draft, const TicketContext &context, QString &error,
                                                QStringList &missing);

/// The same number in another unit is another wish, so a change of unit clears the field; but a size is worth showing as it stands.
[[nodiscard]] QString unitName(QtyUnit unit, const Instrument &instrument); ///< "BTC", "USDT", "% margin", "risk USDT"

} // namespace bw
