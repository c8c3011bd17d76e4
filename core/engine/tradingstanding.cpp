// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tradingstanding.h"

namespace bw {

TradingState TradingStanding::state() const
{
    switch (reason()) {
    case SessionView::StateReason::None:
        return TradingState::Active;
    case SessionView::StateReason::NotReady:
    case SessionView::StateReason::StopAll:
        return TradingState::Halted;
    case SessionView::StateReason::Lock:
    case SessionView::StateReason::WindowSilent:
    case SessionView::StateReason::Journal:
        break;
    }
    return TradingState::Reducing;
}

/// The strictest first: what halts is told before what only reduces.
SessionView::StateReason TradingStanding::reason() const
{
    using Reason = SessionView::StateReason;
    if (isStopped)
        return Reason::StopAll;
    if (!isReady)
        return Reason::NotReady;
    if (isWindowSilent)
        return Reason::WindowSilent;
    if (isLocked)
        return Reason::Lock;
    return isJournalUnreadable ? Reason::Journal : Reason::None;
}

} // namespace bw
