// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/market/relaypair.h"

#include <QStringList>
#include <QUrl>

namespace bw {

/// Where to ask for the normalized stream of one pair: everything that the relay is told stands in the address. `socket` is such as
/// ws://127.0.0.1:8001, with or without the path.
[[nodiscard]] QUrl relayStreamUrl(const QUrl &socket, const RelayKey &key, const QStringList &dataTypes);

/// Where to ask for the past of a pair's book, from `from` to before `to`.
[[nodiscard]] QUrl relayReplayUrl(const QUrl &socket, const RelayKey &key, UtcTime from, UtcTime to);

/// The health check lives on the HTTP port, which is the socket's less one (fact sheet Tardis, 2).
[[nodiscard]] Result<QUrl> relayHealthUrl(const QUrl &socket);

} // namespace bw
