// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringView>

#include <compare>
#include <cstdint>

namespace bw {

enum class Rounding : std::uint8_t {
    Down,     ///< towards minus infinity
    Up,       ///< towards plus infinity
    Zero,     ///< towards zero
    HalfEven, ///< to the nearest, ties to the even digit
};

/// An exact decimal number: a checked signed mantissa below 10^36 in magnitude and a scale of 0..18 digits behind the point.
/// For texts, balances, limits and notional; prices and quantities of orders are PriceTicks and QtyLots. A value type without
/// a thread. Keeps the scale of the text it came from ("1.50" prints "1.50"); comparison ignores the scale. Arithmetic that
/// leaves the range gives an invalid Decimal (isValid() is false, it spreads, compares equal to no number and prints "invalid");
/// nothing throws. Division always names scale and rounding.
class Decimal {
public:
    static constexpr int kMaxScale = 18;

    constexpr Decimal() = default;
    constexpr Decimal(int whole) : m_low(static_cast<std::uint64_t>(static_cast<std::int64_t>(whole))), m_high(whole < 0 ? -1 : 0) {}

    /// Strict: optional sign, digits, optional point and digits; at most 64 characters. No exponent, blank, sign-only,
    /// thousands mark, "nan" or "inf". "" is an error here (a venue's "" means "not applicable": see fromOptional).
    [[nodiscard]] static Result<Decimal> parse(QStringView text);
    [[nodiscard]] static Result<Decimal> parse(std::string_view text);
    /// What is not known: a price before the first fill, a total that the venue leaves out. Never zero.
    [[nodiscard]] static Decimal invalid() { Decimal d; d.m_scale = -1; return d; }
    /// mantissa / 10^scale
    [[nodiscard]] static Decimal fromScaled(std::int64_t mantissa, int scale);

    [[nodiscard]] bool isValid() const { return m_scale >= 0; }
    [[nodiscard]] bool isZero() const;
    [[nodiscard]] int sign() const; ///< -1, 0, +1; 0 when invalid
    [[nodiscard]] int scale() const { return m_scale; }

    [[nodiscard]] Decimal operator-() const;
    [[nodiscard]] Decimal abs() const;
    friend Decimal operator+(const Decimal &a, const Decimal &b);
    friend Decimal operator-(const Decimal &a, const Decimal &b);
    friend Decimal operator*(const Decimal &a, const Decimal &b); ///< exact, or rounded half-even to 18 places when it has more
    Decimal &operator+=(const Decimal &o) { return *this = *this + o; }
    Decimal &operator-=(const Decimal &o) { return *this = *this - o; }

    /// this / divisor with `scale` places; invalid for a zero divisor.
    [[nodiscard]] Decimal dividedBy(const Decimal &divisor, int scale, Rounding rounding) const;
    /// The same number with `scale` places.
    [[nodiscard]] Decimal rounded(int scale, Rounding rounding) const;
    /// Without zeros behind the last digit that counts: 1.500 becomes 1.5, 10.00 becomes 10.
    [[nodiscard]] Decimal normalized() const;
    /// How many whole steps fit: an integer quotient, rounded as named. Error when step <= 0 or it does not fit 64 bits.
    [[nodiscard]] Result<std::int64_t> stepsOf(const Decimal &step, Rounding rounding) const;
    /// True when it is a whole multiple of step.
    [[nodiscard]] bool isMultipleOf(const Decimal &step) const;

    /// Numbers only; an invalid value compares equal to nothing, and unordered.
    friend bool operator==(const Decimal &a, const Decimal &b);
    friend std::partial_ordering operator<=>(const Decimal &a, const Decimal &b);

    [[nodiscard]] QString toString() const; ///< plain digits, the scale's places, '-' where negative
    /// Drawing and statistics only; never into an order.
    [[nodiscard]] double toDouble() const;

private:
    friend struct DecimalAccess; ///< the Boost side, in decimal.cpp only

    // The mantissa in two's complement, so that this header need not know Boost.
    std::uint64_t m_low = 0;
    std::int64_t m_high = 0;
    std::int8_t m_scale = 0;
};

} // namespace bw
