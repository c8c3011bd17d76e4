// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/decimal.h"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <string>

namespace bw {

namespace mp = boost::multiprecision;

namespace {

// What is stored is below 10^36 and fits 128 bits. What lies between is not: a product has up to 72 digits, and so has the widest
// dividend (10^36 x 10^36). 256 bits hold 76 digits, so no expression below can overflow; the checked type proves it in every test.
using Wide = mp::checked_int256_t;

const Wide &powerOfTen(int exponent)
{
    static const auto kPowers = [] {
        std::array<Wide, 2 * Decimal::kMaxScale + 1> powers;
        powers[0] = 1;
        for (std::size_t i = 1; i < powers.size(); ++i)
            powers[i] = powers[i - 1] * 10;
        return powers;
    }();
    return kPowers[static_cast<std::size_t>(exponent)];
}

const Wide &mantissaLimit()
{
    return powerOfTen(2 * Decimal::kMaxScale);
}

/// numerator / denominator; the denominator is not zero.
Wide divide(Wide numerator, Wide denominator, Rounding rounding)
{
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    Wide quotient, remainder; // truncated: the remainder has the numerator's sign
    mp::divide_qr(numerator, denominator, quotient, remainder);
    if (remainder == 0)
        return quotient;
    const bool isNegative = numerator < 0;
    switch (rounding) {
    case Rounding::Zero: return quotient;
    case Rounding::Down: return isNegative ? Wide(quotient - 1) : quotient;
    case Rounding::Up: return isNegative ? quotient : Wide(quotient + 1);
    case Rounding::HalfEven: break;
    }
    const Wide twice = mp::abs(remainder) * 2;
    const bool isAway = twice > denominator || (twice == denominator && mp::bit_test(mp::abs(quotient), 0));
    if (!isAway)
        return quotient;
    return isNegative ? Wide(quotient - 1) : Wide(quotient + 1);
}

} // namespace

/// Between the two stored words and Boost's integers. Everything that computes goes through make(), where an overflow ends.
struct DecimalAccess {
    static Wide mantissa(const Decimal &d)
    {
        Wide value = d.m_high;
        value *= word(); // a shift of a negative value is undefined for a checked type
        return value + d.m_low;
    }

    static Decimal make(const Wide &mantissa, int scale)
    {
        if (mp::abs(mantissa) >= mantissaLimit() || scale < 0 || scale > Decimal::kMaxScale)
            return Decimal::invalid();
        Wide low = mantissa % word(), high = mantissa / word();
        if (low < 0) {
            low += word();
            high -= 1;
        }
        Decimal d;
        d.m_low = low.convert_to<std::uint64_t>();
        d.m_high = high.convert_to<std::int64_t>();
        d.m_scale = static_cast<std::int8_t>(scale);
        return d;
    }

    /// Runs an expression; whatever Boost throws inside becomes an invalid value.
    template <class Run>
    static Decimal guarded(Run run)
    {
        try {
            return run();
        } catch (const std::exception &) {
            return Decimal::invalid();
        }
    }

    static Decimal sum(const Decimal &a, const Decimal &b, bool isDifference)
    {
        if (!a.isValid() || !b.isValid())
            return Decimal::invalid();
        return guarded([&] {
            const int scale = std::max(a.scale(), b.scale());
            const Wide left = mantissa(a) * powerOfTen(scale - a.scale());
            const Wide right = mantissa(b) * powerOfTen(scale - b.scale());
            return make(isDifference ? Wide(left - right) : Wide(left + right), scale);
        });
    }

    static int compare(const Decimal &a, const Decimal &b)
    {
        const int scale = std::max(a.scale(), b.scale());
        const Wide left = mantissa(a) * powerOfTen(scale - a.scale());
        return left.compare(Wide(mantissa(b) * powerOfTen(scale - b.scale())));
    }

    static Result<Decimal> parse(std::u16string_view text);

    static const Wide &word()
    {
        static const Wide kWord = Wide(1) << 64;
        return kWord;
    }
};

namespace {

// No text of a venue is longer; a longer one is not read at all.
constexpr std::size_t kMaxText = 64;

bool isDigit(char16_t c)
{
    return c >= u'0' && c <= u'9'; // ASCII alone: digits of other scripts are no number here
}

} // namespace

Result<Decimal> DecimalAccess::parse(std::u16string_view text)
{
    if (text.empty() || text.size() > kMaxText)
        return fail(inputError(QStringLiteral("a number has 1 to 64 characters")));
    const bool isNegative = text.front() == u'-';
    if (isNegative || text.front() == u'+')
        text.remove_prefix(1);
    std::string digits;
    int scale = -1; // of the digits seen so far; -1 before the point
    for (const char16_t c : text) {
        if (c == u'.' && scale < 0 && !digits.empty())
            scale = 0;
        else if (!isDigit(c))
            return fail(inputError(QStringLiteral("not a decimal number")));
        else {
            digits.push_back(static_cast<char>(c));
            scale += scale < 0 ? 0 : 1;
        }
    }
    if (digits.empty() || scale == 0)
        return fail(inputError(QStringLiteral("not a decimal number")));
    const Decimal value = guarded([&] {
        digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1)); // Boost reads a leading 0 as octal
        const Wide magnitude(digits);
        return make(isNegative ? Wide(-magnitude) : magnitude, std::max(scale, 0));
    });
    if (!value.isValid())
        return fail(inputError(QStringLiteral("a number with more than 36 digits or 18 decimal places")));
    return value;
}

