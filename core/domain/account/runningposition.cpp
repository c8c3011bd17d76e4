// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/account/runningposition.h"

namespace bw {

namespace {
constexpr int kPlaces = Decimal::kMaxScale;
constexpr int kPricePlaces = 8;
} // namespace

Decimal RunningPosition::worth(const Decimal &qty, const Decimal &price) const
{
    return m_category == Category::Inverse ? qty.dividedBy(price, kPlaces, Rounding::HalfEven) : qty * price;
}

/// A long gains as its worth rises; an inverse one as the coins that its USD are become fewer.
Decimal RunningPosition::profit(const Decimal &entryWorth, const Decimal &exitWorth) const
{
    const bool gainsByRise = (m_size.sign() > 0) != (m_category == Category::Inverse);
    return gainsByRise ? exitWorth - entryWorth : entryWorth - exitWorth;
}

Decimal RunningPosition::apply(Side side, const Decimal &qty, const Decimal &price)
{
    const Decimal signedQty = side == Side::Buy ? qty : -qty;
    if (m_size.isZero() || m_size.sign() == signedQty.sign()) {
        m_size += signedQty;
        m_worth += worth(qty, price);
        return 0;
    }
    const Decimal held = m_size.abs();
    const bool isWhole = held <= qty;
    const Decimal closed = isWhole ? held : qty;
    const Decimal entry = isWhole ? m_worth : (m_worth * closed).dividedBy(held, kPlaces, Rounding::HalfEven);
    const Decimal realised = profit(entry, worth(closed, price));
    m_realised += realised;
    m_size += signedQty;
    m_worth = isWhole ? worth(qty - closed, price) : m_worth - entry;
    return realised;
}

Decimal RunningPosition::entryPrice() const
{
    if (m_size.isZero())
        return Decimal::invalid();
    const Decimal &above = m_category == Category::Inverse ? m_size.abs() : m_worth;
    const Decimal &below = m_category == Category::Inverse ? m_worth : m_size.abs();
    return above.dividedBy(below, kPricePlaces, Rounding::HalfEven);
}

Decimal RunningPosition::unrealised(const Decimal &mark) const
{
    return m_size.isZero() ? Decimal(0) : profit(m_worth, worth(m_size.abs(), mark));
}

} // namespace bw
