// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/pricelimitdesk.h"

namespace bw {

namespace {
constexpr std::chrono::seconds kPace{2};
} // namespace

void PriceLimitDesk::setInstrument(const InstrumentId &id)
{
    if (m_id == id && m_pace)
        return;
    m_id = id;
    m_limit.reset();
    m_maintenanceRate.reset();
    m_pace = m_scheduler.every(kPace, [this] { read(); });
    read();
}

void PriceLimitDesk::read()
{
    if (!m_maintenanceRate && m_id.category != Category::Spot)
        readRate();
    m_reader.readPriceLimit(m_id, this, [this, id = m_id, askedAt = m_clock.now()](const Result<PriceLimit> &limit) {
        if (!limit || id != m_id || (m_limit && askedAt < m_askedAt)) // an answer that was overtaken says nothing new
            return;
        m_limit = *limit;
        m_askedAt = askedAt;
    });
}

void PriceLimitDesk::readRate()
{
    m_reader.readMaintenanceRate(m_id, this, [this, id = m_id](const Result<Decimal> &rate) {
        if (rate && id == m_id)
            m_maintenanceRate = *rate;
    });
}

void PriceLimitDesk::describe(RiskContext &context, const InstrumentId &id) const
{
    if (id != m_id)
        return;
    context.maintenanceRate = m_maintenanceRate;
    if (!m_limit)
        return;
    context.buyLimit = m_limit->buy;
    context.sellLimit = m_limit->sell;
    context.priceLimitsAt = m_askedAt;
}

} // namespace bw
