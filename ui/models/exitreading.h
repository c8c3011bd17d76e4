// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ticketform.h"

namespace bw {

/// The half of readTicket() that speaks of triggers and protection. Pure functions; sentences go into the reading's fields.

/// Whether the trigger still lies ahead of its source's price, and how far: a trigger on the wrong side is refused by the venue.
void judgeTrigger(const Trigger &trigger, const TicketContext &context, QString &error, QString &hint);
/// The exits that go out with the order, each on its own side of the entry.
void readExits(const TicketForm &form, const TicketContext &context, OrderDraft &draft, TicketReading &reading);
/// A trailing stop of the position that is there.
void readTrailing(const TicketForm &form, const TicketContext &context, TicketReading &reading);

/// Exits may go out with it: not with an order that only reduces, and on spot with a limit order alone.
[[nodiscard]] bool mayHaveExits(const TicketForm &form, const TicketContext &context);
/// The position that a trailing stop would follow: in hedge mode that of the side (Buy: long); nullptr where there is none.
[[nodiscard]] const Position *trailedPosition(const TicketForm &form, const TicketContext &context);

} // namespace bw
