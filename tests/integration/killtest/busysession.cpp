// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/killtest/busysession.h"

namespace bw {

namespace {
constexpr std::chrono::milliseconds kPulse{55};  // a create, a cancel or an amend in turn: below ten of each a second, which is what Bybit allows
constexpr std::chrono::milliseconds kCalm{1500}; // nothing unknown and nothing new for so long: longer than a round of asking here
constexpr std::size_t kMostResting = 6;

RiskLimits generousLimits()
{
    RiskLimits limits;
    limits.maxOrderNotional = 1'000'000;
    limits.maxPositionNotional = 50'000'000;
    limits.priceBandPct = Decimal(50);
    limits.maxOrdersPerMinute = 100'000;
    limits.duplicateWindow = std::chrono::milliseconds(0);
    return limits;
}
} // namespace

BusySession::BusySession(BusyPlace place, bool isTrading, QObject *parent)
    : QObject(parent), m_place(std::move(place)), m_isTrading(isTrading), m_random(m_place.seed), m_client(generousLimits(), 0.05)
{
    connect(&m_client, &EngineClient::orderChanged, this, &BusySession::onOrder);
    connect(&m_client, &EngineClient::previewReady, this, [this](const Preview &preview) {
        if (preview.isSendable())
            m_client.submit(preview.id);
    });
    connect(&m_client, &EngineClient::submitAccepted, this, [this] {
        if (!std::exchange(m_wasBusy, true))
            Q_EMIT busy();
    });
}

void BusySession::start()
{
    EnginePlan plan;
    plan.config.mayTrade = true;
    plan.config.mayOrdersOutliveUs = true;
    plan.config.lookupPace = {std::chrono::milliseconds(25), std::chrono::milliseconds(200), std::chrono::milliseconds(500), std::chrono::milliseconds(250)};
    plan.config.limits = generousLimits();
    plan.config.instrument = {Category::Linear, QStringLiteral("BTCUSDT")};
    plan.config.analyst = {m_place.rest + QStringLiteral("/holysheep/v1"), SecretBytes(m_place.key.toUtf8()), true};
    plan.endpoints = BybitEndpoints::custom(m_place.rest, m_place.socket).value();
    plan.journalPath = m_place.journal;
    m_client.start(engineFactory(std::move(plan)));
    m_client.useKey({m_place.key, SecretBytes(m_place.secret.toUtf8())});
    m_pulse = m_scheduler.every(kPulse, [this] { act(); });
}

void BusySession::onOrder(const Order &order)
{
    m_orders.insert(order.orderLinkId.isEmpty() ? order.orderId : order.orderLinkId, order);
    m_calm.reset();
}

void BusySession::act()
{
    if (m_client.session().tradingState != TradingState::Active)
        return;
    const auto resting = restingOrders();
    if (!m_isTrading)
        return settle(resting);
    const bool isFull = resting.size() >= kMostResting;
    const auto choice = m_random() % 4;
    if (!resting.empty() && (isFull || choice == 0))
        m_client.cancelOrder(resting[m_random() % resting.size()], {});
    else if (!resting.empty() && choice == 1)
        amend(m_orders.value(resting[m_random() % resting.size()]));
    else
        place();
}

std::vector<QString> BusySession::restingOrders() const
{
    std::vector<QString> resting;
    for (const auto &order : std::as_const(m_orders))
        if (order.state == OrderState::Accepted || order.state == OrderState::PartiallyFilled)
            resting.push_back(order.orderLinkId);
    return resting;
}

void BusySession::amend(const Order &order)
{
    m_client.trade().requestChange(AmendDraft{order.instrument, order.orderLinkId, order.orderId, order.qty + QtyLots(1), {}, {}});
}

void BusySession::place()
{
    const auto book = m_client.book().read();
    if (!book || !book->isLive() || !book->hasBothSides())
        return;
    OrderDraft draft;
    draft.instrument = m_client.instrument();
    draft.side = m_random() % 2 == 0 ? Side::Buy : Side::Sell;
    draft.qty = QtyLots(1 + static_cast<std::int64_t>(m_random() % 5));
    draft.type = m_random() % 3 == 0 ? OrderType::Market : OrderType::Limit;
    if (draft.type == OrderType::Limit)
        draft.price = draft.side == Side::Buy ? book->bids[book->bids.size() / 2].price : book->asks[book->asks.size() / 2].price;
    m_client.requestPreview(draft);
}

/// What rests is cancelled, so that the venue's market can move nothing between the last word of this session and the comparison.
void BusySession::settle(const std::vector<QString> &resting)
{
    if (!resting.empty()) {
        m_calm.reset();
        return m_client.cancelOrder(resting.front(), {});
    }
    const bool isOpen = std::any_of(m_orders.cbegin(), m_orders.cend(), [](const Order &order) { return isWorking(order.state); });
    if (isOpen)
        m_calm.reset();
    else if (!m_calm)
        m_calm = m_scheduler.after(kCalm, [this] { Q_EMIT settled(); });
}

} // namespace bw
