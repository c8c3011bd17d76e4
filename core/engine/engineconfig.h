// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/risk/riskcontext.h"
#include "core/engine/api/sessionview.h"
#include "core/ports/analyst.h"
#include "core/ports/executionvenue.h"
#include "core/ports/journal.h"
#include "core/ports/marketfeed.h"

#include <QStringList>

#include <functional>
#include <memory>

namespace bw {

/// Reads all instruments of a category.
using FetchInstruments = std::function<void(Category category, std::function<void(const Result<QVector<InstrumentPtr>> &)> done)>;

/// Which model service to ask, and with which key.
struct AnalystAccess {
    QString url;
    SecretBytes key;
    bool isDemo = false; ///< the offline analyst
};

/// What this session is: fixed before the engine starts.
struct EngineConfig {
    Profile profile = Profile::Sandbox;
    QString venueHost;
    bool isSyntheticMarket = false;
    bool mayTrade = false;          ///< only a venue on a loopback address, until the safety work stands
    InstrumentId instrument;
    RiskLimits limits;
    Decimal spreadThresholdPct = Decimal::fromScaled(5, 2); ///< 0.05 %
    QString analystModel;
    AnalystAccess analyst;
    QStringList firstHeadlines;     ///< put on the desk and judged at the start: the sandbox's first five minutes
};

/// Reads one instrument's filters from the venue.
using FetchInstrument = std::function<void(const InstrumentId &id, std::function<void(const Result<InstrumentPtr> &)> done)>;

/// The concrete services, made by app/ on the engine thread and owned by the engine.
struct EngineParts {
    std::shared_ptr<void> keepAlive; ///< what the parts refer to (clock, scheduler, HTTP clients); first, so that it goes last
    std::unique_ptr<MarketFeed> feed;
    std::unique_ptr<ExecutionVenue> venue;
    std::unique_ptr<Analyst> analyst;
    /// For a key that comes later than the session, from the keychain.
    std::function<std::unique_ptr<Analyst>(const AnalystAccess &access)> makeAnalyst;
    std::unique_ptr<Journal> journal;
    FetchInstrument fetchInstrument;
    FetchInstruments fetchInstruments;
};

} // namespace bw
