// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/orderdesk.h"

#include "core/sandbox/money.h"

#include <QJsonArray>

#include <algorithm>

namespace bw::sandbox {

namespace {

QJsonObject idsOf(const OrderRecord &order)
{
    return {{QStringLiteral("orderId"), order.orderId}, {QStringLiteral("orderLinkId"), order.linkId}};
}

bool isSpot(const OrderRecord &order)
{
    return order.category() == Category::Spot;
}

} // namespace

OrderDesk::OrderDesk(const Clock &clock, MarketSource &market, const Listings &listings, const Valuation &valuation, Matcher &matcher, StopKeeper &stops, Ids &ids,
                     Outbox &outbox)
    : m_clock(clock), m_market(market), m_valuation(valuation), m_matcher(matcher), m_stops(stops), m_ids(ids), m_outbox(outbox),
      m_form(market, listings, valuation)
{
}

tl::expected<OrderRecord, Refusal> OrderDesk::judged(Account &account, const QJsonObject &body) const
{
    auto parsed = m_form.read(body);
    if (!parsed)
        return parsed;
    OrderRecord &draft = *parsed;
    draft.account = &account;
    draft.areExitsRefused = m_areExitsRefused;
    for (const Judged &judged : {judgeLinkId(account, draft), judgePosition(account, draft), judgeCount(account, draft), judgeMarket(draft)})
        if (!judged)
            return tl::unexpected<Refusal>(judged.error());
    return parsed;
}

Answer OrderDesk::preCheck(Account &account, const QJsonObject &body)
{
    auto parsed = judged(account, body);
    if (!parsed)
        return tl::unexpected<Refusal>(parsed.error());
    if (parsed->trigger || account.marginMode() == MarginMode::Isolated)
        return refuse(code::Parameter, QStringLiteral("pre-check is not available for this order"));
    const auto rates = [&] {
        const QJsonObject row = m_valuation.wallet(account);
        const auto number = [&row](QLatin1StringView name) { return Decimal::parse(QStringView(row.value(name).toString())).value_or(Decimal()); };
        const Decimal balance = number(QLatin1StringView("totalMarginBalance"));
        const auto rate = [&](QLatin1StringView name) {
            return balance.sign() > 0 ? (number(name) * Decimal(10'000)).dividedBy(balance, 0, Rounding::HalfEven).toString().toInt() : 0;
        };
        return std::pair{rate(QLatin1StringView("totalInitialMargin")), rate(QLatin1StringView("totalMaintenanceMargin"))};
    };
    const auto before = rates();
    account.orders().add(std::move(*parsed));
    const auto after = rates();
    account.orders().dropNewest();
    return QJsonObject{{QStringLiteral("orderId"), QString()}, {QStringLiteral("orderLinkId"), QString()},
                       {QStringLiteral("preImrE4"), before.first}, {QStringLiteral("preMmrE4"), before.second},
                       {QStringLiteral("postImrE4"), after.first}, {QStringLiteral("postMmrE4"), after.second}};
}

Answer OrderDesk::create(Account &account, const QJsonObject &body)
{
    auto parsed = judged(account, body);
    if (!parsed)
        return tl::unexpected<Refusal>(parsed.error());
    OrderRecord &draft = *parsed;
    draft.number = m_ids.number();
    draft.orderId = m_ids.orderId(draft.category());
    if (isSpot(draft) && draft.linkId.isEmpty())
        draft.linkId = m_ids.spotLinkId();
    draft.createdAt = draft.updatedAt = m_clock.utcNow();
    draft.status = draft.trigger ? OrderStatus::Untriggered : OrderStatus::New;

    OrderRecord &order = account.orders().add(std::move(draft));
    if (!m_valuation.affords(order)) {
        const int number = isSpot(order) ? code::SpotBalance : code::Balance;
        account.orders().dropNewest();
        return refuse(number);
    }
    const QJsonObject accepted = idsOf(order);
    if (order.trigger)
        m_stops.wait(order);
    else
        m_matcher.enter(order);
    return accepted;
}

OrderDesk::Judged OrderDesk::judgeLinkId(const Account &account, const OrderRecord &order) const
{
    if (order.linkId.isEmpty() || !account.orders().byLinkId(order.category(), order.linkId))
        return {};
    return refuse(isSpot(order) ? code::SpotDuplicateLinkId : code::DuplicateLinkId);
}

OrderDesk::Judged OrderDesk::judgePosition(Account &account, OrderRecord &order) const
{
    if (isSpot(order))
        return {};
    if (!account.hasIndex(order.instrument->id(), order.positionIdx))
        return refuse(code::Parameter, QStringLiteral("position idx not match position mode"));
    // In hedge mode an order against its own side can only close.
    const bool isClosing = (order.positionIdx == 1 && order.side == Side::Sell) || (order.positionIdx == 2 && order.side == Side::Buy);
    order.isReduceOnly = order.isReduceOnly || isClosing;
    if (!order.isReduceOnly || order.trigger)
        return {};
    const QtyLots closable = account.position(order.instrument, order.positionIdx).closable(order.side);
    if (closable.isZero())
        return refuse(code::ReduceOnly);
    order.qty = order.qty.isZero() ? closable : std::min(order.qty, closable);
    return {};
}

OrderDesk::Judged OrderDesk::judgeCount(const Account &account, const OrderRecord &order) const
{
    constexpr qsizetype kMaxActive = 500, kMaxConditional = 10, kMaxSpotConditional = 30; // Bybit's, a symbol; of spot 500 altogether
    qsizetype active = 0, waiting = 0, allSpot = 0;
    for (const OrderRecord *open : account.orders().open()) {
        const bool isSame = open->instrument->id() == order.instrument->id();
        active += isSame && open->isResting() ? 1 : 0;
        waiting += isSame && open->status == OrderStatus::Untriggered && open->stopOrderType == order.stopOrderType ? 1 : 0;
        allSpot += isSpot(*open) ? 1 : 0;
    }
    if (isSpot(order))
        return allSpot >= kMaxActive || (order.trigger && waiting >= kMaxSpotConditional) ? Judged(refuse(code::SpotTooManyOrders)) : Judged();
    if (order.trigger && waiting >= kMaxConditional)
        return refuse(code::TooManyConditional);
    if (!order.trigger && active >= kMaxActive)
        return refuse(code::TooManyActive);
    return {};
}

OrderDesk::Judged OrderDesk::judgeMarket(const OrderRecord &order) const
{
    if (isSpot(order) || order.trigger || order.type != OrderType::Market)
        return {};
    const MarketBook &book = m_market.book(order.instrument->id());
    const bool isEmpty = order.side == Side::Buy ? book.asks.empty() : book.bids.empty();
    return isEmpty ? Judged(refuse(code::NoPrice)) : Judged();
}

tl::expected<OrderRecord *, Refusal> OrderDesk::find(Account &account, const QJsonObject &body, const QString &contractText) const
{
    const auto instrument = m_form.instrument(body);
    if (!instrument)
        return tl::unexpected<Refusal>(instrument.error());
    const QString orderId = body.value(QLatin1StringView("orderId")).toString();
    const QString linkId = body.value(QLatin1StringView("orderLinkId")).toString();
    const Category category = (*instrument)->id().category;
    if (orderId.isEmpty() && linkId.isEmpty())
        return refuse(category == Category::Spot ? code::SpotParameter : code::Parameter, QStringLiteral("OrderId or orderLinkId is required"));
    OrderRecord *order = orderId.isEmpty() ? account.orders().byLinkId(category, linkId) : account.orders().byId(orderId);
    if (order && order->isOpen() && order->instrument->id() == (*instrument)->id())
        return order;
    return category == Category::Spot ? refuse(code::SpotOrderNotFound) : refuse(code::OrderNotFound, contractText);
}

} // namespace bw::sandbox
