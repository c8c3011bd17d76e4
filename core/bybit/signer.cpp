// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/signer.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <string_view>

namespace bw {
namespace {

Error keyError(const QString &detail)
{
    return {.family = ErrorFamily::Auth, .retry = Retry::Never, .certainty = Certainty::NotSent, .venueCode = 0, .detail = detail};
}

/// An encrypted key must fail at once: OpenSSL's default would ask for a passphrase on the terminal.
int refusePassphrase(char *, int, int, void *)
{
    return -1;
}

bool isPem(QByteArrayView secret)
{
    const std::string_view text(secret.data(), static_cast<std::size_t>(secret.size()));
    return text.find("PRIVATE KEY") != std::string_view::npos;
}

evp_pkey_st *readRsaKey(QByteArrayView pem)
{
    BIO *source = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    if (!source)
        return nullptr;
    EVP_PKEY *key = PEM_read_bio_PrivateKey(source, nullptr, refusePassphrase, nullptr);
    BIO_free(source);
    if (key && EVP_PKEY_base_id(key) != EVP_PKEY_RSA) {
        EVP_PKEY_free(key);
        return nullptr;
    }
    return key;
}

} // namespace

void Signer::FreeKey::operator()(evp_pkey_st *key) const noexcept
{
    EVP_PKEY_free(key);
}

Signer::Signer(SecretBytes secret)
    : m_secret(std::move(secret))
    , m_isRsa(isPem(m_secret.reveal()))
{
    if (m_isRsa)
        m_rsaKey.reset(readRsaKey(m_secret.reveal()));
}

Signer::~Signer() = default;
Signer::Signer(Signer &&) noexcept = default;
Signer &Signer::operator=(Signer &&) noexcept = default;

Result<QByteArray> Signer::sign(QByteArrayView text) const
{
    if (m_secret.isEmpty())
        return fail(keyError(QStringLiteral("there is no secret to sign with")));
    if (m_isRsa)
        return signRsa(text);

    const QByteArrayView secret = m_secret.reveal();
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, QByteArray::fromRawData(secret.data(), secret.size()));
    code.addData(text.data(), text.size());
    return code.result().toHex();
}

Result<QByteArray> Signer::signRsa(QByteArrayView text) const
{
    if (!m_rsaKey)
        return fail(keyError(QStringLiteral("the private key is not a readable RSA key in PEM form")));

    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    const auto *bytes = reinterpret_cast<const unsigned char *>(text.data());
    const auto count = static_cast<std::size_t>(text.size());
    std::size_t length = 0;
    // PKCS#1 v1.5 is OpenSSL's default padding for an RSA key.
    if (!context || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_rsaKey.get()) != 1
        || EVP_DigestSign(context.get(), nullptr, &length, bytes, count) != 1)
        return fail(keyError(QStringLiteral("the RSA key can't sign")));

    QByteArray signature(static_cast<qsizetype>(length), Qt::Uninitialized);
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &length, bytes, count) != 1)
        return fail(keyError(QStringLiteral("the RSA key can't sign")));
    signature.truncate(static_cast<qsizetype>(length));
    return signature.toBase64();
}

QByteArray Signer::restPayload(qint64 timestampMs, QByteArrayView key, qint64 recvWindowMs, QByteArrayView payload)
{
    QByteArray text;
    text.reserve(key.size() + payload.size() + 40);
    text.append(QByteArray::number(timestampMs)).append(key).append(QByteArray::number(recvWindowMs)).append(payload);
    return text;
}

QByteArray Signer::socketPayload(qint64 expiresMs)
{
    return QByteArrayLiteral("GET/realtime") + QByteArray::number(expiresMs);
}

} // namespace bw
