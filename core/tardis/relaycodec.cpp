// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/relaycodec.h"

#include "core/tardis/relayjson.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace bw {
namespace {

using namespace relayjson;
using Type = RelayMessage::Type;

constexpr qsizetype kMaxFrameBytes = 4 * 1024 * 1024; ///< the largest recorded one has 56 kB, for 2000 levels

/// What a message must have, and no field twice.
enum Field : unsigned {
    kType = 1,
    kExchange = 2,
    kSymbol = 4,
    kTime = 8,
    kRelayTime = 16,
    kIsSnapshot = 32,
    kBids = 64,
    kAsks = 128,
    kPrice = 256,
    kAmount = 512,
    kSide = 1024,
    kId = 2048,
    kSymbols = 4096,
    kDetails = 8192,
    kLast = 1 << 14,
    kMark = 1 << 15,
    kIndex = 1 << 16,
    kFunding = 1 << 17,
    kFundingTime = 1 << 18,
    kInterest = 1 << 19,
};

struct TypeRow {
    std::string_view name;
    Type type;
    unsigned mustHave;
};
constexpr std::array<TypeRow, 6> kTypes{{{"book_change", Type::BookChange, kExchange | kSymbol | kIsSnapshot | kBids | kAsks},
                                         {"trade", Type::Trade, kExchange | kSymbol | kPrice | kAmount | kSide},
                                         {"derivative_ticker", Type::Ticker, kExchange | kSymbol},
                                         {"liquidation", Type::Liquidation, kExchange | kSymbol | kPrice | kAmount | kSide},
                                         {"disconnect", Type::Disconnect, kExchange},
                                         {"error", Type::Error, kExchange}}};
constexpr TypeRow kOther{"", Type::Other, kType};

struct FieldRow {
    std::string_view key;
    Field field;
    unsigned types; ///< of which it is part, a bit each; of the others it is read over
};
constexpr unsigned in(Type type) { return 1U << static_cast<unsigned>(type); }
constexpr unsigned kEverywhere = ~0U;
constexpr unsigned kPrints = in(Type::Trade) | in(Type::Liquidation);
// In the order of a book_change, which is nearly all of the traffic.
constexpr std::array<FieldRow, 20> kFields{{{"type", kType, kEverywhere},
                                            {"symbol", kSymbol, kEverywhere},
                                            {"exchange", kExchange, kEverywhere},
                                            {"isSnapshot", kIsSnapshot, in(Type::BookChange)},
                                            {"bids", kBids, in(Type::BookChange)},
                                            {"asks", kAsks, in(Type::BookChange)},
                                            {"timestamp", kTime, kEverywhere},
                                            {"localTimestamp", kRelayTime, kEverywhere},
                                            {"id", kId, in(Type::Trade)},
                                            {"price", kPrice, kPrints},
                                            {"amount", kAmount, kPrints},
                                            {"side", kSide, kPrints},
                                            {"symbols", kSymbols, in(Type::Disconnect)},
                                            {"details", kDetails, in(Type::Error)},
                                            {"lastPrice", kLast, in(Type::Ticker)},
                                            {"markPrice", kMark, in(Type::Ticker)},
                                            {"indexPrice", kIndex, in(Type::Ticker)},
                                            {"fundingRate", kFunding, in(Type::Ticker)},
                                            {"fundingTimestamp", kFundingTime, in(Type::Ticker)},
                                            {"openInterest", kInterest, in(Type::Ticker)}}};

/// The text behind "key":" in bytes that need not be JSON; empty when there is none.
std::string textOf(std::string_view bytes, std::string_view key)
{
    const auto at = bytes.find(key);
    if (at == std::string_view::npos)
        return {};
    bytes.remove_prefix(at + key.size());
    const auto end = bytes.substr(0, 65).find('"');
    return end == std::string_view::npos ? std::string() : std::string(bytes.substr(0, end));
}

void clear(RelayMessage &message)
{
    message.type = Type::Malformed;
    for (std::string *text : {&message.exchange, &message.symbol, &message.id, &message.details})
        text->clear();
    message.at = message.relayedAt = {};
    message.isSnapshot = false;
    message.bids.clear();
    message.asks.clear();
    message.symbols.clear();
    message.side.reset();
    message.price = message.amount = {};
    for (auto *number : {&message.last, &message.mark, &message.index, &message.fundingRate, &message.openInterest})
        number->reset();
    message.nextFunding.reset();
}

} // namespace

/// Walks one frame: first for its type, since keys may come in any order, then for all of it.
struct RelayCodec::Reader {
    void read(QByteArrayView frame)
    {
        clear(message);
        fault = "";
        if (frame.size() > kMaxFrameBytes)
            return static_cast<void>(broken("too long"));
        const bool isWhole = walk(frame);
        if (isWhole)
            message.type = m_row->type;
        else
            tellWhose({frame.data(), static_cast<std::size_t>(frame.size())});
    }

