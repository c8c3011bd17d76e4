// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/ports/marketfeed.h"

#include <QHash>

namespace bw {

/// Who wants a topic, counted: the feed is told when the first comes and the last goes, so that the open instrument and the watch list
/// share what they share. A deep book that flows already is asked for again, since who comes late needs its snapshot. Engine thread, owned by the MarketDesk.
class TopicCounter final {
public:
    TopicCounter(MarketFeed &feed, const Clock &clock) : m_feed(feed), m_clock(clock) {}

    void take(const InstrumentPtr &instrument, const MarketTopic &topic);
    void release(const InstrumentId &id, const MarketTopic &topic);
    /// Two that ask in one moment are one resync.
    void resync(const InstrumentId &id, const MarketTopic &topic);

private:
    struct Use {
        MarketTopic topic;
        int count = 0;
        std::optional<MonoTime> resyncedAt;
    };
    [[nodiscard]] Use *find(const InstrumentId &id, const MarketTopic &topic);
    MarketFeed &m_feed;
    const Clock &m_clock;
    QHash<InstrumentId, QVector<Use>> m_uses;
};

} // namespace bw