Result<Decimal> Decimal::parse(QStringView text)
{
    return DecimalAccess::parse(std::u16string_view(text.utf16(), static_cast<std::size_t>(text.size())));
}

Result<Decimal> Decimal::parse(std::string_view text)
{
    if (text.size() > kMaxText)
        text = text.substr(0, kMaxText + 1); // refused below, without a copy of everything
    std::u16string wide;
    for (const char c : text)
        wide.push_back(static_cast<unsigned char>(c)); // a byte beyond ASCII is no digit either way
    return DecimalAccess::parse(wide);
}

Decimal Decimal::fromScaled(std::int64_t mantissa, int scale)
{
    return DecimalAccess::make(Wide(mantissa), scale);
}

bool Decimal::isZero() const
{
    return isValid() && m_low == 0 && m_high == 0;
}

int Decimal::sign() const
{
    if (!isValid() || isZero())
        return 0;
    return m_high < 0 ? -1 : 1;
}

Decimal Decimal::operator-() const
{
    return isValid() ? DecimalAccess::make(-DecimalAccess::mantissa(*this), m_scale) : invalid();
}

Decimal Decimal::abs() const
{
    return sign() < 0 ? -*this : *this;
}

Decimal operator+(const Decimal &a, const Decimal &b)
{
    return DecimalAccess::sum(a, b, false);
}

Decimal operator-(const Decimal &a, const Decimal &b)
{
    return DecimalAccess::sum(a, b, true);
}

Decimal operator*(const Decimal &a, const Decimal &b)
{
    if (!a.isValid() || !b.isValid())
        return Decimal::invalid();
    return DecimalAccess::guarded([&] {
        const int scale = a.scale() + b.scale();
        const Wide product = DecimalAccess::mantissa(a) * DecimalAccess::mantissa(b);
        if (scale <= Decimal::kMaxScale)
            return DecimalAccess::make(product, scale);
        return DecimalAccess::make(divide(product, powerOfTen(scale - Decimal::kMaxScale), Rounding::HalfEven), Decimal::kMaxScale);
    });
}

Decimal Decimal::dividedBy(const Decimal &divisor, int scale, Rounding rounding) const
{
    if (!isValid() || !divisor.isValid() || divisor.isZero() || scale < 0 || scale > kMaxScale)
        return invalid();
    return DecimalAccess::guarded([&] {
        const int shift = scale + divisor.m_scale - m_scale;
        const Wide numerator = DecimalAccess::mantissa(*this) * powerOfTen(std::max(shift, 0));
        const Wide denominator = DecimalAccess::mantissa(divisor) * powerOfTen(std::max(-shift, 0));
        return DecimalAccess::make(divide(numerator, denominator, rounding), scale);
    });
}

Decimal Decimal::rounded(int scale, Rounding rounding) const
{
    return dividedBy(Decimal(1), scale, rounding);
}

Decimal Decimal::normalized() const
{
    if (!isValid())
        return *this;
    Wide mantissa = DecimalAccess::mantissa(*this);
    int scale = m_scale;
    for (; scale > 0 && mantissa % 10 == 0; --scale)
        mantissa /= 10;
    return DecimalAccess::make(mantissa, scale);
}

Result<std::int64_t> Decimal::stepsOf(const Decimal &step, Rounding rounding) const
{
    if (!isValid() || step.sign() <= 0)
        return fail(inputError(QStringLiteral("steps of an invalid number or step")));
    const Decimal steps = dividedBy(step, 0, rounding);
    const bool fits = steps.isValid() && (steps.m_high == 0 ? steps.m_low >> 63 == 0 : steps.m_high == -1 && steps.m_low >> 63 == 1);
    if (!fits)
        return fail(inputError(QStringLiteral("more steps than 64 bits hold")));
    return static_cast<std::int64_t>(steps.m_low);
}

bool Decimal::isMultipleOf(const Decimal &step) const
{
    if (!isValid() || step.sign() == 0)
        return false;
    const int common = std::max(m_scale, step.m_scale);
    const Wide mine = DecimalAccess::mantissa(*this) * powerOfTen(common - m_scale);
    const Wide theirs = DecimalAccess::mantissa(step) * powerOfTen(common - step.m_scale);
    return mine % theirs == 0;
}

bool operator==(const Decimal &a, const Decimal &b)
{
    return a.isValid() && b.isValid() && DecimalAccess::compare(a, b) == 0;
}

std::partial_ordering operator<=>(const Decimal &a, const Decimal &b)
{
    if (!a.isValid() || !b.isValid())
        return std::partial_ordering::unordered;
    return DecimalAccess::compare(a, b) <=> 0;
}

QString Decimal::toString() const
{
    if (!isValid())
        return QStringLiteral("invalid");
    const Wide mantissa = DecimalAccess::mantissa(*this);
    std::string digits = Wide(mp::abs(mantissa)).str();
    const auto places = static_cast<std::size_t>(m_scale);
    if (digits.size() <= places)
        digits.insert(0, places + 1 - digits.size(), '0');
    if (places > 0)
        digits.insert(digits.size() - places, 1, '.');
    if (mantissa < 0)
        digits.insert(0, 1, '-');
    return QString::fromLatin1(digits.data(), static_cast<qsizetype>(digits.size()));
}

double Decimal::toDouble() const
{
    if (!isValid())
        return std::numeric_limits<double>::quiet_NaN();
    return DecimalAccess::mantissa(*this).convert_to<double>() / powerOfTen(m_scale).convert_to<double>();
}

} // namespace bw
