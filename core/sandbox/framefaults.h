// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/publichub.h"

namespace bw {

/// What goes wrong with the frames of one public connection on their way: left out, doubled, in another order, with a false content, or
/// nothing at all from one topic. Without faults every frame passes as it is. One a session; the sandbox's thread.
class FrameFaults final {
public:
    FrameFaults(FaultInjector &faults, const Clock &clock) : m_faults(faults), m_clock(clock) {}

    void subscribed(const QByteArray &topic) { m_lines.insert(topic, {m_clock.now(), {}}); }
    void unsubscribed(const QByteArray &topic) { m_lines.remove(topic); }
    /// What is sent instead of this frame.
    [[nodiscard]] QList<QByteArray> pass(const QByteArray &topic, const QByteArray &frame, FrameKind kind);

private:
    struct Line {
        MonoTime since{};
        QByteArray held; ///< a delta that waits for the next one
    };
    [[nodiscard]] QList<QByteArray> passDelta(const QByteArray &topic, const QByteArray &frame, Line &line);

    FaultInjector &m_faults;
    const Clock &m_clock;
    QHash<QByteArray, Line> m_lines;
};

} // namespace bw
