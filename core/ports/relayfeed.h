// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/market/venuequote.h"
#include "core/ports/connectionstatus.h"

#include <QObject>
#include <QUrl>

#include <functional>

namespace bw {

/// What a relay answered to the connection test, or why it could not be asked.
struct RelayHealth {
    QString status;          ///< "Healthy"
    double uptimeHours = 0;
};

/// Best prices, funding, open interest and liquidations of other venues through a tardis-machine. One socket for each book, one more for
/// the rest of an exchange's pair, so that a disconnect message has one meaning (fact sheet Tardis, 6). A book is live only after a
/// snapshot, and stops being so with a disconnect, a crossing or silence; the feed heals by reconnecting and never gives up until stop().
/// Engine thread; signals are direct calls. Never a base for an order: those look at the venue's own book.
class RelayFeed : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// `socket` is such as ws://127.0.0.1:8001; replaces what was watched before.
    virtual void start(const QUrl &socket, const QVector<RelayPair> &pairs) = 0;
    virtual void stop() = 0;
    /// GET /health-check of the relay's HTTP port. Answers once while `context` lives.
    virtual void checkHealth(const QUrl &socket, QObject *context, std::function<void(const Result<RelayHealth> &)> done) = 0;

Q_SIGNALS:
    void statusChanged(const bw::RelayKey &key, const bw::ConnectionStatus &status);
    void quoteChanged(const bw::VenueQuote &quote);
    void gapSeen(const bw::RelayKey &key, bw::GapKind gap, const QString &action);
    void tickerChanged(const bw::VenueTicker &ticker);
    void liquidated(const bw::VenueLiquidation &liquidation);
    /// The relay's words about an upstream; hostile text.
    void troubleTold(const bw::RelayKey &key, const QString &detail);
};

} // namespace bw
