// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace bw {

/// A signed 64-bit count of an instrument's own steps. A price in ticks and a quantity in lots are different types that never
/// mix: adding two prices gives a price, multiplying them does not compile. Only Instrument converts to and from Decimal.
/// The caller keeps counts below 2^62, which Instrument guarantees for everything it makes.
template <class Tag>
class Count {
public:
    constexpr Count() = default;
    constexpr explicit Count(std::int64_t value) : m_value(value) {}

    [[nodiscard]] constexpr std::int64_t value() const { return m_value; }
    [[nodiscard]] constexpr bool isZero() const { return m_value == 0; }

    friend constexpr Count operator+(Count a, Count b) { return Count(a.m_value + b.m_value); }
    friend constexpr Count operator-(Count a, Count b) { return Count(a.m_value - b.m_value); }
    constexpr Count operator-() const { return Count(-m_value); }
    constexpr Count &operator+=(Count o) { m_value += o.m_value; return *this; }
    constexpr Count &operator-=(Count o) { m_value -= o.m_value; return *this; }
    constexpr auto operator<=>(const Count &) const = default;

private:
    std::int64_t m_value = 0;
};

using PriceTicks = Count<struct PriceTicksTag>;
using QtyLots = Count<struct QtyLotsTag>;

} // namespace bw

template <class Tag>
struct std::hash<bw::Count<Tag>> {
    std::size_t operator()(bw::Count<Tag> c) const noexcept { return std::hash<std::int64_t>{}(c.value()); }
};
