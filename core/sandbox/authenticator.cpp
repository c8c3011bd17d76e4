// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/authenticator.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

namespace bw::sandbox {

namespace {

constexpr qint64 kDefaultWindowMs = 5000;
constexpr qint64 kAheadLimitMs = 1000; // a clock that is one second ahead fails whatever the window is

/// Digits alone, as Bybit reads its headers; -1 for anything else.
qint64 stampOf(const QByteArray &text)
{
    bool isNumber = false;
    const qint64 value = text.toLongLong(&isNumber);
    return isNumber && value >= 0 ? value : -1;
}

} // namespace

void Authenticator::add(const QByteArray &key, const SecretBytes &secret)
{
    m_secrets.insert(key, secret);
}

tl::expected<QByteArray, Refusal> Authenticator::check(const RestRequest &request) const
{
    const QByteArray key = request.headers.value("x-bapi-api-key");
    const QByteArray stamp = request.headers.value("x-bapi-timestamp");
    const QByteArray signature = request.headers.value("x-bapi-sign");
    const QByteArray window = request.headers.value("x-bapi-recv-window");
    if (key.isEmpty() && stamp.isEmpty() && signature.isEmpty())
        return tl::unexpected<Refusal>(Refusal{.code = code::UnknownKey, .text = QStringLiteral("Unauthorized"), .httpStatus = 401});
    if (key.isEmpty() || stamp.isEmpty() || signature.isEmpty()) {
        const QString mask = signature.isEmpty() ? QString() : QStringLiteral("xxx");
        return refuse(code::Parameter, QStringLiteral("empty value: apiTimestamp[%1] apiKey[%2] apiSignature[%3]: openapi sign params error!")
                                           .arg(QString::fromLatin1(stamp.left(32)), QString::fromLatin1(key.left(64)), mask));
    }
    if (!isKnown(key))
        return refuse(code::UnknownKey);
    if (const auto late = checkTime(stamp, window))
        return tl::unexpected<Refusal>(*late);
    // A body counts on a POST alone, the query on a GET alone, each exactly as it came.
    const QByteArray payload = request.method == "POST" ? request.body : request.rawQuery;
    const QByteArray origin = stamp + key + window + payload;
    if (!isSignedBy(key, origin, signature))
        return refuse(code::Signature, QStringLiteral("error sign! origin_string[%1]").arg(QString::fromUtf8(origin)));
    if (const int refusal = refusalOf(kindOf(key)))
        return refuse(refusal);
    return key;
}

std::optional<Refusal> Authenticator::checkSocket(const QByteArray &key, qint64 expires, const QByteArray &signature) const
{
    if (!isKnown(key))
        return refuse(code::UnknownKey).value();
    if (expires <= toMs(m_clock.utcNow()))
        return refuse(code::Clock).value();
    if (!isSignedBy(key, "GET/realtime" + QByteArray::number(expires), signature))
        return refuse(code::Signature).value();
    if (const int refusal = refusalOf(kindOf(key)))
        return refuse(refusal).value();
    return std::nullopt;
}

/// A key of another environment is one that nobody here has heard of.
bool Authenticator::isKnown(const QByteArray &key) const
{
    return m_secrets.contains(key) && kindOf(key) != KeyKind::Foreign;
}

std::optional<Refusal> Authenticator::checkTime(const QByteArray &stamp, const QByteArray &window) const
{
    const qint64 server = toMs(m_clock.utcNow());
    const qint64 asked = stampOf(stamp);
    const qint64 tolerance = window.isEmpty() ? kDefaultWindowMs : stampOf(window);
    if (asked >= 0 && tolerance >= 0 && server - tolerance <= asked && asked < server + kAheadLimitMs)
        return std::nullopt;
    return refuse(code::Clock, codeText(code::Clock)
                      + QStringLiteral(" req_timestamp[%1],server_timestamp[%2],recv_window[%3]")
                            .arg(QString::fromLatin1(stamp.left(32)), QString::number(server), QString::number(tolerance)))
        .value();
}

bool Authenticator::isSignedBy(const QByteArray &key, const QByteArray &text, const QByteArray &signature) const
{
    const SecretBytes secret = m_secrets.value(key); // a copy that outlives the view of it
    const QByteArray expected =
        QMessageAuthenticationCode::hash(text, secret.reveal().toByteArray(), QCryptographicHash::Sha256).toHex();
    return SecretBytes(expected).equals(SecretBytes(signature));
}

} // namespace bw::sandbox
