// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/routes.h"

namespace bw::sandbox {

/// The span of time that a query asks for: both ends, one end and the usual span from it, or the usual span until now. At most seven days.
struct TimeWindow {
    UtcTime from{}, until{};

    [[nodiscard]] static tl::expected<TimeWindow, Refusal> of(const Call &call, std::chrono::hours usual);
    [[nodiscard]] bool holds(UtcTime at) const { return at >= from && at <= until; }
};

} // namespace bw::sandbox
