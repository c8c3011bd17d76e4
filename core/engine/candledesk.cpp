// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/candledesk.h"

namespace bw {

CandleDesk::CandleDesk(MarketFeed &feed, MarketReader &reader, MarketChannels &channels, const Clock &clock, Scheduler &scheduler)
    : m_feed(feed), m_reader(reader), m_channels(channels), m_clock(clock), m_scheduler(scheduler)
{
}

void CandleDesk::setInstrument(const InstrumentPtr &) {}
void CandleDesk::select(CandleInterval) {}
void CandleDesk::loadOlder() {}

} // namespace bw
