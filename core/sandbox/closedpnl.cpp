// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/closedpnl.h"

#include "core/sandbox/money.h"

namespace bw::sandbox {

QJsonObject ClosedPnl::toJson() const
{
    const bool isInverse = instrument->id().category == Category::Inverse;
    const bool wasLong = side == Side::Sell;
    const bool gainsWithValue = wasLong != isInverse; // a coin's worth falls as the price rises
    const Decimal entry = gainsWithValue ? entryValue + openFee : entryValue - openFee;
    const Decimal exit = gainsWithValue ? exitValue - closeFee : exitValue + closeFee;
    const auto average = [&](const Decimal &value) {
        if (closed.isZero() || value.isZero())
            return Decimal(0);
        return isInverse ? closed.dividedBy(value, kMoneyScale, Rounding::HalfEven) : value.dividedBy(closed, kMoneyScale, Rounding::HalfEven);
    };
    return {
        {QStringLiteral("symbol"), instrument->id().symbol},
        {QStringLiteral("orderId"), orderId},
        {QStringLiteral("side"), toName(side)},
        {QStringLiteral("qty"), plain(qty)},
        {QStringLiteral("orderPrice"), plain(instrument->price(orderPrice))},
        {QStringLiteral("orderType"), toName(type)},
        {QStringLiteral("execType"), execType},
        {QStringLiteral("closedSize"), plain(closed)},
        {QStringLiteral("cumEntryValue"), plain(entry)},
        {QStringLiteral("avgEntryPrice"), plain(average(entry))},
        {QStringLiteral("cumExitValue"), plain(exit)},
        {QStringLiteral("avgExitPrice"), plain(average(exit))},
        {QStringLiteral("closedPnl"), plain(gainsWithValue ? exit - entry : entry - exit)},
        {QStringLiteral("fillCount"), QString::number(fills)},
        {QStringLiteral("leverage"), plain(leverage)},
        {QStringLiteral("openFee"), plain(openFee)},
        {QStringLiteral("closeFee"), plain(closeFee)},
        {QStringLiteral("createdTime"), QString::number(toMs(createdAt))},
        {QStringLiteral("updatedTime"), QString::number(toMs(updatedAt))},
    };
}

} // namespace bw::sandbox
