// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/rules/rules.h"
#include "core/domain/risk/valuation.h"

namespace bw::rules {

namespace {
constexpr int kBandPlaces = 4;
constexpr std::chrono::seconds kMaxPriceLimitAge{5}; // pushed every 300 ms

Decimal hundredths(const Decimal &value) { return value * Decimal::fromScaled(1, 2); }

/// How far a price goes through the mid, in percent of it; rounded up, so that rounding lets nothing through. Below zero: it is passive.
Decimal throughMidPct(Side side, const Decimal &price, const Decimal &mid)
{
    const Decimal distance = side == Side::Buy ? price - mid : mid - price;
    return (distance * Decimal(100)).dividedBy(mid, kBandPlaces, Rounding::Up);
}

Verdict refuse(const Decimal &measured, const Decimal &limit, const char16_t *why, const QString &nearest = {})
{
    return verdict(RuleId::PriceBand, measured.isValid() ? measured.toString() : QString(), limit.isValid() ? limit.toString() : QString(), QString::fromUtf16(why), nearest);
}

/// The last tick on the good side of a bound.
QString tickWithin(const Instrument &instrument, const Decimal &bound, bool isBelow)
{
    const auto ticks = instrument.toTicks(bound, isBelow ? Rounding::Down : Rounding::Up);
    return ticks && ticks->value() > 0 ? instrument.priceText(*ticks) : QString();
}

/// The instrument's price filter, of a limit price.
std::optional<Verdict> outsideFilter(const Instrument &instrument, const Decimal &price)
{
    const auto &filters = instrument.filters();
    if (filters.minPrice && !(price >= *filters.minPrice))
        return refuse(price, *filters.minPrice, u"below_min_price", tickWithin(instrument, *filters.minPrice, false));
    if (filters.maxPrice && !(price <= *filters.maxPrice))
        return refuse(price, *filters.maxPrice, u"above_max_price", tickWithin(instrument, *filters.maxPrice, true));
    return std::nullopt;
}

/// The venue's moving limits: a buy has one above, a sell one below, and the other side has none.
std::optional<Verdict> outsideVenueLimit(const OrderDraft &draft, const RiskContext &context, const Decimal &price)
{
    const bool isBuy = draft.side == Side::Buy;
    const auto &bound = isBuy ? context.buyLimit : context.sellLimit;
    if (!bound || !context.priceLimitsAt)
        return refuse(price, Decimal::invalid(), u"price_limits_unknown");
    const auto age = context.now - *context.priceLimitsAt;
    if (age.count() < 0 || age > kMaxPriceLimitAge)
        return refuse(price, *bound, u"price_limits_old");
    if (isBuy ? price <= *bound : price >= *bound)
        return std::nullopt;
    const bool isLimit = draft.type == OrderType::Limit;
    return refuse(price, *bound, isBuy ? u"above_buy_limit" : u"below_sell_limit",
                  isLimit ? tickWithin(*draft.instrument, *bound, isBuy) : QString());
}

/// The worst price that the order may take; nullopt where the book can't say.
std::optional<PriceTicks> worstPrice(const OrderDraft &draft, const RiskContext &context)
{
    if (draft.type == OrderType::Limit)
        return draft.price;
    const Impact impact = valuation::walk(draft, context);
    if (!impact.isComplete(draft.qty))
        return std::nullopt;
    const auto tolerated = valuation::toleratedPrice(draft, context);
    if (!tolerated)
        return impact.worstPrice;
    return draft.side == Side::Buy ? std::min(*tolerated, impact.worstPrice) : std::max(*tolerated, impact.worstPrice);
}

/// Our own limit on the distance through the mid; of a conditional order, through its trigger.
Verdict ownBand(const OrderDraft &draft, const RiskContext &context, const Decimal &price)
{
    const Decimal &band = context.limits.priceBandPct;
    const Decimal mid = draft.trigger ? draft.instrument->price(draft.trigger->price) : valuation::mid(*draft.instrument, context);
    if (!(mid.sign() > 0))
        return refuse(Decimal::invalid(), band, u"no_price");
    const Decimal distance = throughMidPct(draft.side, price, mid);
    if (distance <= band)
        return verdict(RuleId::PriceBand, distance.toString(), band.toString());
    const bool isBuy = draft.side == Side::Buy;
    if (draft.type == OrderType::Limit)
        return refuse(distance, band, u"price_too_far",
                      tickWithin(*draft.instrument, isBuy ? mid + hundredths(mid * band) : mid - hundredths(mid * band), isBuy));
    return refuse(distance, band, u"price_too_far", valuation::largestQty(draft, [&](const OrderDraft &smaller) {
        const auto worst = worstPrice(smaller, context);
        return worst && throughMidPct(draft.side, draft.instrument->price(*worst), mid) <= band;
    }));
}

/// orderbook.1 repeats an unchanged book every 3 s; half a second is for the way.
constexpr std::chrono::milliseconds kQuietBookAge{3500};

std::chrono::milliseconds oldestBook(const RiskContext &context)
{
    const auto limit = context.limits.maxBookAge;
    return context.book && context.book->isQuiet ? std::max(limit, kQuietBookAge) : limit;
}

QString bookFault(const OrderDraft &draft, const RiskContext &context, std::chrono::nanoseconds age)
{
    const auto &book = *context.book;
    if (!book.isLive())
        return QStringLiteral("book_not_live");
    if (!book.hasBothSides())
        return QStringLiteral("book_one_sided");
    if (!valuation::usableBook(*draft.instrument, context))
        return QStringLiteral("book_other_instrument");
    if (age.count() < 0 || age > oldestBook(context))
        return QStringLiteral("book_stale");
    if (book.trust.score < context.limits.minTrust)
        return QStringLiteral("trust_low");
    if (draft.type == OrderType::Market && !draft.trigger && !valuation::walk(draft, context).isComplete(draft.qty))
        return QStringLiteral("book_too_thin");
    return {};
}
} // namespace

Verdict priceBand(const OrderDraft &draft, const RiskContext &context)
{
    if (draft.type == OrderType::Market && draft.trigger)
        return verdict(RuleId::PriceBand, {}, context.limits.priceBandPct.toString()); // its price is made at the trigger
    const auto worst = worstPrice(draft, context);
    if (!worst)
        return refuse(Decimal::invalid(), context.limits.priceBandPct, draft.type == OrderType::Limit ? u"no_limit_price" : u"no_price");
    const Decimal price = draft.instrument->price(*worst);
    if (draft.type == OrderType::Limit)
        if (const auto outside = outsideFilter(*draft.instrument, price))
            return *outside;
    if (!draft.trigger) // the venue's limits will have moved by the time of a trigger
        if (const auto outside = outsideVenueLimit(draft, context, price))
            return *outside;
    return ownBand(draft, context, price);
}

Verdict bookFresh(const OrderDraft &draft, const RiskContext &context)
{
    const QString limit = QString::number(oldestBook(context).count());
    if (!context.book)
        return verdict(RuleId::BookFresh, {}, limit, QStringLiteral("no_book"));
    const auto age = context.now - std::max(context.book->receivedAt, context.book->confirmedAt);
    const QString why = bookFault(draft, context, age);
    if (!context.book->isLive())
        return verdict(RuleId::BookFresh, toName(context.book->state), toName(BookState::Live), why);
    if (why == QStringLiteral("trust_low"))
        return verdict(RuleId::BookFresh, QString::number(context.book->trust.score), QString::number(context.limits.minTrust), why);
    if (why == QStringLiteral("book_too_thin"))
        return verdict(RuleId::BookFresh, draft.instrument->qtyText(draft.qty), draft.instrument->qtyText(valuation::walk(draft, context).filled), why,
                       draft.instrument->qtyText(valuation::walk(draft, context).filled));
    return verdict(RuleId::BookFresh, QString::number(std::chrono::ceil<std::chrono::milliseconds>(age).count()), limit, why);
}

} // namespace bw::rules
