// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/ports/marketreader.h"

#include <QObject>

namespace bw {

/// Looks whether the venue has changed the open instrument under us: tick, lot, limits or status. Reads it every minute, and at once when a
/// refusal spoke of filters (fact sheet Bybit v5, 5: maximum sizes change twice a month). Says so and nothing else. Engine thread, owned by
/// the Engine.
class InstrumentWatch final : public QObject {
    Q_OBJECT
public:
    InstrumentWatch(MarketReader &reader, Scheduler &scheduler);
    void setInstrument(const InstrumentPtr &instrument) { m_instrument = instrument; }
    void lookNow();

Q_SIGNALS:
    void changed(const bw::InstrumentPtr &was, const bw::InstrumentPtr &is);

private:
    MarketReader &m_reader;
    InstrumentPtr m_instrument;
    bool m_isLooking = false;
    Scheduler::Handle m_pulse;
};

} // namespace bw
