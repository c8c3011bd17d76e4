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
    if (!ticks)
        return refuse(i.id().category == Category::Spot ? code::SpotPriceDecimals : code::Parameter, QStringLiteral("Price invalid"));
    return std::optional(*ticks);
}

tl::expected<Exits, Refusal> OrderForm::exits(const Instrument &i, const QJsonObject &body, Exits before) const
{
    const auto read = [&](QLatin1StringView name, QLatin1StringView byName, std::optional<PriceTicks> &price, PriceSource &by) -> Judged {
        if (body.contains(byName))
            by = priceSourceOf(body.value(byName));
        const QJsonValue text = body.value(name);
        if (text.isUndefined() || text.toString(QStringLiteral("?")).isEmpty())
            return {}; // not named: as it was
        const auto ticks = optionalPrice(i, text);
        if (!ticks)
            return tl::unexpected<Refusal>(ticks.error());
        price = *ticks;
        return {};
    };
    if (const auto done = read(QLatin1StringView("takeProfit"), QLatin1StringView("tpTriggerBy"), before.takeProfit, before.takeProfitBy); !done)
        return tl::unexpected<Refusal>(done.error());
    if (const auto done = read(QLatin1StringView("stopLoss"), QLatin1StringView("slTriggerBy"), before.stopLoss, before.stopLossBy); !done)
        return tl::unexpected<Refusal>(done.error());
    return before;
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
    order.stopOrderType = filter == QLatin1StringView("tpslOrder") ? QStringLiteral("tpslOrder") : QStringLiteral("Stop");
    order.orderFilter = isSpot && filter == QLatin1StringView("tpslOrder") ? filter : QStringLiteral("StopOrder");
    order.isFundsLocked = isSpot && filter == QLatin1StringView("tpslOrder"); // a plain conditional order reserves nothing
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
