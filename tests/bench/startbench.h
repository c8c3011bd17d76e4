// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/figures.h"

namespace bw {

/// Starts the terminal as a user would (offscreen, sandbox, an empty data folder) and reads from its events how long it took to the first
/// painted book, and how much memory it holds 5 s later.
void runStartBench(const QString &program, Figures &figures);

} // namespace bw
