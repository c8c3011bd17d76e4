// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/relaydataline.h"

#include "core/tardis/relayaddress.h"
#include "core/tardis/relaytext.h"
#include "core/tardis/tardislog.h"

namespace bw {

using Type = RelayMessage::Type;
using namespace std::chrono_literals;

namespace {
constexpr auto kSilentAfter = 60s; ///< a ticker is slower than a book
}

RelayDataLine::RelayDataLine(const RelayKey &key, const RelayParts &parts, RateLimiter &connects, QObject *parent)
    : QObject(parent), m_key(key), m_parts(parts), m_link(parts, connects, kSilentAfter)
{
    m_link.setObjectName(QStringLiteral("relay: data of %1 %2").arg(key.exchange, key.symbol)); // for the log
    connect(&m_link, &RelayLink::complained, this, [this](const QString &detail) { Q_EMIT troubleTold(plainText(detail)); });
    connect(&m_link, &RelayLink::textReceived, this, &RelayDataLine::onText);
}

void RelayDataLine::start(const QUrl &socket)
{
    m_link.start(relayStreamUrl(socket, m_key, {QStringLiteral("derivative_ticker"), QStringLiteral("liquidation")}));
}

void RelayDataLine::onText(QByteArrayView text)
{
    const RelayMessage &message = m_codec.decode(text);
    switch (message.type) {
    case Type::Ticker: return onTicker(message);
    case Type::Liquidation: return onLiquidation(message);
    case Type::Disconnect: return m_link.dataLost();
    case Type::Error: Q_EMIT troubleTold(plainText(message.details)); return;
    case Type::Malformed: qCDebug(lcTardis) << "a message left out:" << m_codec.fault(); return;
    default: return;
    }
}

void RelayDataLine::onTicker(const RelayMessage &message)
{
    if (!isSameName(message.exchange, m_key.exchange) || !isSameName(message.symbol, m_key.symbol))
        return;
    m_link.dataSeen();
    VenueTicker ticker;
    ticker.key = m_key;
    ticker.last = message.last;
    ticker.mark = message.mark;
    ticker.index = message.index;
    ticker.fundingRate = message.fundingRate;
    ticker.openInterest = message.openInterest;
    ticker.nextFunding = message.nextFunding;
    ticker.receivedAt = m_parts.clock.now();
    Q_EMIT tickerChanged(ticker);
}

void RelayDataLine::onLiquidation(const RelayMessage &message)
{
    const bool isOurs = isSameName(message.exchange, m_key.exchange) && isSameName(message.symbol, m_key.symbol);
    if (!isOurs || !message.side) // a liquidation of nobody knows which side says nothing
        return;
    m_link.dataSeen();
    Q_EMIT liquidated({m_key, message.at, *message.side == Side::Sell, message.price, message.amount});
}

} // namespace bw
