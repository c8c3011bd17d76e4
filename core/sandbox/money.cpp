// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/money.h"

namespace bw::sandbox {

QString plain(const Decimal &value)
{
    return value.isZero() ? QStringLiteral("0") : value.normalized().toString();
}

Decimal valueOf(const Instrument &instrument, const Decimal &price, const Decimal &qty)
{
    if (instrument.id().category != Category::Inverse)
        return price * qty;
    return price.isZero() ? Decimal(0) : qty.dividedBy(price, kMoneyScale, Rounding::HalfEven);
}

Decimal feeOf(const Decimal &worth, const Decimal &rate)
{
    return (worth * rate).rounded(kMoneyScale, Rounding::Up);
}

std::optional<Decimal> numberOf(const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return std::nullopt;
    const Decimal invalid = Decimal(1).dividedBy(Decimal(0), 0, Rounding::Zero);
    if (!value.isString()) // Bybit asks for texts and refuses numbers
        return invalid;
    const QString text = value.toString();
    if (text.isEmpty())
        return std::nullopt;
    return Decimal::parse(text).value_or(invalid);
}

} // namespace bw::sandbox
