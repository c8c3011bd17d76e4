// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/relaybook.h"
#include "core/tardis/relaycodec.h"

#include <cstdlib>

namespace {

using namespace bw;
using Type = RelayMessage::Type;

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

/// Whatever has a type holds nothing that such a message can't have.
void checkContent(const RelayMessage &message)
{
    if (message.type == Type::Malformed)
        return;
    require(message.exchange.size() <= 64 && message.symbol.size() <= 64 && message.details.size() <= 300);
    for (const auto *side : {&message.bids, &message.asks})
        for (const RelayLevel &level : *side)
            require(level.price.mantissa > 0 && level.amount.mantissa >= 0);
    if (message.type == Type::Trade || message.type == Type::Liquidation)
        require(message.price.sign() > 0 && message.amount.isValid());
    for (const auto *number : {&message.last, &message.mark, &message.index, &message.fundingRate, &message.openInterest})
        require(!*number || (*number)->isValid());
}

/// What the frames before left behind must not show in this one.
void checkSame(const RelayMessage &a, const RelayMessage &b)
{
    require(a.type == b.type && a.exchange == b.exchange && a.symbol == b.symbol && a.at == b.at && a.relayedAt == b.relayedAt);
    if (a.type == Type::Malformed)
        return;
    require(a.isSnapshot == b.isSnapshot && a.bids.size() == b.bids.size() && a.asks.size() == b.asks.size() && a.symbols == b.symbols);
    require(a.last == b.last && a.nextFunding == b.nextFunding && a.side == b.side && a.id == b.id && a.details == b.details);
}

/// A live book is ordered, not crossed, and has something at each of its prices.
void checkBook(const RelayBook &book)
{
    const auto bids = book.bids(50'000), asks = book.asks(50'000);
    require(book.isLive() || (bids.empty() && asks.empty()));
    for (std::size_t i = 0; i < bids.size(); ++i)
        require(bids[i].price.sign() > 0 && bids[i].amount.sign() > 0 && (i == 0 || bids[i].price < bids[i - 1].price));
    for (std::size_t i = 0; i < asks.size(); ++i)
        require(asks[i].price.sign() > 0 && asks[i].amount.sign() > 0 && (i == 0 || asks[i].price > asks[i - 1].price));
    require(bids.empty() || asks.empty() || bids.front().price < asks.front().price);
}

} // namespace

/// Any bytes as messages of the relay, one a line, read by a codec that has read all the ones before and by a new one, and applied to a
/// book with steps and to one without.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static RelayCodec used;
    RelayBook stepped(Decimal::fromScaled(1, 1), Decimal::fromScaled(1, 3)), plain({}, {});
    std::string_view rest(reinterpret_cast<const char *>(data), size);
    for (MonoTime now{}; !rest.empty(); now += std::chrono::milliseconds(400)) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        const QByteArrayView bytes(line.data(), static_cast<qsizetype>(line.size()));
        const RelayMessage &message = used.decode(bytes);
        RelayCodec fresh;
        checkSame(message, fresh.decode(bytes));
        checkContent(message);
        for (RelayBook *book : {&stepped, &plain}) {
            if (message.type == Type::BookChange)
                static_cast<void>(book->apply(message, now));
            else if (message.type == Type::Malformed)
                static_cast<void>(book->malformed());
            else if (message.type == Type::Disconnect)
                book->reset(GapKind::RelayDisconnect);
            checkBook(*book);
        }
    }
    return 0;
}
