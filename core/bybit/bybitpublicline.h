// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/bybitpublicfeed.h"
#include "core/bybit/publiccodec.h"

#include <QHash>

namespace bw {

/// The socket of one category with its codec: what BybitPublicFeed is made of. Emits the feed's signals.
class BybitPublicLine final : public QObject, private WsProtocol {
    Q_OBJECT
public:
    BybitPublicLine(Category category, QUrl url, const BybitPublicFeed::Parts &parts, MarketFeed &feed);

    void start() { m_session.start(m_url); }
    void stop() { m_session.stop(); }
    void subscribe(const InstrumentPtr &instrument, const MarketTopic &topic);
    void unsubscribe(const InstrumentId &id, const MarketTopic &topic);
    void resync(const InstrumentId &id, const MarketTopic &topic);
    [[nodiscard]] bool isIdle() const { return m_wanted.isEmpty(); }

private:
    [[nodiscard]] QByteArray pingText() override;
    [[nodiscard]] QByteArray subscribeText(const QList<QByteArray> &topics) override;
    [[nodiscard]] QByteArray unsubscribeText(const QList<QByteArray> &topics) override;
    void read(QByteArrayView text);
    void reportMalformed();

    const QUrl m_url;
    MarketFeed &m_feed;
    PublicCodec m_codec;
    QHash<InstrumentId, QList<MarketTopic>> m_wanted;
    quint64 m_requests = 0;
    WsSession m_session;
};

} // namespace bw
