// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/recordingfeed.h"

namespace bw {

void relaySignals(MarketFeed &from, MarketFeed &to)
{
    QObject::connect(&from, &MarketFeed::statusChanged, &to, &MarketFeed::statusChanged);
    QObject::connect(&from, &MarketFeed::lost, &to, &MarketFeed::lost);
    QObject::connect(&from, &MarketFeed::bookLost, &to, &MarketFeed::bookLost);
    QObject::connect(&from, &MarketFeed::malformed, &to, &MarketFeed::malformed);
    QObject::connect(&from, &MarketFeed::refused, &to, &MarketFeed::refused);
    QObject::connect(&from, &MarketFeed::bookUpdated, &to, &MarketFeed::bookUpdated);
    QObject::connect(&from, &MarketFeed::tradesReceived, &to, &MarketFeed::tradesReceived);
    QObject::connect(&from, &MarketFeed::tickerUpdated, &to, &MarketFeed::tickerUpdated);
    QObject::connect(&from, &MarketFeed::candlesUpdated, &to, &MarketFeed::candlesUpdated);
    QObject::connect(&from, &MarketFeed::liquidationsReceived, &to, &MarketFeed::liquidationsReceived);
}

RecordingFeed::RecordingFeed(std::shared_ptr<Recorder> recorder, std::unique_ptr<MarketFeed> inner)
    : m_recorder(std::move(recorder)), m_inner(std::move(inner))
{
    relaySignals(*m_inner, *this);
}

void RecordingFeed::subscribe(const InstrumentPtr &instrument, const MarketTopic &topic)
{
    m_recorder->addNote(toJson(TopicNote{TopicNote::Act::Subscribe, instrument->id(), instrument, topic}));
    m_inner->subscribe(instrument, topic);
}

void RecordingFeed::unsubscribe(const InstrumentId &id, const MarketTopic &topic)
{
    m_recorder->addNote(toJson(TopicNote{TopicNote::Act::Unsubscribe, id, nullptr, topic}));
    m_inner->unsubscribe(id, topic);
}

void RecordingFeed::resync(const InstrumentId &id, const MarketTopic &topic)
{
    m_recorder->addNote(toJson(TopicNote{TopicNote::Act::Resync, id, nullptr, topic}));
    m_inner->resync(id, topic);
}

} // namespace bw
