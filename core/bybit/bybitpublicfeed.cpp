// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitpublicfeed.h"

#include "core/bybit/bybitpublicline.h"

namespace bw {

BybitPublicFeed::BybitPublicFeed(BybitEndpoints endpoints, Parts parts, QObject *parent)
    : MarketFeed(parent)
    , m_endpoints(std::move(endpoints))
    , m_parts(std::move(parts))
{
}

BybitPublicFeed::~BybitPublicFeed() = default;

void BybitPublicFeed::start()
{
    if (m_isStarted)
        return;
    m_isStarted = true;
    for (const auto &[category, line] : m_lines)
        line->start();
}

void BybitPublicFeed::stop()
{
    m_isStarted = false;
    for (const auto &[category, line] : m_lines)
        line->stop();
}

void BybitPublicFeed::subscribe(const InstrumentPtr &instrument, const MarketTopic &topic)
{
    auto &line = m_lines[instrument->id().category];
    const bool wasIdle = !line || line->isIdle();
    if (!line)
        line = std::make_unique<BybitPublicLine>(instrument->id().category, m_endpoints.publicUrl(instrument->id().category), m_parts, *this);
    line->subscribe(instrument, topic);
    if (wasIdle && m_isStarted)
        line->start();
}

void BybitPublicFeed::unsubscribe(const InstrumentId &id, const MarketTopic &topic)
{
    const auto at = m_lines.find(id.category);
    if (at == m_lines.end())
        return;
    at->second->unsubscribe(id, topic);
    if (at->second->isIdle()) // its troubles would be told as those of the books that are still wanted
        at->second->stop();
}

void BybitPublicFeed::resync(const InstrumentId &id, const MarketTopic &topic)
{
    if (const auto at = m_lines.find(id.category); at != m_lines.end())
        at->second->resync(id, topic);
}

} // namespace bw
