// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/numberformat.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace bw {
namespace {

constexpr char16_t kThinSpace = u'\u2009';
constexpr char16_t kMinus = u'\u2212';

struct Format {
    Q_DECLARE_TR_FUNCTIONS(bw::NumberFormat)
};

bool isPlainDecimal(QStringView text)
{
    bool hasDigit = false;
    bool hasPoint = false;
    for (const QChar c : text) {
        if (c == u'.' && !hasPoint)
            hasPoint = true;
        else if (c >= u'0' && c <= u'9')
            hasDigit = true;
        else
            return false;
    }
    return hasDigit;
}

QString formatted(UtcTime at, const QString &pattern)
{
    return QDateTime::fromMSecsSinceEpoch(toMs(at), Qt::UTC).toString(pattern);
}

} // namespace

QString readNumber(const QString &plain)
{
    const bool isNegative = plain.startsWith(u'-');
    const QStringView digits = QStringView(plain).mid(isNegative ? 1 : 0);
    if (!isPlainDecimal(digits))
        return plain;
    const qsizetype point = digits.indexOf(u'.');
    const qsizetype whole = point < 0 ? digits.size() : point;
    QString text;
    text.reserve(plain.size() + whole / 3 + 1);
    if (isNegative)
        text += kMinus;
    for (qsizetype i = 0; i < whole; ++i) {
        if (i > 0 && (whole - i) % 3 == 0)
            text += kThinSpace;
        text += digits[i];
    }
    text += digits.mid(whole);
    return text;
}

QString readDecimal(const Decimal &value)
{
    return value.isValid() ? readNumber(value.toString()) : kMissing.toString();
}

QString readDecimal(const Decimal &value, int places)
{
    return readDecimal(value.rounded(places, Rounding::HalfEven));
}

QString readSigned(const Decimal &value, int places)
{
    const Decimal rounded = value.rounded(places, Rounding::HalfEven);
    const QString text = readDecimal(rounded);
    return rounded.sign() > 0 ? u'+' + text : text;
}

QString readPrice(const Instrument &instrument, PriceTicks ticks)
{
    return readNumber(instrument.priceText(ticks));
}

QString readPrice(const Instrument &instrument, const Decimal &price)
{
    if (!price.isValid())
        return kMissing.toString();
    const Decimal shortest = price.normalized();
    return shortest.scale() < instrument.priceDecimals() ? readDecimal(price, instrument.priceDecimals()) : readDecimal(shortest);
}

QString readQty(const Instrument &instrument, QtyLots lots)
{
    return readNumber(instrument.qtyText(lots));
}

QString readCompact(const Decimal &value)
{
    struct Unit {
        std::int64_t size;
        QChar letter;
    };
    for (const Unit unit : {Unit{1'000'000'000, u'G'}, Unit{1'000'000, u'M'}, Unit{1'000, u'k'}}) {
        const Decimal size = value.dividedBy(Decimal::fromScaled(unit.size, 0), 1, Rounding::Down);
        if (size >= Decimal(1))
            return readDecimal(size) + unit.letter;
    }
    return readDecimal(value.rounded(std::min(value.scale(), 1), Rounding::Down));
}

QString readPercent(const std::optional<Decimal> &percent, int places)
{
    return percent && percent->isValid() ? Format::tr("%1 %").arg(readSigned(*percent, places)) : kMissing.toString();
}

QString readUsd(const Decimal &usd, int places)
{
    return usd.isValid() ? Format::tr("%1 $").arg(readDecimal(usd, places)) : kMissing.toString();
}

QString toPlain(const QString &read)
{
    QString plain = read;
    plain.remove(kThinSpace);
    plain.replace(kMinus, u'-');
    return plain;
}

QString readAge(std::chrono::milliseconds age)
{
    const auto seconds = std::max<std::int64_t>(0, age.count() / 1000);
    if (seconds < 60)
        return Format::tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return Format::tr("%1 m").arg(seconds / 60);
    if (seconds < 86'400)
        return Format::tr("%1 h").arg(seconds / 3600);
    return Format::tr("%1 d").arg(seconds / 86'400);
}

QString readMilliseconds(std::chrono::milliseconds span)
{
    if (span.count() < 1000)
        return Format::tr("%1 ms").arg(span.count());
    return Format::tr("%1 s").arg(readDecimal(Decimal::fromScaled(span.count(), 3), 1));
}

QString readCountdown(std::chrono::milliseconds left)
{
    const auto seconds = std::max<std::int64_t>(0, left.count() / 1000);
    return QStringLiteral("%1:%2:%3")
        .arg(seconds / 3600, 2, 10, QLatin1Char('0'))
        .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QString readTime(UtcTime at) { return formatted(at, QStringLiteral("HH:mm:ss")); }

QString readTimeWithZone(UtcTime at) { return formatted(at, QStringLiteral("HH:mm:ss 'UTC'")); }

QString readDayTime(UtcTime at) { return formatted(at, QStringLiteral("MM-dd HH:mm:ss")); }

QString readDateTimeWithZone(UtcTime at) { return formatted(at, QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'")); }

QString widestNumber(int wholeDigits, int places)
{
    QString plain = u'-' + QString(wholeDigits, u'0');
    if (places > 0)
        plain += u'.' + QString(places, u'0');
    return readNumber(plain);
}

QString widestCount(int wholeDigits, int places) { return widestNumber(wholeDigits, places).mid(1); }

} // namespace bw
