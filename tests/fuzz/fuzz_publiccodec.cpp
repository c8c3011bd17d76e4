// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/publiccodec.h"

#include <algorithm>
#include <cstdlib>

namespace {

using namespace bw;
using Frame = PublicCodec::Frame;

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

InstrumentPtr make(const QString &symbol, const Decimal &tick, const Decimal &lot)
{
    InstrumentFilters filters;
    filters.tickSize = tick;
    filters.lotSize = lot;
    return Instrument::create({Category::Linear, symbol}, filters, symbol.first(3), QStringLiteral("USDT"), QStringLiteral("USDT"),
                              InstrumentStatus::Trading).value();
}

std::unique_ptr<PublicCodec> makeCodec()
{
    static const InstrumentPtr btc = make(QStringLiteral("BTCUSDT"), Decimal::fromScaled(5, 2), Decimal::fromScaled(1, 3));
    static const InstrumentPtr eth = make(QStringLiteral("ETHUSDT"), Decimal::fromScaled(1, 1), Decimal::fromScaled(1, 2));
    auto codec = std::make_unique<PublicCodec>();
    codec->add(btc);
    codec->add(eth);
    return codec;
}

std::optional<Frame> frameOf(const std::optional<MarketTopic> &topic)
{
    if (!topic)
        return std::nullopt;
    switch (topic->kind) {
    case MarketTopic::Kind::Book: return Frame::Book;
    case MarketTopic::Kind::Trades: return Frame::Trades;
    case MarketTopic::Kind::Ticker: return Frame::Ticker;
    case MarketTopic::Kind::Candles: return Frame::Candles;
    case MarketTopic::Kind::Liquidations: return Frame::Liquidations;
    }
    return std::nullopt;
}

/// Whatever is called data belongs to an instrument that was asked for and to its topic, and holds nothing that one can't have.
void checkContent(const PublicCodec &codec, Frame frame)
{
    const bool isData = frame == Frame::Book || frame == Frame::Trades || frame == Frame::Ticker || frame == Frame::Candles || frame == Frame::Liquidations;
    require(codec.topic().has_value() == (codec.instrument() != nullptr));
    require(!isData || (codec.instrument() && frameOf(codec.topic()) == frame));
    if (frame == Frame::Book) {
        require(codec.book().depth > 0 && codec.book().depth == codec.topic()->depth);
        for (const auto *side : {&codec.book().bids, &codec.book().asks})
            for (const Level &level : *side)
                require(level.price.value() > 0 && level.qty.value() >= 0);
    } else if (frame == Frame::Trades) {
        for (const TradePrint &trade : codec.trades())
            require(trade.price.value() > 0 && trade.qty.value() > 0);
    } else if (frame == Frame::Candles) {
        UtcTime last{std::chrono::milliseconds(-1)};
        for (const Candle &candle : codec.candles()) {
            require(isPlausible(candle, codec.topic()->interval.value()) && candle.start > last);
            last = candle.start;
        }
    } else if (frame == Frame::Liquidations) {
        for (const LiquidationPrint &print : codec.liquidations())
            require(print.price.value() > 0 && print.qty.value() > 0);
    } else if (frame == Frame::Ticker) {
        const TickerUpdate &ticker = codec.ticker();
        for (const auto *number : {&ticker.last, &ticker.mark, &ticker.index, &ticker.change24hPct, &ticker.fundingRate, &ticker.openInterest,
                                   &ticker.turnover24h})
            require(!*number || (*number)->isValid());
    }
}

/// What the frames before left behind must not show in this one.
void checkSame(const PublicCodec &used, const PublicCodec &fresh, Frame frame)
{
    require(used.topic() == fresh.topic() && used.instrument() == fresh.instrument());
    if (frame == Frame::Book) {
        const BookUpdate &a = used.book(), &b = fresh.book();
        require(a.kind == b.kind && a.depth == b.depth && a.bids == b.bids && a.asks == b.asks && a.updateId == b.updateId);
        require(a.sequence == b.sequence && a.sentAt == b.sentAt && a.matchedAt == b.matchedAt);
    } else if (frame == Frame::Trades) {
        require(used.trades().size() == fresh.trades().size());
    } else if (frame == Frame::Candles) {
        require(std::equal(used.candles().begin(), used.candles().end(), fresh.candles().begin(), fresh.candles().end()));
    } else if (frame == Frame::Liquidations) {
        require(used.liquidations().size() == fresh.liquidations().size());
    } else if (frame == Frame::Ticker) {
        require(used.ticker().isSnapshot == fresh.ticker().isSnapshot && used.ticker().last == fresh.ticker().last);
    }
}

} // namespace

/// Any bytes as a frame of Bybit's public socket, read by a codec that has read all the frames before, as in the terminal, and by a new one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const auto used = makeCodec();
    const auto fresh = makeCodec();
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const Frame frame = used->decode(bytes);
    require(fresh->decode(bytes) == frame);
    checkContent(*used, frame);
    checkSame(*used, *fresh, frame);
    return 0;
}
