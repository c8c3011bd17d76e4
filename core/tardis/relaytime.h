// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <optional>
#include <string_view>

namespace bw {

/// "2026-01-15T00:00:00.071Z" with up to nine digits behind the point, of which three are kept; nullopt for any other text.
[[nodiscard]] std::optional<UtcTime> readRelayTime(std::string_view text);

} // namespace bw
