// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/restorder.h"

#include "core/sandbox/timewindow.h"

#include <QJsonArray>

namespace bw::sandbox {

namespace {

constexpr std::chrono::hours kDay(24), kWeek(7 * 24);

/// What the queries of orders and fills have in common. An order id outranks a link id, and with either all other filters are ignored.
struct Filter {
    std::optional<Category> category;
    QString symbol, base, settle, orderId, linkId;
    std::optional<tl::expected<TimeWindow, Refusal>> window; ///< of the past; what is open has none

    explicit Filter(const Call &call)
        : category(categoryFromName(call.text(QLatin1StringView("category")))), symbol(call.text(QLatin1StringView("symbol"))),
          base(call.text(QLatin1StringView("baseCoin"))), settle(call.text(QLatin1StringView("settleCoin"))),
          orderId(call.text(QLatin1StringView("orderId"))), linkId(call.text(QLatin1StringView("orderLinkId")))
    {
    }
    [[nodiscard]] bool hasId() const { return !orderId.isEmpty() || !linkId.isEmpty(); }
    [[nodiscard]] bool matches(const Instrument &i, const QString &itsId, const QString &itsLinkId, UtcTime at) const
    {
        if (category && i.id().category != *category)
            return false;
        if (hasId())
            return !orderId.isEmpty() ? itsId == orderId : itsLinkId == linkId;
        if (window && !(*window)->holds(at))
            return false;
        return !symbol.isEmpty() ? i.id().symbol == symbol : !base.isEmpty() ? i.baseCoin() == base : settle.isEmpty() || i.settleCoin() == settle;
    }
    [[nodiscard]] std::optional<Refusal> judge(bool needsName) const
    {
        if (!category)
            return refuse(code::Parameter, QStringLiteral("Illegal category")).value();
        if (needsName && *category == Category::Linear && !hasId() && symbol.isEmpty() && base.isEmpty() && settle.isEmpty())
            return refuse(code::Parameter, QStringLiteral("Missing some parameters that must be filled in, symbol or settleCoin or baseCoin")).value();
        if (window && !*window && !hasId())
            return window->error();
        return std::nullopt;
    }
};

/// What a list tells of an order, now or then; nothing when it was not there.
struct Told {
    QJsonObject row;
    bool isOpen;

