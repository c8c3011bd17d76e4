// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/controlframe.h"
#include "core/domain/book/bookupdate.h"
#include "core/ports/marketfeed.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bw {

struct PublicSubject;

/// Decodes the frames of one public socket of Bybit. A pure reader: the whole frame is read into members that are reused from frame to
/// frame, and its end is checked before decode() says what it is, so that nothing of a cut or broken frame can be applied. Prices and
/// sizes become ticks and lots of the instruments that were added; books of any depth. One thread; knows no socket and judges no book.
class PublicCodec final {
public:
    enum class Frame : std::uint8_t {
        Book,      ///< book() of instrument()
        Trades,    ///< trades() of instrument()
        Ticker,    ///< ticker() of instrument()
        Candles,   ///< candles() of instrument(), of the interval in topic()
        Liquidations, ///< liquidations() of instrument()
        Pong,
        Ack,       ///< a request worked: control()
        Error,     ///< a request was refused: control()
        Unknown,   ///< well-formed, but of a topic or symbol that nobody asked for
        Malformed, ///< nothing of it may be used; topic() and instrument() as far as they can be told
    };

    PublicCodec();
    ~PublicCodec();
    PublicCodec(const PublicCodec &) = delete;
    PublicCodec &operator=(const PublicCodec &) = delete;

    void add(const InstrumentPtr &instrument);
    void remove(const InstrumentId &id);

    /// Never throws, never crashes, whatever the bytes are.
    [[nodiscard]] Frame decode(QByteArrayView frame);

    /// Which of the instrument's topics the frame is of; nullopt where it told nothing of itself, or nobody asked for it.
    [[nodiscard]] const std::optional<MarketTopic> &topic() const { return m_topic; }
    [[nodiscard]] const InstrumentPtr &instrument() const;
    [[nodiscard]] const BookUpdate &book() const { return m_book; }
    [[nodiscard]] std::span<const TradePrint> trades() const { return m_trades; }
    [[nodiscard]] const TickerUpdate &ticker() const { return m_ticker; }
    [[nodiscard]] std::span<const Candle> candles() const { return m_candles; } ///< oldest first
    [[nodiscard]] std::span<const LiquidationPrint> liquidations() const { return m_liquidations; }
    [[nodiscard]] const ControlFrame &control() const { return m_control; }
    /// Of a malformed frame: what broke it, in a few English words.
    [[nodiscard]] const char *fault() const { return m_fault; }

private:
    struct Reader; ///< simdjson stays in the source file

    [[nodiscard]] bool selectTopic(std::string_view text);
    void forget();
    [[nodiscard]] const PublicSubject *find(std::string_view symbol);
    [[nodiscard]] Frame malformed(QByteArrayView frame, const char *fault);

    std::vector<std::unique_ptr<PublicSubject>> m_subjects; ///< sorted by symbol
    const PublicSubject *m_subject = nullptr;               ///< of the last frame
    const InstrumentPtr m_nobody;
    std::optional<MarketTopic> m_topic;
    std::string m_topicText; ///< while there is a subject: what m_topic was read from
    BookUpdate m_book;
    std::vector<TradePrint> m_trades;
    TickerUpdate m_ticker;
    std::vector<Candle> m_candles;
    std::vector<LiquidationPrint> m_liquidations;
    ControlFrame m_control;
    const char *m_fault = "";
    std::unique_ptr<Reader> m_reader;
};

} // namespace bw
