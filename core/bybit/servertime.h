// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/bybit/bybitrest.h"
#include "core/ports/executionvenue.h"

#include <QObject>

namespace bw {

/// How far Bybit's clock is from ours. Measures with three reads of market/time and keeps the one with the shortest trip, whose half is
/// the error; trips too long to mean anything are dropped. Between measurements the venue's time runs on our steady clock, so that a
/// step of the machine's clock cannot move a time stamp. Engine thread; owned by the venue.
class ServerTime final : public QObject {
    Q_OBJECT
public:
    static constexpr int kSamples = 3;
    /// A longer trip could hide a second, which is the whole margin on the early side.
    static constexpr std::chrono::milliseconds kLongestTrip{2000};
    /// The venue refuses what is 1 s ahead of it whatever the window, and takes what is 5 s behind: we stay behind by the measured
    /// error and this, which covers the drift of a machine's clock between two measurements.
    static constexpr std::chrono::milliseconds kBehind{200};

    ServerTime(BybitRest &rest, const Clock &clock, QObject *parent = nullptr);

    /// Ends in measured() or failed(); while one runs, another is not begun.
    void measure();

    [[nodiscard]] const std::optional<ClockOffset> &offset() const { return m_offset; }
    [[nodiscard]] std::optional<UtcTime> now() const;
    /// For a signed request: never ahead of the venue.
    [[nodiscard]] std::optional<UtcTime> requestTime() const;

Q_SIGNALS:
    void measured(const bw::ClockOffset &offset);
    void failed(const bw::Error &error);

private:
    void takeSample();
    void note(const Result<BybitReply> &reply);
    void finish();

    BybitRest &m_rest;
    const Clock &m_clock;
    int m_samplesLeft = 0;
    std::optional<Error> m_lastError;
    struct Sample {
        std::chrono::microseconds venue{0}; ///< the venue's time at the middle of the trip
        std::chrono::microseconds offset{0};
        std::chrono::nanoseconds trip{0};
        MonoTime middle{};
    };
    std::optional<Sample> m_best;
    std::optional<ClockOffset> m_offset;
    std::chrono::microseconds m_venueAtAnchor{0};
    MonoTime m_anchor{};
};

} // namespace bw
