// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/position.h"

#include "core/sandbox/money.h"

#include <algorithm>

namespace bw::sandbox {

Position::Change Position::apply(Side side, PriceTicks price, QtyLots qty)
{
    const Instrument &i = *instrument;
    const Decimal at = i.price(price);
    const QtyLots signedQty = side == Side::Buy ? qty : -qty;
    Change change;
    change.closed = std::min(closable(side), qty);
    if (change.closed.value() > 0) {
        const QtyLots held(std::abs(size.value()));
        // The last part takes all that is left of the cost, so that no rounding stays behind.
        const Decimal part = change.closed == held
            ? cost
            : (cost * i.qty(change.closed)).dividedBy(i.qty(held), kMoneyScale, Rounding::HalfEven);
        const Decimal exit = valueOf(i, at, i.qty(change.closed));
        const bool gainsWithValue = (size.value() > 0) == (i.id().category != Category::Inverse); // a coin's worth falls as the price rises
        change.entryValue = part;
        change.exitValue = exit;
        change.realised = gainsWithValue ? exit - part : part - exit;
        cost -= part;
        change.isFlat = change.closed == held && change.closed == qty;
        change.isFlipped = change.closed == held && change.closed < qty;
    }
    if (const QtyLots opened = qty - change.closed; opened.value() > 0)
        cost += valueOf(i, at, i.qty(opened));
    size += signedQty;
    return change;
}

Decimal Position::quantity() const
{
    return instrument->qty(QtyLots(std::abs(size.value())));
}

Decimal Position::averagePrice() const
{
    if (size.isZero() || cost.isZero())
        return 0;
    return instrument->id().category == Category::Inverse ? quantity().dividedBy(cost, kMoneyScale, Rounding::HalfEven)
                                                          : cost.dividedBy(quantity(), kMoneyScale, Rounding::HalfEven);
}

Decimal Position::unrealised(const Decimal &mark) const
{
    if (size.isZero())
        return 0;
    const Decimal worth = valueOf(*instrument, mark, quantity());
    const bool gainsWithValue = (size.value() > 0) == (instrument->id().category != Category::Inverse);
    return gainsWithValue ? worth - cost : cost - worth;
}

QtyLots Position::closable(Side side) const
{
    const std::int64_t opposite = side == Side::Buy ? -size.value() : size.value();
    return QtyLots(std::max<std::int64_t>(opposite, 0));
}

} // namespace bw::sandbox
