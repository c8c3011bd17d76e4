// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QHash>

#include <deque>

namespace bw::sandbox {

/// Counts requests by a name (key and endpoint) over a rolling second and says when one is too many, as Bybit's UID limits do. A refused
/// request does not count. The sandbox's thread; owned by Exchange.
class Throttle final {
public:
    struct Verdict {
        bool isAllowed = true;
        int limit = 0;
        int left = 0;
        qint64 resetMs = 0; ///< when a further request is allowed; "now" while not exceeded
    };
    explicit Throttle(const Clock &clock) : m_clock(clock) {}
    [[nodiscard]] Verdict take(const QByteArray &name, int limit);

private:
    const Clock &m_clock;
    QHash<QByteArray, std::deque<MonoTime>> m_seen; ///< as many names as there are keys times routes: bounded
};

} // namespace bw::sandbox
