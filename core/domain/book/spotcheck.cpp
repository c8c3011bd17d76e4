// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/spotcheck.h"

#include <algorithm>

namespace bw {

namespace {
constexpr std::size_t kKept = 256; // five seconds of the fastest stream: longer than an answer takes

/// Levels of an answer in whatever order.
BestLevels bestIn(const BookUpdate &answer)
{
    BestLevels best;
    for (const auto &level : answer.bids)
        if (!level.qty.isZero() && (!best.bid || level.price > best.bid->price))
            best.bid = level;
    for (const auto &level : answer.asks)
        if (!level.qty.isZero() && (!best.ask || level.price < best.ask->price))
            best.ask = level;
    return best;
}
} // namespace

void SpotCheck::note(std::uint64_t updateId, std::uint64_t sequence, const BestLevels &best)
{
    if (m_ring.size() < kKept) {
        m_ring.push_back({updateId, sequence, best});
        return;
    }
    m_ring[m_first] = {updateId, sequence, best};
    m_first = (m_first + 1) % kKept;
}

void SpotCheck::clear()
{
    m_ring.clear();
    m_first = 0;
}

SpotCheck::Finding SpotCheck::judge(const BookUpdate &answer) const
{
    if (m_ring.empty())
        return Finding::None;
    const auto best = bestIn(answer);
    return m_depth == 1000 ? judgeByUpdateId(answer.updateId, best) : judgeBySequence(answer.sequence, best);
}

SpotCheck::Finding SpotCheck::judgeByUpdateId(std::uint64_t updateId, const BestLevels &best) const
{
    if (updateId > at(m_ring.size() - 1).updateId)
        return Finding::Ahead;
    for (std::size_t i = m_ring.size(); i-- > 0;)
        if (at(i).updateId == updateId)
            return at(i).best == best ? Finding::Agrees : Finding::Differs;
    return Finding::None;
}

SpotCheck::Finding SpotCheck::judgeBySequence(std::uint64_t sequence, const BestLevels &best) const
{
    if (sequence > at(m_ring.size() - 1).sequence)
        return Finding::Ahead;
    std::size_t i = m_ring.size(); // the last frame that is not newer than the answer
    while (i > 0 && at(i - 1).sequence > sequence)
        --i;
    if (i == 0)
        return Finding::None;
    const Entry &before = at(i - 1);
    if (before.sequence == sequence)
        return before.best == best ? Finding::Agrees : Finding::Differs;
    const Entry &after = at(i);
    const auto isOneOf = [](const auto &side, const auto &a, const auto &b) { return side == a || side == b; };
    if (isOneOf(best.bid, before.best.bid, after.best.bid) && isOneOf(best.ask, before.best.ask, after.best.ask))
        return Finding::Agrees;
    return before.best == after.best ? Finding::Suspicious : Finding::None;
}

} // namespace bw
