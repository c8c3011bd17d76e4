// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/enginefactory.h"

#include "core/bybit/bybitmarketrest.h"
#include "core/bybit/bybitpublicfeed.h"
#include "core/bybit/bybitvenue.h"
#include "core/engine/eventlog.h"
#include "core/holysheep/holysheepanalyst.h"
#include "core/net/httpclient.h"
#include "core/net/qtwstransport.h"
#include "core/store/sqlitejournal.h"
#include "core/tardis/tardisrelayfeed.h"

namespace bw {

namespace {

/// What the parts stand on. Made on the engine thread, released after everything that refers to it.
struct Ground {
    SystemClock clock;
    QtScheduler scheduler;
    HttpClient reads{QStringLiteral("reads"), clock, scheduler};
    HttpClient entries{QStringLiteral("entries"), clock, scheduler};
    HttpClient exits{QStringLiteral("exits"), clock, scheduler};
    HttpClient relay{QStringLiteral("relay"), clock, scheduler};
    HttpClient ai{QStringLiteral("ai"), clock, scheduler};
    RateLimiter connects{clock, 1.0, 200.0}; ///< Bybit allows 500 new connections in 5 minutes: 200 at once and 300 more
    std::unique_ptr<EventLog> eventLog;
};

} // namespace

ThreadedEngineClient::Factory engineFactory(EnginePlan plan)
{
    return [plan = std::move(plan)](std::shared_ptr<EngineChannels> channels, std::shared_ptr<MarketChannels> marketChannels) {
        auto ground = std::make_shared<Ground>();
        const BybitPrivateStream::Parts streamParts{QtWsTransport::factory(), ground->clock, ground->scheduler, ground->connects,
                                                    Backoff::systemRandom()};
        auto venue = std::make_unique<BybitVenue>(plan.endpoints, BybitRest::Clients{ground->reads, ground->entries, ground->exits}, streamParts);

        EngineParts parts;
        parts.keepAlive = ground;
        parts.feed = std::make_unique<BybitPublicFeed>(
            plan.endpoints, BybitPublicFeed::Parts{QtWsTransport::factory(), ground->clock, ground->scheduler, ground->connects, Backoff::systemRandom()});
        parts.reader = std::make_unique<BybitMarketRest>(venue->rest());
        parts.relay = std::make_unique<TardisRelayFeed>(QtWsTransport::factory(), ground->relay, ground->clock, ground->scheduler, Backoff::systemRandom());
        parts.venue = std::move(venue);
        parts.makeAnalyst = [ground, model = plan.config.analystModel](const AnalystAccess &access) {
            HolySheepAnalyst::Config config;
            config.base = QUrl(access.url);
            config.model = model;
            return std::make_unique<HolySheepAnalyst>(std::move(config), access.key, ground->ai, ground->clock, ground->scheduler,
                                                      Backoff::systemRandom());
        };
        parts.journal = std::make_unique<SqliteJournal>(plan.journalPath, ground->clock);

        auto engine = std::make_unique<Engine>(plan.config, std::move(parts), std::move(channels), std::move(marketChannels), ground->clock, ground->scheduler);
        if (plan.eventFile && *plan.eventFile) {
            ground->eventLog = std::make_unique<EventLog>(std::move(*plan.eventFile), ground->clock, ground->scheduler);
            ground->eventLog->listenTo(engine->events(), engine->marketEvents());
        }
        return engine;
    };
}

} // namespace bw
