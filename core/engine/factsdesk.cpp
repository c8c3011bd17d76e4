// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/factsdesk.h"

namespace bw {

namespace {
constexpr std::chrono::minutes kOutagePace{5};
constexpr std::chrono::seconds kRetryPace{30};
constexpr std::chrono::seconds kBooked{10}; // a payment needs a moment until it stands in the history
constexpr int kFundings = 200;              // one page: 66 days at 8 hours
} // namespace

FactsDesk::FactsDesk(MarketReader &reader, MarketEvents &events, Scheduler &scheduler)
    : m_reader(reader), m_events(events), m_scheduler(scheduler)
{
}

void FactsDesk::setInstrument(const InstrumentPtr &instrument)
{
    m_instrument = instrument;
    m_nextFunding.reset();
    m_retry.reset();
    if (!m_outages) {
        m_outages = m_scheduler.every(kOutagePace, [this] { readOutages(); });
        readOutages();
    }
    readFunding();
}

void FactsDesk::noteNextFunding(const std::optional<UtcTime> &next)
{
    if (!next || next == m_nextFunding)
        return;
    if (std::exchange(m_nextFunding, next))
        m_retry = m_scheduler.after(kBooked, [this] { readFunding(); });
}

void FactsDesk::readOutages()
{
    m_reader.readOutages(this, [this](const Result<QVector<VenueOutage>> &outages) {
        if (outages)
            Q_EMIT m_events.outagesRead(*outages);
    });
}

void FactsDesk::readFunding()
{
    if (!m_instrument || m_instrument->id().category == Category::Spot)
        return;
    const auto id = m_instrument->id();
    m_reader.readFundingHistory(id, kFundings, this, [this, id](const Result<QVector<FundingRate>> &rates) {
        if (!m_instrument || m_instrument->id() != id)
            return;
        if (rates)
            Q_EMIT m_events.fundingHistoryRead(id, *rates);
        else if (rates.error().retry != Retry::Never)
            m_retry = m_scheduler.after(kRetryPace, [this] { readFunding(); });
    });
}

} // namespace bw
