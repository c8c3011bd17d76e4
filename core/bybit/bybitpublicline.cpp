// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitpublicline.h"

#include "core/bybit/bybitlog.h"

namespace bw {
namespace {

QByteArray bookTopic(const InstrumentId &id)
{
    return "orderbook.50." + id.symbol.toUtf8();
}

QList<QByteArray> topicsOf(const InstrumentId &id)
{
    const QByteArray symbol = id.symbol.toUtf8();
    return {bookTopic(id), "publicTrade." + symbol, "tickers." + symbol};
}

} // namespace

BybitPublicLine::BybitPublicLine(QUrl url, const BybitPublicFeed::Parts &parts, MarketFeed &feed)
    : m_url(std::move(url))
    , m_feed(feed)
    , m_session({.stream = ConnectionStatus::Stream::Public}, *this, parts.transports, parts.clock, parts.scheduler, parts.connects, parts.random)
{
    connect(&m_session, &WsSession::statusChanged, &m_feed, &MarketFeed::statusChanged);
    connect(&m_session, &WsSession::down, &m_feed, &MarketFeed::booksLost);
    connect(&m_session, &WsSession::textReceived, this, &BybitPublicLine::read);
}

void BybitPublicLine::subscribe(const InstrumentPtr &instrument)
{
    const InstrumentId &id = instrument->id();
    m_codec.add(instrument);
    m_instruments.insert(id, instrument);
    if (const auto done = m_session.subscribe(topicsOf(id)); !done)
        qCWarning(lcBybit).noquote() << "not subscribed:" << done.error().detail;
}

void BybitPublicLine::unsubscribe(const InstrumentId &id)
{
    m_session.unsubscribe(topicsOf(id));
    m_codec.remove(id);
    m_instruments.remove(id);
}

void BybitPublicLine::resyncBook(const InstrumentId &id)
{
    if (!m_instruments.contains(id))
        return;
    m_session.unsubscribe({bookTopic(id)});
    if (const auto done = m_session.subscribe({bookTopic(id)}); !done)
        qCWarning(lcBybit).noquote() << "not subscribed:" << done.error().detail;
}

QByteArray BybitPublicLine::pingText()
{
    return pingFrame();
}

QByteArray BybitPublicLine::subscribeText(const QList<QByteArray> &topics)
{
    return topicsFrame("subscribe", "s" + QByteArray::number(++m_requests), topics);
}

QByteArray BybitPublicLine::unsubscribeText(const QList<QByteArray> &topics)
{
    return topicsFrame("unsubscribe", "u" + QByteArray::number(++m_requests), topics);
}

void BybitPublicLine::read(QByteArrayView text)
{
    const PublicCodec::Frame frame = m_codec.decode(text);
    // A copy: whoever hears of it may unsubscribe.
    const InstrumentPtr instrument = m_codec.instrument();
    switch (frame) {
    case PublicCodec::Frame::Book:
        Q_EMIT m_feed.bookUpdated(instrument->id(), m_codec.book());
        break;
    case PublicCodec::Frame::Trades:
        Q_EMIT m_feed.tradesReceived(instrument->id(), m_codec.trades());
        break;
    case PublicCodec::Frame::Ticker:
        Q_EMIT m_feed.tickerUpdated(instrument->id(), m_codec.ticker());
        break;
    case PublicCodec::Frame::Malformed:
        reportMalformed();
        break;
    case PublicCodec::Frame::Error:
        qCWarning(lcBybit) << "request refused on the public stream:" << m_codec.control().requestId << m_codec.control().message;
        break;
    case PublicCodec::Frame::Pong:
    case PublicCodec::Frame::Ack:
    case PublicCodec::Frame::Unknown:
        break;
    }
}

/// A frame that may have been a book's is a gap in that book; one that tells nothing of itself may have been any book's.
void BybitPublicLine::reportMalformed()
{
    const QString fault = QString::fromLatin1(m_codec.fault());
    const InstrumentPtr instrument = m_codec.instrument();
    qCWarning(lcBybit) << "malformed public frame:" << fault;
    if (instrument && m_codec.topic() != PublicCodec::Topic::Book)
        return; // a lost trade or ticker repairs itself
    if (instrument) {
        Q_EMIT m_feed.bookMalformed(instrument->id(), fault);
        return;
    }
    const auto ids = m_instruments.keys();
    for (const InstrumentId &id : ids)
        Q_EMIT m_feed.bookMalformed(id, fault);
}

} // namespace bw
