// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/account.h"
#include "core/sandbox/codes.h"
#include "core/sandbox/listings.h"
#include "core/sandbox/valuation.h"

namespace bw::sandbox {

/// Reads the body of order/create and order/amend: types, filters of the instrument, price limits. Refuses with Bybit's codes, which differ
/// between contracts and spot. Judges neither funds nor positions. The sandbox's thread; owned by OrderDesk; changes nothing.
class OrderForm final {
public:
    OrderForm(MarketSource &market, const Listings &listings, const Valuation &valuation) : m_market(market), m_listings(listings), m_valuation(valuation) {}

    using Parsed = tl::expected<OrderRecord, Refusal>;
    using Judged = tl::expected<void, Refusal>;

    [[nodiscard]] tl::expected<InstrumentPtr, Refusal> instrument(const QJsonObject &body) const;
    /// The same, of contracts alone.
    [[nodiscard]] tl::expected<InstrumentPtr, Refusal> contract(const QJsonObject &body) const;
    /// An order without account, ids and times.
    [[nodiscard]] Parsed read(const QJsonObject &body) const;
    [[nodiscard]] tl::expected<PriceTicks, Refusal> price(const Instrument &instrument, Side side, const QJsonValue &text) const;
    [[nodiscard]] tl::expected<QtyLots, Refusal> qty(const Instrument &instrument, bool isMarket, const QJsonValue &text) const;
    [[nodiscard]] Judged notional(const OrderRecord &order) const;
    /// An exit's or a trigger's price: on the tick and above zero; nullopt for "" and "0".
    [[nodiscard]] tl::expected<std::optional<PriceTicks>, Refusal> optionalPrice(const Instrument &instrument, const QJsonValue &text) const;
    /// The exits that a body names, over those that stand; limits exist for partial ones alone.
    [[nodiscard]] tl::expected<Exits, Refusal> exits(const Instrument &instrument, const QJsonObject &body, Exits before, bool isPartial) const;
    /// Are new exits on the right sides of a base price: of the entry's own, or of the market's as each trigger sees it?
    [[nodiscard]] Judged judgeExits(const Instrument &instrument, bool isLong, const Exits &exits, const Exits &before, const std::optional<Decimal> &base) const;
    [[nodiscard]] Judged checkTrigger(const OrderRecord &order) const;

private:
    [[nodiscard]] Judged readKind(const QJsonObject &body, OrderRecord &order) const;
    [[nodiscard]] Judged readSize(const QJsonObject &body, OrderRecord &order) const;
    [[nodiscard]] Judged readBound(const QJsonObject &body, OrderRecord &order) const;
    [[nodiscard]] Judged readExits(const QJsonObject &body, OrderRecord &order) const;
    [[nodiscard]] Judged readTrigger(const QJsonObject &body, OrderRecord &order) const;

    [[nodiscard]] Judged judgeStatus(const OrderRecord &order) const;

    MarketSource &m_market;
    const Listings &m_listings;
    const Valuation &m_valuation;
};

[[nodiscard]] PriceSource priceSourceOf(const QJsonValue &name);
[[nodiscard]] bool isLinkId(const QString &text); ///< at most 36 of [A-Za-z0-9_-]
/// An int that some clients send as a text.
[[nodiscard]] int intOf(const QJsonValue &value, int otherwise);

} // namespace bw::sandbox
