// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/venuesamples.h"

#include <array>
#include <cmath>

namespace bw::venuesamples {

namespace {

Decimal num(const char *text) { return *Decimal::parse(std::string_view(text)); }

VenueRow row(const char *venue, const char *exchange, const char *symbol, const char *bid, const char *ask, MonoTime now)
{
    VenueRow row;
    row.pair.venue = QString::fromLatin1(venue);
    row.pair.key = row.quote.key = {QString::fromLatin1(exchange), QString::fromLatin1(symbol)};
    row.pair.base = QStringLiteral("BTC");
    row.pair.quote = QStringLiteral("USDT");
    row.pair.unit = RelayPair::AmountUnit::Base;
    row.pair.takerFee = num("0.0005");
    row.quote.state = BookState::Live;
    row.quote.bid = num(bid);
    row.quote.ask = num(ask);
    row.quote.bidAmount = num("2.417");
    row.quote.askAmount = num("0.83");
    row.quote.receivedAt = now;
    row.bidCoins = row.quote.bidAmount;
    row.askCoins = row.quote.askAmount;
    row.spreadPct = num("0.00016");
    row.ticker.fundingRate = num("0.000087");
    row.ticker.openInterest = num("51234.567");
    return row;
}

} // namespace

VenueBoard board(const InstrumentPtr &own, MonoTime now)
{
    VenueBoard board;
    board.relay = VenueBoard::Relay::Live;
    board.rows = {row("Bybit", "bybit", "BTCUSDT", "63414.2", "63414.3", now), row("Binance", "binance-futures", "BTCUSDT", "63416.1", "63416.2", now),
                  row("Deribit", "deribit", "BTC-PERPETUAL", "63411.5", "63412", now), row("OKX", "okex-swap", "BTC-USDT-SWAP", "63413.9", "63414", now)};
    board.rows[0].isOwnVenue = true;
    board.rows[0].pair.key.symbol = own->id().symbol;
    board.rows[2].pair.kind = RelayPair::Kind::Inverse;
    board.rows[3].quote.state = BookState::Stale;
    board.rows[3].quote.why = GapKind::RelayDisconnect;
    board.rows[3].isTableOld = true;
    board.edges = {{board.rows[0].pair.key, board.rows[1].pair.key, num("-0.1021")}, {board.rows[1].pair.key, board.rows[0].pair.key, num("-0.1082")}};
    return board;
}

HistoryView history(const RelayPair &pair)
{
    HistoryView view;
    view.state = HistoryView::State::Whole;
    view.query = {QUrl(QStringLiteral("ws://127.0.0.1:8001")), pair, fromMs(1'793'491'200'000), fromMs(1'793'494'800'000)};
    view.slice = std::chrono::milliseconds(10'000);
    view.messages = 412'337;
    std::vector<HistoryPoint> points;
    for (int i = 0; i < 360; ++i) {
        HistoryPoint point{view.query.from + view.slice * i};
        const double wave = 63'400 + 60 * std::sin(i / 40.0) + 9 * std::sin(i / 3.1);
        const double spread = 0.0002 + (i % 37 == 0 ? 0.0011 : 0.0001 * std::abs(std::sin(i / 5.0)));
        point.isGap = i >= 200 && i < 214;
        if (!point.isGap)
            point = {point.at, false, wave, wave * (1 + spread / 100), spread, 0.00016, spread * 1.8};
        points.push_back(point);
    }
    view.points = std::make_shared<const std::vector<HistoryPoint>>(std::move(points));
    return view;
}

} // namespace bw::venuesamples
