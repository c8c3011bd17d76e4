// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/sessionview.h"

namespace bw {

/// What this session may do, from everything that can keep it from trading. Halted: no entries, and exits only where the STOP ALL or Close
/// sheet confirmed them; reducing: exits, stops and cancels. What STOP ALL and a silent window bring stays until resume(); the rest goes
/// with its cause. A value; the Engine keeps one.
class TradingStanding final {
public:
    bool isReady = false;             ///< key, stream and reconciliation are as they must be
    bool isLocked = false;            ///< LOCK, by hand
    bool isStopped = false;           ///< STOP ALL
    bool isWindowSilent = false;      ///< nobody at the window could have seen what happens
    bool isJournalUnreadable = false; ///< what an earlier run left is not known

    [[nodiscard]] TradingState state() const;
    [[nodiscard]] SessionView::StateReason reason() const;
    void resume() { isLocked = isStopped = isWindowSilent = false; }
};

} // namespace bw
