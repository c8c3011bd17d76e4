// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QString>

namespace bw {

/// One line of an order's story, for its timeline: what happened, when, and the venue's own words (masked, at most 2000 characters). A value.
struct TimelineEntry {
    enum class Kind : std::uint8_t { State, Fill, Request, Answer };
    Kind kind = Kind::State;
    QString key;     ///< the order's link id, or the order id of a foreign one
    QString what;    ///< the state's name, "create", "amend", "cancel", or the fill as "0.010 @ 63120.5"
    int code = 0;    ///< the venue's code of an answer
    QString detail;  ///< reason, or the raw text; hostile: plain only
    UtcTime at{};
};
[[nodiscard]] QString toName(TimelineEntry::Kind kind); ///< "state", "fill", "request", "answer"

} // namespace bw
