// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/listings.h"
#include "core/sandbox/routes.h"
#include "core/sandbox/valuation.h"

namespace bw::sandbox {

/// The public endpoints of REST: time, instruments, books, trades, tickers, candles, funding, open interest, limits. The sandbox's thread; owned by Exchange; changes nothing.
class RestMarket final {
public:
    RestMarket(const Clock &clock, MarketSource &market, const Listings &listings) : m_clock(clock), m_market(market), m_listings(listings) {}
    void addTo(Routes &routes);
    /// The answer of market/orderbook for a book.
    [[nodiscard]] QJsonObject bookRow(const InstrumentId &id, const MarketBook &book, int limit) const;
    /// What system/status tells from now on; nullopt: all is well.
    void announceOutage(std::optional<UtcTime> begin) { m_outage = begin; }

private:
    using Ids = tl::expected<QList<InstrumentId>, Refusal>;
    [[nodiscard]] Ids instruments(const Call &call) const; ///< those that category, symbol and baseCoin name
    [[nodiscard]] tl::expected<InstrumentId, Refusal> instrument(const Call &call) const; ///< the one that must be named

    [[nodiscard]] Answer time() const;
    [[nodiscard]] Answer instrumentsInfo(const Call &call) const;
    [[nodiscard]] Answer tickers(const Call &call) const;
    [[nodiscard]] Answer orderbook(const Call &call) const;
    [[nodiscard]] Answer recentTrade(const Call &call) const;
    [[nodiscard]] Answer riskLimit(const Call &call) const;
    [[nodiscard]] Answer priceLimit(const Call &call) const;
    [[nodiscard]] Answer kline(const Call &call) const;
    [[nodiscard]] Answer fundingHistory(const Call &call) const;
    [[nodiscard]] Answer openInterest(const Call &call) const;
    [[nodiscard]] Answer systemStatus(const Call &call) const;

    const Clock &m_clock;
    MarketSource &m_market;
    const Listings &m_listings;
    std::optional<UtcTime> m_outage;
};

} // namespace bw::sandbox
