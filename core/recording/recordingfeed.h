// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recording/recorder.h"
#include "core/recording/topicnote.h"

namespace bw {

/// Hands every signal of one feed on as another's.
void relaySignals(MarketFeed &from, MarketFeed &to);

/// A feed that notes down what is asked of it, and otherwise is the feed inside. Engine thread; owned by the Engine.
class RecordingFeed final : public MarketFeed {
    Q_OBJECT
public:
    RecordingFeed(std::shared_ptr<Recorder> recorder, std::unique_ptr<MarketFeed> inner);

    void start() override { m_inner->start(); }
    void stop() override { m_inner->stop(); }
    void subscribe(const InstrumentPtr &instrument, const MarketTopic &topic) override;
    void unsubscribe(const InstrumentId &id, const MarketTopic &topic) override;
    void resync(const InstrumentId &id, const MarketTopic &topic) override;

private:
    const std::shared_ptr<Recorder> m_recorder;
    const std::unique_ptr<MarketFeed> m_inner;
};

} // namespace bw
