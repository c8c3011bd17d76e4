// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/market/relaypair.h"

#include <QObject>
#include <QUrl>

#include <memory>
#include <vector>

namespace bw {

/// Which past to read: the book of a pair from `from` to before `to`.
struct HistoryQuery {
    QUrl socket; ///< of the relay, such as ws://127.0.0.1:8001
    RelayPair pair;
    UtcTime from{}, to{};
};

/// One slice of that time. For drawing: doubles.
struct HistoryPoint {
    UtcTime at{};                        ///< its beginning
    bool isGap = true;                   ///< the book was not known for most of it
    double bid = 0, ask = 0;             ///< at its end
    double meanSpread = 0;               ///< percent, weighted by time
    double lowSpread = 0, highSpread = 0;
};

/// How far the reading is, and what it brought.
struct HistoryView {
    enum class State : std::uint8_t { Off, Asking, Reading, Whole, Failed };
    /// A code that the window turns into a sentence.
    enum class Trouble : std::uint8_t {
        None,
        NotHere,     ///< a session that replays a recording asks nobody
        BadAddress,
        BadWindow,
        Unreachable,
        Silent,      ///< the relay waits for its own download: no internet, most often
        NoKey,       ///< the relay's key does not give that day
        Refused,     ///< its own words say why
        Cut,         ///< ended before the window did
        Unreadable,
    };
    State state = State::Off;
    Trouble trouble = Trouble::None;
    QString words;             ///< the relay's own; hostile text
    HistoryQuery query;
    UtcTime reached{};         ///< the recorded time that is being read
    std::int64_t messages = 0;
    std::chrono::milliseconds slice{0};
    std::shared_ptr<const std::vector<HistoryPoint>> points; ///< null before the first
};

/// The past of a book through a tardis-machine (fact sheet Tardis, 7). One reading at a time; another one ends it. Engine thread, signals
/// are direct calls; the reading itself goes on elsewhere, since a relay sends a day as fast as it can be read. Only for looking: no order
/// and no trust rests on it.
class RelayHistory : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void read(const HistoryQuery &query) = 0;
    virtual void stop() = 0;

Q_SIGNALS:
    void progressed(const bw::HistoryView &view);
};

} // namespace bw
