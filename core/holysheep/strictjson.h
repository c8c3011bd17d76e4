// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>
#include <QVector>

#include <optional>
#include <utility>

namespace bw {

/// A JSON value as it was written: numbers keep their digits and objects their repeated keys, both of which QJsonDocument loses.
struct JsonNode {
    enum class Kind : std::uint8_t { Null, Bool, Number, String, Array, Object };
    Kind kind = Kind::Null;
    QString text; ///< of a string: its content; of a number: its digits; of a bool: "true" or "false"
    QVector<JsonNode> items;
    QVector<std::pair<QString, JsonNode>> members;

    /// The first member of that name, or nullptr.
    [[nodiscard]] const JsonNode *find(QStringView key) const;
    /// Here or anywhere below.
    [[nodiscard]] bool hasRepeatedKeys() const;
};

/// Reads the JSON value that begins at `position` and moves it behind. Strict (RFC 8259): no NaN, comment, single quote, trailing comma or
/// leading zero; at most 32 levels. nullopt for anything else; `position` then is where the reading stopped.
[[nodiscard]] std::optional<JsonNode> readJson(QStringView text, qsizetype &position);

} // namespace bw
