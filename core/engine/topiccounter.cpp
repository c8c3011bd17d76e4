// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/topiccounter.h"

#include <algorithm>

namespace bw {

namespace {
constexpr std::chrono::milliseconds kOneMoment{500};
}

TopicCounter::Use *TopicCounter::find(const InstrumentId &id, const MarketTopic &topic)
{
    const auto uses = m_uses.find(id);
    if (uses == m_uses.end())
        return nullptr;
    const auto use = std::find_if(uses->begin(), uses->end(), [&](const Use &one) { return one.topic == topic; });
    return use == uses->end() ? nullptr : &*use;
}

void TopicCounter::take(const InstrumentPtr &instrument, const MarketTopic &topic)
{
    Use *use = find(instrument->id(), topic);
    if (!use)
        use = &m_uses[instrument->id()].emplaceBack(Use{topic, 0, {}});
    if (++use->count == 1)
        m_feed.subscribe(instrument, topic);
    else if (topic.kind == MarketTopic::Kind::Book && topic.depth > 1)
        resync(instrument->id(), topic);
}

void TopicCounter::release(const InstrumentId &id, const MarketTopic &topic)
{
    Use *use = find(id, topic);
    if (!use || --use->count > 0)
        return;
    auto &uses = m_uses[id];
    uses.removeIf([&](const Use &one) { return one.topic == topic; });
    if (uses.isEmpty())
        m_uses.remove(id);
    m_feed.unsubscribe(id, topic);
}

void TopicCounter::resync(const InstrumentId &id, const MarketTopic &topic)
{
    Use *use = find(id, topic);
    const auto now = m_clock.now();
    if (!use || (use->resyncedAt && now - *use->resyncedAt < kOneMoment))
        return;
    use->resyncedAt = now;
    m_feed.resync(id, topic);
}

} // namespace bw
