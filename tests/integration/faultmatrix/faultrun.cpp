// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/faultmatrix/faultrun.h"

#include "tests/integration/faultmatrix/agreement.h"
#include "tests/integration/sandboxtalk.h"

namespace bw {

using namespace std::chrono_literals;

namespace {
constexpr auto kPulse = 30ms;
constexpr auto kPatience = 4s;   // for one step of the script: what the gate refuses meanwhile is left out
constexpr auto kWhole = 90s;     // a run that takes longer hangs

RiskLimits generousLimits()
{
    RiskLimits limits;
    limits.maxOrderNotional = 1'000'000;
    limits.maxPositionNotional = 50'000'000;
    limits.priceBandPct = Decimal(50);
    limits.maxOrdersPerMinute = 100'000;
    limits.duplicateWindow = 0ms;
    limits.maxPreviewMoveBps = 1000;
    limits.minTrust = 0;
    return limits;
}
} // namespace

FaultRun::FaultRun(FaultCell cell, unsigned seed, QObject *parent)
    : QObject(parent), m_cell(std::move(cell)), m_random(seed), m_client(generousLimits(), 0.05)
{
    connect(&m_host, &SandboxHost::listening, this, &FaultRun::onListening);
    connect(&m_client, &EngineClient::orderChanged, this, [this](const Order &order) {
        m_orders.insert(order.orderLinkId.isEmpty() ? u'#' + order.orderId : order.orderLinkId, order);
    });
    connect(&m_client, &EngineClient::executionAdded, this, [this](const Execution &execution) { ++m_executions[execution.execId]; });
    connect(&m_client, &EngineClient::previewReady, this, [this](const Preview &preview) {
        m_isAsked = false;
        if (preview.isSendable())
            m_previewId = preview.id;
    });
    connect(&m_client, &EngineClient::submitAccepted, this, [this](const QString &, const QString &linkId) { m_submitted.insert(linkId); });
    connect(&m_client, &EngineClient::positionsChanged, this, [this](const QVector<Position> &positions) {
        m_positions = positions;
        m_arePositionsKnown = true;
    });
    connect(&m_client, &EngineClient::positionsUnknown, this, [this] { m_arePositionsKnown = false; });
    connect(&m_client.trade(), &TradeClient::changeRefused, this, [this] { m_isChangeRefused = true; });
    connect(&m_client.trade(), &TradeClient::accountChangeUpdated, this, [this](const AccountChange &change) { m_changes.insert(change.id, change); });
}

void FaultRun::start()
{
    plan();
    m_deadline = m_scheduler.after(kWhole, [this] {
        m_complaints.append(QStringLiteral("hangs at step %1 of %2").arg(m_at).arg(m_steps.size()));
        end();
    });
    SandboxConfig config;
    config.seed = m_random();
    m_host.start(std::move(config));
}

void FaultRun::onListening(const SandboxAddress &address)
{
    m_rest = address.rest;
    EnginePlan plan;
    plan.config.mayTrade = true;
    plan.config.mayOrdersOutliveUs = true;
    plan.config.lookupPace = {25ms, 400ms, 500ms, 250ms};
    plan.config.limits = generousLimits();
    plan.config.instrument = {Category::Linear, QStringLiteral("BTCUSDT")};
    plan.config.analyst = {address.analyst, SecretBytes(address.key.toUtf8()), true};
    plan.endpoints = BybitEndpoints::custom(address.rest, address.socket).value();
    plan.banLength = 3s;
    plan.journalPath = m_folder.filePath(QStringLiteral("journal.sqlite"));
    m_client.start(engineFactory(std::move(plan)));
    m_client.useKey({address.key, address.secret});
    m_pulse = m_scheduler.every(kPulse, [this] { pulse(); });
}

bool FaultRun::isReady() const
{
    const auto book = m_client.book().read();
    return m_client.session().tradingState == TradingState::Active && book && book->isLive() && book->hasBothSides();
}

/// A resting order deep in the book, of a size that the seed chooses.
OrderDraft FaultRun::limit(Side side, const BookSnapshot &book)
{
    OrderDraft draft;
    draft.instrument = m_client.instrument();
    draft.side = side;
    draft.qty = QtyLots(5 + static_cast<std::int64_t>(m_random() % 20));
    const auto &levels = side == Side::Buy ? book.bids : book.asks;
    draft.price = levels[levels.size() - 1 - m_random() % 5].price;
    return draft;
}

std::optional<Order> FaultRun::anyResting()
{
    QVector<Order> resting;
    for (const auto &order : std::as_const(m_orders))
        if (order.state == OrderState::Accepted && m_submitted.contains(order.orderLinkId))
            resting.append(order);
    if (resting.isEmpty())
        return std::nullopt;
    return resting.at(static_cast<qsizetype>(m_random() % static_cast<unsigned>(resting.size())));
}

void FaultRun::plan()
{
    const auto resting = [this](Side side) { return [this, side](const BookSnapshot &book) { return limit(side, book); }; };
    const auto market = [this](Side side) {
        return [this, side](const BookSnapshot &) {
            OrderDraft draft;
            draft.instrument = m_client.instrument();
            draft.side = side;
            draft.type = OrderType::Market;
            draft.qty = QtyLots(3 + static_cast<std::int64_t>(m_random() % 10));
            return draft;
        };
    };
    const auto amend = [this]() -> std::optional<ChangeDraft> {
        const auto order = anyResting();
        if (!order)
            return std::nullopt;
        return AmendDraft{order->instrument, order->orderLinkId, {}, order->qty + QtyLots(2), {}, {}};
    };
    const auto leverage = [this]() -> std::optional<ChangeDraft> { return LeverageDraft{m_client.instrument(), Decimal(3 + static_cast<int>(m_random() % 5))}; };
    const auto stop = [this]() -> std::optional<ChangeDraft> {
        for (const auto &position : std::as_const(m_positions)) {
            if (!position.side || !position.entryPrice.isValid())
                continue;
            const Decimal away = *position.side == Side::Buy ? Decimal::fromScaled(9, 1) : Decimal::fromScaled(11, 1);
            StopDraft draft;
            draft.instrument = position.instrument;
            draft.positionIdx = position.positionIdx;
            draft.stopLoss = ExitLeg{position.instrument->toTicks(position.entryPrice * away, Rounding::HalfEven).value(), TriggerBy::LastPrice, {}};
            return draft;
        }
        return std::nullopt;
    };
    const auto cancel = [this] {
        if (const auto order = anyResting()) {
            m_client.cancelOrder(order->orderLinkId, order->orderId);
            return true;
        }
        return m_clock.now() - *m_stepBegan > kPatience;
    };
    m_steps = {
        [this] { return isReady() && m_arePositionsKnown; },
        [this, market] { return sendOrder(market(Side::Buy)); },        // a position and a resting order from before the fault
        [this, resting] { return sendOrder(resting(Side::Buy)); },
        [this, resting] { return sendOrder(resting(Side::Sell)); },
        [this] { return wait(300ms); },
        [this] {
            if (!setSandboxFaults(m_rest, m_cell.faults))
                m_complaints.append(QStringLiteral("the sandbox refuses the list %1").arg(m_cell.faults));
            return true;
        },
        [this, leverage] { return change(leverage); },
        [this, resting] { return sendOrder(resting(Side::Buy)); },
        [this, market] { return sendOrder(market(Side::Buy)); },
        [this, stop] { return change(stop); },
        [this, amend] { return change(amend); },
        cancel,
        [this, resting] { return sendOrder(resting(Side::Sell)); },
        [this, market] { return sendOrder(market(Side::Sell)); },
        cancel,
        [this] { return wait(m_cell.lasts + 400ms); },
        [this] {
            m_hits = sandboxState(m_rest).value(QLatin1StringView("faultHits")).toObject().value(m_cell.hit).toInt();
            if (!setSandboxFaults(m_rest, QString()))
                m_complaints.append(QStringLiteral("the sandbox does not end its faults"));
            m_faultEnded = m_clock.now();
            return true;
        },
        [this] { return judge(); },
    };
}

void FaultRun::pulse()
{
    if (!m_stepBegan)
        m_stepBegan = m_clock.now();
    if (!m_steps[m_at]())
        return;
    m_stepBegan.reset();
    m_previewId.clear();
    m_isAsked = false;
    if (++m_at == m_steps.size())
        end();
}

bool FaultRun::wait(std::chrono::milliseconds time) { return m_clock.now() - *m_stepBegan >= time; }

bool FaultRun::sendOrder(const std::function<OrderDraft(const BookSnapshot &)> &make)
{
    if (!m_previewId.isEmpty()) {
        m_client.submit(m_previewId);
        return true;
    }
    const auto book = m_client.book().read();
    if (!m_isAsked && book && book->isLive() && book->hasBothSides()) {
        m_isAsked = true;
        m_client.requestPreview(make(*book));
    }
    return m_clock.now() - *m_stepBegan > kPatience; // refused for so long: a fault may well do that
}

bool FaultRun::change(const std::function<std::optional<ChangeDraft>()> &make)
{
    const bool isOver = m_clock.now() - *m_stepBegan > kPatience;
    if (std::exchange(m_isChangeAsked, false) && !std::exchange(m_isChangeRefused, false))
        return true;
    const auto draft = make();
    if (!draft || isOver)
        return isOver;
    m_isChangeAsked = true; // a refusal is heard before the next pulse, and then it is asked for again
    m_client.trade().requestChange(*draft);
    return false;
}

bool FaultRun::judge()
{
    const auto state = sandboxState(m_rest);
    const Agreement agreement(m_orders, m_submitted, m_executions, m_changes, m_arePositionsKnown ? std::optional(m_positions) : std::nullopt,
                              m_client.trade().accountMode());
    const auto differences = agreement.compare(state);
    if (!differences.isEmpty() && m_clock.now() - *m_faultEnded < m_cell.settles)
        return false;
    m_complaints += differences;
    if (m_hits == 0)
        m_complaints.append(QStringLiteral("the fault never struck"));
    return true;
}

void FaultRun::end()
{
    m_pulse.reset();
    m_deadline.reset();
    m_client.stop();
    Q_EMIT finished();
}

} // namespace bw
