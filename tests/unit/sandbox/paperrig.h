// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/exchange.h"
#include "core/sandbox/fedmarket.h"
#include "tests/support/fakeclock.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>

namespace bw {

/// An exchange over any market, and a client that signs by itself.
class PaperDesk {
public:
    PaperDesk(const Clock &clock, MarketSource &market, ExchangeConfig config) : m_clock(clock), exchange(clock, market, keyed(std::move(config))) {}

    [[nodiscard]] QJsonObject post(const char *path, const QJsonObject &body)
    {
        const QByteArray payload = QJsonDocument(body).toJson(QJsonDocument::Compact), stamp = QByteArray::number(toMs(m_clock.utcNow()));
        const QByteArray sign = QMessageAuthenticationCode::hash(stamp + kKey + "5000" + payload, kSecret, QCryptographicHash::Sha256).toHex();
        const RestReply reply = exchange.handle({.method = "POST",
                                                 .path = QByteArrayLiteral("/v5/") + path,
                                                 .rawQuery = {},
                                                 .body = payload,
                                                 .headers = {{"x-bapi-api-key", kKey}, {"x-bapi-timestamp", stamp}, {"x-bapi-recv-window", "5000"}, {"x-bapi-sign", sign}}});
        return QJsonDocument::fromJson(reply.body).object();
    }
    [[nodiscard]] int code(const char *path, const QJsonObject &body) { return post(path, body).value(QStringLiteral("retCode")).toInt(-1); }
    /// The newest order of that link id.
    [[nodiscard]] QJsonObject order(const QString &linkId) const { return last(QStringLiteral("orders"), QStringLiteral("orderLinkId"), linkId); }
    [[nodiscard]] QJsonObject position() const { return exchange.state().value(QStringLiteral("positions")).toArray().first().toObject(); }
    [[nodiscard]] QJsonArray list(const char *name) const { return exchange.state().value(QLatin1StringView(name)).toArray(); }
    [[nodiscard]] QString wallet() const
    {
        const QJsonArray coins = list("wallets").first().toObject().value(QStringLiteral("coin")).toArray();
        for (const auto &coin : coins)
            if (coin.toObject().value(QStringLiteral("coin")).toString() == QStringLiteral("USDT"))
                return coin.toObject().value(QStringLiteral("walletBalance")).toString();
        return {};
    }

private:
    static inline const QByteArray kKey = QByteArrayLiteral("PAPERKEY"), kSecret = QByteArrayLiteral("paper-secret");
    static ExchangeConfig keyed(ExchangeConfig config)
    {
        config.keys = {{kKey, SecretBytes(kSecret)}};
        config.limitPerSecond = 10'000;
        return config;
    }
    [[nodiscard]] QJsonObject last(const QString &name, const QString &field, const QString &value) const
    {
        QJsonObject found;
        for (const auto &row : exchange.state().value(name).toArray())
            if (row.toObject().value(field).toString() == value)
                found = row.toObject();
        return found;
    }
    const Clock &m_clock;

public:
    Exchange exchange;
};

/// The live market of BTCUSDT as a terminal would pass it on.
class Feeder {
public:
    using Side = std::vector<std::pair<const char *, const char *>>; ///< price, quantity; best first
    explicit Feeder(const char *tick = "0.1", const char *lot = "0.001") : instrument(made(tick, lot)) { market.addInstrument(instrument); }

    void book(const Side &bids, const Side &asks, BookState state = BookState::Live)
    {
        auto snapshot = std::make_shared<BookSnapshot>();
        snapshot->instrument = instrument;
        snapshot->state = state;
        snapshot->bids = levels(bids);
        snapshot->asks = levels(asks);
        snapshot->sequence = ++sequence;
        market.setBook(snapshot);
    }
    void trade(const char *price, const char *qty, bw::Side taker, std::uint64_t at = 0)
    {
        market.addTrades(instrument, {{instrument->toTicks(number(price)).value(), instrument->toLots(number(qty)).value(), taker, {}, QStringLiteral("p"), at ? at : sequence + 1}});
    }
    void gauge(const char *last, const char *mark, const char *rate = "0.0001", UtcTime funding = {})
    {
        market.setGauge(instrument->id(), {number(last), number(mark), number(mark), number(rate), funding});
    }
    [[nodiscard]] static Decimal number(const char *text) { return Decimal::parse(std::string_view(text)).value(); }
    [[nodiscard]] static InstrumentPtr made(const char *tick, const char *lot)
    {
        InstrumentFilters filters;
        filters.tickSize = number(tick);
        filters.lotSize = number(lot);
        filters.maxLeverage = 100;
        return Instrument::create({Category::Linear, QStringLiteral("BTCUSDT")}, filters, QStringLiteral("BTC"), QStringLiteral("USDT"), QStringLiteral("USDT"),
                                  InstrumentStatus::Trading).value();
    }

    InstrumentPtr instrument;
    FedMarket market;
    std::uint64_t sequence = 100;

private:
    [[nodiscard]] std::vector<Level> levels(const Side &side) const
    {
        std::vector<Level> made;
        for (const auto &[price, qty] : side)
            made.push_back({instrument->toTicks(number(price)).value(), instrument->toLots(number(qty)).value()});
        return made;
    }
};

} // namespace bw
