// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/enginefactory.h"

#include "app/paperbridge.h"
#include "app/stoplistener.h"
#include "core/bybit/bybitmarketrest.h"
#include "core/bybit/bybitpublicfeed.h"
#include "core/bybit/bybitvenue.h"
#include "core/engine/eventlog.h"
#include "core/holysheep/holysheepanalyst.h"
#include "core/net/httpclient.h"
#include "core/net/qtwstransport.h"
#include "core/store/sqlitejournal.h"
#include "core/tardis/tardisrelayfeed.h"
#include "core/tardis/tardisrelayhistory.h"

namespace bw {

namespace {

/// What the parts stand on. Made on the engine thread, released after everything that refers to it.
struct Ground {
    explicit Ground(std::shared_ptr<Wire> under) : wire(std::move(under))
    {
        for (auto *client : {&reads, &entries, &exits, &relay, &ai})
            wire->attach(*client);
    }

    const std::shared_ptr<Wire> wire;
    const Clock &clock = wire->clock();
    Scheduler &scheduler = wire->scheduler();
    HttpClient reads{QStringLiteral("reads"), clock, scheduler};
    HttpClient entries{QStringLiteral("entries"), clock, scheduler};
    HttpClient exits{QStringLiteral("exits"), clock, scheduler};
    HttpClient relay{QStringLiteral("relay"), clock, scheduler};
    HttpClient ai{QStringLiteral("ai"), clock, scheduler};
    RateLimiter connects{clock, 1.0, 200.0}; ///< Bybit allows 500 new connections in 5 minutes: 200 at once and 300 more
    std::unique_ptr<EventLog> eventLog;
    std::unique_ptr<StopListener> stopListener;
    std::unique_ptr<BybitRest> marketRest; ///< where prices come from elsewhere than the venue
    std::unique_ptr<PaperBridge> paper;
};

/// An engine that begins again, as a replay does on the way back, goes on writing where the first one was.
std::unique_ptr<QFile> eventFileOf(const EnginePlan &plan)
{
    if (!plan.eventFile)
        return nullptr;
    if (*plan.eventFile)
        return std::move(*plan.eventFile);
    auto again = EventLog::openFile(plan.eventsPath);
    return again ? std::move(*again) : nullptr;
}

} // namespace

ThreadedEngineClient::Factory engineFactory(EnginePlan plan)
{
    return [plan = std::move(plan)](std::shared_ptr<EngineChannels> channels, std::shared_ptr<MarketChannels> marketChannels) {
        const auto wire = Wire::make(plan.recorder, plan.replay);
        auto ground = std::make_shared<Ground>(wire);
        const BybitPrivateStream::Parts streamParts{wire->sockets(), ground->clock, ground->scheduler, ground->connects,
                                                    wire->random()};
        auto venue = std::make_unique<BybitVenue>(plan.endpoints, BybitRest::Clients{ground->reads, ground->entries, ground->exits}, streamParts);

        if (plan.banLength)
            venue->rest().setBanLength(*plan.banLength);
        const BybitEndpoints prices = plan.marketEndpoints.value_or(plan.endpoints);
        if (plan.marketEndpoints)
            ground->marketRest = std::make_unique<BybitRest>(prices.rest, BybitRest::Clients{ground->reads, ground->entries, ground->exits}, ground->clock);

        EngineParts parts;
        parts.keepAlive = ground;
        parts.feed = std::make_unique<BybitPublicFeed>(
            prices, BybitPublicFeed::Parts{wire->sockets(), ground->clock, ground->scheduler, ground->connects, wire->random()});
        parts.reader = std::make_unique<BybitMarketRest>(ground->marketRest ? *ground->marketRest : venue->rest());
        parts.relay = std::make_unique<TardisRelayFeed>(wire->sockets(), ground->relay, ground->clock, ground->scheduler, wire->random());
        if (!plan.replay) // beside the recording: the past is no part of a session
            parts.history = std::make_unique<TardisRelayHistory>(QtWsTransport::factory());
        parts.venue = std::move(venue);
        parts.makeAnalyst = [ground, wire, model = plan.config.analystModel](const AnalystAccess &access) {
            HolySheepAnalyst::Config config;
            config.base = QUrl(access.url);
            config.model = model;
            return std::make_unique<HolySheepAnalyst>(std::move(config), access.key, ground->ai, ground->clock, ground->scheduler,
                                                      wire->random());
        };
        if (!plan.replay)
            parts.journal = std::make_unique<SqliteJournal>(plan.journalPath, ground->clock);
        wire->dress(parts);
        MarketFeed &feed = *parts.feed;

        auto engine = std::make_unique<Engine>(plan.config, std::move(parts), std::move(channels), marketChannels, ground->clock, ground->scheduler);
        if (auto file = eventFileOf(plan)) {
            ground->eventLog = std::make_unique<EventLog>(std::move(file), ground->clock, ground->scheduler);
            ground->eventLog->listenTo(engine->events(), engine->marketEvents(), engine->tradeEvents());
        }
        if (plan.fed && ground->marketRest)
            ground->paper = std::make_unique<PaperBridge>(PaperBridge::Sides{*plan.fed, *plan.exchange, *engine, feed, *ground->marketRest}, ground->clock,
                                                          ground->scheduler);
        if (!plan.dataFolder.isEmpty() && !plan.replay)
            ground->stopListener = std::make_unique<StopListener>(*engine, plan.dataFolder);
        wire->begin(*engine, marketChannels);
        return engine;
    };
}

} // namespace bw
