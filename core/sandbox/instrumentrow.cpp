// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/instrumentrow.h"

#include <array>

namespace bw {
namespace {

/// As the exchange has it for most contracts: 1999999.8 for a tick of 0.1.
QString highestPrice(const QString &tick)
{
    const auto step = Decimal::parse(tick);
    return step ? (*step * Decimal(19'999'998)).normalized().toString() : QStringLiteral("1999999.8");
}

QJsonObject derivativeRow(const InstrumentTerms &terms)
{
    const bool isInverse = terms.id.category == Category::Inverse;
    const auto dot = terms.tick.indexOf(u'.');
    return {
        {QStringLiteral("symbol"), terms.id.symbol},
        {QStringLiteral("contractType"), isInverse ? QStringLiteral("InversePerpetual") : QStringLiteral("LinearPerpetual")},
        {QStringLiteral("status"), QStringLiteral("Trading")},
        {QStringLiteral("baseCoin"), terms.baseCoin},
        {QStringLiteral("quoteCoin"), terms.quoteCoin},
        {QStringLiteral("launchTime"), QStringLiteral("1585526400000")},
        {QStringLiteral("deliveryTime"), QStringLiteral("0")},
        {QStringLiteral("deliveryFeeRate"), QString()},
        {QStringLiteral("priceScale"), QString::number(dot < 0 ? 0 : terms.tick.size() - dot - 1)},
        {QStringLiteral("leverageFilter"), QJsonObject{{QStringLiteral("minLeverage"), QStringLiteral("1")},
                                                       {QStringLiteral("maxLeverage"), terms.maxLeverage},
                                                       {QStringLiteral("leverageStep"), QStringLiteral("0.01")}}},
        {QStringLiteral("priceFilter"), QJsonObject{{QStringLiteral("minPrice"), terms.tick},
                                                    {QStringLiteral("maxPrice"), highestPrice(terms.tick)},
                                                    {QStringLiteral("tickSize"), terms.tick}}},
        {QStringLiteral("lotSizeFilter"), QJsonObject{{QStringLiteral("maxOrderQty"), terms.maxQty},
                                                      {QStringLiteral("minOrderQty"), terms.lot},
                                                      {QStringLiteral("qtyStep"), terms.lot},
                                                      {QStringLiteral("postOnlyMaxOrderQty"), terms.maxQty},
                                                      {QStringLiteral("maxMktOrderQty"), terms.maxMarketQty},
                                                      {QStringLiteral("minNotionalValue"), terms.minNotional}}},
        {QStringLiteral("unifiedMarginTrade"), true},
        {QStringLiteral("fundingInterval"), terms.fundingMinutes},
        {QStringLiteral("settleCoin"), isInverse ? terms.baseCoin : terms.quoteCoin},
        {QStringLiteral("copyTrading"), QStringLiteral("none")},
        {QStringLiteral("upperFundingRate"), QStringLiteral("0.005")},
        {QStringLiteral("lowerFundingRate"), QStringLiteral("-0.005")},
        {QStringLiteral("isPreListing"), false},
        {QStringLiteral("preListingInfo"), QJsonValue()},
        {QStringLiteral("riskParameters"), QJsonObject{{QStringLiteral("priceLimitRatioX"), QStringLiteral("0.05")},
                                                       {QStringLiteral("priceLimitRatioY"), QStringLiteral("0.1")}}},
        {QStringLiteral("displayName"), QString()},
        {QStringLiteral("symbolType"), QString()},
    };
}

QJsonObject spotRow(const InstrumentTerms &terms)
{
    return {
        {QStringLiteral("symbol"), terms.id.symbol},
        {QStringLiteral("baseCoin"), terms.baseCoin},
        {QStringLiteral("quoteCoin"), terms.quoteCoin},
        {QStringLiteral("innovation"), QStringLiteral("0")},
        {QStringLiteral("status"), QStringLiteral("Trading")},
        {QStringLiteral("marginTrading"), QStringLiteral("utaOnly")},
        {QStringLiteral("stTag"), QStringLiteral("0")},
        {QStringLiteral("lotSizeFilter"), QJsonObject{{QStringLiteral("basePrecision"), terms.lot},
                                                      {QStringLiteral("quotePrecision"), QStringLiteral("0.0000001")},
                                                      {QStringLiteral("minOrderQty"), terms.lot},
                                                      {QStringLiteral("maxOrderQty"), terms.maxQty},
                                                      {QStringLiteral("minOrderAmt"), terms.minNotional},
                                                      {QStringLiteral("maxOrderAmt"), QStringLiteral("8000000")},
                                                      {QStringLiteral("maxLimitOrderQty"), terms.maxQty},
                                                      {QStringLiteral("maxMarketOrderQty"), terms.maxMarketQty},
                                                      {QStringLiteral("postOnlyMaxLimitOrderSize"), terms.maxQty}}},
        {QStringLiteral("priceFilter"), QJsonObject{{QStringLiteral("tickSize"), terms.tick}}},
        {QStringLiteral("riskParameters"), QJsonObject{{QStringLiteral("priceLimitRatioX"), QStringLiteral("0.05")},
                                                       {QStringLiteral("priceLimitRatioY"), QStringLiteral("0.1")}}},
        {QStringLiteral("symbolType"), QString()},
    };
}

std::optional<Decimal> optionalField(const QJsonObject &object, QLatin1StringView name)
{
    const auto value = Decimal::parse(object.value(name).toString());
    return value ? std::optional(*value) : std::nullopt;
}

InstrumentStatus statusOf(const QString &text)
{
    return text == u"Trading"    ? InstrumentStatus::Trading
        : text == u"PreLaunch"   ? InstrumentStatus::PreLaunch
        : text == u"Delivering"  ? InstrumentStatus::Delivering
        : text == u"Closed"      ? InstrumentStatus::Closed
                                 : InstrumentStatus::Unknown;
}

} // namespace

QJsonObject instrumentRow(const InstrumentTerms &terms)
{
    return terms.id.category == Category::Spot ? spotRow(terms) : derivativeRow(terms);
}

Result<InstrumentPtr> instrumentFromRow(Category category, const QJsonObject &row)
{
    const QString symbol = row.value(u"symbol").toString();
    const QJsonObject prices = row.value(u"priceFilter").toObject();
    const QJsonObject lots = row.value(u"lotSizeFilter").toObject();
    const bool isSpot = category == Category::Spot;
    const auto tick = Decimal::parse(prices.value(u"tickSize").toString());
    const auto lot = Decimal::parse(lots.value(isSpot ? QLatin1StringView("basePrecision") : QLatin1StringView("qtyStep")).toString());
    if (symbol.isEmpty() || !tick || !lot)
        return fail(inputError(QStringLiteral("instrument \"%1\" has no symbol, tickSize or quantity step").arg(symbol.left(40))));
    InstrumentFilters filters;
    filters.tickSize = *tick;
    filters.lotSize = *lot;
    filters.minPrice = optionalField(prices, QLatin1StringView("minPrice"));
    filters.maxPrice = optionalField(prices, QLatin1StringView("maxPrice"));
    filters.minQty = optionalField(lots, QLatin1StringView("minOrderQty"));
    filters.maxLimitQty = optionalField(lots, isSpot ? QLatin1StringView("maxLimitOrderQty") : QLatin1StringView("maxOrderQty"));
    filters.maxMarketQty = optionalField(lots, isSpot ? QLatin1StringView("maxMarketOrderQty") : QLatin1StringView("maxMktOrderQty"));
    filters.minNotional = optionalField(lots, isSpot ? QLatin1StringView("minOrderAmt") : QLatin1StringView("minNotionalValue"));
    filters.maxLeverage = optionalField(row.value(u"leverageFilter").toObject(), QLatin1StringView("maxLeverage"));
    const auto [base, quote] = splitSymbol(symbol);
    const QString quoteCoin = row.value(u"quoteCoin").toString(quote);
    return Instrument::create({category, symbol}, filters, row.value(u"baseCoin").toString(base), quoteCoin,
                              row.value(u"settleCoin").toString(quoteCoin), statusOf(row.value(u"status").toString()));
}

std::pair<QString, QString> splitSymbol(const QString &symbol)
{
    static constexpr std::array<QLatin1StringView, 8> kQuotes{
        QLatin1StringView("USDT"), QLatin1StringView("USDC"), QLatin1StringView("USDE"), QLatin1StringView("EUR"),
        QLatin1StringView("BTC"),  QLatin1StringView("ETH"),  QLatin1StringView("BRL"),  QLatin1StringView("USD")};
    for (const QLatin1StringView quote : kQuotes)
        if (symbol.size() > quote.size() && symbol.endsWith(quote))
            return {symbol.chopped(quote.size()), quote};
    return {symbol, QStringLiteral("USD")};
}

} // namespace bw
