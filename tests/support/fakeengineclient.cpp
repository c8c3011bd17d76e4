// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeengineclient.h"

#include "tests/support/fakemarket.h"

#include <array>
#include <cstdlib>

namespace bw {
namespace {

TradedVolume tradedAround(const BookSnapshot &book)
{
    TradedVolume traded;
    traded.id = book.instrument->id();
    for (int i = 9; i >= -9; --i)
        traded.prices.push_back({book.bids[0].price + PriceTicks(i), QtyLots(i % 3 == 0 ? 0 : 37 * (11 - std::abs(i))),
                                 QtyLots(i % 4 == 0 ? 0 : 23 * (12 - std::abs(i)))});
    return traded;
}

/// The open instrument, three that are live, and one that went silent.
WatchView watched(const InstrumentId &open, MonoTime now)
{
    WatchView view;
    const std::array<std::pair<const char *, const char *>, 4> others{
        {{"ETHUSDT", "3101.05"}, {"SOLUSDT", "148.22"}, {"XRPUSDT", "2.1840"}, {"DOGEUSDT", "0.38127"}}};
    for (std::size_t i = 0; i <= others.size(); ++i) {
        WatchRow row;
        row.id = i == 0 ? open : InstrumentId{Category::Linear, QString::fromLatin1(others[i - 1].first)};
        row.state = i == 2 ? BookState::Stale : BookState::Live;
        row.gap = i == 2 ? GapKind::Silence : GapKind::None;
        row.trust = i == 2 ? 0 : 97 - static_cast<int>(i);
        row.last = *Decimal::parse(std::string_view(i == 0 ? "63414.3" : others[i - 1].second));
        row.change24hPct = Decimal::fromScaled(i % 2 == 0 ? 42 : -173, 2);
        row.spreadPct = Decimal::fromScaled(16 + static_cast<int>(i) * 40, 5);
        row.receivedAt = i == 2 ? now - std::chrono::seconds(14) : now;
        view.rows.push_back(row);
    }
    return view;
}

} // namespace


FakeEngineClient::FakeEngineClient(const Clock &clock, QObject *parent)
    : EngineClient(parent), m_clock(clock), m_instrument(fakemarket::btcusdt())
{
    m_session.profile = Profile::Sandbox;
    m_session.venueHost = QStringLiteral("127.0.0.1");
    m_session.isSyntheticMarket = true;
    m_session.mayTrade = true;
    m_session.tradingState = TradingState::Active;
    m_session.stateReason = SessionView::StateReason::None;
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
    BookSnapshot book = fakemarket::book(m_instrument, now, m_clock.now());
    book.trust.score = 97;
    book.trust.lost[static_cast<std::size_t>(TrustPart::Age)] = 3;
    publishBook(book);
    m_marketClient.volume.publish(std::make_shared<TradedVolume>(tradedAround(book)));
    m_marketClient.watch.publish(std::make_shared<WatchView>(watched(m_instrument->id(), m_clock.now())));
    for (int i = 0; i < 40; ++i)
        m_tape.push({now - std::chrono::milliseconds(370 * (40 - i)), i % 5 < 3 ? Side::Buy : Side::Sell, book.bids[0].price + PriceTicks(i % 4),
                     QtyLots(1 + i * i * 31 % 4000), static_cast<std::uint64_t>(i / 3 + 1)});
    publishTicker(fakemarket::ticker(m_instrument, now));
    publishGauges(fakemarket::gauges());
    for (const SpreadPoint &point : fakemarket::spread(now))
        m_spread.push(point);
    for (const Order &order : fakemarket::ordersInEveryState(m_instrument, now))
        Q_EMIT orderChanged(order);
    for (const Execution &execution : fakemarket::executions(m_instrument, now))
        Q_EMIT executionAdded(execution);
    for (const Order &order : fakemarket::foreignOrders(m_instrument, now))
        Q_EMIT orderChanged(order);
    Q_EMIT walletChanged(fakemarket::wallet(now));
    m_tradeClient.mode = fakemarket::accountMode(m_instrument);
    Q_EMIT m_tradeClient.accountModeChanged(*m_tradeClient.mode);
    for (const AccountChange &change : fakemarket::accountChanges(m_instrument, now))
        Q_EMIT m_tradeClient.accountChangeUpdated(change);
    Q_EMIT m_tradeClient.differencesFound(fakemarket::differences(now));
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
