// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/venuedesk.h"

namespace bw {

VenueDesk::VenueDesk(RelayFeed *relay, MarketChannels &channels, MarketEvents &events, const Clock &clock, Scheduler &scheduler)
    : m_relay(relay), m_channels(channels), m_events(events), m_clock(clock), m_scheduler(scheduler)
{
}

void VenueDesk::use(const RelaySettings &) {}
void VenueDesk::test(const QUrl &) {}
void VenueDesk::setInstrument(const InstrumentPtr &) {}
void VenueDesk::setOwnBook(const std::shared_ptr<const BookSnapshot> &) {}
void VenueDesk::setOwnTakerFee(const Decimal &) {}
std::optional<double> VenueDesk::distanceToNearestVenueBps() const { return std::nullopt; }

} // namespace bw
