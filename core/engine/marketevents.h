// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/booktrust.h"
#include "core/engine/api/marketclient.h"

#include <QObject>

namespace bw {

/// What the market desks say, as signals on the engine thread; the other half of EngineEvents. Owned by the Engine; holds no state.
class MarketEvents final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    // Of the window, one for one with MarketClient.
    void instrumentsRead(bw::Category category, const QVector<bw::InstrumentPtr> &instruments);
    void instrumentsFailed(bw::Category category, const bw::Error &error);
    void anomalyChanged(const bw::SpreadAnomaly &anomaly);
    void liquidationSeen(const bw::InstrumentId &id, const bw::LiquidationPrint &liquidation);
    void venueLiquidationSeen(const bw::VenueLiquidation &liquidation);
    void fundingHistoryRead(const bw::InstrumentId &id, const QVector<bw::FundingRate> &rates);
    void outagesRead(const QVector<bw::VenueOutage> &outages);
    void relayTested(const QUrl &socket, const bw::RelayHealth &health);
    void relayTestFailed(const QUrl &socket, const bw::Error &error);
    void watchListReplayed(const QVector<bw::InstrumentId> &ids);

    // Of the recorder alone: direct, never queued.
    void watchListSet(const QVector<bw::InstrumentId> &ids); ///< another one than before

    // Of the event log alone: direct, never queued.
    void venueQuoted(const bw::RelayPair &pair, const bw::VenueQuote &quote);
    void venueGapSeen(const bw::RelayPair &pair, bw::GapKind gap, const QString &action);
    void trustChanged(const bw::InstrumentId &id, const bw::BookTrust &trust); ///< at most once a second a symbol, and when it crosses the gate's limit
    void replayChanged(const bw::ReplayView &replay);
};

} // namespace bw
