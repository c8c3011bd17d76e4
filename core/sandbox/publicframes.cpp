// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/publicframes.h"

#include "core/sandbox/marketinterval.h"
#include "core/sandbox/money.h"

#include <QJsonDocument>

namespace bw::publicframes {
namespace {

QByteArray text(const QJsonObject &frame)
{
    return QJsonDocument(frame).toJson(QJsonDocument::Compact);
}

QString sideText(Side side)
{
    return side == Side::Buy ? QStringLiteral("Buy") : QStringLiteral("Sell");
}

QJsonObject envelope(const QByteArray &topic, const QJsonValue &data, UtcTime now)
{
    return {{QStringLiteral("topic"), QString::fromUtf8(topic)}, {QStringLiteral("data"), data}, {QStringLiteral("ts"), sandbox::jsonMs(now)}};
}

} // namespace

QJsonObject tradeRow(const Instrument &instrument, const MarketPrint &print, std::optional<PriceTicks> &last)
{
    QJsonObject row{{QStringLiteral("T"), sandbox::jsonMs(print.at)},
                    {QStringLiteral("s"), instrument.id().symbol},
                    {QStringLiteral("S"), sideText(print.taker)},
                    {QStringLiteral("v"), instrument.qtyText(print.qty)},
                    {QStringLiteral("p"), instrument.priceText(print.price)},
                    {QStringLiteral("i"), print.id},
                    {QStringLiteral("BT"), false},
                    {QStringLiteral("RPI"), false},
                    {QStringLiteral("seq"), static_cast<qint64>(print.sequence)}};
    const PriceTicks before = last.value_or(print.price);
    last = print.price;
    if (instrument.id().category != Category::Spot)
        row.insert(QStringLiteral("L"), print.price > before ? QStringLiteral("PlusTick")
                                        : print.price < before ? QStringLiteral("MinusTick") : QStringLiteral("ZeroPlusTick"));
    return row;
}

QJsonObject liquidationRow(const Instrument &instrument, const MarketLiquidation &liquidation)
{
    return {{QStringLiteral("T"), sandbox::jsonMs(liquidation.at)},
            {QStringLiteral("s"), instrument.id().symbol},
            {QStringLiteral("S"), sideText(liquidation.position)},
            {QStringLiteral("v"), instrument.qtyText(liquidation.qty)},
            {QStringLiteral("p"), instrument.priceText(liquidation.bankruptcy)}};
}

QByteArray rows(const QByteArray &topic, const QJsonArray &rows, UtcTime now)
{
    QJsonObject frame = envelope(topic, rows, now);
    frame.insert(QStringLiteral("type"), QStringLiteral("snapshot"));
    return text(frame);
}

QByteArray ticker(const QByteArray &topic, const QJsonObject &data, bool isSnapshot, std::uint64_t sequence, UtcTime now)
{
    QJsonObject frame = envelope(topic, data, now);
    frame.insert(QStringLiteral("type"), isSnapshot ? QStringLiteral("snapshot") : QStringLiteral("delta"));
    frame.insert(QStringLiteral("cs"), static_cast<qint64>(sequence));
    return text(frame);
}

QByteArray candle(const QByteArray &topic, const Instrument &instrument, const MarketInterval &interval, const MarketCandle &candle, bool isClosed, UtcTime now)
{
    const QJsonObject row{{QStringLiteral("start"), sandbox::jsonMs(candle.start)},
                          {QStringLiteral("end"), sandbox::jsonMs(interval.next(candle.start)) - 1},
                          {QStringLiteral("interval"), interval.name()},
                          {QStringLiteral("open"), instrument.priceText(candle.open)},
                          {QStringLiteral("close"), instrument.priceText(candle.close)},
                          {QStringLiteral("high"), instrument.priceText(candle.high)},
                          {QStringLiteral("low"), instrument.priceText(candle.low)},
                          {QStringLiteral("volume"), instrument.qtyText(candle.volume)},
                          {QStringLiteral("turnover"), sandbox::plain(candle.turnover)},
                          {QStringLiteral("confirm"), isClosed},
                          {QStringLiteral("timestamp"), sandbox::jsonMs(now)}};
    return rows(topic, {row}, now);
}

QByteArray priceLimit(const QByteArray &topic, const Instrument &instrument, PriceTicks buyMax, PriceTicks sellMin, UtcTime now)
{
    const QJsonObject data{{QStringLiteral("symbol"), instrument.id().symbol},
                           {QStringLiteral("buyLmt"), instrument.priceText(buyMax)},
                           {QStringLiteral("sellLmt"), instrument.priceText(sellMin)}};
    return text(envelope(topic, data, now));
}

} // namespace bw::publicframes
