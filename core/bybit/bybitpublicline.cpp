// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitpublicline.h"

#include "core/bybit/bybitlog.h"
#include "core/bybit/publictopic.h"

namespace bw {
namespace {

constexpr std::size_t kMaxAsked = 4096; ///< a venue that answers nothing fills no memory

} // namespace

BybitPublicLine::BybitPublicLine(QUrl url, const BybitPublicFeed::Parts &parts, MarketFeed &feed)
    : m_url(std::move(url))
    , m_feed(feed)
    , m_session({.stream = ConnectionStatus::Stream::Public}, *this, parts.transports, parts.clock, parts.scheduler, parts.connects, parts.random)
{
    connect(&m_session, &WsSession::statusChanged, this, [this] { Q_EMIT statusChanged(); });
    connect(&m_session, &WsSession::down, this, [this] {
        m_asked.clear();
        Q_EMIT down();
    });
    connect(&m_session, &WsSession::textReceived, this, &BybitPublicLine::read);
}

void BybitPublicLine::stop()
{
    m_session.stop();
    m_asked.clear();
}

bool BybitPublicLine::holds(const InstrumentId &id, const MarketTopic &topic) const
{
    const auto at = m_wanted.constFind(id);
    return at != m_wanted.constEnd() && at->contains(topic);
}

bool BybitPublicLine::hasRoomFor(const InstrumentId &id, const MarketTopic &topic) const
{
    return m_session.hasRoomFor(topicText(id, topic));
}

QVector<BybitPublicLine::Topic> BybitPublicLine::books() const
{
    QVector<Topic> found;
    for (auto at = m_wanted.begin(); at != m_wanted.end(); ++at)
        for (const MarketTopic &topic : at.value())
            if (topic.kind == MarketTopic::Kind::Book)
                found.append({at.key(), topic});
    return found;
}

void BybitPublicLine::subscribe(const InstrumentPtr &instrument, const MarketTopic &topic)
{
    const InstrumentId &id = instrument->id();
    m_codec.add(instrument); // its filters may be newer
    auto &topics = m_wanted[id];
    if (!topics.contains(topic))
        topics.append(topic);
    if (const auto done = m_session.subscribe({topicText(id, topic)}); !done)
        qCWarning(lcBybit).noquote() << "not subscribed:" << done.error().detail;
}

void BybitPublicLine::unsubscribe(const InstrumentId &id, const MarketTopic &topic)
{
    if (!holds(id, topic))
        return;
    forget(id, topic);
    m_session.unsubscribe({topicText(id, topic)});
}

void BybitPublicLine::resync(const InstrumentId &id, const MarketTopic &topic)
{
    if (!holds(id, topic))
        return;
    m_session.unsubscribe({topicText(id, topic)});
    if (const auto done = m_session.subscribe({topicText(id, topic)}); !done)
        qCWarning(lcBybit).noquote() << "not subscribed:" << done.error().detail;
}

void BybitPublicLine::forget(const InstrumentId &id, const MarketTopic &topic)
{
    const auto at = m_wanted.find(id);
    at->removeOne(topic);
    if (!at->isEmpty())
        return;
    m_wanted.erase(at);
    m_codec.remove(id);
}

QByteArray BybitPublicLine::pingText()
{
    return pingFrame();
}

QByteArray BybitPublicLine::subscribeText(const QList<QByteArray> &topics)
{
    m_asked.emplace(++m_requests, topics);
    if (m_asked.size() > kMaxAsked)
        m_asked.erase(m_asked.begin());
    return topicsFrame("subscribe", "s" + QByteArray::number(m_requests), topics);
}

QByteArray BybitPublicLine::unsubscribeText(const QList<QByteArray> &topics)
{
    return topicsFrame("unsubscribe", "u" + QByteArray::number(++m_requests), topics);
}

void BybitPublicLine::read(QByteArrayView text)
{
    const PublicCodec::Frame frame = m_codec.decode(text);
    switch (frame) {
    case PublicCodec::Frame::Malformed:
        return reportMalformed();
    case PublicCodec::Frame::Ack:
    case PublicCodec::Frame::Error:
        return noteAnswer(m_codec.control());
    case PublicCodec::Frame::Pong:
    case PublicCodec::Frame::Unknown:
        return;
    default:
        break;
    }
    const InstrumentId id = m_codec.instrument()->id(); // a copy: whoever hears of it may unsubscribe
    if (holds(id, *m_codec.topic()))                    // else a late one of a depth or interval that was left
        deliver(frame, id);
}

void BybitPublicLine::deliver(PublicCodec::Frame frame, const InstrumentId &id)
{
    switch (frame) {
    case PublicCodec::Frame::Book:
        Q_EMIT m_feed.bookUpdated(id, m_codec.book());
        break;
    case PublicCodec::Frame::Trades:
        Q_EMIT m_feed.tradesReceived(id, m_codec.trades());
        break;
    case PublicCodec::Frame::Ticker:
        Q_EMIT m_feed.tickerUpdated(id, m_codec.ticker());
        break;
    case PublicCodec::Frame::Candles:
        if (!m_codec.candles().empty())
            Q_EMIT m_feed.candlesUpdated(id, *m_codec.topic()->interval, m_codec.candles());
        break;
    case PublicCodec::Frame::Liquidations:
        if (!m_codec.liquidations().empty())
            Q_EMIT m_feed.liquidationsReceived(id, m_codec.liquidations());
        break;
    default:
        break;
    }
}

/// A frame that may have been a book's is a gap in that book; one that tells nothing of itself may have been any book's.
void BybitPublicLine::reportMalformed()
{
    const QString fault = QString::fromLatin1(m_codec.fault());
    qCWarning(lcBybit) << "malformed public frame:" << fault;
    if (m_codec.instrument()) {
        const InstrumentId id = m_codec.instrument()->id();
        const MarketTopic topic = *m_codec.topic();
        if (holds(id, topic))
            Q_EMIT m_feed.malformed(id, topic, fault);
        return;
    }
    const auto all = books();
    for (const auto &[id, topic] : all)
        Q_EMIT m_feed.malformed(id, topic, fault);
}

/// Answers come in any order, so they are told apart by the number that we gave the request.
void BybitPublicLine::noteAnswer(const ControlFrame &answer)
{
    bool isNumber = false;
    const quint64 number = answer.requestId.startsWith(u's') ? answer.requestId.mid(1).toULongLong(&isNumber) : 0;
    const auto at = isNumber ? m_asked.find(number) : m_asked.end();
    if (at == m_asked.end()) {
        if (!answer.isOk)
            qCWarning(lcBybit) << "refused on the public stream, nobody knows what:" << answer.requestId << answer.message;
        return;
    }
    const QList<QByteArray> topics = std::move(at->second);
    m_asked.erase(at);
    if (answer.isOk)
        return;
    qCWarning(lcBybit) << "subscription refused:" << topics << answer.message;
    if (topics.size() > 1)
        askForEachAlone(topics);
    else
        dropRefused(topics.first(), answer.message);
}

/// One bad topic may have spoilt the request of ten, and whether the other nine stand is not documented: all are taken back, and each
/// asked for alone, so that the next refusal names its topic.
void BybitPublicLine::askForEachAlone(const QList<QByteArray> &topics)
{
    QList<QByteArray> wanted;
    for (const QByteArray &topic : topics)
        if (m_session.topics().contains(topic))
            wanted.append(topic);
    if (wanted.isEmpty())
        return;
    m_session.sendText(unsubscribeText(wanted));
    for (const QByteArray &topic : wanted)
        m_session.sendText(subscribeText({topic}));
}

void BybitPublicLine::dropRefused(const QByteArray &text, const QString &message)
{
    for (auto at = m_wanted.begin(); at != m_wanted.end(); ++at) {
        for (const MarketTopic &topic : at.value()) {
            if (topicText(at.key(), topic) != text)
                continue;
            const Topic refused{at.key(), topic};
            forget(refused.first, refused.second);
            m_session.forget(text);
            Q_EMIT shrunk();
            Q_EMIT m_feed.refused(refused.first, refused.second, {ErrorFamily::Instrument, Retry::Never, Certainty::Refused, 0, message});
            return;
        }
    }
}

} // namespace bw
