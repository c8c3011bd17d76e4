// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/secretbytes.h"
#include "core/sandbox/codes.h"
#include "core/sandbox/keykind.h"
#include "core/sandbox/restmessage.h"

#include <QMap>

#include <optional>

namespace bw::sandbox {

/// Judges who asks: key, time stamp and signature over the raw bytes, in Bybit's order and words. The sandbox's thread; owned by Exchange.
/// Computes HMAC-SHA256 by itself: it shares nothing with the client's signer, so that a shared mistake can't hide. Never logs.
class Authenticator final {
public:
    explicit Authenticator(const Clock &clock) : m_clock(clock) {}
    void add(const QByteArray &key, const SecretBytes &secret);
    void setKind(const QByteArray &key, KeyKind kind) { m_kinds.insert(key, kind); }
    [[nodiscard]] KeyKind kindOf(const QByteArray &key) const { return m_kinds.value(key, KeyKind::Trade); }

    /// The key that signed, or 401 (no auth header at all), 10001, 10003, 10002, 10004, and what its kind answers to everything.
    [[nodiscard]] tl::expected<QByteArray, Refusal> check(const RestRequest &request) const;
    /// Of the auth message of a socket.
    [[nodiscard]] std::optional<Refusal> checkSocket(const QByteArray &key, qint64 expires, const QByteArray &signature) const;
    /// server - window <= stamp < server + 1000, which is all that a message of the trade socket is judged by.
    [[nodiscard]] std::optional<Refusal> checkTime(const QByteArray &stamp, const QByteArray &window) const;

private:
    [[nodiscard]] bool isKnown(const QByteArray &key) const;
    [[nodiscard]] bool isSignedBy(const QByteArray &key, const QByteArray &text, const QByteArray &signature) const;
    const Clock &m_clock;
    QMap<QByteArray, SecretBytes> m_secrets;
    QMap<QByteArray, KeyKind> m_kinds;
};

} // namespace bw::sandbox
