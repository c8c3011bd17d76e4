// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QUrl>

#include <optional>

namespace bw {

/// Why this can't be the address of a relay's socket; nullopt when it can. A host is judged once more where the socket is opened.
[[nodiscard]] std::optional<Error> faultOfRelayAddress(const QUrl &socket);

} // namespace bw
