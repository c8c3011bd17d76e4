// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ticketquantity.h"

#include "core/domain/risk/sizing.h"
#include "ui/models/steptext.h"

#include <QCoreApplication>

namespace bw {
namespace {

QString tr(const char *text) { return QCoreApplication::translate("bw::TicketQuantity", text); }

QString quoteCoin(const Instrument &instrument)
{
    return instrument.id().category == Category::Inverse ? QStringLiteral("USD") : instrument.quoteCoin();
}

const CoinBalance *balanceOf(const QString &coin, const TicketContext &context)
{
    for (const CoinBalance &balance : context.wallet->coins)
        if (balance.coin == coin)
            return &balance;
    return nullptr;
}

/// What may serve as margin, in the settle coin: of this coin alone in isolated margin, else what the account has free (in USD, for which a
/// stable coin stands).
Decimal availableMargin(const Instrument &instrument, const TicketContext &context)
{
    const CoinBalance *balance = balanceOf(instrument.settleCoin(), context);
    const bool isShared = context.mode && context.mode->marginMode && *context.mode->marginMode != MarginMode::Isolated;
    if (isShared && instrument.id().category == Category::Linear && context.wallet->totalAvailable.isValid())
        return context.wallet->totalAvailable;
    return balance ? balance->wallet - balance->positionMargin - balance->orderMargin - balance->locked - balance->bonus : Decimal(0);
}

QString lessThanOneLot(const Instrument &instrument) { return tr("That is less than one lot of %1.").arg(instrument.filters().lotSize.toString()); }

std::optional<QtyLots> lotsOf(const Instrument &instrument, const Decimal &qty, QString &error)
{
    const auto lots = qty.isValid() && qty.sign() > 0 ? instrument.toLots(qty, Rounding::Down) : Result<QtyLots>(QtyLots());
    if (lots && !lots->isZero())
        return *lots;
    error = lots ? lessThanOneLot(instrument) : tr("That is too large for this instrument.");
    return std::nullopt;
}

std::optional<QtyLots> lotsWorth(const Instrument &instrument, const Decimal &worth, PriceTicks entry, QString &error)
{
    const bool isInverse = instrument.id().category == Category::Inverse; // counts USD already
    return lotsOf(instrument, isInverse ? worth : worth.dividedBy(instrument.price(entry), Decimal::kMaxScale, Rounding::Down), error);
}

/// On spot the share of what is spent: of the quote coin for a buy, of the base coin for a sale.
std::optional<QtyLots> lotsOfSpotShare(const OrderDraft &draft, const TicketContext &context, const Decimal &share, PriceTicks entry, QString &error)
{
    const Instrument &instrument = *draft.instrument;
    const bool isBuy = draft.side == Side::Buy;
    const CoinBalance *balance = balanceOf(isBuy ? instrument.quoteCoin() : instrument.baseCoin(), context);
    const Decimal part = (balance ? balance->spotFree() : Decimal(0)) * share;
    return isBuy ? lotsWorth(instrument, part, entry, error) : lotsOf(instrument, part, error);
}

/// The taker rate is paid out of the balance too, so that all of it can really be sent.
std::optional<QtyLots> lotsOfShare(const OrderDraft &draft, const TicketContext &context, const Decimal &percent, PriceTicks entry, QString &error,
                                   QStringList &missing)
{
    const Instrument &instrument = *draft.instrument;
    if (!context.wallet) {
        missing << tr("The balance is not known now.");
        return std::nullopt;
    }
    if (isSpot(draft.instrument))
        return lotsOfSpotShare(draft, context, percent * Decimal::fromScaled(1, 2), entry, error);
    if (!context.mode || !context.mode->leverage || !context.mode->fees) {
        missing << tr("Leverage and fees are not known now.");
        return std::nullopt;
    }
    const Decimal price = instrument.price(entry);
    const Decimal available = availableMargin(instrument, context);
    const bool isInverse = instrument.id().category == Category::Inverse;
    const auto sized = sizing::byMargin(instrument, percent, isInverse ? available * price : available, *context.mode->leverage, context.mode->fees->taker, price);
    if (sized)
        return sized->qty;
    error = lessThanOneLot(instrument);
    return std::nullopt;
}

/// As much as loses the typed amount at the stop, with both fees and the slippage of the present book.
std::optional<QtyLots> lotsOfRisk(const OrderDraft &draft, const TicketContext &context, const Decimal &amount, QString &error, QStringList &missing)
{
    if (!draft.exits.stopLoss) {
        missing << tr("Enter a stop loss: the risk is counted to it.");
        return std::nullopt;
    }
    if (!context.book || !context.mode || !context.mode->fees) {
        missing << (context.book ? tr("The fees are not known now: the risk can't be reckoned.") : tr("The book is not live: the quantity can't be reckoned."));
        return std::nullopt;
    }
    RiskContext now;
    now.book = context.book;
    now.fees = context.mode->fees;
    const auto lots = sizing::byRisk(draft, amount, now);
    if (lots)
        return *lots;
    error = tr("One lot would lose more than that at this stop.");
    return std::nullopt;
}

} // namespace

std::optional<PriceTicks> entryPrice(const OrderDraft &draft, const TicketContext &context)
{
    if (draft.price)
        return draft.price;
    if (draft.trigger)
        return draft.trigger->price;
    if (draft.type != OrderType::Market || !context.book)
        return std::nullopt;
    return draft.side == Side::Buy ? context.book->asks.front().price : context.book->bids.front().price;
}

std::optional<QtyLots> quantityOf(const TicketForm &form, const OrderDraft &draft, const TicketContext &context, QString &error, QStringList &missing)
{
    const Instrument &instrument = *draft.instrument;
    if (form.qtyText.trimmed().isEmpty()) {
        missing << tr("Enter a quantity.");
        return std::nullopt;
    }
    if (form.unit == QtyUnit::Size)
        return readQtyText(form.qtyText, instrument, error);
    const auto value = readAmountText(form.qtyText, QStringLiteral("100"), error);
    if (!value || !form.side)
        return std::nullopt;
    const auto entry = entryPrice(draft, context);
    if (!entry) {
        if (draft.type == OrderType::Market && !draft.trigger)
            missing << tr("The book is not live: the quantity can't be reckoned.");
        return std::nullopt;
    }
    if (form.unit == QtyUnit::Notional)
        return lotsWorth(instrument, *value, *entry, error);
    if (form.unit == QtyUnit::Risk)
        return lotsOfRisk(draft, context, *value, error, missing);
    if (*value > Decimal(100)) {
        error = tr("It must be 100 % at most.");
        return std::nullopt;
    }
    return lotsOfShare(draft, context, *value, *entry, error, missing);
}

QString unitName(QtyUnit unit, const Instrument &instrument)
{
    switch (unit) {
    case QtyUnit::Size: return instrument.id().category == Category::Inverse ? QStringLiteral("USD") : instrument.baseCoin();
    case QtyUnit::Notional: return quoteCoin(instrument);
    case QtyUnit::MarginPercent: return tr("% margin");
    case QtyUnit::Risk: return tr("risk, %1").arg(instrument.settleCoin());
    }
    return {};
}

} // namespace bw
