// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/bybitendpoints.h"
#include "core/net/wssession.h"
#include "core/ports/marketfeed.h"

#include <map>
#include <optional>
#include <vector>

namespace bw {

class BybitPublicLine;

/// Bybit's public market data: as many sockets a category as its topics need, since the venue bounds the topics of one, made when they
/// are first asked for. Decodes and hands on; judges no book. Engine thread; owned by the composition root.
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
    /// A category; at 21 000 characters each enough for thousands of symbols. The venue allows 1000.
    static constexpr std::size_t kMaxLines = 16;

    BybitPublicFeed(BybitEndpoints endpoints, Parts parts, QObject *parent = nullptr);
    ~BybitPublicFeed() override;

    void start() override;
    void stop() override;
    void subscribe(const InstrumentPtr &instrument, const MarketTopic &topic) override;
    void unsubscribe(const InstrumentId &id, const MarketTopic &topic) override;
    void resync(const InstrumentId &id, const MarketTopic &topic) override;

private:
    /// The lines of one category; one without topics is stopped and kept for the next.
    struct Lines {
        std::vector<std::unique_ptr<BybitPublicLine>> all;
        std::optional<ConnectionStatus> told;
    };

    [[nodiscard]] BybitPublicLine *lineWith(const InstrumentId &id, const MarketTopic &topic) const;
    [[nodiscard]] BybitPublicLine *lineFor(const InstrumentId &id, const MarketTopic &topic);
    void onDown(Category category, const BybitPublicLine &line);
    void onShrunk(Category category, BybitPublicLine &line);
    void tellStatus(Category category);

    const BybitEndpoints m_endpoints;
    const Parts m_parts;
    bool m_isStarted = false;
    std::map<Category, Lines> m_lines;
};

} // namespace bw
