// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/accountcodec.h"

#include "core/bybit/accountrow.h"
#include "core/bybit/bybitlog.h"

namespace bw {
namespace {

using L = QLatin1StringView;

constexpr int kMaxReason = AccountRow::kMaxWord;

OrderEvent eventOf(const QString &status, bool hasFills)
{
    if (status == u"New")
        return OrderEvent::Acknowledge;
    if (status == u"PartiallyFilled")
        return OrderEvent::FillPart;
    if (status == u"Filled")
        return OrderEvent::FillAll;
    if (status == u"Cancelled" || status == u"PartiallyFilledCanceled")
        return OrderEvent::Cancel;
    if (status == u"Rejected")
        return OrderEvent::VenueReject;
    if (status == u"Deactivated")
        return OrderEvent::Deactivate;
    if (status == u"Untriggered")
        return OrderEvent::Trigger;
    // Triggered is momentary. A word that we don't know must never close an order.
    if (status != u"Triggered")
        qCWarning(lcBybit) << "unknown order status" << status.left(kMaxReason);
    return hasFills ? OrderEvent::FillPart : OrderEvent::Acknowledge;
}

TimeInForce timeInForceOf(const QString &text)
{
    if (text == u"IOC")
        return TimeInForce::Ioc;
    if (text == u"FOK")
        return TimeInForce::Fok;
    if (text == u"PostOnly" || text == u"RPI")
        return TimeInForce::PostOnly;
    return TimeInForce::Gtc;
}

/// Only what says something: the venue's words for "nothing to say" are left out.
QString reasonOf(const QString &reject, const QString &cancel)
{
    QString reason = reject == u"EC_NoError" ? QString() : reject;
    if (!cancel.isEmpty() && cancel != u"UNKNOWN")
        reason = reason.isEmpty() ? cancel : reason + u' ' + cancel;
    return reason;
}

Execution::Kind kindOf(const QString &type)
{
    if (type == u"Trade" || type == u"BlockTrade" || type == u"MovePosition" || type == u"FutureSpread")
        return Execution::Kind::Trade;
    if (type == u"Funding")
        return Execution::Kind::Funding;
    if (type == u"AdlTrade")
        return Execution::Kind::Adl;
    if (type == u"BustTrade")
        return Execution::Kind::Liquidation;
    // An unknown kind must not count as a fill of an order.
    if (type != u"Settle" && type != u"Delivery" && type != u"CorporateAction")
        qCWarning(lcBybit) << "unknown execution type" << type.left(kMaxReason);
    return Execution::Kind::Settle;
}

/// The venue's "UNKNOWN" of a plain order is no kind of conditional order.
QString stopKindOf(const QString &word)
{
    return word == u"UNKNOWN" ? QString() : word;
}

/// An old order may rest off a tick that has grown since: the nearest tick shows it, rather than hiding an order.
std::optional<PriceTicks> ticksOf(const Instrument &instrument, const std::optional<Decimal> &price)
{
    const auto ticks = price ? instrument.toTicks(*price, Rounding::HalfEven) : Result<PriceTicks>(fail(inputError({})));
    return ticks ? std::optional(*ticks) : std::nullopt;
}

/// Spot names no direction: it waits on the other side of the price at which it was created, and a stop is what it is usually for.
bool isRise(AccountRow &row, const OrderReport &report, const Decimal &trigger)
{
    if (const int direction = row.whole(L("triggerDirection")); direction == 1 || direction == 2)
        return direction == 1;
    for (const L name : {L("lastPriceOnCreated"), L("basePrice")})
        if (const auto before = row.positive(name); before && *before != trigger)
            return *before < trigger;
    const bool takesProfit = report.stopOrderType == u"TakeProfit" || report.stopOrderType == u"PartialTakeProfit";
    return (report.side == Side::Buy) != takesProfit;
}

std::optional<Trigger> triggerOf(AccountRow &row, const OrderReport &report)
{
    const auto price = row.positive(L("triggerPrice"));
    const auto ticks = ticksOf(*report.instrument, price);
    if (!ticks)
        return std::nullopt;
    return Trigger{*ticks, isRise(row, report, *price), triggerByFromName(row.text(L("triggerBy"))).value_or(TriggerBy::LastPrice)};
}

std::optional<ExitLeg> legOf(AccountRow &row, const Instrument &instrument, L price, L by, L limit)
{
    const auto trigger = ticksOf(instrument, row.positive(price));
    if (!trigger)
        return std::nullopt;
    return ExitLeg{*trigger, triggerByFromName(row.text(by)).value_or(TriggerBy::LastPrice), ticksOf(instrument, row.positive(limit))};
}

Exits exitsOf(AccountRow &row, const Instrument &instrument)
{
    return {legOf(row, instrument, L("takeProfit"), L("tpTriggerBy"), L("tpLimitPrice")),
            legOf(row, instrument, L("stopLoss"), L("slTriggerBy"), L("slLimitPrice")),
            row.text(L("tpslMode")) == toName(StopMode::Partial) ? StopMode::Partial : StopMode::Full};
}

/// An old order may be off a lot that has grown since: it is counted in the lots of its own texts, since a quantity that is rounded is a
/// wrong one.
InstrumentPtr inOwnLots(const InstrumentPtr &instrument, const Decimal &qty, const Decimal &filled)
{
    auto filters = instrument->filters();
    if (!qty.isValid() || (qty.isMultipleOf(filters.lotSize) && filled.isMultipleOf(filters.lotSize)))
        return instrument;
    filters.lotSize = Decimal::fromScaled(1, std::max(qty.scale(), filled.scale()));
    const auto own = Instrument::create(instrument->id(), filters, instrument->baseCoin(), instrument->quoteCoin(), instrument->settleCoin(), instrument->status());
    return own ? *own : instrument;
}

Error unreadable(const QString &what)
{
    return protocolError(QStringLiteral("%1 that can't be read").arg(what));
}

} // namespace

void AccountCodec::setInstruments(const QVector<InstrumentPtr> &instruments)
{
    m_instruments.clear();
    for (const InstrumentPtr &one : instruments)
        m_instruments.insert(one->id(), one);
}

QStringList AccountCodec::settleCoins(Category category) const
{
    if (category == Category::Linear)
        return {QStringLiteral("USDT"), QStringLiteral("USDC")};
    QStringList coins;
    for (const InstrumentPtr &one : m_instruments)
        if (category == Category::Inverse && one->id().category == category && !coins.contains(one->settleCoin()))
            coins.append(one->settleCoin());
    coins.sort();
    return coins;
}

Result<InstrumentPtr> AccountCodec::instrumentOf(const QJsonObject &row, std::optional<Category> category) const
{
    const QString word = row.value(L("category")).toString();
    if (!word.isEmpty())
        category = categoryFromName(word);
    const QString symbol = row.value(L("symbol")).toString();
    if (word == u"option")
        return nullptr;
    if (!category || symbol.isEmpty())
        return fail(unreadable(QStringLiteral("a row without category or symbol")));
    return m_instruments.value({*category, symbol});
}

Result<std::optional<OrderReport>> AccountCodec::order(const QJsonObject &object, std::optional<Category> category) const
{
    const auto instrument = instrumentOf(object, category);
    if (!instrument)
        return fail(instrument.error());
    if (!*instrument)
        return std::nullopt;

    AccountRow row(object);
    OrderReport report;
    report.instrument = *instrument;
    report.orderId = row.text(L("orderId"));
    report.orderLinkId = row.text(L("orderLinkId"));
    const auto side = row.side();
    report.side = side.value_or(Side::Buy);
    const QString type = row.text(L("orderType"));
    report.type = type == u"Market" ? OrderType::Market : OrderType::Limit;
    report.timeInForce = timeInForceOf(row.text(L("timeInForce")));
    report.reduceOnly = row.flag(L("reduceOnly"));
    report.positionIdx = row.whole(L("positionIdx"));
    report.createdAt = row.time(L("createdTime"));
    report.updatedAt = row.time(L("updatedTime"));
    report.closesPosition = row.flag(L("closeOnTrigger"));
    report.stopOrderType = stopKindOf(row.text(L("stopOrderType")));
    report.createType = row.text(L("createType"));
    report.parentOrderLinkId = row.text(L("parentOrderLinkId"));
    report.trigger = triggerOf(row, report);
    report.exits = exitsOf(row, *report.instrument);
    report.reason = reasonOf(row.text(L("rejectReason"), kMaxReason), row.text(L("cancelType"), kMaxReason));

    const Decimal filledQty = row.optional(L("cumExecQty")).value_or(Decimal());
    const bool isByValue = report.instrument->id().category == Category::Spot && report.type == OrderType::Market
                           && row.text(L("marketUnit")) == u"quoteCoin";
    // The quantity of a spot order by value counts quote coin: only what has filled is a quantity of the instrument.
    const Decimal wholeQty = isByValue ? filledQty : row.needed(L("qty"));
    report.instrument = inOwnLots(report.instrument, wholeQty, filledQty);
    const auto filled = report.instrument->toLots(filledQty, Rounding::Down);
    const auto qty = report.instrument->toLots(wholeQty, Rounding::Down);
    if (report.type == OrderType::Limit)
        report.price = ticksOf(*report.instrument, row.positive(L("price")));
    report.averagePrice = row.positive(L("avgPrice")).value_or(Decimal::invalid());

    row.expect(side.has_value() && (type == u"Market" || type == u"Limit"));
    row.expect(filled.has_value() && qty.has_value() && !report.orderId.isEmpty());
    if (row.isBroken())
        return fail(unreadable(QStringLiteral("an order")));
    report.filled = *filled;
    report.qty = *qty;
    report.event = eventOf(row.text(L("orderStatus"), kMaxReason), !report.filled.isZero());
    return report;
}

Result<std::optional<Execution>> AccountCodec::execution(const QJsonObject &object, std::optional<Category> category) const
{
    const auto instrument = instrumentOf(object, category);
    if (!instrument)
        return fail(instrument.error());
    if (!*instrument)
        return std::nullopt;

    AccountRow row(object);
    Execution execution;
    execution.instrument = *instrument;
    execution.execId = row.text(L("execId"));
    execution.orderId = row.text(L("orderId"));
    execution.orderLinkId = row.text(L("orderLinkId"));
    const auto side = row.side();
    execution.side = side.value_or(Side::Buy);
    execution.price = row.needed(L("execPrice"));
    execution.qty = row.needed(L("execQty"));
    execution.fee = row.decimal(L("execFee"));
    execution.feeCurrency = row.text(L("feeCurrency"));
    // Contracts may leave it empty and charge the settle coin; on spot nothing may be assumed.
    if (execution.feeCurrency.isEmpty() && execution.instrument->id().category != Category::Spot)
        execution.feeCurrency = execution.instrument->settleCoin();
    execution.isMaker = row.flag(L("isMaker"));
    execution.kind = kindOf(row.text(L("execType"), kMaxReason));
    execution.at = row.time(L("execTime"));

    row.expect(!execution.execId.isEmpty() && (side || execution.kind != Execution::Kind::Trade));
    if (row.isBroken())
        return fail(unreadable(QStringLiteral("an execution")));
    return execution;
}

} // namespace bw
