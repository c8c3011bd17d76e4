// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/market/candle.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace bw {

/// The bars of one instrument and interval, put together from pages that were read and from the stream. Keeps them in order, knows where
/// bars are missing that must exist, and never makes one up: what the venue does not give stays a gap. Closed bars are shared and never
/// change; every change makes a new vector. A value without thread or clock, at most kMaxBars long (the oldest go first).
class BarHistory final {
public:
    static constexpr std::size_t kMaxBars = 20'000;
    using Bars = std::vector<Candle>;

    explicit BarHistory(CandleInterval interval) : m_interval(interval) {}

    enum class Effect : std::uint8_t {
        Dropped, ///< implausible, or older than what is known
        Changed, ///< the bar that is being made
        Closed,  ///< there is one closed bar more
    };
    Effect addLive(const Candle &candle);

    /// The newest closed bars, oldest first, as they were read; a hole between them and the stream shows in missingFrom(). Both return
    /// how many bars of the page could not be used.
    int addTail(std::span<const Candle> page);
    int addOlder(std::span<const Candle> page);

    /// The stream broke: what is being made may have ended meanwhile, so a page that holds this bar is right.
    void doubtOpen() { m_isOpenDoubtful = true; }

    [[nodiscard]] const std::shared_ptr<const Bars> &closed() const { return m_closed; } ///< never null
    [[nodiscard]] const std::optional<Candle> &open() const { return m_open; }
    [[nodiscard]] bool isFull() const { return m_closed->size() >= kMaxBars; }
    [[nodiscard]] std::optional<UtcTime> newestStart() const;

    /// The first start that lies between known bars and has none, as far as the stream told of it.
    [[nodiscard]] const std::optional<UtcTime> &missingFrom() const { return m_missingFrom; }
    /// The venue has no bar there either: it stays a gap.
    void acceptHole() { m_missingFrom.reset(); }

private:
    [[nodiscard]] std::chrono::minutes length() const { return lengthOf(m_interval); }
    void noteMissing(UtcTime from);
    void findHoleAgain();
    struct Merged {
        int unusable = 0;
        std::optional<UtcTime> last; ///< the start of the newest bar that was used
    };
    Merged merge(std::span<const Candle> page, std::optional<UtcTime> before);

    CandleInterval m_interval;
    std::shared_ptr<const Bars> m_closed = std::make_shared<const Bars>();
    std::optional<Candle> m_open;
    std::optional<UtcTime> m_missingFrom;
    std::optional<UtcTime> m_confirmed; ///< the newest bar of which the stream said that it is closed
    bool m_isOpenDoubtful = false;
};

} // namespace bw
