// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/market/venuequote.h"
#include "core/tardis/relaybook.h"
#include "core/tardis/relaycodec.h"
#include "core/tardis/relaylink.h"

namespace bw {

/// One book of the relay over a socket of its own, which carries nothing else: so a disconnect message has one meaning, and a frame that is
/// no message of this book means that one of it was lost. Invalid from a disconnect, a crossing, silence or the loss of the socket on until
/// a snapshot comes; where none does within 15 s, the socket is made anew, which makes the relay's upstream anew too. Engine thread, owned
/// by the feed.
class RelayBookLine final : public QObject {
    Q_OBJECT
public:
    RelayBookLine(const RelayPair &pair, const RelayParts &parts, RateLimiter &connects, QObject *parent = nullptr);

    void start(const QUrl &socket);
    void stop();

    [[nodiscard]] const RelayBook &book() const { return m_book; }

Q_SIGNALS:
    void statusChanged(const bw::ConnectionStatus &status);
    void quoteChanged(const bw::VenueQuote &quote);
    void gapSeen(bw::GapKind gap, const QString &action);
    void troubleTold(const QString &detail);

private:
    void onText(QByteArrayView text);
    void onBookChange(const RelayMessage &change);
    void onDisconnect();
    void onLost(ConnectionStatus::Reason reason);
    void awaitSnapshot();
    void resync(const QString &detail);
    [[nodiscard]] bool isBehind(UtcTime relayedAt);
    void tellQuote();

    const RelayPair m_pair;
    const RelayParts &m_parts;
    RelayCodec m_codec;
    RelayBook m_book;
    UtcTime m_venueTime{};
    MonoTime m_receivedAt{};
    std::optional<std::chrono::milliseconds> m_leastLag;
    Scheduler::Handle m_snapshotTimer, m_crossedTimer;
    RelayLink m_link;
};

} // namespace bw
