// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/restmarket.h"

#include "core/sandbox/money.h"
#include "core/sandbox/priceband.h"
#include "core/sandbox/valuation.h"

#include <algorithm>

namespace bw::sandbox {

namespace {

using namespace std::chrono_literals;

constexpr auto kOutage = 10min;

QJsonArray levelRows(const Instrument &i, const std::vector<Level> &levels, int limit)
{
    QJsonArray rows;
    for (const Level &level : levels) {
        if (rows.size() >= limit)
            break;
        rows.append(QJsonArray{plain(i.price(level.price)), plain(i.qty(level.qty))});
    }
    return rows;
}

QJsonObject listOf(const QString &category, const QJsonArray &rows)
{
    return {{QStringLiteral("category"), category}, {QStringLiteral("list"), rows}};
}

} // namespace

void RestMarket::addTo(Routes &routes)
{
    const auto add = [&](const char *path, Answer (RestMarket::*handler)(const Call &) const) {
        routes.insert(QByteArrayLiteral("GET /v5/market/") + path, {.run = [this, handler](const Call &call) { return (this->*handler)(call); }});
    };
    routes.insert("GET /v5/market/time", {.run = [this](const Call &) { return time(); }});
    add("instruments-info", &RestMarket::instrumentsInfo);
    add("tickers", &RestMarket::tickers);
    add("orderbook", &RestMarket::orderbook);
    add("recent-trade", &RestMarket::recentTrade);
    add("price-limit", &RestMarket::priceLimit);
    add("risk-limit", &RestMarket::riskLimit);
    add("kline", &RestMarket::kline);
    add("funding/history", &RestMarket::fundingHistory);
    add("open-interest", &RestMarket::openInterest);
    routes.insert("GET /v5/system/status", {.run = [this](const Call &call) { return systemStatus(call); }});
    routes.insert("GET /v5/announcements/index", {.run = [](const Call &) {
                      return QJsonObject{{QStringLiteral("total"), 0}, {QStringLiteral("list"), QJsonArray()}};
                  }});
}

RestMarket::Ids RestMarket::instruments(const Call &call) const
{
    const QString name = call.text(QLatin1StringView("category"));
    const auto category = categoryFromName(name);
    if (!category && name != QLatin1StringView("option"))
        return refuse(code::Parameter, QStringLiteral("Illegal category"));
    const QString symbol = call.text(QLatin1StringView("symbol")), base = call.text(QLatin1StringView("baseCoin"));
    QList<InstrumentId> found; // of options there are none
    for (const InstrumentId &id : m_market.instruments())
        if (category == id.category && (symbol.isEmpty() || id.symbol == symbol)
            && (base.isEmpty() || m_market.instrument(id)->baseCoin() == base))
            found.append(id);
    if (!symbol.isEmpty() && found.isEmpty())
        return refuse(code::Parameter, QStringLiteral("Not supported symbols"));
    return found;
}

tl::expected<InstrumentId, Refusal> RestMarket::instrument(const Call &call) const
{
    if (call.text(QLatin1StringView("symbol")).isEmpty())
        return refuse(code::Parameter, QStringLiteral("Not supported symbols"));
    Call named = call;
    if (call.text(QLatin1StringView("category")).isEmpty())
        named.fields.insert(QStringLiteral("category"), QStringLiteral("linear")); // Bybit's default where it has one
    const auto found = instruments(named);
    if (!found)
        return tl::unexpected<Refusal>(found.error());
    return found->isEmpty() ? tl::expected<InstrumentId, Refusal>(refuse(code::Parameter, QStringLiteral("Not supported symbols")))
                            : tl::expected<InstrumentId, Refusal>(found->first());
}

Answer RestMarket::time() const
{
    const qint64 ms = toMs(m_clock.utcNow());
    return QJsonObject{{QStringLiteral("timeSecond"), QString::number(ms / 1000)}, {QStringLiteral("timeNano"), QString::number(ms * 1'000'000)}};
}

Answer RestMarket::instrumentsInfo(const Call &call) const
{
    const auto found = instruments(call);
    if (!found)
        return tl::unexpected<Refusal>(found.error());
    const QString category = call.text(QLatin1StringView("category")), asked = call.text(QLatin1StringView("status"));
    const bool isNamed = !call.text(QLatin1StringView("symbol")).isEmpty();
    // A list holds what is traded unless it is asked for another status; one that is named is told as it is.
    const auto isListed = [&](const QJsonObject &row) {
        const QString status = row.value(QLatin1StringView("status")).toString();
        return asked.isEmpty() ? isNamed || status.isEmpty() || status == QLatin1StringView("Trading") : status == asked;
    };
    QJsonArray rows;
    if (category == QLatin1StringView("spot")) { // knows no pages
        for (const InstrumentId &id : *found)
            if (const QJsonObject row = m_listings.row(id); isListed(row))
                rows.append(row);
        return listOf(category, rows);
    }
    Page page(call, 1000, 500);
    std::uint64_t number = static_cast<std::uint64_t>(found->size());
    for (const InstrumentId &id : *found) {
        const std::uint64_t mine = number--;
        if (const QJsonObject row = m_listings.row(id); isListed(row) && !page.offer(mine, id.symbol, [&] { return row; }))
            break;
    }
    return page.result(category);
}

Answer RestMarket::tickers(const Call &call) const
{
    const auto found = instruments(call);
    if (!found)
        return tl::unexpected<Refusal>(found.error());
    QJsonArray rows;
    for (const InstrumentId &id : *found) {
        const InstrumentPtr i = m_market.instrument(id);
        const MarketBook &book = m_market.book(id);
        const auto side = [&](const std::vector<Level> &levels, const QString &price, const QString &size, QJsonObject &row) {
            row.insert(price, levels.empty() ? QString() : plain(i->price(levels.front().price)));
            row.insert(size, levels.empty() ? QString() : plain(i->qty(levels.front().qty)));
        };
        QJsonObject row = m_market.tickerRow(id);
        side(book.bids, QStringLiteral("bid1Price"), QStringLiteral("bid1Size"), row);
        side(book.asks, QStringLiteral("ask1Price"), QStringLiteral("ask1Size"), row);
        rows.append(row);
    }
    return listOf(call.text(QLatin1StringView("category")), rows);
}

Answer RestMarket::orderbook(const Call &call) const
{
    const auto id = instrument(call);
    if (!id)
        return tl::unexpected<Refusal>(id.error());
    const int limit = call.number(QLatin1StringView("limit"), 1, 1000, id->category == Category::Spot ? 1 : 25);
    return bookRow(*id, m_market.deepBook(*id), limit);
}

QJsonObject RestMarket::bookRow(const InstrumentId &id, const MarketBook &book, int limit) const
{
    const InstrumentPtr i = m_market.instrument(id);
    return {
        {QStringLiteral("s"), id.symbol},
        {QStringLiteral("b"), levelRows(*i, book.bids, limit)},
        {QStringLiteral("a"), levelRows(*i, book.asks, limit)},
        {QStringLiteral("ts"), jsonMs(m_clock.utcNow())},
        {QStringLiteral("u"), static_cast<qint64>(book.updateId)},
        {QStringLiteral("seq"), static_cast<qint64>(book.sequence)},
        {QStringLiteral("cts"), jsonMs(book.matchedAt)},
    };
}

Answer RestMarket::recentTrade(const Call &call) const
{
    const auto id = instrument(call);
    if (!id)
        return tl::unexpected<Refusal>(id.error());
    const int highest = id->category == Category::Spot ? 60 : 1000;
    const int limit = call.number(QLatin1StringView("limit"), 1, highest, std::min(highest, 500));
    const InstrumentPtr i = m_market.instrument(*id);
    const QList<MarketPrint> prints = m_market.recentTrades(*id);
    QJsonArray rows;
    for (auto it = prints.crbegin(); it != prints.crend() && rows.size() < limit; ++it) {
        rows.append(QJsonObject{
            {QStringLiteral("execId"), it->id},
            {QStringLiteral("symbol"), id->symbol},
            {QStringLiteral("price"), plain(i->price(it->price))},
            {QStringLiteral("size"), plain(i->qty(it->qty))},
            {QStringLiteral("side"), toName(it->taker)},
            {QStringLiteral("time"), QString::number(toMs(it->at))},
            {QStringLiteral("isBlockTrade"), false},
            {QStringLiteral("isRPITrade"), false},
            {QStringLiteral("seq"), QString::number(it->sequence)},
        });
    }
    return listOf(toName(id->category), rows);
}

Answer RestMarket::priceLimit(const Call &call) const
{
    const auto id = instrument(call);
    if (!id)
        return tl::unexpected<Refusal>(id.error());
    const InstrumentPtr i = m_market.instrument(*id);
    const auto band = PriceBand::of(m_market, *i);
    if (!band)
        return refuse(code::Parameter, QStringLiteral("no price limit"));
    return QJsonObject{
        {QStringLiteral("symbol"), id->symbol},
        {QStringLiteral("buyLmt"), i->priceText(band->buyMax)},
        {QStringLiteral("sellLmt"), i->priceText(band->sellMin)},
        {QStringLiteral("ts"), QString::number(toMs(m_clock.utcNow()))},
    };
}

Answer RestMarket::riskLimit(const Call &call) const
{
    const auto id = instrument(call);
    if (!id)
        return tl::unexpected<Refusal>(id.error());
    const bool isInverse = id->category == Category::Inverse;
    return listOf(toName(id->category), {QJsonObject{
        {QStringLiteral("id"), 1},
        {QStringLiteral("symbol"), id->symbol},
        {QStringLiteral("riskLimitValue"), isInverse ? QStringLiteral("150") : QStringLiteral("2000000")},
        {QStringLiteral("maintenanceMargin"), Valuation::maintenanceRate().toString()},
        {QStringLiteral("initialMargin"), QStringLiteral("0.01")},
        {QStringLiteral("isLowestRisk"), 1},
        {QStringLiteral("maxLeverage"), QStringLiteral("100.00")},
        {QStringLiteral("mmDeduction"), QString()},
    }});
}

Answer RestMarket::systemStatus(const Call &) const
{
    QJsonArray rows;
    if (m_outage) {
        const UtcTime now = m_clock.utcNow(), end = *m_outage + kOutage;
        rows.append(QJsonObject{
            {QStringLiteral("id"), QStringLiteral("sandbox-outage")},
            {QStringLiteral("title"), QStringLiteral("Sandbox maintenance")},
            {QStringLiteral("state"), now < *m_outage ? QStringLiteral("scheduled") : now < end ? QStringLiteral("ongoing") : QStringLiteral("completed")},
            {QStringLiteral("begin"), QString::number(toMs(*m_outage))},
            {QStringLiteral("end"), QString::number(toMs(end))},
            {QStringLiteral("href"), QString()},
            {QStringLiteral("serviceTypes"), QJsonArray{1, 2, 3, 4, 5}},
            {QStringLiteral("product"), QJsonArray{1, 2}},
            {QStringLiteral("uidSuffix"), QJsonArray()},
            {QStringLiteral("maintainType"), 1},
            {QStringLiteral("env"), 1},
        });
    }
    return QJsonObject{{QStringLiteral("list"), rows}};
}

} // namespace bw::sandbox