    RelayMessage message;
    const char *fault = "";

private:
    bool broken(const char *why)
    {
        fault = why;
        return false;
    }

    bool walk(QByteArrayView frame)
    {
        json::document document;
        if (m_parser.iterate(padded(frame)).get(document) != simdjson::SUCCESS)
            return broken("not JSON");
        if (!readType(document))
            return broken("no type");
        document.rewind();
        json::object object;
        if (document.get_object().get(object) != simdjson::SUCCESS)
            return broken("no object");
        m_seen = 0;
        for (auto item : object) {
            json::field field;
            if (std::move(item).get(field) != simdjson::SUCCESS)
                return broken("broken object");
            if (!readField(field))
                return broken("a field that can't be read, or is there twice");
        }
        // simdjson checks lazily: only a document that was walked to its very last token was whole.
        if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
            return broken("something behind the end");
        return (m_seen & m_row->mustHave) == m_row->mustHave || broken("a field is missing");
    }

    /// Copies the frame behind which simdjson needs room to read; the buffer grows and is kept.
    simdjson::padded_string_view padded(QByteArrayView frame)
    {
        const auto size = static_cast<std::size_t>(frame.size());
        if (m_buffer.size() < size + simdjson::SIMDJSON_PADDING)
            m_buffer.resize(2 * size + simdjson::SIMDJSON_PADDING);
        std::copy(frame.begin(), frame.end(), m_buffer.begin());
        std::memset(m_buffer.data() + size, 0, simdjson::SIMDJSON_PADDING);
        return simdjson::padded_string_view(m_buffer.data(), size, m_buffer.size());
    }

    bool readType(json::document &document)
    {
        std::string_view name;
        if (document["type"].get_string().get(name) != simdjson::SUCCESS)
            return false;
        const auto row = std::find_if(kTypes.begin(), kTypes.end(), [name](const TypeRow &one) { return one.name == name; });
        m_row = row == kTypes.end() ? &kOther : &*row;
        return true;
    }

    bool readField(json::field &field)
    {
        const auto key = keyOf(field.key());
        if (!key)
            return false;
        const auto row = std::find_if(kFields.begin(), kFields.end(), [&key](const FieldRow &one) { return one.key == *key; });
        if (row == kFields.end() || (row->types & in(m_row->type)) == 0)
            return readOver(field.value());
        const bool isFirst = (m_seen & row->field) == 0;
        m_seen |= row->field;
        return isFirst && readInto(row->field, field.value());
    }

    bool readInto(Field field, json::value value)
    {
        switch (field) {
        case kType: return value.get_string().error() == simdjson::SUCCESS;
        case kExchange: return readName(value, message.exchange);
        case kSymbol: return readName(value, message.symbol);
        case kTime: return readTime(value, message.at);
        case kRelayTime: return readTime(value, message.relayedAt);
        case kIsSnapshot: return value.get_bool().get(message.isSnapshot) == simdjson::SUCCESS;
        case kBids: return readLevels(value, message.bids);
        case kAsks: return readLevels(value, message.asks);
        case kPrice: return readDecimal(value, message.price) && message.price.sign() > 0;
        case kAmount: return readDecimal(value, message.amount) && message.amount.sign() >= 0;
        case kSide: return readSide(value, message.side);
        case kId: return readName(value, message.id);
        case kSymbols: return readNames(value, message.symbols);
        case kDetails: return readDetails(value, message.details);
        case kLast: return readOptional(value, message.last);
        case kMark: return readOptional(value, message.mark);
        case kIndex: return readOptional(value, message.index);
        case kFunding: return readOptional(value, message.fundingRate);
        case kFundingTime: return readOptional(value, message.nextFunding);
        case kInterest: return readOptional(value, message.openInterest);
        }
        return false;
    }

    /// A frame that is not even JSON may still say whose it was: a book that lost a frame must know it.
    void tellWhose(std::string_view bytes)
    {
        if (message.exchange.empty())
            message.exchange = textOf(bytes, "\"exchange\":\"");
        if (message.symbol.empty())
            message.symbol = textOf(bytes, "\"symbol\":\"");
    }

    json::parser m_parser;
    std::vector<char> m_buffer;
    const TypeRow *m_row = &kOther;
    unsigned m_seen = 0;
};

RelayCodec::RelayCodec() : m_reader(std::make_unique<Reader>()) {}

RelayCodec::~RelayCodec() = default;

const RelayMessage &RelayCodec::decode(QByteArrayView frame)
{
    m_reader->read(frame);
    return m_reader->message;
}

const char *RelayCodec::fault() const
{
    return m_reader->fault;
}

} // namespace bw
