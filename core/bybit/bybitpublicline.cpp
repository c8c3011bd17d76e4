// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitpublicline.h"

#include "core/bybit/bybitlog.h"

namespace bw {
namespace {

/// The venue's name of a topic (fact sheet Bybit v5, 9.2 and 9.3).
QByteArray topicText(const InstrumentId &id, const MarketTopic &topic)
{
    const QByteArray symbol = id.symbol.toUtf8();
    switch (topic.kind) {
    case MarketTopic::Kind::Book: return "orderbook." + QByteArray::number(topic.depth) + '.' + symbol;
    case MarketTopic::Kind::Trades: return "publicTrade." + symbol;
    case MarketTopic::Kind::Ticker: return "tickers." + symbol;
    case MarketTopic::Kind::Candles: return "kline." + toName(*topic.interval).toLatin1() + '.' + symbol;
    case MarketTopic::Kind::Liquidations: return "allLiquidation." + symbol;
    }
    return {};
}

} // namespace

BybitPublicLine::BybitPublicLine(Category category, QUrl url, const BybitPublicFeed::Parts &parts, MarketFeed &feed)
    : m_url(std::move(url))
    , m_feed(feed)
    , m_session({.stream = ConnectionStatus::Stream::Public}, *this, parts.transports, parts.clock, parts.scheduler, parts.connects, parts.random)
{
    connect(&m_session, &WsSession::statusChanged, &m_feed, [&feed, category](const ConnectionStatus &status) { Q_EMIT feed.statusChanged(category, status); });
    connect(&m_session, &WsSession::down, &m_feed, [&feed, category] { Q_EMIT feed.lost(category); });
    connect(&m_session, &WsSession::textReceived, this, &BybitPublicLine::read);
}

void BybitPublicLine::subscribe(const InstrumentPtr &instrument, const MarketTopic &topic)
{
    const InstrumentId &id = instrument->id();
    m_codec.add(instrument);
    auto &topics = m_wanted[id];
    if (!topics.contains(topic))
        topics.append(topic);
    if (const auto done = m_session.subscribe({topicText(id, topic)}); !done)
        qCWarning(lcBybit).noquote() << "not subscribed:" << done.error().detail;
}

void BybitPublicLine::unsubscribe(const InstrumentId &id, const MarketTopic &topic)
{
    const auto at = m_wanted.find(id);
    if (at == m_wanted.end() || !at->removeOne(topic))
        return;
    m_session.unsubscribe({topicText(id, topic)});
    if (!at->isEmpty())
        return;
    m_wanted.erase(at);
    m_codec.remove(id);
}

void BybitPublicLine::resync(const InstrumentId &id, const MarketTopic &topic)
{
    if (!m_wanted.value(id).contains(topic))
        return;
    m_session.unsubscribe({topicText(id, topic)});
    if (const auto done = m_session.subscribe({topicText(id, topic)}); !done)
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
        const auto topics = m_wanted.value(instrument->id());
        for (const MarketTopic &topic : topics)
            if (topic.kind == MarketTopic::Kind::Book)
                Q_EMIT m_feed.malformed(instrument->id(), topic, fault);
        return;
    }
    const auto wanted = m_wanted;
    for (auto at = wanted.begin(); at != wanted.end(); ++at)
        for (const MarketTopic &topic : at.value())
            if (topic.kind == MarketTopic::Kind::Book)
                Q_EMIT m_feed.malformed(at.key(), topic, fault);
}

} // namespace bw
