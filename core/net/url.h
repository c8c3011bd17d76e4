// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QUrl>

namespace bw {

enum class EndpointKind : std::uint8_t { Http, WebSocket };

/// The address of a service as a person or the environment gave it: https or wss anywhere, http or ws for loopback hosts only, no user
/// name, no query, no fragment; a path is kept without its last slash. The Error (family Input) says what to do.
[[nodiscard]] Result<QUrl> checkedEndpoint(const QString &text, EndpointKind kind);

/// localhost, 127.0.0.0/8 and ::1.
[[nodiscard]] bool isLoopbackHost(const QString &host);
/// True for an encrypted scheme, and for a plain one to a loopback host.
[[nodiscard]] bool isPermittedUrl(const QUrl &url);

} // namespace bw
