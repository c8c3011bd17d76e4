// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/relaynumber.h"

#include <array>
#include <limits>

namespace bw {

namespace {

constexpr int kMaxDigits = 18;
constexpr int kMaxExponent = 40; ///< of the value; no price and no amount is near it
constexpr std::array<std::int64_t, 19> kPowers{
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000, 10'000'000'000, 100'000'000'000,
    1'000'000'000'000, 10'000'000'000'000, 100'000'000'000'000, 1'000'000'000'000'000, 10'000'000'000'000'000, 100'000'000'000'000'000,
    1'000'000'000'000'000'000};

std::int64_t power(int exponent) { return kPowers[static_cast<std::size_t>(exponent)]; }

/// Eats the token from its front; what is left over was no number.
struct Scanner {
    std::string_view rest;

    [[nodiscard]] bool takeOne(char wanted)
    {
        if (rest.empty() || rest.front() != wanted)
            return false;
        rest.remove_prefix(1);
        return true;
    }
    [[nodiscard]] bool hasDigit() const { return !rest.empty() && rest.front() >= '0' && rest.front() <= '9'; }
    [[nodiscard]] int takeDigit()
    {
        const int digit = rest.front() - '0';
        rest.remove_prefix(1);
        return digit;
    }
};

/// Collects digits; zeros wait until a digit that counts follows them, so that those at the end only move the exponent.
struct Digits {
    std::int64_t mantissa = 0;
    int count = 0;        ///< significant digits in mantissa
    int waitingZeros = 0;
    bool isTooLong = false;

    void append(int digit)
    {
        if (digit == 0) {
            waitingZeros += mantissa == 0 ? 0 : 1;
            return;
        }
        count += waitingZeros + 1;
        isTooLong = isTooLong || count > kMaxDigits;
        if (!isTooLong)
            mantissa = mantissa * power(waitingZeros + 1) + digit;
        waitingZeros = 0;
    }
};

/// The part behind the e; nullopt when there is none or it is beyond all bounds.
std::optional<int> readExponent(Scanner &scanner)
{
    const bool isNegative = scanner.takeOne('-');
    if (!isNegative)
        static_cast<void>(scanner.takeOne('+'));
    if (!scanner.hasDigit())
        return std::nullopt;
    int exponent = 0;
    while (scanner.hasDigit()) {
        exponent = exponent * 10 + scanner.takeDigit();
        if (exponent > 1000)
            return std::nullopt;
    }
    return isNegative ? -exponent : exponent;
}

} // namespace

std::optional<RelayNumber> RelayNumber::read(std::string_view token)
{
    constexpr std::size_t kMaxToken = 64;
    if (token.size() > kMaxToken)
        return std::nullopt;
    Scanner scanner{token};
    Digits digits;
    int exponent = 0;
    const bool isNegative = scanner.takeOne('-');
    if (!scanner.hasDigit())
        return std::nullopt;
    const bool mustEnd = scanner.rest.front() == '0'; // 007 is no JSON
    do {
        digits.append(scanner.takeDigit());
    } while (scanner.hasDigit() && !mustEnd);
    if (scanner.takeOne('.')) {
        if (!scanner.hasDigit())
            return std::nullopt;
        for (; scanner.hasDigit(); --exponent)
            digits.append(scanner.takeDigit());
    }
    if (scanner.takeOne('e') || scanner.takeOne('E')) {
        const auto shift = readExponent(scanner);
        if (!shift)
            return std::nullopt;
        exponent += *shift;
    }
    if (!scanner.rest.empty() || digits.isTooLong)
        return std::nullopt;
    if (digits.mantissa == 0)
        return RelayNumber{};
    exponent += digits.waitingZeros;
    if (exponent < -kMaxExponent || exponent > kMaxExponent)
        return std::nullopt;
    return RelayNumber{isNegative ? -digits.mantissa : digits.mantissa, exponent};
}

Decimal RelayNumber::toDecimal() const
{
    if (exponent >= 0) {
        const Decimal whole = Decimal::fromScaled(mantissa, 0);
        if (exponent <= kMaxDigits)
            return whole * Decimal::fromScaled(power(exponent), 0);
        return Decimal::invalid(); // 10^19 of anything
    }
    if (exponent >= -Decimal::kMaxScale)
        return Decimal::fromScaled(mantissa, -exponent);
    const int surplus = -exponent - Decimal::kMaxScale;
    if (surplus > kMaxDigits)
        return Decimal(); // below half of the last place
    return Decimal::fromScaled(mantissa, Decimal::kMaxScale)
        .dividedBy(Decimal::fromScaled(power(surplus), 0), Decimal::kMaxScale, Rounding::HalfEven)
        .normalized();
}

RelaySteps::RelaySteps(const Decimal &step)
{
    constexpr std::int64_t kMaxDivisor = 10'000; // with 14 places below it still fits 64 bits
    const Decimal plain = step.normalized();
    if (!plain.isValid() || plain.sign() <= 0)
        return;
    const auto mantissa = plain.stepsOf(Decimal::fromScaled(1, plain.scale()), Rounding::Zero);
    if (!mantissa || *mantissa >= kMaxDivisor)
        return;
    m_step = plain;
    m_decimals = plain.scale();
    m_divisor = *mantissa;
}

RelaySteps::Nearest RelaySteps::nearest(const RelayNumber &number) const
{
    constexpr int kMaxPlaces = 14;
    constexpr std::int64_t kMaxSteps = std::int64_t{1} << 53; // as everywhere: what a double still counts exactly
    constexpr std::int64_t kNoise = 1'000'000;
    std::int64_t units = number.mantissa; // of the step's last place, once shifted
    if (units < 0 || !hasStep())
        return {};
    int shift = number.exponent + m_decimals;
    for (; shift < -kMaxPlaces; ++shift) // digits far below the noise
        units /= 10;
    if (shift > 0) {
        if (shift > kMaxDigits || units > std::numeric_limits<std::int64_t>::max() / power(shift))
            return {};
        units *= power(shift);
        shift = 0;
    }
    const std::int64_t divisor = m_divisor * power(-shift);
    const std::int64_t rest = units % divisor;
    const bool isUp = rest > divisor / 2;
    const std::int64_t distance = isUp ? divisor - rest : rest;
    const std::int64_t steps = units / divisor + (isUp ? 1 : 0);
    if (steps >= kMaxSteps)
        return {};
    return {steps, distance <= divisor / kNoise};
}

} // namespace bw
