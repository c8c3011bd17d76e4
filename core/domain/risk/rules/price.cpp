// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/rules/rules.h"
#include "core/domain/risk/valuation.h"

namespace bw::rules {

namespace {
constexpr int kBandPlaces = 4;

/// How far a price is from the opposite best, in percent of that best; rounded up, so that rounding lets nothing through.
Decimal distancePct(PriceTicks price, PriceTicks best)
{
    const Decimal distance = Decimal::fromScaled((price - best).value(), 0).abs() * Decimal(100);
    return distance.dividedBy(Decimal::fromScaled(best.value(), 0), kBandPlaces, Rounding::Up);
}

/// The instrument's price filter and the venue's moving limits, for a limit price.
Verdict venueBand(const OrderDraft &draft, const RiskContext &context, const Decimal &price)
{
    const auto &filters = draft.instrument->filters();
    const auto refuse = [&](const Decimal &limit, const char16_t *why) {
        return verdict(RuleId::PriceBand, price.toString(), limit.toString(), QString::fromUtf16(why));
    };
    if (filters.minPrice && !(price >= *filters.minPrice))
        return refuse(*filters.minPrice, u"below_min_price");
    if (filters.maxPrice && !(price <= *filters.maxPrice))
        return refuse(*filters.maxPrice, u"above_max_price");
    if (draft.side == Side::Buy && context.buyLimit && !(price <= *context.buyLimit))
        return refuse(*context.buyLimit, u"above_buy_limit");
    if (draft.side == Side::Sell && context.sellLimit && !(price >= *context.sellLimit))
        return refuse(*context.sellLimit, u"below_sell_limit");
    return verdict(RuleId::PriceBand, {}, {});
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
    if (draft.type == OrderType::Market && !valuation::walk(draft, context).isComplete(draft.qty))
        return QStringLiteral("book_too_thin");
    return {};
}
} // namespace

Verdict priceBand(const OrderDraft &draft, const RiskContext &context)
{
    const QString limit = context.limits.priceBandPct.toString();
    std::optional<PriceTicks> price = draft.price;
    if (draft.type == OrderType::Limit) {
        if (!price)
            return verdict(RuleId::PriceBand, {}, limit, QStringLiteral("no_limit_price"));
        if (const auto venue = venueBand(draft, context, draft.instrument->price(*price)); !venue.ok)
            return venue;
    } else { // the worst price that the walk takes
        const Impact impact = valuation::walk(draft, context);
        price = impact.isComplete(draft.qty) ? std::optional(impact.worstPrice) : std::nullopt;
    }
    const auto best = valuation::bestOpposite(draft, context);
    if (!best || !price)
        return verdict(RuleId::PriceBand, {}, limit, QStringLiteral("no_price"));
    const Decimal distance = distancePct(*price, *best);
    return verdict(RuleId::PriceBand, distance.toString(), limit,
                   distance <= context.limits.priceBandPct ? QString() : QStringLiteral("price_too_far"));
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
    return verdict(RuleId::BookFresh, QString::number(std::chrono::ceil<std::chrono::milliseconds>(age).count()), limit, why);
}

} // namespace bw::rules
