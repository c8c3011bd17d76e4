// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/sandbox/marketsource.h"
#include "core/sandbox/recordedframes.h"
#include "core/sandbox/sandboxserver.h"

#include <map>
#include <memory>

namespace bw {

/// Plays a recording: its first book stands at once, the rest begins with the first watcher and keeps the original spacing, divided by the
/// speed. Prices, sizes and update ids are the recording's, gaps and all; times are those of now, since a client measures delay by them.
/// Of several depths of a symbol the deepest is the book. The sandbox's thread.
class RecordedMarket final : public MarketSource {
    Q_OBJECT
public:
    struct Playing {
        double speed = 1;
        AtEnd atEnd = AtEnd::Hold;
    };
    /// Refuses rows without usable steps.
    [[nodiscard]] static Result<std::unique_ptr<RecordedMarket>> create(RecordedFrames recording, const Playing &playing, const Clock &clock,
                                                                        Scheduler &scheduler);
    ~RecordedMarket() override;

    [[nodiscard]] QList<InstrumentId> instruments() const override;
    [[nodiscard]] InstrumentPtr instrument(const InstrumentId &id) const override;
    [[nodiscard]] QJsonObject instrumentInfo(const InstrumentId &id) const override;
    [[nodiscard]] bool keepsUpdateIds() const override { return true; }
    [[nodiscard]] const MarketBook &book(const InstrumentId &id) override;
    [[nodiscard]] MarketGauge gauge(const InstrumentId &id) override;
    [[nodiscard]] QJsonObject tickerRow(const InstrumentId &id) override;
    [[nodiscard]] QList<MarketPrint> recentTrades(const InstrumentId &id) override;
    void watch(const InstrumentId &id) override;
    void unwatch(const InstrumentId &) override {}

    [[nodiscard]] bool isOver() const { return m_next >= m_recording.frames.size(); }

private:
    struct Listing;
    RecordedMarket(RecordedFrames recording, const Playing &playing, const Clock &clock, Scheduler &scheduler);
    void prime();
    void play();
    void finish();
    void apply(const RecordedFrame &frame);
    void applyBook(Listing &listing, const QJsonObject &frame);
    void applyTrades(Listing &listing, const QJsonObject &frame);
    void applyTicker(Listing &listing, const QJsonObject &frame);
    [[nodiscard]] Listing &at(const InstrumentId &id) const;

    RecordedFrames m_recording;
    Playing m_playing;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    std::map<QString, std::unique_ptr<Listing>> m_listings;
    qsizetype m_next = 0;
    bool m_isStarted = false;
    MonoTime m_startedAt{};
    Scheduler::Handle m_timer;
};

} // namespace bw
