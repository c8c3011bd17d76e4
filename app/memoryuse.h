// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace bw {

/// Resident memory of this process in megabytes (10^6 bytes); nullopt where the platform does not tell.
[[nodiscard]] std::optional<double> residentMegabytes();

} // namespace bw
