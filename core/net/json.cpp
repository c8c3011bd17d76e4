// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/json.h"

#include <charconv>

namespace bw {

namespace {

/// QJsonDocument itself stops at 1024 levels; what we read never has more than a dozen.
bool isDeeperThan(const QByteArray &text, int limit)
{
    int depth = 0;
    bool isInText = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text.at(i);
        if (isInText) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                isInText = false;
        } else if (c == '"') {
            isInText = true;
        } else if (c == '{' || c == '[') {
            if (++depth > limit)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

bool isApplicable(const QJsonValue &value)
{
    return !value.isNull() && !value.isUndefined() && !(value.isString() && value.toString().isEmpty());
}

std::string_view stdView(QByteArrayView view) { return {view.data(), static_cast<std::size_t>(view.size())}; }

/// Shifts the point of "12.345" by `exponent` digits and gives plain digits.
Result<Decimal> shifted(QByteArrayView digits, int exponent)
{
    QByteArray plain;
    const bool isNegative = digits.startsWith('-');
    if (isNegative)
        digits = digits.sliced(1);
    const qsizetype dot = digits.indexOf('.');
    plain = dot < 0 ? digits.toByteArray() : digits.first(dot).toByteArray() + digits.sliced(dot + 1).toByteArray();
    qsizetype point = (dot < 0 ? digits.size() : dot) + exponent;
    if (point <= 0) {
        plain.prepend(QByteArray(1 - point, '0'));
        point = 1;
    }
    if (point > plain.size())
        plain.append(QByteArray(point - plain.size(), '0'));
    if (point < plain.size())
        plain.insert(point, '.');
    if (isNegative)
        plain.prepend('-');
    return Decimal::parse(stdView(plain));
}

} // namespace

Result<QJsonDocument> parseJson(const QByteArray &body, JsonLimits limits)
{
    if (body.size() > limits.bytes)
        return fail(protocolError(QStringLiteral("body of %1 bytes is too long").arg(body.size())));
    if (isDeeperThan(body, limits.depth))
        return fail(protocolError(QStringLiteral("JSON nested over %1 levels").arg(limits.depth)));
    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(protocolError(QStringLiteral("not JSON: %1 at byte %2").arg(error.errorString()).arg(error.offset)));
    return document;
}

Result<QJsonObject> parseJsonObject(const QByteArray &body, JsonLimits limits)
{
    const Result<QJsonDocument> document = parseJson(body, limits);
    if (!document)
        return fail(document.error());
    if (!document->isObject())
        return fail(protocolError(QStringLiteral("JSON is not an object")));
    return document->object();
}

Result<Decimal> decimalOf(const QJsonValue &value)
{
    if (value.isString())
        return Decimal::parse(QStringView(value.toString()));
    if (const std::optional<qint64> whole = integerOf(value))
        return Decimal::fromScaled(*whole, 0);
    return fail(protocolError(QStringLiteral("expected a number as text")));
}

Result<std::optional<Decimal>> optionalDecimalOf(const QJsonValue &value)
{
    if (!isApplicable(value))
        return std::optional<Decimal>();
    const Result<Decimal> number = decimalOf(value);
    if (!number)
        return fail(number.error());
    return std::optional<Decimal>(*number);
}

Result<Decimal> decimalFromToken(QByteArrayView token)
{
    token = token.trimmed();
    if (token.size() >= 2 && token.front() == '"' && token.back() == '"')
        return Decimal::parse(stdView(token.sliced(1, token.size() - 2)));
    qsizetype mark = token.indexOf('e');
    if (mark < 0)
        mark = token.indexOf('E');
    if (mark < 0)
        return Decimal::parse(stdView(token));
    QByteArrayView tail = token.sliced(mark + 1);
    if (tail.startsWith('+'))
        tail = tail.sliced(1);
    int exponent = 0;
    const auto [end, error] = std::from_chars(tail.data(), tail.data() + tail.size(), exponent);
    const QByteArrayView digits = token.first(mark);
    if (error != std::errc() || end != tail.data() + tail.size() || exponent < -40 || exponent > 40)
        return fail(protocolError(QStringLiteral("exponent of a number is out of range")));
    if (const Result<Decimal> check = Decimal::parse(stdView(digits)); !check)
        return check;
    return shifted(digits, exponent);
}

std::optional<qint64> integerOf(const QJsonValue &value)
{
    if (value.isDouble()) {
        const qint64 low = value.toInteger(std::numeric_limits<qint64>::min());
        if (low != std::numeric_limits<qint64>::min())
            return low; // toInteger() gives its default for what is not a whole number
        return std::nullopt;
    }
    if (!value.isString())
        return std::nullopt;
    const QByteArray text = value.toString().toUtf8();
    qint64 number = 0;
    const auto [end, error] = std::from_chars(text.constData(), text.constData() + text.size(), number);
    if (text.isEmpty() || error != std::errc() || end != text.constData() + text.size())
        return std::nullopt;
    return number;
}

} // namespace bw
