// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/liquidity.h"

#include <algorithm>

namespace bw::sandbox {

std::optional<Level> Liquidity::best(const InstrumentId &id, Side taker)
{
    for (const Level &level : levels(id, taker))
        if (const QtyLots qty = left(id, taker, level); qty.value() > 0)
            return Level{level.price, qty};
    return std::nullopt;
}

QtyLots Liquidity::upTo(const InstrumentId &id, Side taker, PriceTicks limit, QtyLots enough)
{
    QtyLots sum;
    for (const Level &level : levels(id, taker)) {
        if (!crosses(taker, limit, level.price) || sum >= enough)
            break;
        sum += left(id, taker, level);
    }
    return sum;
}

void Liquidity::take(const InstrumentId &id, Side taker, PriceTicks price, QtyLots qty)
{
    const auto &book = levels(id, taker);
    const auto level = std::find_if(book.begin(), book.end(), [&](const Level &l) { return l.price == price; });
    if (level == book.end())
        return;
    Taken &taken = (taker == Side::Buy ? m_asks : m_bids)[id][price];
    taken.qty = taken.seen == level->qty ? taken.qty + qty : qty;
    taken.seen = level->qty;
}

void Liquidity::refresh(const InstrumentId &id)
{
    for (const Side taker : {Side::Buy, Side::Sell}) {
        auto &all = taker == Side::Buy ? m_asks : m_bids;
        const auto mine = all.find(id);
        if (mine == all.end() || mine->empty())
            continue;
        const auto &book = levels(id, taker);
        if (book.empty())
            continue; // a book that nobody knows changes nothing
        std::erase_if(*mine, [&](const auto &entry) {
            if (!crosses(taker, book.back().price, entry.first))
                return false; // deeper than what is shown
            return std::none_of(book.begin(), book.end(), [&](const Level &l) {
                return l.price == entry.first && l.qty == entry.second.seen;
            });
        });
    }
}

QtyLots Liquidity::left(const InstrumentId &id, Side taker, const Level &level) const
{
    const auto &all = taker == Side::Buy ? m_asks : m_bids;
    const auto mine = all.constFind(id);
    if (mine == all.constEnd())
        return level.qty;
    const auto taken = mine->find(level.price);
    if (taken == mine->end() || taken->second.seen != level.qty)
        return level.qty;
    return std::max(level.qty - taken->second.qty, QtyLots(0));
}

const std::vector<Level> &Liquidity::levels(const InstrumentId &id, Side taker)
{
    const MarketBook &book = m_market.book(id);
    return taker == Side::Buy ? book.asks : book.bids;
}

} // namespace bw::sandbox
