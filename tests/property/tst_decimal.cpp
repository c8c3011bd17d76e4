// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Decimal against exact fractions of unbounded size: two programs that share no line must agree on every number.
#include "core/base/decimal.h"

#include <QTest>

#include <boost/multiprecision/cpp_int.hpp>
#include <rapidcheck.h>

using bw::Decimal;
using bw::Rounding;
using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

namespace {

cpp_int powerOfTen(int exponent)
{
    return boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(exponent));
}

/// A text, and what it means.
struct Number {
    std::string text;
    cpp_rational value;
    int scale = 0;
};

void showValue(const Number &n, std::ostream &os)
{
    os << n.text;
}

/// Few digits and many in equal measure; `digits` is the most, in all.
rc::Gen<Number> genNumber(int digits = 36)
{
    return rc::gen::exec([digits] {
        const int whole = *rc::gen::inRange(1, digits + 1);
        Number n;
        n.scale = *rc::gen::inRange(0, std::min(Decimal::kMaxScale, digits - whole) + 1);
        const auto figures = *rc::gen::container<std::string>(static_cast<std::size_t>(whole + n.scale), rc::gen::inRange('0', char('9' + 1)));
        const bool isNegative = *rc::gen::arbitrary<bool>();
        cpp_int mantissa = 0;
        for (const char c : figures)
            mantissa = mantissa * 10 + (c - '0');
        n.value = cpp_rational(isNegative ? cpp_int(-mantissa) : mantissa, powerOfTen(n.scale));
        n.text = (isNegative ? "-" : "") + figures.substr(0, static_cast<std::size_t>(whole));
        if (n.scale > 0)
            n.text += "." + figures.substr(static_cast<std::size_t>(whole));
        return n;
    });
}

Decimal decimalOf(const Number &n)
{
    const auto parsed = Decimal::parse(std::string_view(n.text));
    RC_ASSERT(parsed.has_value());
    return *parsed;
}

/// Reads what Decimal prints; shares nothing with its parser.
cpp_rational valueOf(const Decimal &d)
{
    std::string text = d.toString().toStdString();
    const bool isNegative = text.front() == '-';
    const auto point = text.find('.');
    const int places = point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
    RC_ASSERT(places == d.scale());
    cpp_int mantissa = 0;
    for (const char c : text)
        if (c >= '0' && c <= '9')
            mantissa = mantissa * 10 + (c - '0');
    return cpp_rational(isNegative ? cpp_int(-mantissa) : mantissa, powerOfTen(places));
}

cpp_int floorOf(const cpp_rational &r)
{
    const cpp_int n = boost::multiprecision::numerator(r), d = boost::multiprecision::denominator(r);
    cpp_int q = n / d;
    if (n % d != 0 && n < 0)
        --q;
    return q;
}

/// The oracle's rounding to whole numbers.
cpp_int roundOf(const cpp_rational &r, Rounding rounding)
{
    const cpp_int low = floorOf(r);
    const cpp_rational part = r - cpp_rational(low);
    const cpp_int high = part == 0 ? low : cpp_int(low + 1);
    switch (rounding) {
    case Rounding::Down: return low;
    case Rounding::Up: return high;
    case Rounding::Zero: return r < 0 ? high : low;
    case Rounding::HalfEven: break;
    }
    const cpp_rational half(1, 2);
    if (part != half)
        return part < half ? low : high;
    return low % 2 == 0 ? low : high;
}

bool fits(const cpp_rational &value, int scale)
{
    return boost::multiprecision::abs(value) * powerOfTen(scale) < cpp_rational(powerOfTen(36));
}

void agrees(const Decimal &got, const cpp_rational &want, int scale)
{
    if (!fits(want, scale)) {
        RC_TAG("out of range");
        RC_ASSERT(!got.isValid());
        RC_ASSERT(got.toString() == QStringLiteral("invalid"));
        return;
    }
    RC_ASSERT(got.isValid());
    RC_ASSERT(got.scale() == scale);
    RC_ASSERT(valueOf(got) == want);
}

rc::Gen<Rounding> genRounding()
{
    return rc::gen::element(Rounding::Down, Rounding::Up, Rounding::Zero, Rounding::HalfEven);
}

} // namespace

