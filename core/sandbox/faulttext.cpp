// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/faulttext.h"

#include "core/base/decimal.h"

#include <QLocale>

namespace bw::faulttext {

namespace {

constexpr auto kLongest = std::chrono::hours(24); // beyond that it is a slip of the pen

} // namespace

Result<std::chrono::milliseconds> duration(QStringView text)
{
    const bool isMs = text.endsWith(u"ms");
    const bool isMinutes = !isMs && text.endsWith(u'm'), isHours = text.endsWith(u'h');
    if (!isMs && !isMinutes && !isHours && !text.endsWith(u's'))
        return fail(inputError(QStringLiteral("needs a unit: 200ms, 30s or 5m")));
    const auto number = Decimal::parse(text.chopped(isMs ? 2 : 1));
    const auto ms = number ? (*number * Decimal(isMs ? 1 : isHours ? 3'600'000 : isMinutes ? 60'000 : 1000)).stepsOf(Decimal(1), Rounding::HalfEven)
                           : Result<std::int64_t>(fail(number.error()));
    if (!ms || *ms < 0 || std::chrono::milliseconds(*ms) > kLongest)
        return fail(inputError(QStringLiteral("is not a time from 0ms to 1440m")));
    return std::chrono::milliseconds(*ms);
}

Result<std::chrono::milliseconds> step(QStringView text)
{
    const bool isBack = text.startsWith(u'-');
    const auto time = duration(isBack || text.startsWith(u'+') ? text.sliced(1) : text);
    return time && isBack ? Result<std::chrono::milliseconds>(-*time) : time;
}

Result<double> probability(QStringView text)
{
    const auto number = Decimal::parse(text);
    if (!number || number->sign() < 0 || *number > Decimal(1))
        return fail(inputError(QStringLiteral("is not a probability from 0 to 1")));
    return number->toDouble();
}

Result<int> whole(QStringView text, int from, int to)
{
    bool ok = false;
    const int value = text.toInt(&ok);
    if (!ok || value < from || value > to)
        return fail(inputError(QStringLiteral("is not a whole number from %1 to %2").arg(from).arg(to)));
    return value;
}

Result<QByteArray> pattern(QStringView text)
{
    constexpr qsizetype kLongestTopic = 100;
    if (text.isEmpty() || text.size() > kLongestTopic || text.chopped(1).contains(u'*'))
        return fail(inputError(QStringLiteral("needs a topic such as orderbook.50.BTCUSDT, or the beginning of one and a star")));
    return text.toUtf8();
}

QString shortest(double number)
{
    return QString::number(number, 'f', QLocale::FloatingPointShortest);
}

} // namespace bw::faulttext
