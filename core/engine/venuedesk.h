// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/engine/marketchannels.h"
#include "core/engine/marketevents.h"
#include "core/ports/relayfeed.h"

#include <QObject>

namespace bw {

/// The same instrument on other venues beside ours: which pairs of the table are shown for the open instrument, their quotes, slow numbers
/// and liquidations from the relay, and the edge of crossing between any two after taker fees. Publishes VenueBoard. What is not live
/// drops out; nothing here is executable. Engine thread, owned by the Engine.
class VenueDesk final : public QObject {
    Q_OBJECT
public:
    /// `relay` may be null: the board then has our own row alone.
    VenueDesk(RelayFeed *relay, MarketChannels &channels, MarketEvents &events, const Clock &clock, Scheduler &scheduler);

    void use(const RelaySettings &settings);
    void test(const QUrl &socket);
    void setInstrument(const InstrumentPtr &instrument);
    /// Our own row; at market pace.
    void setOwnBook(const std::shared_ptr<const BookSnapshot> &book);
    void setOwnTakerFee(const Decimal &fee);

    /// |our mid - the mid of the nearest comparable live venue| in basis points, for the trust of our book; nullopt without one.
    [[nodiscard]] std::optional<double> distanceToNearestVenueBps() const;

private:
    RelayFeed *const m_relay;
    MarketChannels &m_channels;
    MarketEvents &m_events;
    const Clock &m_clock;
    Scheduler &m_scheduler;
};

} // namespace bw
