// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/venuerows.h"

namespace bw {

namespace {

constexpr int kSpreadPlaces = 8;

/// Coins and spread of a live quote.
void measure(VenueRow &row)
{
    const VenueQuote &quote = row.quote;
    if (!quote.isLive())
        return;
    row.bidCoins = row.pair.inCoins(quote.bidAmount, quote.bid);
    row.askCoins = row.pair.inCoins(quote.askAmount, quote.ask);
    row.spreadPct = spreadPct(quote);
}

bool isOld(const RelayPair &pair, UtcTime utc)
{
    const QDate today = QDate(1970, 1, 1).addDays(std::chrono::floor<std::chrono::days>(utc).time_since_epoch().count());
    return pair.asOf.isValid() && pair.asOf.daysTo(today) > VenueRow::kOldDays;
}

} // namespace

Decimal spreadPct(const VenueQuote &quote)
{
    return quote.isLive() ? ((quote.ask - quote.bid) * Decimal(100)).dividedBy(quote.bid, kSpreadPlaces, Rounding::HalfEven) : Decimal::invalid();
}

RelayPair relayPairOf(const Instrument &instrument)
{
    using Kind = RelayPair::Kind;
    const Category category = instrument.id().category;
    RelayPair pair;
    pair.key = {category == Category::Spot ? QStringLiteral("bybit-spot") : QStringLiteral("bybit"), instrument.id().symbol};
    pair.venue = QStringLiteral("Bybit");
    pair.base = instrument.baseCoin();
    pair.quote = instrument.quoteCoin();
    pair.kind = category == Category::Spot ? Kind::Spot : category == Category::Linear ? Kind::Linear : Kind::Inverse;
    pair.unit = category == Category::Inverse ? RelayPair::AmountUnit::Quote : RelayPair::AmountUnit::Base;
    pair.tick = instrument.filters().tickSize;
    pair.lot = instrument.filters().lotSize;
    pair.takerFee = Decimal::invalid();
    return pair;
}

VenueRow ownVenueRow(const RelayPair &pair, const Instrument &instrument, const BookSnapshot *book)
{
    VenueRow row;
    row.isOwnVenue = true;
    row.pair = pair;
    row.quote.key = row.ticker.key = pair.key;
    if (!book)
        return row;
    row.quote.state = book->state;
    row.quote.why = book->gap;
    row.quote.venueTime = book->matchedAt;
    row.quote.receivedAt = book->receivedAt;
    if (!book->bids.empty()) {
        row.quote.bid = instrument.price(book->bids.front().price);
        row.quote.bidAmount = instrument.qty(book->bids.front().qty);
    }
    if (!book->asks.empty()) {
        row.quote.ask = instrument.price(book->asks.front().price);
        row.quote.askAmount = instrument.qty(book->asks.front().qty);
    }
    measure(row);
    return row;
}

VenueTicker ownVenueTicker(const RelayKey &key, const Instrument &instrument, const TickerView &ticker)
{
    VenueTicker own;
    own.key = key;
    if (ticker.id != instrument.id())
        return own;
    own.last = ticker.last;
    own.mark = ticker.mark;
    own.index = ticker.index;
    own.fundingRate = ticker.fundingRate;
    own.openInterest = ticker.openInterest;
    own.nextFunding = ticker.nextFunding;
    own.receivedAt = ticker.receivedAt;
    return own;
}

VenueRow relayVenueRow(const RelayPair &pair, const VenueQuote &quote, UtcTime utc, MonoTime now)
{
    VenueRow row;
    row.pair = pair;
    row.quote = quote;
    if (quote.isLive() && now - quote.receivedAt >= kRelaySilence) {
        row.quote.state = BookState::Stale;
        row.quote.why = GapKind::Silence;
    }
    row.isTableOld = isOld(pair, utc);
    measure(row);
    return row;
}

VenueTicker inCoins(const RelayPair &pair, VenueTicker ticker)
{
    if (ticker.openInterest) {
        const Decimal price = ticker.mark ? *ticker.mark : ticker.last.value_or(Decimal::invalid());
        ticker.openInterest = pair.inCoins(*ticker.openInterest, price);
    }
    return ticker;
}

VenueLiquidation inCoins(const RelayPair &pair, VenueLiquidation liquidation)
{
    liquidation.amount = pair.inCoins(liquidation.amount, liquidation.price).value_or(Decimal::invalid());
    return liquidation;
}

} // namespace bw
