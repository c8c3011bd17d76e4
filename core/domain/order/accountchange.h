// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/order/changedraft.h"

namespace bw {

/// A change of protection, leverage or position mode on its way, as journal, table and event show it. While it is unknown both `before`
/// and `after` are possible, and both are shown; a read of the position settles it. (An amend lives in its order: Order::amend.)
struct AccountChange {
    enum class Kind : std::uint8_t { Stop, Leverage, PositionMode };
    enum class State : std::uint8_t {
        Intent,  ///< journalled, nothing left this machine
        Sent,    ///< bytes may have left
        Settled, ///< the venue said yes, or a read showed it
        Refused, ///< a certain refusal, or a read showed that it did not happen
        NotSent,
        Unknown, ///< the answer was lost: read back, never sent again
    };
    QString id; ///< ours: "ch-" + time + counter
    Kind kind = Kind::Stop;
    InstrumentPtr instrument;
    int positionIdx = 0;
    QString before, after; ///< plain decimals and the venue's words, such as "SL 61000, TP 0"; for the row on screen
    State state = State::Intent;
    QString reason;
    UtcTime at{};
};
[[nodiscard]] QString toName(AccountChange::Kind kind);   ///< "stop", "leverage", "position_mode"
[[nodiscard]] QString toName(AccountChange::State state); ///< "intent", "sent", "settled", "refused", "not_sent", "unknown"

} // namespace bw
