// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/priceband.h"

#include "core/sandbox/money.h"

#include <algorithm>

namespace bw::sandbox {

namespace {

/// Ratios may move a price below one tick; an order never has such a price.
PriceTicks atLeastOne(const Result<PriceTicks> &ticks)
{
    return std::max(ticks.value_or(PriceTicks(1)), PriceTicks(1));
}

} // namespace

std::optional<PriceBand> PriceBand::of(MarketSource &market, const Instrument &instrument)
{
    const QJsonObject risk = market.instrumentInfo(instrument.id()).value(QLatin1StringView("riskParameters")).toObject();
    const auto x = numberOf(risk.value(QLatin1StringView("priceLimitRatioX")));
    const auto y = numberOf(risk.value(QLatin1StringView("priceLimitRatioY")));
    const MarketGauge gauge = market.gauge(instrument.id());
    const bool isSpot = instrument.id().category == Category::Spot;
    const Decimal index = gauge.indexPrice.sign() > 0 ? gauge.indexPrice : gauge.lastPrice;
    const Decimal base = isSpot || gauge.markPrice.sign() <= 0 ? index : gauge.markPrice;
    if (!x || !y || !x->isValid() || !y->isValid() || base.sign() <= 0)
        return std::nullopt;
    const Decimal highX = base * (Decimal(1) + *x), highY = base * (Decimal(1) + *y);
    const Decimal lowX = base * (Decimal(1) - *x), lowY = base * (Decimal(1) - *y);
    const Decimal high = std::min(highY, index < highX ? highX : index);
    const Decimal low = lowY < std::min(index, lowX) ? std::min(index, lowX) : lowY;
    return PriceBand{atLeastOne(instrument.toTicks(high, Rounding::Down)), atLeastOne(instrument.toTicks(low, Rounding::Up))};
}

PriceTicks marketBound(const Instrument &instrument, Side side, const Decimal &last)
{
    const bool isBuy = side == Side::Buy;
    const Decimal bound = last * Decimal::fromScaled(isBuy ? 105 : 95, 2);
    return atLeastOne(instrument.toTicks(bound, isBuy ? Rounding::Down : Rounding::Up));
}

} // namespace bw::sandbox
