// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/exchange.h"
#include "tests/support/fakeclock.h"

#include <QList>

#include <map>

namespace bw {

/// A market that stands until a test moves it: BTCUSDT linear, BTCUSD inverse and BTCUSDT spot around 60 000.
class StillMarket final : public MarketSource {
public:
    StillMarket();
    static InstrumentId linear() { return {Category::Linear, QStringLiteral("BTCUSDT")}; }
    static InstrumentId inverse() { return {Category::Inverse, QStringLiteral("BTCUSD")}; }
    static InstrumentId spot() { return {Category::Spot, QStringLiteral("BTCUSDT")}; }

    using Side = QList<std::pair<const char *, const char *>>; ///< price, quantity; best first
    void setBook(const InstrumentId &id, const Side &bids, const Side &asks);
    void setPrices(const InstrumentId &id, const char *last, const char *mark);
    void printTrade(const InstrumentId &id, const char *price, const char *qty, bw::Side taker);
    void setFunding(const InstrumentId &id, const char *rate, UtcTime next);
    [[nodiscard]] int watchers(const InstrumentId &id) const { return m_watchers.value(id); }

    [[nodiscard]] QList<InstrumentId> instruments() const override { return {linear(), inverse(), spot()}; }
    [[nodiscard]] InstrumentPtr instrument(const InstrumentId &id) const override { return m_all.value(id).instrument; }
    [[nodiscard]] QJsonObject instrumentInfo(const InstrumentId &id) const override { return m_all.value(id).info; }
    [[nodiscard]] const MarketBook &book(const InstrumentId &id) override { return m_books[id]; }
    [[nodiscard]] MarketGauge gauge(const InstrumentId &id) override { return m_all.value(id).gauge; }
    [[nodiscard]] QJsonObject tickerRow(const InstrumentId &id) override { return {{QStringLiteral("symbol"), id.symbol}}; }
    [[nodiscard]] QList<MarketPrint> recentTrades(const InstrumentId &id) override { return m_all.value(id).prints; }
    void watch(const InstrumentId &id) override { ++m_watchers[id]; }
    void unwatch(const InstrumentId &id) override { --m_watchers[id]; }

private:
    struct Listing {
        InstrumentPtr instrument;
        QJsonObject info;
        MarketGauge gauge;
        QList<MarketPrint> prints;
    };
    void list(const InstrumentId &id, const char *tick, const char *lot, const char *minNotional, const char *quoteStep);
    QHash<InstrumentId, Listing> m_all;
    QHash<InstrumentId, MarketBook> m_books;
    QHash<InstrumentId, int> m_watchers;
};

/// An exchange with one account over a still market, and a client that signs by itself.
class ExchangeRig {
public:
    explicit ExchangeRig(QMap<QString, Decimal> balances = {{QStringLiteral("USDT"), Decimal(100'000)}}, int limit = 1000,
                         Decimal maker = Decimal::fromScaled(2, 4));

    [[nodiscard]] RestReply send(const char *method, const QByteArray &path, const QByteArray &payload);
    [[nodiscard]] QJsonObject post(const char *path, const QJsonObject &body); ///< the envelope; path behind /v5/
    [[nodiscard]] QJsonObject get(const char *pathAndQuery);
    [[nodiscard]] int code(const char *path, const QJsonObject &body) { return post(path, body).value(QStringLiteral("retCode")).toInt(-1); }
    [[nodiscard]] QJsonArray rows(const char *pathAndQuery);
    [[nodiscard]] QJsonObject row(const char *pathAndQuery) { return rows(pathAndQuery).first().toObject(); }
    [[nodiscard]] QString wallet(const char *coin);
    /// create with the given fields; fails the test loudly when it is refused.
    QString order(const QJsonObject &body);
    [[nodiscard]] QJsonObject orderRecord(const QString &category, const QString &orderId);

    struct Event {
        QByteArray topic;
        QJsonArray rows;
    };
    FakeClock clock;
    StillMarket market;
    Exchange exchange;
    QList<Event> events;
};

[[nodiscard]] Decimal dec(const char *text);
[[nodiscard]] Decimal dec(const QJsonValue &text);
/// {"category": "linear", ...} from a flat list of names and values; "true" and "false" become booleans.
[[nodiscard]] QJsonObject fields(std::initializer_list<std::pair<const char *, const char *>> list);

} // namespace bw
