// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/risk/riskcontext.h"
#include "core/engine/api/sessionview.h"
#include "core/ports/analyst.h"
#include "core/ports/executionvenue.h"
#include "core/ports/journal.h"
#include "core/ports/marketfeed.h"
#include "core/ports/marketreader.h"
#include "core/ports/relayfeed.h"
#include "core/ports/relayhistory.h"
#include "core/ports/replaycontrol.h"

#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace bw {

/// Which model service to ask, and with which key.
struct AnalystAccess {
    QString url;
    SecretBytes key;
    bool isDemo = false; ///< the offline analyst
};

/// How an order whose answer was lost is asked after. Shorter in tests of faults alone: the rule is the fact sheet's (Bybit v5, 6.5).
struct LookupPace {
    std::chrono::milliseconds firstWait{500};
    std::chrono::milliseconds longestWait{8000};
    std::chrono::milliseconds lagMargin{10'000}; ///< queries may lag behind the matching engine
    std::optional<std::chrono::milliseconds> recvWindow = {}; ///< nullopt: the venue's own
};

/// What this session is: fixed before the engine starts.
struct EngineConfig {
    Profile profile = Profile::Sandbox;
    QString venueHost;
    bool isSyntheticMarket = false;
    bool mayTrade = false;          ///< only a venue on a loopback address, until the safety work stands
    InstrumentId instrument;
    /// The venue outlives this process, so orders that an earlier run journalled may live there. False for the sandbox in the process.
    bool mayOrdersOutliveUs = false;
    LookupPace lookupPace;
    RiskLimits limits;
    Decimal spreadThresholdPct = Decimal::fromScaled(5, 2); ///< 0.05 %
    QString analystModel;
    AnalystAccess analyst;
    QStringList firstHeadlines;     ///< put on the desk and judged at the start: the sandbox's first five minutes
};

/// The concrete services, made by app/ on the engine thread and owned by the engine.
struct EngineParts {
    std::shared_ptr<void> keepAlive; ///< what the parts refer to (clock, scheduler, HTTP clients); first, so that it goes last
    std::unique_ptr<MarketFeed> feed;
    std::unique_ptr<ExecutionVenue> venue;
    std::unique_ptr<Analyst> analyst;
    /// For a key that comes later than the session, from the keychain.
    std::function<std::unique_ptr<Analyst>(const AnalystAccess &access)> makeAnalyst;
    std::unique_ptr<Journal> journal;
    std::unique_ptr<MarketReader> reader;
    std::unique_ptr<RelayFeed> relay;      ///< null in a session without one
    std::unique_ptr<RelayHistory> history; ///< null where a recording is replayed
    std::unique_ptr<ReplayControl> replay; ///< null where nothing is replayed
};

} // namespace bw
