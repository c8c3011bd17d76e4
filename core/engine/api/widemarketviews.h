// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/booksnapshot.h"
#include "core/domain/market/candle.h"
#include "core/domain/market/venuequote.h"

#include <QUrl>
#include <QVector>

#include <memory>
#include <vector>

namespace bw {

/// One row of the watch list.
struct WatchRow {
    InstrumentPtr instrument;                ///< null while its filters are being read
    InstrumentId id;
    BookState state = BookState::Waiting;
    GapKind gap = GapKind::None;
    int trust = 0;
    std::optional<Decimal> last, change24hPct, fundingRate;
    std::optional<PriceTicks> bid, ask;      ///< of a live book
    Decimal spreadPct = Decimal::invalid();
    MonoTime receivedAt{};                   ///< of the last frame of its book
    double updatesPerSecond = 0;
    // Of a row with a full book; absent otherwise, and while it is not live.
    static constexpr double kNearBps = 10;
    std::optional<double> bidDepth, askDepth; ///< notional within kNearBps of the mid, in the quote coin
    std::optional<double> flow;               ///< notional that takers bought less what they sold in the last minute
};
struct WatchView {
    std::vector<WatchRow> rows; ///< in the order of the list
};

/// The candles of the open or of the pinned instrument. `closed` is shared and never changes: a new vector comes when a candle closes or older ones load.
struct CandleView {
    enum class State : std::uint8_t { Loading, Ready, Failed };
    InstrumentPtr instrument;                                 ///< null where the pinned one could not be found
    InstrumentId pinned;                                      ///< then: which
    CandleInterval interval = CandleInterval::M1;
    State state = State::Loading;
    Error error;                                              ///< of Failed
    std::shared_ptr<const std::vector<Candle>> closed;        ///< oldest first; never null; a start that is missing is a gap in the data
    std::optional<Candle> open;                               ///< being made now
    bool hasAllHistory = false;                               ///< nothing older is to be had
    bool isLoadingOlder = false;
    MonoTime receivedAt{};                                    ///< of the last live update
    [[nodiscard]] const InstrumentId &id() const { return instrument ? instrument->id() : pinned; }
};

/// Traded at each price over the last kWindow: what the ladder shows beside the price.
struct TradedVolume {
    static constexpr std::chrono::minutes kWindow{8};
    struct AtPrice {
        PriceTicks price;
        QtyLots bought, sold; ///< by the taker's side
    };
    InstrumentId id;
    std::vector<AtPrice> prices; ///< highest first
};

/// One column of the depth heat map: the book as it stood at the end of a bucket.
struct DepthColumn {
    static constexpr std::chrono::milliseconds kBucket{250};
    static constexpr std::size_t kMostLevels = 200; ///< a side: minutes of them are kept
    UtcTime at{};
    bool isGap = false; ///< there was no true book in this bucket
    std::vector<Level> bids, asks; ///< best first, at most kMostLevels a side
};

/// The spread's own statistics over its rolling window, for drawing.
struct SpreadBand {
    double mean = 0, deviation = 0; ///< percent; NaN without points
    double thresholdPct = 0;
    double sigmas = 0;              ///< k of the settings; 0: no band
};

/// Another venue beside ours.
struct VenueRow {
    RelayPair pair;
    bool isOwnVenue = false;         ///< the row of the book that orders go to
    VenueQuote quote;
    VenueTicker ticker;
    std::optional<Decimal> bidCoins, askCoins; ///< amounts in coins; nullopt: contracts, not compared
    Decimal spreadPct = Decimal::invalid();
    static constexpr int kOldDays = 180;
    bool isTableOld = false;         ///< its row of the table was last checked longer ago than that: tick, lot and contract may be other ones
    QString trouble;                 ///< the relay's last words about it; hostile text
};
struct VenueBoard {
    enum class Relay : std::uint8_t { Off, Connecting, Live, Down };
    Relay relay = Relay::Off;
    std::vector<VenueRow> rows;      ///< ours first
    std::vector<CrossEdge> edges;    ///< best first; all comparable pairs of live rows
};

/// How the relay is reached.
struct RelaySettings {
    bool isOn = false;
    QUrl socket; ///< such as ws://127.0.0.1:8001
    QVector<RelayPair> pairs;
};

/// Recording and replay, as the bar shows them.
struct RecordingView {
    bool isRecording = false;
    QString file;
    std::int64_t bytes = 0;
    bool hasFailed = false; ///< the disk or the queue ended it: nothing after that is in the file
};
struct ReplayView {
    enum class State : std::uint8_t { Off, Playing, Paused, Ended, Failed };
    State state = State::Off;
    std::chrono::milliseconds position{0}, length{0}; ///< of the recording
    UtcTime recordedAt{};                             ///< the wall clock at the position
    double speed = 1;                                 ///< 1 to 100
    std::int64_t frames = 0;                          ///< played so far
    QString hash;                                     ///< of the state at the end
};

} // namespace bw
