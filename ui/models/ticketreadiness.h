// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ticketform.h"

namespace bw {

class PreviewTalk;

/// All reasons why nothing can be reviewed now, in whole sentences; empty: it can. A pure look at what the ticket holds.
[[nodiscard]] QStringList objections(const TicketReading &reading, const PreviewTalk &talk, bool isAnswerPending);

} // namespace bw