    static std::optional<Told> of(const Call &call, const OrderRecord &order)
    {
        if (!call.past)
            return Told{{}, order.isOpen()};
        const auto row = call.row(order.orderId, [&] { return order.toJson(); });
        static const QStringList kOpen{QStringLiteral("New"), QStringLiteral("PartiallyFilled"), QStringLiteral("Untriggered")};
        return row ? std::optional(Told{*row, kOpen.contains(row->value(QLatin1StringView("orderStatus")).toString())}) : std::nullopt;
    }
    [[nodiscard]] QJsonObject toJson(const OrderRecord &order) const { return row.isEmpty() ? order.toJson() : row; }
};

} // namespace

void RestOrder::addTo(Routes &routes)
{
    const auto command = [&](const char *path, Command what, int perSecond, int perSecondSpot) {
        routes.insert(QByteArrayLiteral("POST /v5/order/") + path,
                      {.run = [this, what](const Call &call) { return (m_desk.*what)(*call.account, call.fields); },
                       .perSecond = perSecond, .perSecondSpot = perSecondSpot});
    };
    const auto batched = [&](const char *path, Command what, bool isCreate) {
        routes.insert(QByteArrayLiteral("POST /v5/order/") + path,
                      {.run = [this, what, isCreate](const Call &call) { return batch(call, what, isCreate); }, .perSecond = 10, .perSecondSpot = 20});
    };
    const auto list = [&](const char *path, Answer (*what)(const Call &)) {
        routes.insert(QByteArrayLiteral("GET /v5/") + path, {.run = what, .perSecond = 50, .perSecondSpot = 50});
    };
    command("create", &OrderDesk::create, 10, 20);
    command("pre-check", &OrderDesk::preCheck, 10, 20);
    command("amend", &OrderDesk::amend, 10, 10);
    command("cancel", &OrderDesk::cancel, 10, 20);
    command("cancel-all", &OrderDesk::cancelAll, 10, 20);
    batched("create-batch", &OrderDesk::create, true);
    batched("amend-batch", &OrderDesk::amend, false);
    batched("cancel-batch", &OrderDesk::cancel, false);
    list("order/realtime", &RestOrder::realtime);
    list("order/history", &RestOrder::history);
    list("execution/list", &RestOrder::executions);
}

Answer RestOrder::batch(const Call &call, Command command, bool isCreate)
{
    const QString category = call.text(QLatin1StringView("category"));
    const QJsonArray requests = call.fields.value(QLatin1StringView("request")).toArray();
    const int most = category == QLatin1StringView("spot") ? 10 : 20;
    if (requests.isEmpty() || requests.size() > most)
        return refuse(code::Parameter, QStringLiteral("The number of orders in a batch is 1 to %1").arg(most));
    QJsonArray rows, words;
    for (const auto &request : requests) {
        QJsonObject body = request.toObject();
        body.insert(QStringLiteral("category"), category);
        const Answer done = (m_desk.*command)(*call.account, body);
        QJsonObject row = done ? *done
                               : QJsonObject{{QStringLiteral("orderId"), QString()},
                                             {QStringLiteral("orderLinkId"), body.value(QLatin1StringView("orderLinkId")).toString()}};
        row.insert(QStringLiteral("category"), category);
        row.insert(QStringLiteral("symbol"), body.value(QLatin1StringView("symbol")).toString());
        if (isCreate) {
            const OrderRecord *order = done ? call.account->orders().byId(row.value(QLatin1StringView("orderId")).toString()) : nullptr;
            row.insert(QStringLiteral("createAt"), order ? QString::number(toMs(order->createdAt)) : QString());
        }
        rows.append(row);
        words.append(QJsonObject{{QStringLiteral("code"), done ? 0 : done.error().code},
                                 {QStringLiteral("msg"), done ? QStringLiteral("OK") : done.error().text}});
    }
    return QJsonObject{{QStringLiteral("list"), rows}, {QStringLiteral("retExtInfo"), QJsonObject{{QStringLiteral("list"), words}}}};
}

Answer RestOrder::realtime(const Call &call)
{
    constexpr int kClosedKept = 500; // of a category
    const Filter filter(call);
    if (const auto refusal = filter.judge(true))
        return tl::unexpected<Refusal>(*refusal);
    const bool wantsClosed = call.text(QLatin1StringView("openOnly")) == QLatin1StringView("1");
    const QString orderFilter = call.text(QLatin1StringView("orderFilter"));
    Page page(call, 50, 20);
    int closed = 0;
    const auto &orders = call.account->orders().all();
    for (auto it = orders.crbegin(); it != orders.crend(); ++it) {
        const OrderRecord &order = **it;
        if (order.category() != *filter.category || order.isForgotten)
            continue;
        const auto told = Told::of(call, order);
        if (!told || (!told->isOpen && ++closed > kClosedKept))
            continue;
        const bool isWanted = filter.hasId() || (told->isOpen != wantsClosed && (orderFilter.isEmpty() || order.orderFilter == orderFilter));
        if (isWanted && filter.matches(*order.instrument, order.orderId, order.linkId, order.createdAt)
            && !page.offer(order.number, order.orderId, [&] { return told->toJson(order); }))
            break;
    }
    return page.result(toName(*filter.category));
}

Answer RestOrder::history(const Call &call)
{
    Filter filter(call);
    filter.window = TimeWindow::of(call, kWeek);
    if (const auto refusal = filter.judge(false))
        return tl::unexpected<Refusal>(*refusal);
    const QString status = call.text(QLatin1StringView("orderStatus")), orderFilter = call.text(QLatin1StringView("orderFilter"));
    Page page(call, 50, 20);
    const auto &orders = call.account->orders().all();
    for (auto it = orders.crbegin(); it != orders.crend(); ++it) {
        const OrderRecord &order = **it;
        const bool isFaded = order.filled.isZero() && call.now - order.updatedAt > kDay; // what never traded is kept for a day
        if (order.isOpen() || isFaded || !filter.matches(*order.instrument, order.orderId, order.linkId, order.createdAt)
            || (!status.isEmpty() && toName(order.status) != status) || (!orderFilter.isEmpty() && order.orderFilter != orderFilter))
            continue;
        const auto told = Told::of(call, order);
        if (told && !told->isOpen && !page.offer(order.number, order.orderId, [&] { return told->toJson(order); }))
            break;
    }
    return page.result(toName(*filter.category));
}

Answer RestOrder::executions(const Call &call)
{
    Filter filter(call);
    filter.window = TimeWindow::of(call, kWeek);
    if (const auto refusal = filter.judge(false))
        return tl::unexpected<Refusal>(*refusal);
    const QString kind = call.text(QLatin1StringView("execType"));
    Page page(call, 100, 50);
    const auto &fills = call.account->fills();
    for (auto it = fills.crbegin(); it != fills.crend(); ++it) {
        if ((call.past && it->at > call.asOfUtc) || !filter.matches(*it->instrument, it->orderId, it->linkId, it->at) || (!kind.isEmpty() && it->execType != kind))
            continue;
        if (!page.offer(it->number, it->execId, [&] { return it->toJson(); }))
            break;
    }
    return page.result(toName(*filter.category));
}

} // namespace bw::sandbox
