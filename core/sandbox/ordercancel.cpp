// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// OrderDesk's order/cancel and order/cancel-all.
#include "core/sandbox/orderdesk.h"

#include <QJsonArray>

#include <algorithm>

namespace bw::sandbox {

namespace {

constexpr std::size_t kMostAtOnce = 500; // of futures; which ones of more is chance

QJsonObject idsOf(const OrderRecord &order)
{
    return {{QStringLiteral("orderId"), order.orderId}, {QStringLiteral("orderLinkId"), order.linkId}};
}

/// Which orders a cancel-all means: symbol outranks base coin, and that the settle coin.
struct Scope {
    Category category;
    QString symbol, base, settle, filter, stopType;

    [[nodiscard]] bool holds(const OrderRecord &order) const
    {
        const Instrument &i = *order.instrument;
        const bool isNamed = !symbol.isEmpty() ? i.id().symbol == symbol
            : !base.isEmpty()                  ? i.baseCoin() == base
            : !settle.isEmpty()                ? i.settleCoin() == settle
                                               : true;
        return i.id().category == category && isNamed && (filter.isEmpty() || order.orderFilter == filter)
            && (stopType.isEmpty() || order.stopOrderType == stopType);
    }
    [[nodiscard]] bool hasKnownFilter() const
    {
        if (category != Category::Spot)
            return filter.isEmpty() || filter == QLatin1StringView("Order") || filter == QLatin1StringView("StopOrder");
        static const QStringList kSpot{QStringLiteral("Order"), QStringLiteral("tpslOrder"), QStringLiteral("StopOrder"), QStringLiteral("OcoOrder"),
                                       QStringLiteral("BidirectionalTpslOrder")};
        return kSpot.contains(filter);
    }
};

} // namespace

Answer OrderDesk::cancel(Account &account, const QJsonObject &body)
{
    const auto found = find(account, body, codeText(code::OrderNotFound));
    if (!found)
        return tl::unexpected<Refusal>(found.error());
    OrderRecord &order = **found;
    const QString filter = body.value(QLatin1StringView("orderFilter")).toString(QStringLiteral("Order"));
    if (order.category() == Category::Spot && order.orderFilter != filter)
        return refuse(code::SpotOrderNotFound); // spot keeps its kinds apart
    if (m_isRacing && order.isResting())
        return cancelTooLate(order);
    m_matcher.cancel(order, QStringLiteral("CancelByUser"), QStringLiteral("EC_PerCancelRequest"));
    m_stops.follow(order);
    return idsOf(order);
}

/// A fill is faster: the cancel was taken, and the stream tells twice that the order is filled, the second time with the cancel's own words.
Answer OrderDesk::cancelTooLate(OrderRecord &order)
{
    m_matcher.fillWhole(order);
    if (order.isOpen()) { // it may only reduce, and there is not enough left to reduce
        m_matcher.cancel(order, QStringLiteral("CancelByUser"), QStringLiteral("EC_PerCancelRequest"));
        return idsOf(order);
    }
    m_outbox.flush();
    order.cancelType = QStringLiteral("CancelByUser");
    order.rejectReason = QStringLiteral("EC_OrigClOrdIDDoesNotExist");
    order.updatedAt = m_clock.utcNow();
    m_outbox.order(order);
    return idsOf(order);
}

Answer OrderDesk::cancelAll(Account &account, const QJsonObject &body)
{
    const auto text = [&](QLatin1StringView name) { return body.value(name).toString(); };
    const auto category = categoryFromName(text(QLatin1StringView("category")));
    if (!category)
        return refuse(code::Parameter, QStringLiteral("Illegal category"));
    const bool isSpot = *category == Category::Spot;
    Scope scope{*category, text(QLatin1StringView("symbol")), text(QLatin1StringView("baseCoin")), text(QLatin1StringView("settleCoin")),
                text(QLatin1StringView("orderFilter")), {}};
    if (!isSpot && scope.symbol.isEmpty() && scope.base.isEmpty() && scope.settle.isEmpty())
        return refuse(code::Parameter, QStringLiteral("symbol, baseCoin or settleCoin is required"));
    if (isSpot && scope.filter.isEmpty())
        scope.filter = QStringLiteral("Order"); // without a filter spot removes plain orders alone, contracts remove all
    if (!scope.hasKnownFilter())
        return refuse(isSpot ? code::SpotParameter : code::Parameter, QStringLiteral("OrderFilter invalid"));
    if (!isSpot && scope.filter == QLatin1StringView("StopOrder"))
        scope.stopType = text(QLatin1StringView("stopOrderType")); // it means something here alone
    std::vector<OrderRecord *> going = account.orders().open();
    std::erase_if(going, [&](const OrderRecord *order) { return !scope.holds(*order); });
    if (!isSpot && going.size() > kMostAtOnce) {
        for (std::size_t i = 0; i < kMostAtOnce; ++i)
            std::swap(going[i], going[i + m_ids.below(static_cast<std::uint32_t>(going.size() - i))]);
        going.resize(kMostAtOnce);
    }
    QJsonArray gone;
    for (OrderRecord *order : going) {
        if (!order->isOpen())
            continue;
        m_matcher.cancel(*order, QStringLiteral("CancelByUser"), QStringLiteral("EC_PerCancelRequest"));
        m_stops.follow(*order);
        gone.append(idsOf(*order));
    }
    return QJsonObject{{QStringLiteral("list"), gone}, {QStringLiteral("success"), QStringLiteral("1")}};
}

} // namespace bw::sandbox
