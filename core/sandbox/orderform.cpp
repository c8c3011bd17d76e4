// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/orderform.h"

#include "core/sandbox/money.h"
#include "core/sandbox/priceband.h"

#include <algorithm>

namespace bw::sandbox {

namespace {

QString textOf(const QJsonObject &body, QLatin1StringView name)
{
    return body.value(name).toString();
}

bool isSpot(const Instrument &instrument)
{
    return instrument.id().category == Category::Spot;
}

tl::unexpected<Refusal> refuseFor(const Instrument &instrument, int spotCode, int contractCode, const QString &contractText)
{
    return isSpot(instrument) ? refuse(spotCode) : refuse(contractCode, contractText);
}

} // namespace

tl::expected<InstrumentPtr, Refusal> OrderForm::instrument(const QJsonObject &body) const
{
    const auto category = categoryFromName(textOf(body, QLatin1StringView("category")));
    if (!category)
        return refuse(code::Parameter, QStringLiteral("Illegal category"));
    const InstrumentId id{*category, textOf(body, QLatin1StringView("symbol"))};
    if (m_market.has(id))
        return m_market.instrument(id);
    if (id.category == Category::Spot)
        return refuse(code::SpotSymbol);
    return refuse(code::Parameter, QStringLiteral("params error: symbol invalid %1").arg(id.symbol.left(32)));
}

tl::expected<InstrumentPtr, Refusal> OrderForm::contract(const QJsonObject &body) const
{
    if (textOf(body, QLatin1StringView("category")) == QLatin1StringView("spot"))
        return refuse(code::Parameter, QStringLiteral("Illegal category"));
    return instrument(body);
}

OrderForm::Parsed OrderForm::read(const QJsonObject &body) const
{
    const auto found = instrument(body);
    if (!found)
        return tl::unexpected<Refusal>(found.error());
    OrderRecord order;
    order.instrument = *found;
    const Instrument &i = *order.instrument;
    order.lastPriceOnCreated = i.toTicks(m_valuation.last(i), Rounding::HalfEven).value_or(PriceTicks());
    order.linkId = textOf(body, QLatin1StringView("orderLinkId"));
    if (!order.linkId.isEmpty() && !isLinkId(order.linkId))
        return refuseFor(i, code::SpotParameter, code::Parameter, QStringLiteral("params error: OrderLinkId invalid"));
    if (const auto kind = readKind(body, order); !kind)
        return tl::unexpected<Refusal>(kind.error());
    if (const auto status = judgeStatus(order); !status)
        return tl::unexpected<Refusal>(status.error());
    if (const auto size = readSize(body, order); !size)
        return tl::unexpected<Refusal>(size.error());
    if (const auto trigger = readTrigger(body, order); !trigger)
        return tl::unexpected<Refusal>(trigger.error());
    if (const auto attached = readExits(body, order); !attached)
        return tl::unexpected<Refusal>(attached.error());
    return order;
}

OrderForm::Judged OrderForm::judgeStatus(const OrderRecord &order) const
{
    const InstrumentStatus status = m_listings.terms(order.instrument->id())->status();
    if (status == InstrumentStatus::Trading || status == InstrumentStatus::Unknown || (status == InstrumentStatus::Delivering && order.isReduceOnly))
        return {};
    const int contractCode = status == InstrumentStatus::Delivering ? code::OnlyReduces : code::NotLive;
    return refuseFor(*order.instrument, code::SpotNotOpen, contractCode, codeText(contractCode));
}

OrderForm::Judged OrderForm::readKind(const QJsonObject &body, OrderRecord &order) const
{
    const Instrument &i = *order.instrument;
    const QString side = textOf(body, QLatin1StringView("side")), type = textOf(body, QLatin1StringView("orderType"));
    if (side != QLatin1StringView("Buy") && side != QLatin1StringView("Sell"))
        return refuseFor(i, code::SpotSide, code::Parameter, QStringLiteral("Side invalid"));
    order.side = side == QLatin1StringView("Buy") ? Side::Buy : Side::Sell;
    if (type != QLatin1StringView("Limit") && type != QLatin1StringView("Market"))
        return refuseFor(i, code::SpotOrderType, code::Parameter, QStringLiteral("OrderType invalid"));
    order.type = type == QLatin1StringView("Limit") ? OrderType::Limit : OrderType::Market;

    const QString force = textOf(body, QLatin1StringView("timeInForce"));
    if (order.type == OrderType::Market || force == QLatin1StringView("IOC"))
        order.timeInForce = TimeInForce::Ioc;
    else if (force == QLatin1StringView("FOK"))
        order.timeInForce = TimeInForce::Fok;
    else if (force == QLatin1StringView("PostOnly"))
        order.timeInForce = TimeInForce::PostOnly;
    else if (!force.isEmpty() && force != QLatin1StringView("GTC"))
        return refuseFor(i, code::SpotTimeInForce, code::Parameter, QStringLiteral("TimeInForce invalid"));

    const QString smp = textOf(body, QLatin1StringView("smpType"));
    order.selfMatch = smp == QLatin1StringView("CancelMaker") ? SelfMatch::CancelMaker
        : smp == QLatin1StringView("CancelTaker")             ? SelfMatch::CancelTaker
        : smp == QLatin1StringView("CancelBoth")              ? SelfMatch::CancelBoth
                                                              : SelfMatch::None;
    order.positionIdx = intOf(body.value(QLatin1StringView("positionIdx")), 0);
    if (order.positionIdx < 0 || order.positionIdx > 2)
        return refuse(code::Parameter, QStringLiteral("position idx not match position mode"));
    if (isSpot(i)) {
        order.positionIdx = 0;
        return {};
    }
    order.isReduceOnly = body.value(QLatin1StringView("reduceOnly")).toBool();
    order.isCloseOnTrigger = body.value(QLatin1StringView("closeOnTrigger")).toBool();
    return {};
}

OrderForm::Judged OrderForm::readSize(const QJsonObject &body, OrderRecord &order) const
{
    const Instrument &i = *order.instrument;
    const bool isMarket = order.type == OrderType::Market;
    if (isMarket) {
        if (const auto bound = readBound(body, order); !bound)
            return bound;
    } else {
        const auto limit = price(i, order.side, body.value(QLatin1StringView("price")));
        if (!limit)
            return tl::unexpected<Refusal>(limit.error());
        order.price = *limit;
    }
    const QJsonValue text = body.value(QLatin1StringView("qty"));
    const QString unit = textOf(body, QLatin1StringView("marketUnit"));
    // A spot market buy counts its size in the quote coin unless told otherwise.
    if (isSpot(i) && isMarket && order.side == Side::Buy && unit != QLatin1StringView("baseCoin")) {
        const auto value = numberOf(text);
        const auto step = numberOf(m_market.instrumentInfo(i.id()).value(QLatin1StringView("lotSizeFilter")).toObject().value(QLatin1StringView("quotePrecision")));
        if (!value || !value->isValid() || value->sign() <= 0)
            return refuse(code::SpotParameter);
        if (step && step->isValid() && step->sign() > 0 && !value->isMultipleOf(*step))
            return refuse(code::SpotQtyDecimals);
        const InstrumentPtr terms = m_listings.terms(i.id());
        if (terms->filters().minNotional && *value < *terms->filters().minNotional)
            return refuse(code::SpotNotionalBelowMinimum);
        order.quoteQty = *value;
        return {};
    }
    const auto zero = numberOf(text);
    if (zero && zero->isZero() && order.isReduceOnly && order.isCloseOnTrigger) {
        order.createType = QStringLiteral("CreateByClosing");
        return {}; // closes all: the desk knows how much that is
    }
    const auto size = qty(i, isMarket, text);
    if (!size)
        return tl::unexpected<Refusal>(size.error());
    order.qty = *size;
    return order.isReduceOnly ? Judged() : notional(order);
}

/// The hidden limit of a market order: far from the last price, or as near to the touch as it asks for.
OrderForm::Judged OrderForm::readBound(const QJsonObject &body, OrderRecord &order) const
{
    const Instrument &i = *order.instrument;
    const bool isBuy = order.side == Side::Buy;
    order.price = marketBound(i, order.side, m_valuation.last(i));
    const QString type = textOf(body, QLatin1StringView("slippageToleranceType"));
    if (type.isEmpty())
        return {};
    const bool isTicks = type == QLatin1StringView("TickSize"), isConditional = !textOf(body, QLatin1StringView("triggerPrice")).isEmpty();
    if ((!isTicks && type != QLatin1StringView("Percent")) || isConditional)
        return refuse(code::Parameter, QStringLiteral("SlippageToleranceType invalid"));
    const auto asked = numberOf(body.value(QLatin1StringView("slippageTolerance")));
    const Decimal step = isTicks ? Decimal(1) : Decimal::fromScaled(1, 2), most = isTicks ? Decimal(10'000) : Decimal(10);
    if (!asked || !asked->isValid() || *asked < step || *asked > most || !asked->isMultipleOf(step))
        return refuse(isTicks ? code::SlippageTicks : code::SlippagePercent);
    order.slippageType = type;
    order.slippage = plain(*asked);
    const MarketBook &book = m_market.book(i.id());
    const auto &side = isBuy ? book.asks : book.bids;
    if (side.empty())
        return {}; // the desk says so
    const Decimal touch = i.price(side.front().price);
    const Decimal distance = isTicks ? *asked * i.filters().tickSize : touch * *asked * Decimal::fromScaled(1, 2);
    const auto bound = i.toTicks(isBuy ? touch + distance : touch - distance, isBuy ? Rounding::Down : Rounding::Up);
    order.price = std::max(bound.value_or(PriceTicks(1)), PriceTicks(1));
    return {};
}

tl::expected<PriceTicks, Refusal> OrderForm::price(const Instrument &i, Side side, const QJsonValue &text) const
{
    const auto value = numberOf(text);
    if (!value || !value->isValid() || value->sign() <= 0)
        return refuseFor(i, code::SpotParameter, code::Parameter, QStringLiteral("Price invalid"));
    const InstrumentPtr terms = m_listings.terms(i.id());
    const InstrumentFilters &filters = terms->filters();
    if ((filters.minPrice && *value < *filters.minPrice) || (filters.maxPrice && *value > *filters.maxPrice))
        return refuseFor(i, code::SpotParameter, code::PriceRange, codeText(code::PriceRange));
    const auto ticks = i.toTicks(*value);
    if (!ticks || !value->isMultipleOf(filters.tickSize))
        return refuseFor(i, code::SpotPriceDecimals, code::Parameter, QStringLiteral("Price invalid"));
    const auto band = PriceBand::of(m_market, i);
    if (!band)
        return *ticks;
    const bool isOutside = side == Side::Buy ? *ticks > band->buyMax : *ticks < band->sellMin;
    if (!isOutside)
        return *ticks;
    if (isSpot(i))
        return refuse(side == Side::Buy ? code::SpotPriceAboveLimit : code::SpotPriceBelowLimit,
                      (side == Side::Buy ? QStringLiteral("Buy order price cannot be higher than %1.")
                                         : QStringLiteral("Sell order price cannot be lower than %1."))
                          .arg(plain(i.price(side == Side::Buy ? band->buyMax : band->sellMin))));
    return side == Side::Buy ? band->buyMax : band->sellMin; // a contract's price is moved to the edge
}

tl::expected<QtyLots, Refusal> OrderForm::qty(const Instrument &i, bool isMarket, const QJsonValue &text) const
{
    const auto value = numberOf(text);
    if (!value || !value->isValid() || value->sign() <= 0)
        return refuseFor(i, code::SpotParameter, code::Parameter, QStringLiteral("Qty invalid"));
    const InstrumentPtr terms = m_listings.terms(i.id());
    const InstrumentFilters &filters = terms->filters();
    const auto &maximum = isMarket ? filters.maxMarketQty : filters.maxLimitQty;
    // Spot's minOrderQty is no longer checked by Bybit; its minimum is the value.
    if (!isSpot(i) && filters.minQty && *value < *filters.minQty)
        return refuse(code::Parameter, QStringLiteral("The number of contracts exceeds minimum limit allowed"));
    if (maximum && *value > *maximum)
        return refuseFor(i, code::SpotQtyAboveMaximum, code::Parameter,
                         QStringLiteral("The number of contracts exceeds maximum limit allowed: too large, order_qty:%1 > max_qty:%2")
                             .arg(plain(*value), plain(*maximum)));
    const auto lots = i.toLots(*value);
    if (!lots || !value->isMultipleOf(filters.lotSize))
        return refuseFor(i, *value < filters.lotSize ? code::SpotQtyBelowMinimum : code::SpotQtyDecimals, code::Parameter,
                         QStringLiteral("Qty invalid"));
    return *lots;
}

OrderForm::Judged OrderForm::notional(const OrderRecord &order) const
{
    const Instrument &i = *order.instrument;
    const InstrumentPtr terms = m_listings.terms(i.id());
    const auto &least = terms->filters().minNotional;
    if (!least)
        return {};
    const Decimal at = order.type == OrderType::Market ? m_valuation.last(i) : i.price(order.price);
    const Decimal worth = order.category() == Category::Inverse ? i.qty(order.qty) : at * i.qty(order.qty);
    if (worth >= *least)
        return {};
    return refuseFor(i, code::SpotNotionalBelowMinimum, code::NotionalBelowMinimum,
                     QStringLiteral("Order does not meet minimum order value %1%2").arg(plain(*least), i.quoteCoin()));
}

} // namespace bw::sandbox
