// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/engine/marketevents.h"
#include "core/ports/marketreader.h"

#include <QObject>

namespace bw {

/// What is read of the market now and then: announced outages every five minutes, and the funding of the open instrument when it is opened
/// and after each payment. A failed reading is tried again and takes nothing away. Engine thread, owned by the MarketDesk.
class FactsDesk final : public QObject {
    Q_OBJECT
public:
    FactsDesk(MarketReader &reader, MarketEvents &events, Scheduler &scheduler);

    void setInstrument(const InstrumentPtr &instrument);
    /// Of the ticker: when it moves on, a payment was made.
    void noteNextFunding(const std::optional<UtcTime> &next);

private:
    void readOutages();
    void readFunding();
    MarketReader &m_reader;
    MarketEvents &m_events;
    Scheduler &m_scheduler;
    InstrumentPtr m_instrument;
    std::optional<UtcTime> m_nextFunding;
    Scheduler::Handle m_outages, m_retry;
};

} // namespace bw
