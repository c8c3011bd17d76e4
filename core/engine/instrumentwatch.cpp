// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/instrumentwatch.h"

namespace bw {

namespace {
constexpr std::chrono::seconds kLookEvery{60};

bool isSame(const Instrument &a, const Instrument &b)
{
    const auto &x = a.filters();
    const auto &y = b.filters();
    return a.status() == b.status() && x.tickSize == y.tickSize && x.lotSize == y.lotSize && x.minPrice == y.minPrice && x.maxPrice == y.maxPrice
        && x.minQty == y.minQty && x.maxLimitQty == y.maxLimitQty && x.maxMarketQty == y.maxMarketQty && x.minNotional == y.minNotional
        && x.maxLeverage == y.maxLeverage;
}
} // namespace

InstrumentWatch::InstrumentWatch(MarketReader &reader, Scheduler &scheduler)
    : m_reader(reader), m_pulse(scheduler.every(kLookEvery, [this] { lookNow(); }))
{
}

/// A failed look changes nothing: the next one comes in a minute.
void InstrumentWatch::lookNow()
{
    if (!m_instrument || m_isLooking)
        return;
    m_isLooking = true;
    m_reader.readInstrument(m_instrument->id(), this, [this](const Result<InstrumentPtr> &found) {
        m_isLooking = false;
        if (!found || !*found || (*found)->id() != m_instrument->id() || isSame(**found, *m_instrument))
            return;
        const auto was = std::exchange(m_instrument, *found);
        Q_EMIT changed(was, *found);
    });
}

} // namespace bw
