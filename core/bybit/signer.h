// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

struct evp_pkey_st;

namespace bw {

/// Signs what goes to Bybit: HMAC-SHA256 in lower-case hex, or RSA PKCS#1 v1.5 with SHA-256 in base64 when the secret is a PEM private
/// key. Holds the secret for as long as it lives, prints it nowhere, and knows nothing of time or transport. One thread.
class Signer final {
public:
    explicit Signer(SecretBytes secret);
    ~Signer();
    Signer(Signer &&) noexcept;
    Signer &operator=(Signer &&) noexcept;

    /// Fails only for an empty secret or a PEM text that is no RSA key.
    [[nodiscard]] Result<QByteArray> sign(QByteArrayView text) const;

    /// What a REST request signs. `payload` is the query exactly as it stands in the request line, or the very bytes of the body.
    [[nodiscard]] static QByteArray restPayload(qint64 timestampMs, QByteArrayView key, qint64 recvWindowMs, QByteArrayView payload);
    /// What the authentication message of a private socket signs.
    [[nodiscard]] static QByteArray socketPayload(qint64 expiresMs);

private:
    struct FreeKey {
        void operator()(evp_pkey_st *key) const noexcept;
    };
    [[nodiscard]] Result<QByteArray> signRsa(QByteArrayView text) const;

    SecretBytes m_secret;
    bool m_isRsa = false;
    std::unique_ptr<evp_pkey_st, FreeKey> m_rsaKey;
};

} // namespace bw