class TestDecimalProperty : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void parseAndPrintKeepTheNumber()
    {
        QVERIFY(rc::check([] {
            const Number n = *genNumber();
            const Decimal d = decimalOf(n);
            agrees(d, n.value, n.scale);
            const auto again = Decimal::parse(QStringView(d.toString()));
            RC_ASSERT(again.has_value() && again->toString() == d.toString());
            RC_ASSERT(valueOf(d.normalized()) == n.value);
        }));
    }

    void anyTextIsReadOrRefused()
    {
        QVERIFY(rc::check([] {
            const auto text = *rc::gen::container<std::string>(rc::gen::element('0', '1', '9', '.', '-', '+', 'e', ' ', ',', char(0), char(0xb2)));
            const auto parsed = Decimal::parse(std::string_view(text));
            const auto wide = Decimal::parse(QStringView(QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()))));
            RC_ASSERT(parsed.has_value() == wide.has_value());
            if (!parsed)
                return;
            RC_ASSERT(text.find_first_not_of("0123456789.-+") == std::string::npos);
            RC_ASSERT(parsed->toString() == wide->toString());
            valueOf(*parsed);
        }));
    }

    void sumsDifferencesAndProductsAgree()
    {
        QVERIFY(rc::check([] {
            const int digits = *rc::gen::element(12, 24, 36);
            const Number a = *genNumber(digits), b = *genNumber(digits);
            const Decimal x = decimalOf(a), y = decimalOf(b);
            const int scale = std::max(a.scale, b.scale);
            agrees(x + y, a.value + b.value, scale);
            agrees(x - y, a.value - b.value, scale);
            agrees(-x, -a.value, a.scale);
            agrees(x.abs(), boost::multiprecision::abs(a.value), a.scale);
            const int places = std::min(a.scale + b.scale, Decimal::kMaxScale);
            const cpp_int product = roundOf(a.value * b.value * powerOfTen(places), Rounding::HalfEven);
            agrees(x * y, cpp_rational(product, powerOfTen(places)), places);
        }));
    }

    void quotientsAgreeInEveryRounding()
    {
        QVERIFY(rc::check([] {
            const int digits = *rc::gen::element(3, 12, 36);
            const Number a = *genNumber(digits), b = *genNumber(digits);
            const int scale = *rc::gen::inRange(0, Decimal::kMaxScale + 1);
            const Rounding rounding = *genRounding();
            const Decimal got = decimalOf(a).dividedBy(decimalOf(b), scale, rounding);
            if (b.value == 0) {
                RC_ASSERT(!got.isValid());
                return;
            }
            const cpp_int quotient = roundOf(a.value / b.value * powerOfTen(scale), rounding);
            agrees(got, cpp_rational(quotient, powerOfTen(scale)), scale);
        }));
    }

    void tiesAreRoundedToTheEvenDigit()
    {
        QVERIFY(rc::check([] {
            const auto halves = *rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000);
            const Rounding rounding = *genRounding();
            const Decimal got = Decimal::fromScaled(halves * 5, 1).rounded(0, rounding);
            agrees(got, cpp_rational(roundOf(cpp_rational(halves, 2), rounding)), 0);
        }));
    }

    void orderAgreesAndIgnoresTheScale()
    {
        QVERIFY(rc::check([] {
            const Number a = *genNumber(*rc::gen::element(2, 36));
            const Number b = *rc::gen::oneOf(rc::gen::just(a), genNumber(2), genNumber());
            const Decimal x = decimalOf(a), y = decimalOf(b);
            RC_ASSERT((x == y) == (a.value == b.value));
            RC_ASSERT((x < y) == (a.value < b.value));
            RC_ASSERT((x >= y) == (a.value >= b.value));
            RC_ASSERT(x == x.normalized());
        }));
    }

    void stepsAreTheRoundedQuotient()
    {
        QVERIFY(rc::check([] {
            const Number a = *genNumber(*rc::gen::element(6, 24, 36)), b = *genNumber(*rc::gen::element(2, 12));
            const Rounding rounding = *genRounding();
            const auto got = decimalOf(a).stepsOf(decimalOf(b), rounding);
            if (b.value <= 0) {
                RC_ASSERT(!got);
                return;
            }
            const cpp_int want = roundOf(a.value / b.value, rounding);
            const bool isInRange = want >= std::numeric_limits<std::int64_t>::min() && want <= std::numeric_limits<std::int64_t>::max();
            RC_ASSERT(got.has_value() == isInRange);
            if (isInRange)
                RC_ASSERT(want == *got);
            RC_ASSERT(decimalOf(a).isMultipleOf(decimalOf(b)) == (boost::multiprecision::denominator(cpp_rational(a.value / b.value)) == 1));
        }));
    }
};

QTEST_GUILESS_MAIN(TestDecimalProperty)
#include "tst_decimal.moc"
