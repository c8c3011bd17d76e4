// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <chrono>
#include <cstdint>

namespace bw {

/// The clockwork of a session that plays a recording: how fast, where, whether it stands still. Engine thread. A session that does not
/// replay has none.
class ReplayControl : public QObject {
    Q_OBJECT
public:
    struct Position {
        bool isPaused = false, isOver = false;
        std::chrono::milliseconds at{0}, length{0};
        std::int64_t utcMs = 0; ///< the recording's wall clock
        double speed = 1;
        std::int64_t frames = 0;
        QString hash;     ///< of the state at the end
        QString trouble;  ///< why the recording ends before its end, or can't be played: English, for the log and the notice
        bool hasFailed = false; ///< nothing of it can be played
    };
    using QObject::QObject;
    virtual void setPaused(bool isPaused) = 0;
    virtual void step() = 0;                             ///< one frame, and stands still after it
    virtual void seek(std::chrono::milliseconds at) = 0; ///< back means from the start again, without pacing
    virtual void setSpeed(double speed) = 0;             ///< 1 to 100
    [[nodiscard]] virtual Position position() const = 0;

Q_SIGNALS:
    void changed(); ///< paused, went on, ended, jumped; not with every frame
    /// The way back leads over the start: whoever made the engine makes it anew with the same factory, and the next control goes on from
    /// where this one was sent. Queued; comes at most once.
    void rebuildWanted();
};

} // namespace bw
