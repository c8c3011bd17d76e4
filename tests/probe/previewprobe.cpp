// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/probe/previewprobe.h"

#include "core/bybit/instrumentcodec.h"
#include "core/domain/risk/preview.h"
#include "core/engine/eventfields.h"
#include "tests/probe/probecommand.h"

#include <QJsonArray>

#include <algorithm>

namespace bw {

namespace {
using L = QLatin1StringView;

/// Decimal texts, or the digits of a JSON number.
Decimal numOf(const QJsonValue &value)
{
    const QString text = value.isDouble() ? value.toVariant().toString() : value.toString();
    return Decimal::parse(text).value_or(Decimal::invalid());
}

/// The first of these names that has a number.
Decimal numOf(const QJsonObject &object, std::initializer_list<L> names)
{
    for (const L name : names)
        if (const auto number = numOf(object.value(name)); number.isValid())
            return number;
    return Decimal::invalid();
}

std::optional<Decimal> known(const Decimal &number) { return number.isValid() ? std::optional(number) : std::nullopt; }

InstrumentPtr instrumentOf(const QJsonObject &object, const QString &category)
{
    QJsonObject result = object.contains(L("result")) ? object.value(L("result")).toObject() : object;
    if (!result.contains(L("list")))
        result = {{QStringLiteral("category"), object.value(L("category")).toString(category)}, {QStringLiteral("list"), QJsonArray{object}}};
    const auto page = decodeInstruments(result);
    return page && !page->instruments.isEmpty() ? page->instruments.first() : nullptr;
}

std::vector<Level> levelsOf(const QJsonArray &rows, const Instrument &instrument, bool isBids)
{
    std::vector<Level> levels;
    for (const auto &row : rows) {
        const auto price = instrument.toTicks(numOf(row.toArray().at(0)));
        const auto qty = instrument.toLots(numOf(row.toArray().at(1)));
        if (price && qty)
            levels.push_back({*price, *qty});
    }
    std::sort(levels.begin(), levels.end(), [isBids](const Level &a, const Level &b) { return isBids ? a.price > b.price : a.price < b.price; });
    return levels;
}

std::shared_ptr<BookSnapshot> bookOf(const QJsonObject &object, const InstrumentPtr &instrument)
{
    QJsonObject sides = object;
    for (const L name : {L("data"), L("result")})
        if (object.value(name).isObject())
            sides = object.value(name).toObject();
    const auto rows = [&sides](L name, L shorter) { return sides.value(sides.contains(name) ? name : shorter).toArray(); };
    auto book = std::make_shared<BookSnapshot>();
    book->instrument = instrument;
    book->state = BookState::Live;
    book->trust.score = 100;
    book->bids = levelsOf(rows(L("bids"), L("b")), *instrument, true);
    book->asks = levelsOf(rows(L("asks"), L("a")), *instrument, false);
    return book;
}

std::optional<PriceTicks> ticksOf(const QJsonObject &object, L name, const Instrument &instrument)
{
    const auto ticks = instrument.toTicks(numOf(object.value(name)));
    return ticks ? std::optional(*ticks) : std::nullopt;
}

/// English complaint, or "".
QString readDraft(const QJsonObject &object, OrderDraft &draft)
{
    const auto &instrument = *draft.instrument;
    draft.side = object.value(L("side")).toString() == toName(Side::Sell) ? Side::Sell : Side::Buy;
    draft.type = object.value(object.contains(L("type")) ? L("type") : L("orderType")).toString() == toName(OrderType::Market) ? OrderType::Market : OrderType::Limit;
    for (const auto tif : {TimeInForce::Gtc, TimeInForce::Ioc, TimeInForce::Fok, TimeInForce::PostOnly})
        if (object.value(L("timeInForce")).toString() == toName(tif))
            draft.timeInForce = tif;
    draft.reduceOnly = object.value(L("reduceOnly")).toBool();
    draft.closesPosition = object.value(L("closeOnTrigger")).toBool() && numOf(object.value(L("qty"))).isZero();
    draft.positionIdx = object.value(L("positionIdx")).toInt();
    draft.revision = static_cast<std::uint64_t>(object.value(L("revision")).toInteger());
    if (const auto qty = instrument.toLots(numOf(object.value(L("qty")))); qty)
        draft.qty = *qty;
    else if (!draft.closesPosition)
        return QStringLiteral("qty: ") + qty.error().detail;
    if (draft.type == OrderType::Limit) {
        const auto price = instrument.toTicks(numOf(object.value(L("price"))));
        if (!price)
            return QStringLiteral("price: ") + price.error().detail;
        draft.price = *price;
    }
    if (const auto trigger = ticksOf(object, L("triggerPrice"), instrument))
        draft.trigger = Trigger{*trigger, object.value(L("triggerDirection")).toInt() != 2,
                                triggerByFromName(object.value(L("triggerBy")).toString()).value_or(TriggerBy::LastPrice)};
    if (const auto price = ticksOf(object, L("takeProfit"), instrument))
        draft.exits.takeProfit = ExitLeg{*price, TriggerBy::LastPrice, ticksOf(object, L("tpLimitPrice"), instrument)};
    if (const auto price = ticksOf(object, L("stopLoss"), instrument))
        draft.exits.stopLoss = ExitLeg{*price, TriggerBy::LastPrice, ticksOf(object, L("slLimitPrice"), instrument)};
    draft.exits.mode = object.value(L("tpslMode")).toString() == toName(StopMode::Partial) ? StopMode::Partial : StopMode::Full;
    if (const Decimal value = numOf(object.value(L("slippageTolerance"))); value.isValid())
        draft.slippage = SlippageTolerance{object.value(L("slippageToleranceType")).toString() == u"TickSize" ? SlippageTolerance::Unit::Ticks
                                                                                                         : SlippageTolerance::Unit::Percent, value};
    return {};
}

MarginMode marginModeOf(const QString &name)
{
    for (const auto mode : {MarginMode::Isolated, MarginMode::Portfolio})
        if (name.startsWith(toName(mode), Qt::CaseInsensitive)) // the venue's ISOLATED_MARGIN, too
            return mode;
    return MarginMode::Cross;
}

void readAccount(const QJsonObject &account, const InstrumentPtr &instrument, RiskContext &context)
{
    context.leverage = known(numOf(account.value(L("leverage"))));
    context.mode = AccountMode{instrument, marginModeOf(account.value(L("marginMode")).toString()), account.value(L("isHedge")).toBool(), context.leverage, {}};
    context.maintenanceRate = known(numOf(account, {L("maintenanceRate"), L("mmr")}));
    Wallet wallet;
    wallet.totalAvailable = numOf(account, {L("available"), L("totalAvailableBalance")});
    wallet.totalEquity = numOf(account, {L("equity"), L("totalEquity"), L("available"), L("totalAvailableBalance")});
    wallet.totalMaintenance = numOf(account, {L("maintenance"), L("totalMaintenanceMargin")});
    if (!wallet.totalMaintenance.isValid())
        wallet.totalMaintenance = 0;
    const auto coins = account.value(account.contains(L("coins")) ? L("coins") : L("coin")).toArray();
    for (const auto &value : coins) {
        const auto row = value.toObject();
        const auto orZero = [&row](std::initializer_list<L> names) { const auto n = numOf(row, names); return n.isValid() ? n : Decimal(0); };
        CoinBalance coin{row.value(L("coin")).toString(), orZero({L("walletBalance"), L("wallet")}), orZero({L("locked")}), orZero({L("equity")})};
        coin.spotBorrow = orZero({L("spotBorrow")});
        wallet.coins.append(coin);
    }
    context.wallet = wallet;
    context.positions = QVector<Position>();
    if (const auto row = account.value(L("position")).toObject(); !row.isEmpty()) {
        Position held;
        held.instrument = instrument;
        held.positionIdx = row.value(L("positionIdx")).toInt();
        held.side = row.value(L("side")).toString() == toName(Side::Sell) ? Side::Sell : Side::Buy;
        held.size = numOf(row.value(L("size")));
        held.entryPrice = numOf(row, {L("entryPrice"), L("avgPrice")});
        held.markPrice = numOf(row.value(L("markPrice")));
        context.positions->append(held);
    }
    context.buyLimit = known(numOf(account, {L("buyLimit"), L("buyLmt")}));
    context.sellLimit = known(numOf(account, {L("sellLimit"), L("sellLmt")}));
}
} // namespace

QJsonObject previewOf(const QJsonObject &aCase)
{
    const auto draftFields = aCase.value(L("draft")).toObject();
    OrderDraft draft;
    draft.instrument = instrumentOf(aCase.value(L("instrument")).toObject(), draftFields.value(L("category")).toString(QStringLiteral("linear")));
    if (!draft.instrument)
        return probeError(QStringLiteral("the instrument can't be read"));
    if (const QString complaint = readDraft(draftFields, draft); !complaint.isEmpty())
        return probeError(complaint);

    RiskContext context;
    context.book = bookOf(aCase.value(L("book")).toObject(), draft.instrument);
    const auto account = aCase.value(L("account")).toObject();
    readAccount(account, draft.instrument, context);
    const auto fees = aCase.value(L("fees")).toObject();
    const FeeRates rates{numOf(fees, {L("maker"), L("makerFeeRate")}), numOf(fees, {L("taker"), L("takerFeeRate")})};
    if (rates.maker.isValid() && rates.taker.isValid())
        context.fees = rates;
    context.isVenueAllowed = context.isPrivateStreamLive = true;
    context.keyLevel = KeyLevel::Trade;
    context.clockError = std::chrono::milliseconds(0);
    context.priceLimitsAt = context.now;
    const QString noLimit = QStringLiteral("1000000000");
    if (!context.buyLimit)
        context.buyLimit = Decimal::parse(noLimit).value_or(Decimal::invalid());
    if (!context.sellLimit)
        context.sellLimit = Decimal(0);
    context.tradingState = TradingState::Active;
    for (const auto state : {TradingState::Reducing, TradingState::Halted})
        if (account.value(L("state")).toString() == toName(state))
            context.tradingState = state;

    const auto preview = makePreview(QStringLiteral("p1"), draft, context, RiskGate(allRules()), {});
    QJsonObject fields = fieldsOf(preview);
    const auto add = [&fields](const char *name, const Decimal &value) { fields.insert(L(name), value.isValid() ? QJsonValue(value.toString()) : QJsonValue()); };
    add("notional", preview.notional);
    add("margin", preview.margin);
    add("shareOfDepthPct", preview.impact.shareOfDepthPct);
    add("liquidationPrice", preview.liquidationPrice);
    add("lossAtStop", preview.lossAtStop);
    fields.insert(L("filled"), draft.instrument->qtyText(preview.impact.filled));
    fields.insert(L("levels"), preview.impact.levels);
    fields.insert(L("liquidationBasis"), preview.liquidationBasis);
    fields.insert(L("stopBeyondLiquidation"), preview.isStopBeyondLiquidation);
    fields.insert(L("wouldCross"), preview.wouldCross);
    fields.insert(L("ok"), preview.isSendable());
    return fields;
}

} // namespace bw
