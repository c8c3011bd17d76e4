// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeengineclient.h"

#include "tests/support/fakemarket.h"

namespace bw {

FakeEngineClient::FakeEngineClient(const Clock &clock, QObject *parent)
    : EngineClient(parent), m_clock(clock), m_instrument(fakemarket::btcusdt())
{
    m_session.profile = Profile::Sandbox;
    m_session.venueHost = QStringLiteral("127.0.0.1");
    m_session.isSyntheticMarket = true;
    m_session.mayTrade = true;
    m_session.tradingState = TradingState::Active;
    m_session.keyLevel = KeyLevel::Trade;
    m_session.isDemoAnalyst = true;
    m_session.analystModel = QStringLiteral("offline-demo");
}

void FakeEngineClient::setSession(const SessionView &session)
{
    m_session = session;
    Q_EMIT sessionChanged(m_session);
}

void FakeEngineClient::setInstrument(const InstrumentPtr &instrument)
{
    m_instrument = instrument;
    Q_EMIT instrumentChanged(m_instrument);
}

void FakeEngineClient::publishBook(const BookSnapshot &book)
{
    m_book.publish(std::make_shared<const BookSnapshot>(book));
}

void FakeEngineClient::publishBook(int step)
{
    publishBook(fakemarket::book(m_instrument, m_clock.utcNow(), m_clock.now(), step));
}

void FakeEngineClient::publishTicker(const TickerView &ticker)
{
    m_ticker.publish(std::make_shared<const TickerView>(ticker));
}

void FakeEngineClient::publishGauges(const GaugesView &gauges)
{
    m_gauges.publish(std::make_shared<const GaugesView>(gauges));
}

void FakeEngineClient::playBusySession()
{
    const UtcTime now = m_clock.utcNow();
    using Stream = ConnectionStatus::Stream;
    Q_EMIT sessionChanged(m_session);
    Q_EMIT instrumentChanged(m_instrument);
    for (const Stream stream : {Stream::Public, Stream::Private})
        Q_EMIT connectionChanged({.stream = stream, .state = ConnectionStatus::State::Live});
    publishBook();
    publishTicker(fakemarket::ticker(m_instrument, now));
    publishGauges(fakemarket::gauges());
    for (const SpreadPoint &point : fakemarket::spread(now))
        m_spread.push(point);
    for (const Order &order : fakemarket::ordersInEveryState(m_instrument, now))
        Q_EMIT orderChanged(order);
    for (const Execution &execution : fakemarket::executions(m_instrument, now))
        Q_EMIT executionAdded(execution);
    Q_EMIT positionsChanged(fakemarket::positions(m_instrument, now));
    for (const Headline &headline : fakemarket::headlines(now))
        Q_EMIT headlineAdded(headline);
    for (const Signal &signal : fakemarket::signalsOfEveryKind(m_instrument->id(), now))
        Q_EMIT signalChanged(signal);
    for (const AnalystCall &call : fakemarket::analystCalls())
        Q_EMIT analystCallFinished(call);
}

void FakeEngineClient::requestPreview(const OrderDraft &draft)
{
    calls.previews.append(draft);
    if (!answersPreviews)
        return;
    m_lastPreview = fakemarket::preview(QStringLiteral("p%1").arg(++m_previewCounter), draft, m_clock.utcNow());
    Q_EMIT previewReady(m_lastPreview);
}

void FakeEngineClient::submit(const QString &previewId)
{
    calls.submits.append(previewId);
    if (!acceptsSubmits || m_lastPreview.id != previewId)
        return;
    Order order = fakemarket::order(m_instrument, 900 + m_previewCounter, OrderState::Accepted, m_clock.utcNow());
    order.side = m_lastPreview.draft.side;
    order.type = m_lastPreview.draft.type;
    order.qty = m_lastPreview.draft.qty;
    order.price = m_lastPreview.draft.price;
    Q_EMIT submitAccepted(previewId, order.orderLinkId);
    Q_EMIT orderChanged(order);
}

void FakeEngineClient::setLocked(bool locked)
{
    calls.locks.append(locked);
    m_session.isLocked = locked;
    Q_EMIT sessionChanged(m_session);
}

void FakeEngineClient::addHeadlines(const QStringList &raw, const QString &source)
{
    calls.headlines.append(raw);
    for (const QString &title : raw)
        Q_EMIT headlineAdded({.id = QStringLiteral("t%1").arg(++m_headlineCounter), .source = source, .title = title, .at = m_clock.utcNow()});
}

void FakeEngineClient::reviewSignal(const QString &signalId, SignalState decision, const QString &reason)
{
    calls.reviews.append({.signalId = signalId, .decision = decision, .reason = reason});
}

} // namespace bw
