// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace bw {

struct SseEvent {
    QByteArray type; ///< "" when it was not named
    QByteArray data; ///< several data lines are joined with LF
    bool operator==(const SseEvent &) const = default;
};

/// True when a body is server-sent events, whatever its Content-Type says: relays send them unasked.
[[nodiscard]] bool looksLikeSse(const QByteArray &body);
/// The events of a complete body: LF, CRLF or CR; comments, id, retry and unknown fields skipped; the last blank line may be missing.
[[nodiscard]] QList<SseEvent> readSse(const QByteArray &body);

} // namespace bw
