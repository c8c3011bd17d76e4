// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/decimal.h"

#include <QByteArrayView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>

#include <optional>

namespace bw {

/// Reading of JSON that came from outside, in the terms of REST bodies: small enough for QJsonDocument, never a double for money.
/// Frames of market data take simdjson instead.
struct JsonLimits {
    qsizetype bytes = 8 * 1024 * 1024;
    int depth = 32;
};

/// Errors are of family Protocol and quote nothing of the body.
[[nodiscard]] Result<QJsonDocument> parseJson(const QByteArray &body, JsonLimits limits = {});
[[nodiscard]] Result<QJsonObject> parseJsonObject(const QByteArray &body, JsonLimits limits = {});

/// A number sent as text, or as a whole JSON number; a fraction that arrives as a JSON number has lost its digits and is an Error.
[[nodiscard]] Result<Decimal> decimalOf(const QJsonValue &value);
/// The same, where "", null and a missing field mean "not applicable".
[[nodiscard]] Result<std::optional<Decimal>> optionalDecimalOf(const QJsonValue &value);
/// A raw token of JSON, a number (1, -0.5, 1.5e-7) or a quoted number, exactly.
[[nodiscard]] Result<Decimal> decimalFromToken(QByteArrayView token);
/// A whole number sent as number or as text ("1700000000000"); nullopt for anything else.
[[nodiscard]] std::optional<qint64> integerOf(const QJsonValue &value);

} // namespace bw
