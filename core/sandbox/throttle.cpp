// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/throttle.h"

namespace bw::sandbox {

Throttle::Verdict Throttle::take(const QByteArray &name, int limit)
{
    using namespace std::chrono;
    const MonoTime now = m_clock.now();
    auto &seen = m_seen[name];
    while (!seen.empty() && now - seen.front() >= seconds(1))
        seen.pop_front();
    const qint64 utcMs = toMs(m_clock.utcNow());
    const int used = static_cast<int>(seen.size());
    if (used >= limit) {
        const auto wait = seen.empty() ? seconds(1) : seconds(1) - (now - seen.front());
        return {.isAllowed = false, .limit = limit, .left = 0, .resetMs = utcMs + ceil<milliseconds>(wait).count()};
    }
    seen.push_back(now);
    return {.isAllowed = true, .limit = limit, .left = limit - used - 1, .resetMs = utcMs};
}

} // namespace bw::sandbox
