// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/publiccodec.h"

#include "core/bybit/publicpayload.h"
#include "core/bybit/publictopic.h"

#include <algorithm>

namespace bw {
namespace {

using namespace publicpayload;

using Kind = MarketTopic::Kind;

constexpr qsizetype kMaxFrameBytes = 4 * 1024 * 1024; ///< a book of 1000 levels is below 100 kB

PublicCodec::Frame frameOf(Kind kind)
{
    switch (kind) {
    case Kind::Book: return PublicCodec::Frame::Book;
    case Kind::Trades: return PublicCodec::Frame::Trades;
    case Kind::Ticker: return PublicCodec::Frame::Ticker;
    case Kind::Candles: return PublicCodec::Frame::Candles;
    case Kind::Liquidations: return PublicCodec::Frame::Liquidations;
    }
    return PublicCodec::Frame::Unknown;
}

} // namespace

/// Walks one frame. Keys may come in any order; where the data come before the topic that explains them, the frame is walked twice.
struct PublicCodec::Reader {
    explicit Reader(PublicCodec &codec) : m_codec(codec) {}

    enum class Outcome : std::uint8_t { Whole, NoTopic, NotOurs, Broken };

    /// Copies the frame behind which simdjson needs room to read; the buffer grows and is kept.
    simdjson::padded_string_view padded(QByteArrayView frame)
    {
        const auto size = static_cast<std::size_t>(frame.size());
        if (m_buffer.size() < size + simdjson::SIMDJSON_PADDING)
            m_buffer.resize(2 * size + simdjson::SIMDJSON_PADDING);
        std::copy(frame.begin(), frame.end(), m_buffer.begin()); // an empty frame may have no address, which memcpy forbids
        std::memset(m_buffer.data() + size, 0, simdjson::SIMDJSON_PADDING);
        return simdjson::padded_string_view(m_buffer.data(), size, m_buffer.size());
    }

    Outcome read(QByteArrayView frame)
    {
        json::document document;
        if (m_parser.iterate(padded(frame)).get(document) != simdjson::SUCCESS)
            return broken("not JSON");
        m_isTopicKnown = m_hasTopic = m_hasType = m_hasData = m_isDataSkipped = false;
        m_codec.m_book.sentAt = m_codec.m_book.matchedAt = {};
        Outcome outcome = walk(document);
        if (outcome == Outcome::Whole && m_isDataSkipped) {
            if (!m_isTopicKnown)
                return Outcome::NoTopic;
            document.rewind();
            m_hasTopic = m_hasType = m_hasData = m_isDataSkipped = false;
            outcome = walk(document);
        }
        if (outcome != Outcome::Whole)
            return outcome;
        if (!m_isTopicKnown)
            return Outcome::NoTopic;
        if (!m_hasData || !m_hasType)
            return broken("no data or no type");
        return finish();
    }

private:
    Outcome broken(const char *fault)
    {
        m_codec.m_fault = fault;
        return Outcome::Broken;
    }

    Outcome walk(json::document &document)
    {
        json::object object;
        if (document.get_object().get(object) != simdjson::SUCCESS)
            return broken("no object");
        for (auto item : object) {
            json::field field;
            if (std::move(item).get(field) != simdjson::SUCCESS)
                return broken("broken object");
            const Outcome outcome = readField(field.key(), field.value());
            if (outcome != Outcome::Whole)
                return outcome;
        }
        // simdjson checks lazily: only a document that was walked to its very last token was whole.
        if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
            return broken("something behind the end");
        return Outcome::Whole;
    }

    Outcome readField(json::raw_json_string key, json::value value)
    {
        switch (*key.raw()) {
        case 't':
            if (is(key, "topic"))
                return readTopic(value);
            if (is(key, "type"))
                return readType(value);
            if (is(key, "ts"))
                return readTime(value, m_codec.m_book.sentAt);
            break;
        case 'd':
            if (is(key, "data"))
                return readData(value);
            break;
        case 'c':
            if (is(key, "cts"))
                return readTime(value, m_codec.m_book.matchedAt);
            break;
        default:
            break;
        }
        return isSkippable(key, value) ? Outcome::Whole : broken("a field that is no JSON");
    }

    Outcome readTopic(json::value value)
    {
        if (m_hasTopic) // the data of the one would pass for those of the other
            return broken("two topics");
        m_hasTopic = true;
        json::raw_json_string text;
        if (value.get_raw_json_string().get(text) != simdjson::SUCCESS)
            return broken("a topic that is no text");
        if (!m_codec.selectTopic(viewOf(text)))
            return Outcome::NotOurs;
        m_isTopicKnown = true;
        return Outcome::Whole;
    }

    Outcome readType(json::value value)
    {
        json::raw_json_string text;
        if (value.get_raw_json_string().get(text) != simdjson::SUCCESS)
            return broken("a type that is no text");
        m_isSnapshot = is(text, "snapshot");
        m_hasType = m_isSnapshot || is(text, "delta");
        return Outcome::Whole;
    }

    Outcome readTime(json::value value, UtcTime &out)
    {
        std::uint64_t ms = 0;
        if (value.get_uint64().get(ms) != simdjson::SUCCESS)
            return broken("a time that is no number");
        out = timeOf(ms);
        return Outcome::Whole;
    }

