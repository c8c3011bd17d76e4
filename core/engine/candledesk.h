// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/engine/marketchannels.h"
#include "core/engine/marketevents.h"
#include "core/ports/marketfeed.h"
#include "core/ports/marketreader.h"

#include <QObject>

namespace bw {

/// The candles of the open instrument: the last page of history, older pages on demand, and the live candle on top; a hole between
/// history and stream (after a lost connection) is read again. Publishes CandleView; judges no price. Engine thread, owned by the Engine.
class CandleDesk final : public QObject {
    Q_OBJECT
public:
    CandleDesk(MarketFeed &feed, MarketReader &reader, MarketChannels &channels, const Clock &clock, Scheduler &scheduler);

    void setInstrument(const InstrumentPtr &instrument);
    void select(CandleInterval interval);
    void loadOlder();

private:
    MarketFeed &m_feed;
    MarketReader &m_reader;
    MarketChannels &m_channels;
    const Clock &m_clock;
    Scheduler &m_scheduler;
};

} // namespace bw
