// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/scheduler.h"
#include "core/domain/risk/riskcontext.h"
#include "core/ports/marketreader.h"

#include <QObject>

namespace bw {

/// Keeps the venue's price limits of the open instrument young: read every two seconds, since the gate lets nothing enter on limits of more
/// than five. A failed reading takes nothing away; the age tells. Beside them the maintenance rate of the lowest risk tier, which an
/// estimate of the liquidation price rests on: read until it is known. Engine thread, owned by the Engine.
class PriceLimitDesk final : public QObject {
    Q_OBJECT
public:
    PriceLimitDesk(MarketReader &reader, const Clock &clock, Scheduler &scheduler) : m_reader(reader), m_clock(clock), m_scheduler(scheduler) {}

    void setInstrument(const InstrumentId &id);
    /// Leaves the context as it is for another instrument.
    void describe(RiskContext &context, const InstrumentId &id) const;

private:
    void read();
    void readRate();
    MarketReader &m_reader;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    InstrumentId m_id;
    std::optional<PriceLimit> m_limit;
    std::optional<Decimal> m_maintenanceRate; ///< never of spot
    MonoTime m_askedAt{}; ///< of m_limit: no younger than its question
    Scheduler::Handle m_pace;
};

} // namespace bw
