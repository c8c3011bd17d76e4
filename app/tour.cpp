// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tour.h"

namespace bw {

namespace {
constexpr std::chrono::seconds kWholeTour{60};
constexpr std::chrono::milliseconds kPulse{100};
constexpr auto kLots = 20; // 0.020 BTC in the sandbox: small against its book, visible in every column
}

Tour::Tour(EngineClient &client, Scheduler &scheduler, QObject *parent) : QObject(parent), m_client(client), m_scheduler(scheduler)
{
    connect(&client, &EngineClient::signalChanged, this, &Tour::onSignal);
    connect(&client, &EngineClient::previewReady, this, &Tour::onPreview);
    connect(&client, &EngineClient::orderChanged, this, &Tour::onOrder);
    connect(&client, &EngineClient::positionsChanged, this, &Tour::onPositions);
    connect(&client, &EngineClient::submitAccepted, this, [this](const QString &previewId, const QString &linkId) {
        if (previewId == m_previewId)
            m_linkId = linkId;
    });
    connect(&client, &EngineClient::submitRefused, this, [this](const SubmitRefusal &refusal) {
        if (m_step == Step::Sent && refusal.previewId == m_previewId)
            goTo(Step::Preview); // the market moved: look again
    });
}

void Tour::start()
{
    m_deadline = m_scheduler.after(kWholeTour, [this] { end(stepName()); });
    m_pulse = m_scheduler.every(kPulse, [this] { look(); });
}

void Tour::goTo(Step step) { m_step = step; }

void Tour::look()
{
    switch (m_step) {
    case Step::Book:
        lookForBook();
        break;
    case Step::Trading:
        if (m_client.session().mayTrade && m_client.session().tradingState == TradingState::Active)
            goTo(Step::Signal);
        break;
    case Step::Signal:
        if (m_signal) {
            m_client.reviewSignal(m_signal->id, SignalState::Approved, {});
            goTo(Step::Preview);
        }
        break;
    case Step::Preview:
        askPreview();
        break;
    default:
        break; // the rest is told by signals
    }
}

void Tour::lookForBook()
{
    const auto book = m_client.book().read();
    if (book && book->isLive() && book->hasBothSides())
        goTo(Step::Trading);
}

void Tour::onSignal(const Signal &signal)
{
    if (signal.state == SignalState::Proposed && signal.side && signal.isGrounded && !m_signal)
        m_signal = signal;
    else if (m_signal && signal.id == m_signal->id && signal.state == SignalState::Approved)
        Q_EMIT signalApproved(signal);
}

void Tour::askPreview()
{
    OrderDraft draft;
    draft.instrument = m_client.instrument();
    draft.side = *m_signal->side;
    draft.type = OrderType::Market;
    draft.timeInForce = TimeInForce::Ioc;
    draft.qty = QtyLots(kLots);
    draft.origin = Origin::Signal;
    draft.signalId = m_signal->id;
    m_client.requestPreview(draft);
}

void Tour::onPreview(const Preview &preview)
{
    if (m_step != Step::Preview || preview.draft.signalId != m_signal->id)
        return;
    if (!preview.isSendable()) {
        for (const auto &verdict : preview.verdicts)
            if (!verdict.ok)
                m_lastRefusal = toName(verdict.rule) + u' ' + verdict.why;
        return;
    }
    m_previewId = preview.id;
    goTo(Step::Sent);
    m_client.submit(preview.id);
}

void Tour::onOrder(const Order &order)
{
    if (m_linkId.isEmpty() || order.orderLinkId != m_linkId)
        return;
    if (order.state == OrderState::Filled && m_step != Step::Over)
        goTo(Step::Position);
    else if (order.state == OrderState::Accepted && m_step == Step::Sent)
        goTo(Step::Filled);
    else if (order.state == OrderState::Rejected || order.state == OrderState::NotSent)
        end(QStringLiteral("order %1: %2").arg(toName(order.state), order.reason));
}

void Tour::onPositions(const QVector<Position> &positions)
{
    if (m_step != Step::Position)
        return;
    for (const auto &position : positions)
        if (position.side)
            return end({});
}

QString Tour::stepName() const
{
    switch (m_step) {
    case Step::Book: return QStringLiteral("a live book");
    case Step::Trading: return QStringLiteral("a session that may trade");
    case Step::Signal: return QStringLiteral("a grounded signal with a side");
    case Step::Preview: return QStringLiteral("a preview that every guard lets through (%1)").arg(m_lastRefusal);
    case Step::Sent: return QStringLiteral("the order's acknowledgement");
    case Step::Filled: return QStringLiteral("the order's fill");
    case Step::Position: return QStringLiteral("the position of the fill");
    case Step::Over: break;
    }
    return {};
}

void Tour::end(const QString &failedStep)
{
    if (m_step == Step::Over)
        return;
    goTo(Step::Over);
    m_pulse.reset();
    m_deadline.reset();
    Q_EMIT finished(failedStep);
}

} // namespace bw
