// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/instrument.h"
#include "core/net/json.h"

#include <QJsonObject>

#include <optional>

namespace bw {

/// Reads fields of one row of the account's lists and streams and remembers whether any was broken; the caller asks once at the end.
/// "" is absence. Keeps a reference to the row: for the time of one function.
class AccountRow final {
public:
    static constexpr int kMaxId = 64;
    static constexpr int kMaxWord = 120;

    explicit AccountRow(const QJsonObject &object) : m_object(object) {}

    [[nodiscard]] QString text(QLatin1StringView name, int longest = kMaxId)
    {
        const QString value = m_object.value(name).toString();
        m_isBroken = m_isBroken || value.size() > longest;
        return value.left(longest);
    }
    [[nodiscard]] std::optional<Decimal> optional(QLatin1StringView name)
    {
        const auto number = optionalDecimalOf(m_object.value(name));
        m_isBroken = m_isBroken || !number;
        return number ? *number : std::nullopt;
    }
    [[nodiscard]] Decimal decimal(QLatin1StringView name) { return optional(name).value_or(Decimal::invalid()); }
    /// A field without which the row means nothing.
    [[nodiscard]] Decimal needed(QLatin1StringView name)
    {
        const auto number = optional(name);
        m_isBroken = m_isBroken || !number;
        return number.value_or(Decimal::invalid());
    }
    /// Of a price, a distance, a leverage: "0" says "none", as "" does.
    [[nodiscard]] std::optional<Decimal> positive(QLatin1StringView name)
    {
        const auto number = optional(name);
        return number && number->sign() > 0 ? number : std::nullopt;
    }
    [[nodiscard]] UtcTime time(QLatin1StringView name) const { return fromMs(integerOf(m_object.value(name)).value_or(0)); }
    [[nodiscard]] int whole(QLatin1StringView name) const { return static_cast<int>(integerOf(m_object.value(name)).value_or(0)); }
    [[nodiscard]] bool flag(QLatin1StringView name) const { return m_object.value(name).toBool(); }
    [[nodiscard]] std::optional<Side> side()
    {
        const QString word = text(QLatin1StringView("side"));
        if (word == u"Buy")
            return Side::Buy;
        if (word == u"Sell")
            return Side::Sell;
        m_isBroken = m_isBroken || !(word.isEmpty() || word == u"None");
        return std::nullopt;
    }
    void expect(bool isGood) { m_isBroken = m_isBroken || !isGood; }
    [[nodiscard]] bool isBroken() const { return m_isBroken; }

private:
    const QJsonObject &m_object;
    bool m_isBroken = false;
};

} // namespace bw
