// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/executionvenue.h"

#include <QJsonObject>

namespace bw {

/// Judges `result` of GET /v5/user/query-api by the rules of the fact sheet, 4. What can't be judged is an Error, never a good verdict.
/// Reasons: "withdraw", "transfer", "read_only", "no_permission", "no_ip_binding", "expires_soon", "third_party", "not_unified",
/// "extra_group:X" for known rights that trading does not need, and "unknown_group:X".
[[nodiscard]] Result<KeyAudit> decodeKeyAudit(const QJsonObject &result);

} // namespace bw
