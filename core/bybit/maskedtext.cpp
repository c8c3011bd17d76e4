// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/maskedtext.h"

#include "core/bybit/errorcatalogue.h"
#include "core/net/json.h"

namespace bw {
namespace {

constexpr qsizetype kLongest = 2000;
constexpr qsizetype kLongestForeign = 300; ///< of a page where an answer should be
constexpr qsizetype kShortestKey = 4;      ///< a shorter one would mask half the text

QString masked(QString text, const QByteArray &key)
{
    if (key.size() >= kShortestKey)
        text.replace(QString::fromUtf8(key), QStringLiteral("***"));
    for (QChar &c : text)
        if (!c.isPrint())
            c = u' ';
    return text.left(kLongest);
}

} // namespace

QString maskedAnswer(int status, const QByteArray &body, const QByteArray &key)
{
    auto envelope = parseJsonObject(body);
    if (!envelope || !envelope->contains(QLatin1StringView("retCode")))
        return masked(QStringLiteral("HTTP %1: %2").arg(status).arg(redactedVenueText(0, QString::fromUtf8(body.left(kLongestForeign)))), key);
    const int code = static_cast<int>(integerOf(envelope->value(QLatin1StringView("retCode"))).value_or(0));
    const QString text = envelope->value(QLatin1StringView("retMsg")).toString();
    envelope->insert(QStringLiteral("retMsg"), redactedVenueText(code, text));
    return masked(QString::fromUtf8(QJsonDocument(*envelope).toJson(QJsonDocument::Compact)), key);
}

QString maskedRequest(const QByteArray &body, const QByteArray &key)
{
    return masked(QString::fromUtf8(body), key);
}

} // namespace bw
