// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/bybitpublicfeed.h"
#include "core/bybit/publiccodec.h"

#include <QHash>

#include <map>

namespace bw {

/// One socket of a category with its codec: what BybitPublicFeed is made of. Emits the feed's signals about single topics and lets the
/// feed speak of the connection. Engine thread, owned by the feed; lets no frame of a topic through that is not wanted.
class BybitPublicLine final : public QObject, private WsProtocol {
    Q_OBJECT
public:
    using Topic = std::pair<InstrumentId, MarketTopic>;

    BybitPublicLine(QUrl url, const BybitPublicFeed::Parts &parts, MarketFeed &feed);

    void start() { m_session.start(m_url); }
    void stop();
    void subscribe(const InstrumentPtr &instrument, const MarketTopic &topic);
    void unsubscribe(const InstrumentId &id, const MarketTopic &topic);
    void resync(const InstrumentId &id, const MarketTopic &topic);

    [[nodiscard]] bool isIdle() const { return m_wanted.isEmpty(); }
    [[nodiscard]] bool holds(const InstrumentId &id) const { return m_wanted.contains(id); }
    [[nodiscard]] bool holds(const InstrumentId &id, const MarketTopic &topic) const;
    /// The venue bounds the text of all topics of one connection.
    [[nodiscard]] bool hasRoomFor(const InstrumentId &id, const MarketTopic &topic) const;
    /// No room for another instrument: what is left is kept for further topics of those that are here, so that all topics of an instrument
    /// live and die together.
    [[nodiscard]] bool isFull() const { return m_session.topicBytesLeft() < kReserve; }
    [[nodiscard]] QVector<Topic> books() const;
    [[nodiscard]] const ConnectionStatus &status() const { return m_session.status(); }

Q_SIGNALS:
    void statusChanged();
    /// The connection and every book on it are gone.
    void down();
    /// A topic was refused and forgotten; the line may be idle now.
    void shrunk();

private:
    static constexpr qsizetype kReserve = 1000; ///< some 30 topics

    [[nodiscard]] QByteArray pingText() override;
    [[nodiscard]] QByteArray subscribeText(const QList<QByteArray> &topics) override;
    [[nodiscard]] QByteArray unsubscribeText(const QList<QByteArray> &topics) override;
    void read(QByteArrayView text);
    void deliver(PublicCodec::Frame frame, const InstrumentId &id);
    void reportMalformed();
    void noteAnswer(const ControlFrame &answer);
    void askForEachAlone(const QList<QByteArray> &topics);
    void dropRefused(const QByteArray &text, const QString &message);
    void forget(const InstrumentId &id, const MarketTopic &topic);

    const QUrl m_url;
    MarketFeed &m_feed;
    PublicCodec m_codec;
    QHash<InstrumentId, QList<MarketTopic>> m_wanted;
    quint64 m_requests = 0;
    std::map<quint64, QList<QByteArray>> m_asked; ///< subscriptions of this connection without an answer, by their number
    WsSession m_session;
};

} // namespace bw