    Outcome readData(json::value value)
    {
        if (m_hasData)
            return broken("two data");
        if (!m_isTopicKnown) {
            m_isDataSkipped = true;
            return Outcome::Whole;
        }
        m_hasData = true;
        const PublicSubject &subject = *m_codec.m_subject;
        const auto judge = [this](bool isGood, const char *fault) { return isGood ? Outcome::Whole : broken(fault); };
        switch (m_codec.m_topic->kind) {
        case Kind::Book: return judge(readBook(value, subject, m_codec.m_book), "a book that can't be read");
        case Kind::Trades: return judge(readTrades(value, subject, m_codec.m_trades), "trades that can't be read");
        case Kind::Ticker: return judge(readTicker(value, subject, m_codec.m_ticker), "a ticker that can't be read");
        case Kind::Candles:
            return judge(readCandles(value, subject, *m_codec.m_topic->interval, m_codec.m_candles), "candles that can't be read or can't be");
        case Kind::Liquidations: return judge(readLiquidations(value, subject, m_codec.m_liquidations), "liquidations that can't be read");
        }
        return Outcome::NotOurs;
    }

    Outcome finish()
    {
        if (m_codec.m_topic->kind == Kind::Book)
            m_codec.m_book.kind = m_isSnapshot ? BookUpdate::Kind::Snapshot : BookUpdate::Kind::Delta;
        m_codec.m_ticker.isSnapshot = m_isSnapshot;
        return Outcome::Whole;
    }

    PublicCodec &m_codec;
    json::parser m_parser;
    std::vector<char> m_buffer;
    bool m_isTopicKnown = false, m_hasTopic = false, m_hasType = false, m_isSnapshot = false, m_hasData = false, m_isDataSkipped = false;
};

PublicCodec::PublicCodec()
    : m_reader(std::make_unique<Reader>(*this))
{
}

PublicCodec::~PublicCodec() = default;

const InstrumentPtr &PublicCodec::instrument() const
{
    return m_subject ? m_subject->instrument : m_nobody;
}

void PublicCodec::add(const InstrumentPtr &instrument)
{
    auto subject = std::make_unique<PublicSubject>();
    subject->symbol = instrument->id().symbol.toStdString();
    subject->instrument = instrument;
    subject->price = StepParser(instrument->filters().tickSize);
    subject->qty = StepParser(instrument->filters().lotSize);
    remove(instrument->id());
    const auto at = std::lower_bound(m_subjects.begin(), m_subjects.end(), subject->symbol,
                                     [](const auto &one, const std::string &symbol) { return one->symbol < symbol; });
    m_subjects.insert(at, std::move(subject));
}

void PublicCodec::remove(const InstrumentId &id)
{
    std::erase_if(m_subjects, [&id](const auto &one) { return one->instrument->id() == id; });
    m_subject = nullptr;
}

const PublicSubject *PublicCodec::find(std::string_view symbol)
{
    const auto at = std::lower_bound(m_subjects.begin(), m_subjects.end(), symbol,
                                     [](const auto &one, std::string_view wanted) { return one->symbol < wanted; });
    return at != m_subjects.end() && (*at)->symbol == symbol ? at->get() : nullptr;
}

bool PublicCodec::selectTopic(std::string_view text)
{
    if (m_subject && text == m_topicText) // often the same one as before
        return true;
    m_topicText = text;
    m_topic = takeTopic(text);
    m_subject = m_topic ? find(text) : nullptr;
    if (!m_subject)
        m_topic.reset();
    else if (m_topic->kind == Kind::Book)
        m_book.depth = m_topic->depth;
    return m_subject != nullptr;
}

void PublicCodec::forget()
{
    m_topic.reset();
    m_subject = nullptr;
}

PublicCodec::Frame PublicCodec::decode(QByteArrayView frame)
{
    if (frame.size() > kMaxFrameBytes)
        return malformed({}, "too long");
    switch (m_reader->read(frame)) {
    case Reader::Outcome::Whole:
        return frameOf(m_topic->kind);
    case Reader::Outcome::NotOurs:
        return Frame::Unknown;
    case Reader::Outcome::Broken:
        return malformed(frame, m_fault);
    case Reader::Outcome::NoTopic:
        break;
    }
    forget();
    m_control = decodeControl(frame.toByteArray());
    switch (m_control.kind) {
    case ControlFrame::Kind::None: return malformed(frame, "neither topic nor answer");
    case ControlFrame::Kind::Pong: return Frame::Pong;
    default: return m_control.isOk ? Frame::Ack : Frame::Error;
    }
}

/// A frame that is not even JSON may still say whose it was: a book that lost a frame must know it.
PublicCodec::Frame PublicCodec::malformed(QByteArrayView frame, const char *fault)
{
    m_fault = fault;
    forget();
    constexpr std::string_view kKey = "\"topic\":\"";
    std::string_view text(frame.data(), static_cast<std::size_t>(frame.size()));
    const auto at = text.find(kKey);
    if (at == std::string_view::npos)
        return Frame::Malformed;
    text.remove_prefix(at + kKey.size());
    const auto end = text.find('"');
    if (end == std::string_view::npos)
        return Frame::Malformed;
    return selectTopic(text.substr(0, end)) ? Frame::Malformed : Frame::Unknown; // broken, but perhaps nobody asked for it
}

} // namespace bw
