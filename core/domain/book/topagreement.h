// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/book/bestlevels.h"

#include <deque>

namespace bw {

/// Whether a deep book and orderbook.1 of the same instrument tell the same. The two are pushed at different paces, so in a moving market
/// the deep book need only match a top of the last second, by price; a top that has stood for a second must match to the lot. One thread,
/// no clock of its own; judges, and does nothing about it.
class TopAgreement final {
public:
    void noteTop(MonoTime at, const BestLevels &top);
    void noteDeep(MonoTime at, const BestLevels &deep);
    void forgetTop();  ///< its topic is being asked for again
    void forgetDeep(); ///< the deep book is not live: there is nothing to compare

    [[nodiscard]] std::optional<MonoTime> lastTop() const { return m_lastTop; }
    /// To the lot and at this moment. False without one of the two.
    [[nodiscard]] bool isEqual() const { return !m_tops.empty() && m_deep && m_tops.back().best == *m_deep; }
    /// As far as two paces allow. False without one of the two.
    [[nodiscard]] bool isAgreeing(MonoTime now) const;
    /// How long they have differed without a break; zero where they agree or nothing can be said.
    [[nodiscard]] std::chrono::nanoseconds disagreement(MonoTime now);

private:
    struct Entry {
        MonoTime from{};
        BestLevels best;
    };
    void judge(MonoTime now);
    std::deque<Entry> m_tops; ///< those that stood within the last second, newest last
    std::optional<BestLevels> m_deep;
    std::optional<MonoTime> m_lastTop, m_differsSince;
};

} // namespace bw
