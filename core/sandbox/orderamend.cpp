// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// OrderDesk's order/amend.
#include "core/sandbox/orderdesk.h"

#include "core/sandbox/money.h"

namespace bw::sandbox {

namespace {

bool isNamed(const QJsonObject &body, QLatin1StringView name)
{
    return !body.value(name).toString().isEmpty() || body.value(name).isDouble();
}

} // namespace

Answer OrderDesk::amend(Account &account, const QJsonObject &body)
{
    const QString tooLate = QStringLiteral("order not exists or too late to replace");
    auto found = find(account, body, tooLate);
    if (found && m_isRacing && (*found)->isResting()) {
        m_matcher.fillWhole(**found);
        found = find(account, body, tooLate);
    }
    if (!found)
        return tl::unexpected<Refusal>(found.error());
    OrderRecord &order = **found;
    OrderRecord before = order;
    const auto undo = [&](const Refusal &refusal) {
        order = before;
        return tl::unexpected<Refusal>(refusal);
    };
    if (const auto changed = applyChanges(body, order); !changed)
        return undo(changed.error());
    const bool isMoved = order.price != before.price;
    const bool isSame = !isMoved && order.qty == before.qty && order.exits == before.exits && order.tpslMode == before.tpslMode
        && (!order.trigger || order.trigger->price == before.trigger->price);
    if (isSame)
        return undo(refuse(code::Parameter, QStringLiteral("The order remains unchanged as the parameters entered match the existing ones.")).value());
    if (!m_valuation.affords(order))
        return undo(refuse(order.category() == Category::Spot ? code::SpotBalance : code::Balance).value());

    order.updatedAt = m_clock.utcNow();
    m_outbox.order(order);
    m_stops.follow(order);
    // Another price or more of it gives up the place in the queue; less of it keeps the place.
    if (order.isResting() && (isMoved || order.qty > before.qty)) {
        m_matcher.withdraw(order);
        m_matcher.enter(order);
    }
    return QJsonObject{{QStringLiteral("orderId"), order.orderId}, {QStringLiteral("orderLinkId"), order.linkId}};
}

OrderDesk::Judged OrderDesk::applyExits(const QJsonObject &body, OrderRecord &order) const
{
    const Exits before = order.exits;
    const QString named = body.value(QLatin1StringView("tpslMode")).toString(), mode = named.isEmpty() ? order.tpslMode : named;
    const auto exits = m_form.exits(*order.instrument, body, before, mode == QLatin1StringView("Partial"));
    if (!exits)
        return tl::unexpected<Refusal>(exits.error());
    if (*exits == before && (mode == order.tpslMode || exits->isEmpty()))
        return {};
    if (!order.filled.isZero())
        return refuse(code::FilledHasExits);
    if (order.isReduceOnly)
        return refuse(code::Parameter, QStringLiteral("reduceOnly order can not set tp/sl"));
    order.exits = *exits;
    order.tpslMode = exits->isEmpty() ? QString() : mode.isEmpty() ? QStringLiteral("Full") : mode;
    const auto base = order.type == OrderType::Limit ? std::optional(order.instrument->price(order.price)) : std::nullopt;
    return m_form.judgeExits(*order.instrument, order.side == Side::Buy, order.exits, before, base);
}

OrderDesk::Judged OrderDesk::applyChanges(const QJsonObject &body, OrderRecord &order) const
{
    const Instrument &i = *order.instrument;
    if (isNamed(body, QLatin1StringView("price")) && order.type == OrderType::Limit) {
        const auto price = m_form.price(i, order.side, body.value(QLatin1StringView("price")));
        if (!price)
            return tl::unexpected<Refusal>(price.error());
        order.price = *price;
    }
    if (isNamed(body, QLatin1StringView("qty"))) {
        const auto qty = m_form.qty(i, order.type == OrderType::Market, body.value(QLatin1StringView("qty")));
        if (!qty)
            return tl::unexpected<Refusal>(qty.error());
        if (*qty <= order.filled)
            return refuse(order.category() == Category::Spot ? code::SpotBelowFilled : code::BelowFilled);
        order.qty = *qty;
    }
    if (!order.isReduceOnly && !order.quoteQty)
        if (const auto judged = m_form.notional(order); !judged)
            return judged;
    if (const auto judged = applyExits(body, order); !judged)
        return judged;
    if (order.trigger && order.status == OrderStatus::Untriggered && isNamed(body, QLatin1StringView("triggerPrice"))) {
        const auto at = m_form.optionalPrice(i, body.value(QLatin1StringView("triggerPrice")));
        if (!at)
            return tl::unexpected<Refusal>(at.error());
        if (*at) {
            order.trigger->price = **at;
            return m_form.checkTrigger(order);
        }
    }
    return {};
}

} // namespace bw::sandbox
