// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/market/venuequote.h"

namespace bw {

namespace {
constexpr int kEdgePlaces = 4;
}

std::optional<CrossEdge> crossEdge(const RelayPair &buy, const VenueQuote &buyQuote, const RelayPair &sell, const VenueQuote &sellQuote)
{
    if (!buyQuote.isLive() || !sellQuote.isLive() || !buy.isComparableWith(sell) || buyQuote.ask.sign() <= 0
        || sellQuote.bid.sign() <= 0)
        return std::nullopt;
    const Decimal received = sellQuote.bid * (Decimal(1) - sell.takerFee);
    const Decimal paid = buyQuote.ask * (Decimal(1) + buy.takerFee);
    const Decimal net = ((received - paid) * Decimal(100)).dividedBy(buyQuote.ask, kEdgePlaces, Rounding::HalfEven);
    if (!net.isValid())
        return std::nullopt;
    return CrossEdge{buy.key, sell.key, net};
}

} // namespace bw
