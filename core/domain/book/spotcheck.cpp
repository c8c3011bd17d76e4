// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/spotcheck.h"

#include <algorithm>
#include <functional>
#include <span>

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

constexpr std::size_t kWholeLevels = 50;

void copyFirst(std::vector<Level> &to, std::span<const Level> from)
{
    to.assign(from.begin(), from.begin() + static_cast<std::ptrdiff_t>(std::min(from.size(), kWholeLevels)));
}

QtyLots qtyAt(const std::vector<Level> &side, PriceTicks price)
{
    const auto at = std::find_if(side.begin(), side.end(), [price](const Level &level) { return level.price == price; });
    return at == side.end() ? QtyLots() : at->qty;
}

/// How far a side is known: beyond the last level of a full window nothing can be said.
template <class Further>
std::optional<PriceTicks> reach(const std::vector<Level> &side, Further isFurther)
{
    if (side.size() < kWholeLevels)
        return std::nullopt;
    return std::max_element(side.begin(), side.end(), [&](const Level &a, const Level &b) { return isFurther(b.price, a.price); })->price;
}

/// One side of an answer against what stood before and after its moment.
template <class Further>
SpotCheck::Finding compareSide(const std::vector<Level> &answer, const std::vector<Level> &before, const std::vector<Level> &after, Further isFurther)
{
    auto finding = SpotCheck::Finding::Agrees;
    for (const auto *from : {&answer, &before, &after}) {
        for (const auto &level : *from) {
            const auto isBeyond = [&](const std::vector<Level> &side) {
                const auto edge = reach(side, isFurther);
                return edge && isFurther(level.price, *edge);
            };
            if (isBeyond(answer) || isBeyond(before) || isBeyond(after))
                continue;
            const auto qty = qtyAt(answer, level.price);
            const auto was = qtyAt(before, level.price);
            const auto is = qtyAt(after, level.price);
            if (qty == was || qty == is)
                continue;
            if (was == is)
                return SpotCheck::Finding::Suspicious;
            finding = SpotCheck::Finding::None;
        }
    }
    return finding;
}
} // namespace

void SpotCheck::note(std::uint64_t updateId, std::uint64_t sequence, const OrderBook &book)
{
    Entry *entry = nullptr;
    if (m_ring.size() < kKept) {
        entry = &m_ring.emplace_back();
    } else {
        entry = &m_ring[m_first];
        m_first = (m_first + 1) % kKept;
    }
    entry->updateId = updateId;
    entry->sequence = sequence;
    entry->best = bestOf(book.bids(), book.asks());
    if (!m_isWhole)
        return;
    copyFirst(entry->bids, book.bids());
    copyFirst(entry->asks, book.asks());
}

void SpotCheck::clear()
{
    m_ring.clear();
    m_first = 0;
}

void SpotCheck::setWhole(bool isWhole)
{
    if (std::exchange(m_isWhole, isWhole) != isWhole)
        clear();
}

SpotCheck::Finding SpotCheck::judge(const BookUpdate &answer) const
{
    if (m_ring.empty())
        return Finding::None;
    if (m_isWhole)
        return judgeWhole(answer);
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

/// The frames around the answer's moment, which are one and the same where it is that of a frame; Agrees where there are such.
SpotCheck::Finding SpotCheck::findMoment(std::uint64_t sequence, const Entry *&before, const Entry *&after) const
{
    if (sequence > at(m_ring.size() - 1).sequence)
        return Finding::Ahead;
    std::size_t i = m_ring.size(); // the last frame that is not newer than the answer
    while (i > 0 && at(i - 1).sequence > sequence)
        --i;
    if (i == 0)
        return Finding::None;
    before = &at(i - 1);
    after = before->sequence == sequence ? before : &at(i);
    return Finding::Agrees;
}

SpotCheck::Finding SpotCheck::judgeBySequence(std::uint64_t sequence, const BestLevels &best) const
{
    const Entry *before = nullptr, *after = nullptr;
    if (const auto found = findMoment(sequence, before, after); found != Finding::Agrees)
        return found;
    const auto isOneOf = [](const auto &side, const auto &a, const auto &b) { return side == a || side == b; };
    if (isOneOf(best.bid, before->best.bid, after->best.bid) && isOneOf(best.ask, before->best.ask, after->best.ask))
        return Finding::Agrees;
    if (before == after)
        return Finding::Differs;
    return before->best == after->best ? Finding::Suspicious : Finding::None;
}

SpotCheck::Finding SpotCheck::judgeWhole(const BookUpdate &answer) const
{
    const Entry *before = nullptr, *after = nullptr;
    if (const auto found = findMoment(answer.sequence, before, after); found != Finding::Agrees)
        return found;
    OrderBook book; // in order, and without levels of nothing
    book.replace(answer.bids, answer.asks);
    std::vector<Level> bids, asks;
    copyFirst(bids, book.bids());
    copyFirst(asks, book.asks());
    const auto onBids = compareSide(bids, before->bids, after->bids, std::less<>());
    const auto onAsks = compareSide(asks, before->asks, after->asks, std::greater<>());
    if (onBids == Finding::Suspicious || onAsks == Finding::Suspicious)
        return before == after ? Finding::Differs : Finding::Suspicious;
    return onBids == Finding::Agrees ? onAsks : onBids;
}

} // namespace bw
