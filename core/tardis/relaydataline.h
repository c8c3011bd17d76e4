// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/market/venuequote.h"
#include "core/tardis/relaycodec.h"
#include "core/tardis/relaylink.h"

namespace bw {

/// Funding, open interest, mark and index and liquidations of one derivative, over a socket of their own. Nothing here is a state that
/// could be wrong for long: a lost message is replaced by the next, and a message that can't be read is left out. Engine thread, owned by
/// the feed.
class RelayDataLine final : public QObject {
    Q_OBJECT
public:
    RelayDataLine(const RelayKey &key, const RelayParts &parts, RateLimiter &connects, QObject *parent = nullptr);

    void start(const QUrl &socket);
    void stop() { m_link.stop(); }

Q_SIGNALS:
    void tickerChanged(const bw::VenueTicker &ticker);
    void liquidated(const bw::VenueLiquidation &liquidation);
    void troubleTold(const QString &detail);

private:
    void onText(QByteArrayView text);
    void onTicker(const RelayMessage &message);
    void onLiquidation(const RelayMessage &message);

    const RelayKey m_key;
    const RelayParts &m_parts;
    RelayCodec m_codec;
    RelayLink m_link;
};

} // namespace bw
