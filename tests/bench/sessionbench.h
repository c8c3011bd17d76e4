// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/figures.h"

#include <chrono>

namespace bw {

/// The terminal under load, as a user has it, against the sandbox in a process of its own: what 20 symbols cost each thread, how long a
/// frame takes to the screen, what a burst does to the window, what each row of the watch list adds, and whether memory grows. Everything
/// is seen from outside, or from the terminal's own event file.
class SessionBench final {
public:
    SessionBench(QString terminal, QString sandbox);

    void runBusy(Figures &figures);                       ///< gui_thread_pct, engine_thread_pct, received_to_painted_ms_p50, _p99
    void runBurst(Figures &figures);                      ///< burst_longest_gui_stall_ms
    void runWatchList(Figures &figures);                  ///< watch_list_cost_per_symbol_us
    void runSoak(Figures &figures, std::chrono::minutes length); ///< soak_rss_slope_mb_per_10min

private:
    [[nodiscard]] bool isThere() const;
    const QString m_terminal, m_sandbox;
};

} // namespace bw
