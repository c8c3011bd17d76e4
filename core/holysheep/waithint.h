// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/holysheep/servermessage.h"
#include "core/net/httpmessage.h"

#include <optional>

namespace bw {

/// How long the server asks us to wait, from the first place that says so: retry-after-ms, Retry-After (seconds or a date), the body's
/// fields, x-ratelimit-reset-*. A time in the past is zero; nothing said, or nothing that can be read, is nullopt.
[[nodiscard]] std::optional<std::chrono::milliseconds> waitHintOf(const HttpAnswer &answer, const ServerMessage &message, UtcTime now);

} // namespace bw
