// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayedwire.h"

#include "app/livewire.h"
#include "app/recordingrelay.h"
#include "core/net/url.h"
#include "core/recording/replayfeed.h"
#include "core/recording/replayvenue.h"
#include "core/recording/watchnote.h"

#include <algorithm>
#include <utility>

namespace bw {

namespace {

/// As often as the bar looks.
constexpr std::chrono::milliseconds kShow{100};

} // namespace

std::shared_ptr<Wire> Wire::make(std::shared_ptr<Recorder> recorder, const std::optional<ReplayPlan> &replay)
{
    if (replay)
        return std::make_shared<ReplayedWire>(*replay);
    if (recorder)
        return std::make_shared<RecordedWire>(std::move(recorder));
    return std::make_shared<LiveWire>();
}

ReplayedWire::ReplayedWire(ReplayPlan plan) : m_plan(std::move(plan)), m_stage(std::make_shared<ReplayStage>(*m_plan.clock)) {}

Backoff::Random ReplayedWire::random() const
{
    return [] { return 0.5; };
}

void ReplayedWire::dress(EngineParts &parts)
{
    auto feed = std::make_unique<ReplayFeed>(std::move(parts.feed), m_stage->scheduler);
    auto venue = std::make_unique<ReplayVenue>(std::move(parts.venue));
    if (auto reader = RecordingReader::open(m_plan.file)) {
        auto player = std::make_unique<ReplayPlayer>(std::move(*reader), m_stage, m_plan.resume, m_real, m_realScheduler);
        player->setStateHash([feed = feed.get()] { return feed->stateHash(); });
        m_player = player.get();
        parts.replay = std::move(player); // goes before feed and venue do
    } else {
        m_failure = reader.error().detail;
    }
    m_feed = feed.get();
    m_venue = venue.get();
    parts.feed = std::move(feed);
    parts.venue = std::move(venue);
    parts.journal = std::make_unique<ReplayJournal>();
}

void ReplayedWire::begin(Engine &engine, const std::shared_ptr<MarketChannels> &channels)
{
    m_pulse = m_realScheduler.every(kShow, [this, &engine, channels] { publish(engine, *channels); });
    publish(engine, *channels);
    if (!m_player)
        return tell(engine);
    m_player->setNoteHandler([this, &engine](const QJsonObject &note) { applyNote(engine, note); });
    QObject::connect(m_player, &ReplayControl::changed, m_player, [this, &engine, channels] {
        publish(engine, *channels);
        tell(engine);
    });
}

void ReplayedWire::applyNote(Engine &engine, const QJsonObject &note)
{
    m_feed->applyNote(note);
    m_venue->applyNote(note);
    applyAnalystNote(engine, note);
    if (const auto ids = watchListOfNote(note)) {
        engine.marketDesk().setWatchList(*ids);
        Q_EMIT engine.marketEvents().watchListReplayed(*ids);
    }
    const auto relay = RelayNote::fromJson(note);
    if (!relay)
        return;
    for (const RelayPair &pair : relay->pairs)
        if (std::none_of(m_relayPairs.begin(), m_relayPairs.end(), [&pair](const RelayPair &each) { return each.key == pair.key; }))
            m_relayPairs.append(pair);
    engine.venueDesk().use({true, relay->socket, m_relayPairs});
}

/// A key that came from the keychain in mid-session, most often.
void ReplayedWire::applyAnalystNote(Engine &engine, const QJsonObject &note)
{
    const auto url = checkedEndpoint(note.value(QLatin1StringView("analyst")).toString(), EndpointKind::Http);
    if (url && std::exchange(m_hasAnalyst, true))
        engine.useAnalyst({url->toString(QUrl::FullyEncoded), SecretBytes("replay"), note.value(QLatin1StringView("isDemo")).toBool()});
}

ReplayView ReplayedWire::view(Engine &engine) const
{
    using State = ReplayView::State;
    ReplayView failed;
    failed.state = State::Failed;
    const auto *player = engine.replay();
    if (!player)
        return failed;
    const auto at = player->position();
    const auto state = at.isOver ? State::Ended : at.isPaused ? State::Paused : State::Playing;
    return {state, at.at, at.length, fromMs(at.utcMs), at.speed, at.frames, at.hash};
}

void ReplayedWire::publish(Engine &engine, MarketChannels &channels)
{
    channels.replay.publish(std::make_shared<const ReplayView>(view(engine)));
}

void ReplayedWire::tell(Engine &engine)
{
    Q_EMIT engine.marketEvents().replayChanged(view(engine));
    const QString trouble = engine.replay() ? engine.replay()->position().trouble : m_failure;
    if (!trouble.isEmpty() && !std::exchange(m_hasToldTrouble, true))
        Q_EMIT engine.events().noticeRaised({Notice::Severity::Caution, {ErrorFamily::Storage, Retry::Never, Certainty::NotSent, 0, trouble}, m_plan.file,
                                             clock().utcNow()});
}

} // namespace bw
