// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/sandbox/exchangerig.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QtTest>

namespace bw {

namespace {

const QByteArray kKey = QByteArrayLiteral("RIGKEY");
const QByteArray kSecret = QByteArrayLiteral("rig-secret");

std::vector<Level> levelsOf(const Instrument &i, const StillMarket::Side &side)
{
    std::vector<Level> levels;
    for (const auto &[price, qty] : side)
        levels.push_back({i.toTicks(dec(price)).value(), i.toLots(dec(qty)).value()});
    return levels;
}

} // namespace

StillMarket::StillMarket()
{
    list(linear(), "0.10", "0.001", "5", nullptr);
    list(inverse(), "0.50", "1", nullptr, nullptr);
    list(spot(), "0.01", "0.000001", "5", "0.0000001");
    for (const InstrumentId &id : instruments()) {
        setPrices(id, "60000", "60000");
        if (id == inverse())
            setBook(id, {{"59999.5", "100000"}, {"59999", "500000"}}, {{"60000", "100000"}, {"60000.5", "500000"}});
        else
            setBook(id, {{"59999.9", "1"}, {"59999.8", "5"}, {"59990", "50"}}, {{"60000", "0.3"}, {"60000.1", "5"}, {"60010", "50"}});
    }
}

void StillMarket::list(const InstrumentId &id, const char *tick, const char *lot, const char *minNotional, const char *quoteStep)
{
    InstrumentFilters filters;
    filters.tickSize = dec(tick);
    filters.lotSize = dec(lot);
    if (minNotional)
        filters.minNotional = dec(minNotional);
    if (id.category != Category::Spot) {
        filters.minPrice = dec("0.10");
        filters.maxPrice = dec("1999999.80");
        filters.minQty = dec(lot);
        filters.maxLeverage = dec("100");
    }
    filters.maxLimitQty = id == inverse() ? dec("1000000") : dec("100");
    filters.maxMarketQty = id == inverse() ? dec("500000") : dec("50");
    const QString quote = id == inverse() ? QStringLiteral("USD") : QStringLiteral("USDT");
    const QString settle = id == inverse() ? QStringLiteral("BTC") : QStringLiteral("USDT");
    QJsonObject lotFilter;
    if (quoteStep)
        lotFilter.insert(QStringLiteral("quotePrecision"), QLatin1StringView(quoteStep));
    m_all[id] = {Instrument::create(id, filters, QStringLiteral("BTC"), quote, settle, InstrumentStatus::Trading).value(),
                 {{QStringLiteral("symbol"), id.symbol},
                  {QStringLiteral("lotSizeFilter"), lotFilter},
                  {QStringLiteral("riskParameters"),
                   QJsonObject{{QStringLiteral("priceLimitRatioX"), QStringLiteral("0.02")}, {QStringLiteral("priceLimitRatioY"), QStringLiteral("0.05")}}}},
                 {},
                 {}};
}

void StillMarket::setBook(const InstrumentId &id, const Side &bids, const Side &asks)
{
    MarketBook &book = m_books[id];
    book.bids = levelsOf(*instrument(id), bids);
    book.asks = levelsOf(*instrument(id), asks);
    ++book.updateId;
    ++book.sequence;
    Q_EMIT bookChanged(id);
}

void StillMarket::setPrices(const InstrumentId &id, const char *last, const char *mark)
{
    MarketGauge &gauge = m_all[id].gauge;
    gauge.lastPrice = dec(last);
    gauge.markPrice = gauge.indexPrice = dec(mark);
    Q_EMIT tickerChanged(id);
}

void StillMarket::printTrade(const InstrumentId &id, const char *price, const char *qty, bw::Side taker)
{
    const InstrumentPtr i = instrument(id);
    const MarketPrint print{i->toTicks(dec(price)).value(), i->toLots(dec(qty)).value(), taker, fromMs(1'700'000'000'000), QStringLiteral("p"), 1};
    m_all[id].gauge.lastPrice = dec(price);
    m_all[id].prints.append(print);
    Q_EMIT tradePrinted(id, print);
}

void StillMarket::setFunding(const InstrumentId &id, const char *rate, UtcTime next)
{
    m_all[id].gauge.fundingRate = dec(rate);
    m_all[id].gauge.nextFundingTime = next;
    Q_EMIT tickerChanged(id);
}

ExchangeRig::ExchangeRig(QMap<QString, Decimal> balances, int limit, Decimal maker)
    : exchange(clock, market, [&] {
          ExchangeConfig config;
          config.keys = {{kKey, SecretBytes(kSecret), KeyKind::Trade}, {"READER", SecretBytes(kSecret), KeyKind::ReadOnly}};
          config.balances = std::move(balances);
          config.limitPerSecond = limit;
          config.fees.linear.maker = config.fees.inverse.maker = maker;
          return config;
      }())
{
    QObject::connect(&exchange, &Exchange::privateEvent, &exchange, [this](const QByteArray &key, const QByteArray &topic, const QJsonArray &data) {
        QCOMPARE(key, kKey);
        events.append({topic, data});
    });
}

RestReply ExchangeRig::send(const char *method, const QByteArray &path, const QByteArray &payload)
{
    const QByteArray stamp = QByteArray::number(toMs(clock.utcNow()));
    const QByteArray sign =
        QMessageAuthenticationCode::hash(stamp + kKey + "5000" + payload, kSecret, QCryptographicHash::Sha256).toHex();
    const bool isPost = qstrcmp(method, "POST") == 0;
    return exchange.handle({.method = method,
                            .path = path,
                            .rawQuery = isPost ? QByteArray() : payload,
                            .body = isPost ? payload : QByteArray(),
                            .headers = {{"x-bapi-api-key", kKey}, {"x-bapi-timestamp", stamp}, {"x-bapi-recv-window", "5000"}, {"x-bapi-sign", sign}}});
}

QJsonObject ExchangeRig::post(const char *path, const QJsonObject &body)
{
    return QJsonDocument::fromJson(send("POST", QByteArrayLiteral("/v5/") + path, QJsonDocument(body).toJson(QJsonDocument::Compact)).body).object();
}

QJsonObject ExchangeRig::get(const char *pathAndQuery)
{
    const QByteArray target(pathAndQuery);
    const qsizetype mark = target.indexOf('?');
    const QByteArray path = "/v5/" + (mark < 0 ? target : target.left(mark));
    return QJsonDocument::fromJson(send("GET", path, mark < 0 ? QByteArray() : target.mid(mark + 1)).body).object();
}

QJsonArray ExchangeRig::rows(const char *pathAndQuery)
{
    const QJsonObject reply = get(pathAndQuery);
    if (reply.value(QStringLiteral("retCode")).toInt(-1) != 0)
        qFatal("%s: %s", pathAndQuery, qPrintable(reply.value(QStringLiteral("retMsg")).toString()));
    return reply.value(QStringLiteral("result")).toObject().value(QStringLiteral("list")).toArray();
}

QString ExchangeRig::wallet(const char *coin)
{
    const QJsonArray coins = row("account/wallet-balance?accountType=UNIFIED").value(QStringLiteral("coin")).toArray();
    for (const auto &entry : coins)
        if (entry.toObject().value(QStringLiteral("coin")).toString() == QLatin1StringView(coin))
            return entry.toObject().value(QStringLiteral("walletBalance")).toString();
    return QStringLiteral("0");
}

QString ExchangeRig::order(const QJsonObject &body)
{
    const QJsonObject reply = post("order/create", body);
    if (reply.value(QStringLiteral("retCode")).toInt(-1) != 0)
        qFatal("refused: %s", QJsonDocument(reply).toJson(QJsonDocument::Compact).constData());
    return reply.value(QStringLiteral("result")).toObject().value(QStringLiteral("orderId")).toString();
}

QJsonObject ExchangeRig::orderRecord(const QString &category, const QString &orderId)
{
    const QString target = QStringLiteral("order/realtime?category=%1&symbol=BTCUSDT&orderId=%2").arg(category, orderId);
    return row(target.toLatin1().constData());
}

Decimal dec(const char *text)
{
    return Decimal::parse(std::string_view(text)).value();
}

Decimal dec(const QJsonValue &text)
{
    return Decimal::parse(text.toString()).value();
}

QJsonObject fields(std::initializer_list<std::pair<const char *, const char *>> list)
{
    QJsonObject made;
    for (const auto &[name, value] : list) {
        const QLatin1StringView text(value);
        const bool isBool = text == QLatin1StringView("true") || text == QLatin1StringView("false");
        made.insert(QLatin1StringView(name), isBool ? QJsonValue(text == QLatin1StringView("true")) : QJsonValue(text));
    }
    return made;
}

} // namespace bw
