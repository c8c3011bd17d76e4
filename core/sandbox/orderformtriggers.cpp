// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of OrderForm that read triggers and attached exits.
#include "core/sandbox/orderform.h"

#include "core/sandbox/money.h"

#include <algorithm>

namespace bw::sandbox {

tl::expected<std::optional<PriceTicks>, Refusal> OrderForm::optionalPrice(const Instrument &i, const QJsonValue &text) const
{
    const auto value = numberOf(text);
    if (!value || value->isZero())
        return std::nullopt;
    const auto ticks = i.toTicks(*value);
    if (!ticks || !value->isMultipleOf(m_listings.terms(i.id())->filters().tickSize))
        return refuse(i.id().category == Category::Spot ? code::SpotPriceDecimals : code::Parameter, QStringLiteral("Price invalid"));
    return std::optional(*ticks);
}

tl::expected<Exits, Refusal> OrderForm::exits(const Instrument &i, const QJsonObject &body, Exits before, bool isPartial) const
{
    const auto priceOf = [&](const QString &name, std::optional<PriceTicks> &price) -> Judged {
        const QJsonValue text = body.value(name);
        if (text.isUndefined() || text.isNull() || text.toString(QStringLiteral("?")).isEmpty())
            return {}; // not named: as it was
        const auto ticks = optionalPrice(i, text);
        if (!ticks)
            return tl::unexpected<Refusal>(ticks.error());
        price = *ticks;
        return {};
    };
    const auto read = [&](const QString &name, const QString &prefix, std::optional<PriceTicks> &price, PriceSource &by, std::optional<PriceTicks> &limit) -> Judged {
        if (const QJsonValue source = body.value(prefix + QStringLiteral("TriggerBy")); !source.toString().isEmpty())
            by = priceSourceOf(source);
        if (const auto done = priceOf(name, price); !done)
            return done;
        const QString type = body.value(prefix + QStringLiteral("OrderType")).toString();
        if (type == QLatin1StringView("Limit") && !isPartial)
            return refuse(code::Parameter, QStringLiteral("%1OrderType: Full mode supports Market only").arg(prefix));
        const bool isLimit = type == QLatin1StringView("Limit") || (limit && type != QLatin1StringView("Market"));
        if (!price || !isLimit) {
            limit.reset(); // a limit price alone makes no limit order
            return {};
        }
        if (const auto done = priceOf(prefix + QStringLiteral("LimitPrice"), limit); !done)
            return done;
        return limit ? Judged() : refuse(code::Parameter, QStringLiteral("%1LimitPrice is required").arg(prefix));
    };
    if (const auto done = read(QStringLiteral("takeProfit"), QStringLiteral("tp"), before.takeProfit, before.takeProfitBy, before.takeProfitLimit); !done)
        return tl::unexpected<Refusal>(done.error());
    if (const auto done = read(QStringLiteral("stopLoss"), QStringLiteral("sl"), before.stopLoss, before.stopLossBy, before.stopLossLimit); !done)
        return tl::unexpected<Refusal>(done.error());
    return before;
}

OrderForm::Judged OrderForm::judgeExits(const Instrument &i, bool isLong, const Exits &exits, const Exits &before, const std::optional<Decimal> &base) const
{
    const auto judge = [&](const char *name, const std::optional<PriceTicks> &at, const std::optional<PriceTicks> &was, PriceSource by, bool isAbove) -> Judged {
        const Decimal now = base.value_or(m_valuation.price(i, by));
        if (!at || at == was || (isAbove ? i.price(*at) > now : i.price(*at) < now))
            return {};
        return refuse(code::Parameter, QStringLiteral("%1:%2 set for %3 position should be %4 than base_price:%5")
                                           .arg(QLatin1StringView(name), plain(i.price(*at)), isLong ? toName(Side::Buy) : toName(Side::Sell),
                                                isAbove ? QStringLiteral("higher") : QStringLiteral("lower"), plain(now)));
    };
    if (const auto done = judge("TakeProfit", exits.takeProfit, before.takeProfit, exits.takeProfitBy, isLong); !done)
        return done;
    return judge("StopLoss", exits.stopLoss, before.stopLoss, exits.stopLossBy, !isLong);
}

OrderForm::Judged OrderForm::readExits(const QJsonObject &body, OrderRecord &order) const
{
    const Instrument &i = *order.instrument;
    const QString mode = body.value(QLatin1StringView("tpslMode")).toString();
    const bool isPartial = mode == QLatin1StringView("Partial");
    const auto attached = exits(i, body, {}, isPartial);
    if (!attached)
        return tl::unexpected<Refusal>(attached.error());
    if (attached->isEmpty())
        return {};
    if (!isPartial && !mode.isEmpty() && mode != QLatin1StringView("Full"))
        return refuse(code::Parameter, QStringLiteral("TpslMode invalid"));
    if (order.isReduceOnly)
        return refuse(code::Parameter, QStringLiteral("reduceOnly order can not set tp/sl"));
    order.exits = *attached;
    order.tpslMode = isPartial ? mode : QStringLiteral("Full");
    const std::optional<Decimal> base = order.type == OrderType::Limit ? std::optional(i.price(order.price))
        : order.trigger                                                ? std::optional(i.price(order.trigger->price))
                                                                       : std::nullopt;
    return judgeExits(i, order.side == Side::Buy, order.exits, {}, base);
}

OrderForm::Judged OrderForm::readTrigger(const QJsonObject &body, OrderRecord &order) const
{
    const Instrument &i = *order.instrument;
    const bool isSpot = order.category() == Category::Spot;
    const QString filter = body.value(QLatin1StringView("orderFilter")).toString();
    const auto at = optionalPrice(i, body.value(QLatin1StringView("triggerPrice")));
    if (!at)
        return tl::unexpected<Refusal>(at.error());
    if (!*at) {
        if (filter == QLatin1StringView("StopOrder") || filter == QLatin1StringView("tpslOrder"))
            return refuse(isSpot ? code::SpotParameter : code::Parameter, QStringLiteral("triggerPrice is required"));
        return {};
    }
    Trigger trigger{.price = **at, .by = priceSourceOf(body.value(QLatin1StringView("triggerBy")))};
    trigger.direction = intOf(body.value(QLatin1StringView("triggerDirection")), 0);
    if (isSpot)
        trigger.direction = i.price(trigger.price) >= m_valuation.last(i) ? 1 : 2;
    if (trigger.direction != 1 && trigger.direction != 2)
        return refuse(code::Parameter, QStringLiteral("TriggerDirection invalid"));
    order.trigger = trigger;
    const bool isSpotExit = isSpot && filter == QLatin1StringView("tpslOrder");
    order.stopOrderType = isSpotExit ? filter : QStringLiteral("Stop");
    order.orderFilter = isSpotExit ? filter : QStringLiteral("StopOrder");
    order.isFundsLocked = isSpotExit; // a plain conditional order reserves nothing
    return checkTrigger(order);
}

OrderForm::Judged OrderForm::checkTrigger(const OrderRecord &order) const
{
    const Instrument &i = *order.instrument;
    const Decimal at = i.price(order.trigger->price), now = m_valuation.price(i, order.trigger->by);
    const QString numbers = QStringLiteral("trigger_price[%1] %3 current[%2]").arg(plain(at), plain(now));
    if (order.category() == Category::Spot)
        return {};
    if (order.trigger->direction == 1 && at <= now)
        return refuse(code::TriggerNotRising, QStringLiteral("expect Rising, but ") + numbers.arg(QStringLiteral("<=")));
    if (order.trigger->direction == 2 && at >= now)
        return refuse(code::TriggerNotFalling, QStringLiteral("expect Falling, but ") + numbers.arg(QStringLiteral(">=")));
    return {};
}

PriceSource priceSourceOf(const QJsonValue &name)
{
    const QString text = name.toString();
    return text == QLatin1StringView("MarkPrice") ? PriceSource::Mark
        : text == QLatin1StringView("IndexPrice") ? PriceSource::Index
                                                  : PriceSource::Last;
}

bool isLinkId(const QString &text)
{
    constexpr qsizetype kLongest = 36;
    return text.size() <= kLongest && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_';
    });
}

int intOf(const QJsonValue &value, int otherwise)
{
    if (value.isDouble())
        return value.toInt(otherwise);
    bool isNumber = false;
    const int number = value.toString().toInt(&isNumber);
    return isNumber ? number : otherwise;
}

} // namespace bw::sandbox
