// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/holysheep/waithint.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace bw {

using std::chrono::milliseconds;

namespace {

/// A day is as good as for ever here, and keeps the sums in range.
constexpr double kLongestMs = 86'400'000.0;

milliseconds bounded(double ms)
{
    return milliseconds(static_cast<qint64>(std::ceil(std::clamp(ms, 0.0, kLongestMs))));
}

std::optional<double> numberOf(const QByteArray &text)
{
    bool isNumber = false;
    const double value = text.toDouble(&isNumber); // a wait, not money
    return isNumber && std::isfinite(value) ? std::optional<double>(value) : std::nullopt;
}

std::optional<milliseconds> until(const QDateTime &when, UtcTime now)
{
    if (!when.isValid())
        return std::nullopt;
    return bounded(static_cast<double>(when.toMSecsSinceEpoch() - toMs(now)));
}

std::optional<milliseconds> seconds(const QByteArray &text)
{
    const std::optional<double> value = numberOf(text);
    if (!value || *value < 0)
        return std::nullopt;
    return bounded(*value * 1000.0);
}

std::optional<milliseconds> httpDate(const QByteArray &text, UtcTime now)
{
    QDateTime when = QLocale::c().toDateTime(QString::fromLatin1(text), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    when.setTimeSpec(Qt::UTC);
    return until(when, now);
}

/// "1s", "6m0s", "120ms", "1h2m3.5s"
std::optional<milliseconds> goDuration(const QByteArray &text)
{
    static const QRegularExpression part(QStringLiteral("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h)"));
    double ms = 0;
    qsizetype end = 0;
    auto matches = part.globalMatch(QString::fromLatin1(text));
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        if (match.capturedStart() != end)
            return std::nullopt;
        end = match.capturedEnd();
        const QString unit = match.captured(2);
        const double factor = unit == QLatin1StringView("ms") ? 1 : unit == QLatin1StringView("s") ? 1e3 : unit == QLatin1StringView("m") ? 6e4 : 3.6e6;
        ms += match.captured(1).toLatin1().toDouble() * factor;
    }
    return end > 0 && end == text.size() ? std::optional<milliseconds>(bounded(ms)) : std::nullopt;
}

std::optional<milliseconds> fromHeaders(const HttpAnswer &answer, UtcTime now)
{
    const std::optional<double> ms = numberOf(answer.header("retry-after-ms"));
    if (ms && *ms >= 0)
        return bounded(*ms);
    const QByteArray after = answer.header("retry-after");
    if (const auto wait = seconds(after))
        return wait;
    return httpDate(after, now);
}

std::optional<milliseconds> fromBody(const ServerMessage &message, UtcTime now)
{
    for (const QJsonObject &object : {message.outer, message.inner}) {
        for (const char *field : {"retryAfterSeconds", "retryAfter", "retry_after", "resets_in_seconds"}) {
            const QJsonValue value = object.value(QLatin1StringView(field));
            if (const auto wait = seconds(value.isDouble() ? QByteArray::number(value.toDouble()) : value.toString().toLatin1()))
                return wait;
        }
        if (const auto wait = until(QDateTime::fromString(object.value(QLatin1StringView("resetAt")).toString(), Qt::ISODateWithMs), now))
            return wait;
    }
    return std::nullopt;
}

std::optional<milliseconds> fromBudgetHeaders(const HttpAnswer &answer, UtcTime now)
{
    std::optional<milliseconds> longest;
    for (const char *name : {"x-ratelimit-reset-requests", "x-ratelimit-reset-tokens"}) {
        const QByteArray text = answer.header(name);
        std::optional<milliseconds> wait = seconds(text); // "-1" means unknown and gives nothing
        if (!wait)
            wait = goDuration(text);
        if (!wait)
            wait = until(QDateTime::fromString(QString::fromLatin1(text), Qt::ISODateWithMs), now);
        if (wait)
            longest = std::max(*wait, longest.value_or(milliseconds(0)));
    }
    return longest;
}

} // namespace

std::optional<milliseconds> waitHintOf(const HttpAnswer &answer, const ServerMessage &message, UtcTime now)
{
    if (const auto wait = fromHeaders(answer, now))
        return wait;
    if (const auto wait = fromBody(message, now))
        return wait;
    return fromBudgetHeaders(answer, now);
}

} // namespace bw
