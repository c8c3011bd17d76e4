// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/publictopic.h"

namespace bw {
namespace {

bool takePrefix(std::string_view &text, std::string_view prefix)
{
    if (!text.starts_with(prefix))
        return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// The digits before the point of "50.BTCUSDT"; 0 for anything else.
int takeDepth(std::string_view &text)
{
    int depth = 0;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9' && depth < 10'000) {
        depth = depth * 10 + (text.front() - '0');
        text.remove_prefix(1);
    }
    return takePrefix(text, ".") ? depth : 0;
}

std::optional<CandleInterval> takeInterval(std::string_view &text)
{
    const auto point = text.find('.');
    if (point > 4) // the longest is "240"
        return std::nullopt;
    const auto interval = candleIntervalFromName(QString::fromLatin1(text.data(), static_cast<qsizetype>(point)));
    text.remove_prefix(point + 1);
    return interval;
}

} // namespace

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

std::optional<MarketTopic> takeTopic(std::string_view &text)
{
    if (takePrefix(text, "orderbook.")) {
        const int depth = takeDepth(text);
        return depth > 0 ? std::optional(MarketTopic::book(depth)) : std::nullopt;
    }
    if (takePrefix(text, "publicTrade."))
        return MarketTopic::trades();
    if (takePrefix(text, "tickers."))
        return MarketTopic::ticker();
    if (takePrefix(text, "kline.")) {
        const auto interval = takeInterval(text);
        return interval ? std::optional(MarketTopic::candles(*interval)) : std::nullopt;
    }
    if (takePrefix(text, "allLiquidation."))
        return MarketTopic::liquidations();
    return std::nullopt;
}

} // namespace bw
