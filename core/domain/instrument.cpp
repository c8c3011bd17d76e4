// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/instrument.h"

#include <QHashFunctions>

namespace bw {

namespace {

// A count that a double still holds exactly, for the drawing; products of two such counts are Decimal.
constexpr std::int64_t kMaxSteps = std::int64_t(1) << 53;
constexpr qsizetype kMaxName = 64;

Result<std::int64_t> stepsWithin(const Decimal &value, const Decimal &step, Rounding rounding)
{
    const auto steps = value.stepsOf(step, rounding);
    if (!steps)
        return steps;
    if (*steps >= kMaxSteps || *steps <= -kMaxSteps)
        return fail(inputError(QStringLiteral("%1 is too many steps of %2").arg(value.toString(), step.toString())));
    return steps;
}

/// A positive whole number of steps, or the neighbours that would be one.
Result<std::int64_t> exactSteps(const Decimal &value, const Decimal &step)
{
    if (value.sign() <= 0)
        return fail(inputError(QStringLiteral("%1 is not above zero").arg(value.toString())));
    const auto below = stepsWithin(value, step, Rounding::Down);
    if (!below)
        return below;
    if (value.isMultipleOf(step))
        return below;
    const QString upper = (step * Decimal::fromScaled(*below + 1, 0)).toString();
    if (*below == 0)
        return fail(inputError(QStringLiteral("%1 is no multiple of %2: the nearest is %3").arg(value.toString(), step.toString(), upper)));
    const QString lower = (step * Decimal::fromScaled(*below, 0)).toString();
    return fail(inputError(QStringLiteral("%1 is no multiple of %2: the nearest are %3 and %4")
                                   .arg(value.toString(), step.toString(), lower, upper)));
}

bool isAbsentOrValid(const std::optional<Decimal> &value)
{
    return !value || (value->isValid() && value->sign() >= 0);
}

} // namespace

QString toName(Category category)
{
    switch (category) {
    case Category::Inverse: return QStringLiteral("inverse");
    case Category::Spot: return QStringLiteral("spot");
    case Category::Linear: break;
    }
    return QStringLiteral("linear");
}

std::optional<Category> categoryFromName(QStringView name)
{
    for (const Category category : {Category::Linear, Category::Inverse, Category::Spot})
        if (name == toName(category))
            return category;
    return std::nullopt;
}

size_t qHash(const InstrumentId &id, size_t seed) noexcept
{
    return qHashMulti(seed, static_cast<int>(id.category), id.symbol);
}

Result<InstrumentPtr> Instrument::create(InstrumentId id, InstrumentFilters filters, QString baseCoin, QString quoteCoin,
                                         QString settleCoin, InstrumentStatus status)
{
    if (id.symbol.isEmpty() || id.symbol.size() > kMaxName)
        return fail(inputError(QStringLiteral("an instrument has a name of 1 to 64 characters")));
    if (filters.tickSize.sign() <= 0 || filters.lotSize.sign() <= 0)
        return fail(inputError(QStringLiteral("%1: tick and lot must be above zero").arg(id.symbol)));
    for (const auto *filter : {&filters.minPrice, &filters.maxPrice, &filters.minQty, &filters.maxLimitQty, &filters.maxMarketQty,
                               &filters.minNotional, &filters.maxLeverage}) {
        if (!isAbsentOrValid(*filter))
            return fail(inputError(QStringLiteral("%1: a filter is not a number of zero or more").arg(id.symbol)));
    }
    filters.tickSize = filters.tickSize.normalized();
    filters.lotSize = filters.lotSize.normalized();

    const std::shared_ptr<Instrument> made(new Instrument);
    made->m_id = std::move(id);
    made->m_filters = std::move(filters);
    made->m_baseCoin = std::move(baseCoin);
    made->m_quoteCoin = std::move(quoteCoin);
    made->m_settleCoin = std::move(settleCoin);
    made->m_status = status;
    return InstrumentPtr(made);
}

Result<PriceTicks> Instrument::toTicks(const Decimal &price) const
{
    return exactSteps(price, m_filters.tickSize).map([](std::int64_t steps) { return PriceTicks(steps); });
}

Result<QtyLots> Instrument::toLots(const Decimal &qty) const
{
    return exactSteps(qty, m_filters.lotSize).map([](std::int64_t steps) { return QtyLots(steps); });
}

Result<PriceTicks> Instrument::toTicks(const Decimal &price, Rounding rounding) const
{
    return stepsWithin(price, m_filters.tickSize, rounding).map([](std::int64_t steps) { return PriceTicks(steps); });
}

Result<QtyLots> Instrument::toLots(const Decimal &qty, Rounding rounding) const
{
    return stepsWithin(qty, m_filters.lotSize, rounding).map([](std::int64_t steps) { return QtyLots(steps); });
}

Decimal Instrument::price(PriceTicks ticks) const
{
    return m_filters.tickSize * Decimal::fromScaled(ticks.value(), 0);
}

Decimal Instrument::qty(QtyLots lots) const
{
    return m_filters.lotSize * Decimal::fromScaled(lots.value(), 0);
}

QString Instrument::priceText(PriceTicks ticks) const
{
    return price(ticks).toString();
}

QString Instrument::qtyText(QtyLots lots) const
{
    return qty(lots).toString();
}

Decimal Instrument::notional(PriceTicks price, QtyLots qty) const
{
    return m_id.category == Category::Inverse ? this->qty(qty) : this->price(price) * this->qty(qty);
}

} // namespace bw
