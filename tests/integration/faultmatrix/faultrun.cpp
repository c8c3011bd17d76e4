// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/faultmatrix/faultrun.h"

#include "tests/integration/faultmatrix/agreement.h"
#include "tests/integration/sandboxtalk.h"

#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcFaultRun, "bellwether.tests.faultmatrix", QtWarningMsg)

namespace bw {

using namespace std::chrono_literals;

namespace {
constexpr auto kPulse = 30ms;
constexpr auto kWhole = 120s;    // a run that takes longer hangs
constexpr auto kLookEvery = 150ms;

RiskLimits generousLimits()
{
    RiskLimits limits;
    limits.maxOrderNotional = 1'000'000;
    limits.maxPositionNotional = 50'000'000;
    limits.priceBandPct = Decimal(50);
    limits.maxOrdersPerMinute = 100'000;
    limits.duplicateWindow = 0ms;
    limits.maxOpenOrders = 100'000;
    limits.maxPreviewMoveBps = 1000;
    limits.minTrust = 0;
    return limits;
}
} // namespace

FaultRun::FaultRun(FaultCell cell, unsigned seed, QObject *parent)
    : QObject(parent), m_cell(std::move(cell)), m_seed(seed), m_random(seed), m_client(generousLimits(), 0.05)
{
    connect(&m_host, &SandboxHost::listening, this, &FaultRun::onListening);
    connect(&m_client, &EngineClient::orderChanged, this, [this](const Order &order) {
        m_hasChangeBegun |= order.state == OrderState::AmendSent;
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
    connect(&m_client.trade(), &TradeClient::stopAllChanged, this, [this](const StopAllView &view) { m_stopAll = view; });
    connect(&m_client.trade(), &TradeClient::accountChangeUpdated, this, [this](const AccountChange &change) {
        m_hasChangeBegun |= change.state == AccountChange::State::Sent;
        m_isChangeRefused |= change.state == AccountChange::State::NotSent; // approved, and then the stream went
        m_changes.insert(change.id, change);
    });
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
    m_other = std::make_unique<OtherTrader>(address.rest, address.key, QString::fromUtf8(address.secret.reveal()));
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

void FaultRun::pulse()
{
    if (!m_stepBegan)
        m_stepBegan = m_clock.now();
    if (!m_steps[m_at]())
        return;
    qCDebug(lcFaultRun) << "step" << m_at << "of" << m_steps.size() << "took" << (m_clock.now() - *m_stepBegan) / 1ms << "ms";
    m_stepBegan.reset();
    m_previewId.clear();
    m_isAsked = m_isChangeAsked = false;
    if (++m_at == m_steps.size())
        end();
}

bool FaultRun::mayLook()
{
    if (m_lookedAt && m_clock.now() - *m_lookedAt < kLookEvery)
        return false;
    m_lookedAt = m_clock.now();
    return true;
}

bool FaultRun::judge()
{
    const bool isOver = m_clock.now() - *m_faultEnded >= m_cell.settles;
    if (!isOver && !mayLook())
        return false;
    const Agreement agreement(m_orders, m_submitted, m_executions, m_changes, m_arePositionsKnown ? std::optional(m_positions) : std::nullopt,
                              m_client.trade().accountMode());
    const auto differences = agreement.compare(sandboxState(m_rest));
    if (!differences.isEmpty() && !isOver)
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
