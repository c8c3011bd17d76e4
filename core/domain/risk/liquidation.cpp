// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/estimate.h"
#include "core/domain/risk/valuation.h"

namespace bw::estimate {

namespace {
constexpr int kPlaces = Decimal::kMaxScale;

/// The position as it would be once the order has filled.
struct After {
    Side side = Side::Buy;
    Decimal size;
    Decimal entry = Decimal::invalid();
};

/// Adding averages the entry (harmonically for inverse), shrinking keeps it, flipping starts anew at the order's price.
std::optional<After> positionAfter(const OrderDraft &draft, const RiskContext &context)
{
    if (!context.positions)
        return std::nullopt;
    const Decimal qty = draft.instrument->qty(draft.qty);
    const Decimal price = entryPrice(draft, context);
    const Position *held = valuation::positionOf(draft, context);
    if (draft.closesPosition || (draft.reduceOnly && held && qty >= held->size))
        return std::nullopt;
    if (!held)
        return draft.reduceOnly ? std::nullopt : std::optional(After{draft.side, qty, price});
    if (*held->side == draft.side) {
        const Decimal size = held->size + qty;
        if (draft.instrument->id().category == Category::Inverse) {
            const Decimal coins = held->size.dividedBy(held->entryPrice, kPlaces, Rounding::HalfEven) + qty.dividedBy(price, kPlaces, Rounding::HalfEven);
            return After{draft.side, size, size.dividedBy(coins, kPlaces, Rounding::HalfEven)};
        }
        return After{draft.side, size, (held->size * held->entryPrice + qty * price).dividedBy(size, kPlaces, Rounding::HalfEven)};
    }
    if (qty < held->size)
        return After{*held->side, held->size - qty, held->entryPrice};
    if (qty == held->size)
        return std::nullopt;
    return After{draft.side, qty - held->size, price};
}

/// The margin of the entry (1 / leverage) may be lost down to the maintenance margin.
Decimal isolatedPrice(const After &after, Category category, const Decimal &leverage, const Decimal &maintenance)
{
    const Decimal room = Decimal(1).dividedBy(leverage, kPlaces, Rounding::HalfEven) - maintenance;
    const bool isLong = after.side == Side::Buy;
    if (category == Category::Inverse) // a loss counts in coin: size / price
        return after.entry.dividedBy(isLong ? Decimal(1) + room : Decimal(1) - room, kPlaces, Rounding::HalfEven);
    return after.entry * (isLong ? Decimal(1) - room : Decimal(1) + room);
}

/// From the present price, at which the account's equity is told, as far as equity less all maintenance margin reaches.
Decimal crossPrice(const After &after, const OrderDraft &draft, const RiskContext &context)
{
    const auto &instrument = *draft.instrument;
    const Decimal now = valuation::referencePrice(instrument, TriggerBy::MarkPrice, valuation::positionOf(draft, context), context);
    if (!context.wallet || !(now.sign() > 0))
        return Decimal::invalid();
    const Decimal added = instrument.qty(draft.qty);
    const Decimal maintenance = valuation::valueOf(instrument, now, added) * *context.maintenanceRate; // of what is there it is in the total
    const Decimal room = context.wallet->totalEquity - context.wallet->totalMaintenance - maintenance;
    if (!room.isValid())
        return room;
    const bool isLong = after.side == Side::Buy;
    if (instrument.id().category == Category::Inverse) {
        const Decimal divisor = isLong ? after.size + room : after.size - room;
        return divisor.sign() > 0 ? (after.size * now).dividedBy(divisor, kPlaces, Rounding::HalfEven) : Decimal::invalid();
    }
    const Decimal distance = room.dividedBy(after.size, kPlaces, Rounding::HalfEven);
    return isLong ? now - distance : now + distance;
}
} // namespace

Liquidation liquidation(const OrderDraft &draft, const RiskContext &context)
{
    Liquidation found;
    if (draft.instrument->id().category == Category::Spot || !context.mode || !context.mode->marginMode)
        return found;
    found.basis = toName(*context.mode->marginMode);
    const auto after = positionAfter(draft, context);
    if (*context.mode->marginMode == MarginMode::Portfolio || !after || !context.maintenanceRate || !(after->entry.sign() > 0))
        return found;
    found.side = after->side;
    const bool isIsolated = *context.mode->marginMode == MarginMode::Isolated;
    if (isIsolated && (!context.leverage || context.leverage->sign() <= 0))
        return found;
    const Decimal price = isIsolated ? isolatedPrice(*after, draft.instrument->id().category, *context.leverage, *context.maintenanceRate)
                                     : crossPrice(*after, draft, context);
    if (price.sign() > 0) // below zero it can't be reached
        found.price = price.rounded(draft.instrument->priceDecimals(), after->side == Side::Buy ? Rounding::Up : Rounding::Down);
    return found;
}

} // namespace bw::estimate
