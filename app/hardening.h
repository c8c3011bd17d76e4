// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace bw {

/// Makes a crash keep its mouth shut, before any key is in memory: no core dump, and in release builds no debugger of another program of
/// the same user. What a platform does not offer is left out; nothing here fails the start.
void hardenProcess();

} // namespace bw
