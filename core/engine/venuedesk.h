// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/engine/api/marketviews.h"
#include "core/engine/marketchannels.h"
#include "core/engine/marketevents.h"
#include "core/ports/relayfeed.h"

#include <QObject>

#include <functional>

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
    /// Our own row; at market pace. Books of other instruments are not looked at.
    void setOwnBook(const std::shared_ptr<const BookSnapshot> &book);
    /// Of the open instrument. Until it is known the table's row of our instrument lends its fee; without one our row has no edge.
    void setOwnTakerFee(const Decimal &fee);

    /// Funding, open interest and prices of the open instrument, asked for when our own row is made.
    void setOwnTicker(std::function<TickerView()> ticker) { m_ownTicker = std::move(ticker); }

    /// |our mid - the mid of the nearest comparable live venue| in basis points, for the trust of our book; nullopt without one.
    [[nodiscard]] std::optional<double> distanceToNearestVenueBps() const;

Q_SIGNALS:
    /// The relay as a whole, for the event `connection`; on a change only.
    void relayStatusChanged(const bw::ConnectionStatus &status);

private:
    struct Watched {
        RelayPair pair;
        VenueQuote quote;
        VenueTicker ticker;
        QString trouble;
        ConnectionStatus status;
    };
    void watch();
    [[nodiscard]] QVector<RelayPair> wantedPairs() const;
    [[nodiscard]] Watched *find(const RelayKey &key);
    void onQuote(const VenueQuote &quote);
    void onTicker(const VenueTicker &ticker);
    void onTrouble(const RelayKey &key, const QString &detail);
    void onStatus(const RelayKey &key, const ConnectionStatus &status);
    [[nodiscard]] VenueRow ownRow() const;
    [[nodiscard]] VenueRow rowOf(const Watched &watched) const;
    [[nodiscard]] std::vector<VenueRow> rows() const; ///< ours first
    [[nodiscard]] VenueBoard::Relay relayState(const std::vector<VenueRow> &rows) const;
    void tellRelayState(VenueBoard::Relay state);
    void changed();
    void publish();
    void wakeAtNextSilence();

    RelayFeed *const m_relay;
    MarketChannels &m_channels;
    MarketEvents &m_events;
    const Clock &m_clock;
    Scheduler &m_scheduler;

    RelaySettings m_settings;
    InstrumentPtr m_instrument;
    std::shared_ptr<const BookSnapshot> m_ownBook;
    std::optional<Decimal> m_ownFee;
    std::function<TickerView()> m_ownTicker;
    std::vector<Watched> m_watched; ///< by venue, then exchange and symbol
    QUrl m_watchedAt;               ///< empty: the relay stands still
    bool m_isUnusable = false;      ///< it is on, but its address can't be
    VenueBoard::Relay m_told = VenueBoard::Relay::Off;
    MonoTime m_publishedAt{};
    Scheduler::Handle m_pulse, m_silence;
};

} // namespace bw
