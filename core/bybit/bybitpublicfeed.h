// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/bybitendpoints.h"
#include "core/net/wssession.h"
#include "core/ports/marketfeed.h"

#include <map>

namespace bw {

class BybitPublicLine;

/// Bybit's public market data: orderbook.50, publicTrade and tickers of each instrument, over one socket a category, made when its
/// first instrument is asked for. Decodes and hands on; judges no book. Engine thread; owned by the composition root.
class BybitPublicFeed final : public MarketFeed {
    Q_OBJECT
public:
    struct Parts {
        WsTransportFactory transports;
        const Clock &clock;
        Scheduler &scheduler;
        RateLimiter &connects;
        Backoff::Random random;
    };

    BybitPublicFeed(BybitEndpoints endpoints, Parts parts, QObject *parent = nullptr);
    ~BybitPublicFeed() override;

    void start() override;
    void stop() override;
    void subscribe(const InstrumentPtr &instrument, const MarketTopic &topic) override;
    void unsubscribe(const InstrumentId &id, const MarketTopic &topic) override;
    void resync(const InstrumentId &id, const MarketTopic &topic) override;

private:
    const BybitEndpoints m_endpoints;
    const Parts m_parts;
    bool m_isStarted = false;
    std::map<Category, std::unique_ptr<BybitPublicLine>> m_lines;
};

} // namespace bw
