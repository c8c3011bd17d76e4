// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/httpmessage.h"

#include <optional>

namespace bw {

/// How one HTTP request ended, as a record keeps it: its name, then status, the few headers that anything here reads, the round trip and
/// the masked body; or the error and what kept the answer away.
struct ReplyRecord {
    QString request; ///< requestName()
    Result<HttpAnswer> outcome = HttpAnswer{};
    ConnectionStatus::Reason reason = ConnectionStatus::Reason::None;
    std::chrono::nanoseconds trip{0};
};

/// "GET https://host/path?query", without what may be secret.
[[nodiscard]] QString requestName(const HttpRequest &request);
/// The same for requests that differ only in when they were made: without start, end, timestamps.
[[nodiscard]] QString timelessName(const QString &requestName);

/// Unmasked bodies are made so only in memory: the recorder masks before it writes.
[[nodiscard]] QByteArray encodeReply(const HttpRequest &request, const Result<HttpAnswer> &outcome, ConnectionStatus::Reason reason);
/// The same reply as it may be written down.
[[nodiscard]] QByteArray maskedReply(const QByteArray &encoded);
/// nullopt for what is no reply.
[[nodiscard]] std::optional<ReplyRecord> decodeReply(const QByteArray &encoded);

} // namespace bw
