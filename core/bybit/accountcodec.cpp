// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/accountcodec.h"

#include "core/bybit/bybitlog.h"
#include "core/net/json.h"

namespace bw {
namespace {

using L = QLatin1StringView;

constexpr int kMaxId = 64;
constexpr int kMaxReason = 120;
constexpr int kMaxCoins = 1000;

/// Reads fields of one row and remembers whether any was broken; the caller asks once at the end.
class Row final {
public:
    explicit Row(const QJsonObject &object) : m_object(object) {}

    [[nodiscard]] QString text(L name, int longest = kMaxId)
    {
        const QString value = m_object.value(name).toString();
        m_isBroken = m_isBroken || value.size() > longest;
        return value.left(longest);
    }
    [[nodiscard]] std::optional<Decimal> optional(L name)
    {
        const auto number = optionalDecimalOf(m_object.value(name));
        m_isBroken = m_isBroken || !number;
        return number ? *number : std::nullopt;
    }
    [[nodiscard]] Decimal decimal(L name) { return optional(name).value_or(notApplicable()); }
    /// A field without which the row means nothing.
    [[nodiscard]] Decimal needed(L name)
    {
        const auto number = optional(name);
        m_isBroken = m_isBroken || !number;
        return number.value_or(notApplicable());
    }
    [[nodiscard]] UtcTime time(L name) const { return fromMs(integerOf(m_object.value(name)).value_or(0)); }
    [[nodiscard]] int whole(L name) const { return static_cast<int>(integerOf(m_object.value(name)).value_or(0)); }
    [[nodiscard]] bool flag(L name) const { return m_object.value(name).toBool(); }
    [[nodiscard]] std::optional<Side> side()
    {
        const QString word = text(L("side"));
        if (word == u"Buy")
            return Side::Buy;
        if (word == u"Sell")
            return Side::Sell;
        m_isBroken = m_isBroken || !(word.isEmpty() || word == u"None");
        return std::nullopt;
    }
    void expect(bool isGood) { m_isBroken = m_isBroken || !isGood; }
    [[nodiscard]] bool isBroken() const { return m_isBroken; }

private:
    const QJsonObject &m_object;
    bool m_isBroken = false;
};

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

bool isPositive(const std::optional<Decimal> &number)
{
    return number && number->sign() > 0;
}

Error unreadable(const QString &what)
{
    return protocolError(QStringLiteral("%1 that can't be read").arg(what));
}

} // namespace

Decimal notApplicable()
{
    return Decimal(1).dividedBy(Decimal(0), 0, Rounding::Zero);
}

void AccountCodec::setInstruments(const QVector<InstrumentPtr> &instruments)
{
    m_instruments.clear();
    for (const InstrumentPtr &one : instruments)
        m_instruments.insert(one->id(), one);
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

    Row row(object);
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
    report.reason = reasonOf(row.text(L("rejectReason"), kMaxReason), row.text(L("cancelType"), kMaxReason));

    const auto filled = report.instrument->toLots(row.optional(L("cumExecQty")).value_or(Decimal()), Rounding::Down);
    const bool isByValue = report.instrument->id().category == Category::Spot && report.type == OrderType::Market
                           && row.text(L("marketUnit")) == u"quoteCoin";
    // The quantity of a spot order by value counts quote coin: only what has filled is a quantity of the instrument.
    const auto qty = isByValue ? filled : report.instrument->toLots(row.needed(L("qty")), Rounding::Down);
    const auto price = row.optional(L("price"));
    if (report.type == OrderType::Limit && isPositive(price)) {
        // An old order may rest off a tick that has grown since: the nearest tick shows it, rather than hiding an order.
        if (const auto ticks = report.instrument->toTicks(*price, Rounding::HalfEven))
            report.price = *ticks;
    }
    const auto average = row.optional(L("avgPrice"));
    report.averagePrice = isPositive(average) ? *average : notApplicable();

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

    Row row(object);
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

Result<std::optional<Position>> AccountCodec::position(const QJsonObject &object, std::optional<Category> category) const
{
    const auto instrument = instrumentOf(object, category);
    if (!instrument)
        return fail(instrument.error());
    if (!*instrument)
        return std::nullopt;

    Row row(object);
    Position position;
    position.instrument = *instrument;
    position.positionIdx = row.whole(L("positionIdx"));
    position.side = row.side();
    position.size = row.needed(L("size"));
    const auto entry = row.optional(object.contains(L("entryPrice")) ? L("entryPrice") : L("avgPrice")); // stream, REST
    position.markPrice = row.decimal(L("markPrice"));
    position.unrealisedPnl = row.decimal(L("unrealisedPnl"));
    position.coin = position.instrument->settleCoin();
    position.isProtected = isPositive(row.optional(L("stopLoss"))) || isPositive(row.optional(L("trailingStop")));
    position.updatedAt = row.time(L("updatedTime"));

    const bool isFlat = position.size.isZero();
    row.expect(position.size.sign() >= 0 && (isFlat || position.side));
    if (row.isBroken())
        return fail(unreadable(QStringLiteral("a position")));
    if (isFlat)
        position.side = std::nullopt;
    position.entryPrice = !isFlat && isPositive(entry) ? *entry : notApplicable();
    return position;
}

Result<Wallet> AccountCodec::wallet(const QJsonObject &object, UtcTime at)
{
    Row row(object);
    Wallet wallet;
    wallet.at = at;
    wallet.totalAvailable = row.decimal(L("totalAvailableBalance"));
    const QJsonArray coins = object.value(L("coin")).toArray();
    row.expect(object.value(L("coin")).isArray() && coins.size() <= kMaxCoins);
    if (row.isBroken())
        return fail(unreadable(QStringLiteral("a wallet")));
    for (const QJsonValue &value : coins) {
        const QJsonObject coinObject = value.toObject();
        Row coin(coinObject);
        wallet.coins.append({.coin = coin.text(L("coin")), .wallet = coin.decimal(L("walletBalance")), .locked = coin.decimal(L("locked")),
                             .equity = coin.decimal(L("equity"))});
        if (coin.isBroken() || wallet.coins.constLast().coin.isEmpty())
            return fail(unreadable(QStringLiteral("a balance")));
    }
    return wallet;
}

} // namespace bw
