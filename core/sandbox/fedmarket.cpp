// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/fedmarket.h"

#include "core/sandbox/instrumentrow.h"

#include <algorithm>
#include <optional>

namespace bw {
namespace {

constexpr std::size_t kMostTrades = 1000;

QString textOr(const std::optional<Decimal> &value, const QString &otherwise)
{
    return value ? value->toString() : otherwise;
}

bool hasSameSteps(const Instrument &a, const Instrument &b)
{
    return a.filters().tickSize == b.filters().tickSize && a.filters().lotSize == b.filters().lotSize;
}

QJsonObject rowOf(const Instrument &instrument)
{
    const InstrumentFilters &filters = instrument.filters();
    const InstrumentTerms usual;
    QJsonObject row = instrumentRow({instrument.id(), instrument.baseCoin(), instrument.quoteCoin(), filters.tickSize.toString(), filters.lotSize.toString(),
                          textOr(filters.maxLimitQty, usual.maxQty), textOr(filters.maxMarketQty, usual.maxMarketQty),
                          textOr(filters.minNotional, usual.minNotional), textOr(filters.maxLeverage, usual.maxLeverage)});
    row.remove(QStringLiteral("riskParameters")); // the venue's own price limits are judged before an order comes here
    return row;
}

} // namespace

struct FedMarket::Listing {
    InstrumentPtr instrument;
    InstrumentPtr next; ///< with other steps: once nothing is held in these
    QJsonObject row;
    int watchers = 0;
    bool isLive = false;
    MarketBook book;
    MarketGauge gauge;
    std::deque<MarketPrint> trades;
};

FedMarket::FedMarket(QObject *parent) : MarketSource(parent) {}

FedMarket::~FedMarket() = default;

FedMarket::Listing *FedMarket::find(const InstrumentId &id) const
{
    const auto found = std::find_if(m_listings.begin(), m_listings.end(), [&id](const auto &listing) { return listing->instrument->id() == id; });
    return found == m_listings.end() ? nullptr : found->get();
}

void FedMarket::addInstrument(const InstrumentPtr &instrument, const QJsonObject &row)
{
    if (Listing *known = find(instrument->id())) {
        if (!hasSameSteps(*known->instrument, *instrument) && known->watchers > 0) {
            known->next = instrument;
            return;
        }
        known->next.reset();
        known->instrument = instrument;
        known->row = row.isEmpty() ? rowOf(*instrument) : row;
        return;
    }
    auto listing = std::make_unique<Listing>();
    listing->instrument = instrument;
    listing->row = row.isEmpty() ? rowOf(*instrument) : row;
    m_listings.push_back(std::move(listing));
}

void FedMarket::setBook(const std::shared_ptr<const BookSnapshot> &book)
{
    Listing *listing = find(book->instrument->id());
    if (!listing)
        return;
    MarketBook &own = listing->book;
    listing->isLive = book->isLive() && hasSameSteps(*listing->instrument, *book->instrument);
    if (listing->isLive) {
        if (own.bids.empty() && own.asks.empty())
            ++own.resets; // the first one, or the first after a stale one: a snapshot
        own.bids = book->bids;
        own.asks = book->asks;
        own.matchedAt = book->matchedAt;
    } else {
        return empty(*listing);
    }
    ++own.updateId;
    own.sequence = book->sequence > 0 ? book->sequence : own.sequence + 1;
    Q_EMIT bookChanged(listing->instrument->id());
}

void FedMarket::loseBook(const InstrumentId &id)
{
    Listing *listing = find(id);
    if (!listing)
        return;
    listing->isLive = false;
    empty(*listing);
}

void FedMarket::empty(Listing &listing)
{
    MarketBook &own = listing.book;
    if (own.bids.empty() && own.asks.empty())
        return;
    own.bids.clear();
    own.asks.clear();
    ++own.resets;
    ++own.updateId;
    ++own.sequence;
    Q_EMIT bookChanged(listing.instrument->id());
}

void FedMarket::addTrade(const InstrumentId &id, const MarketPrint &print)
{
    Listing *listing = find(id);
    if (!listing)
        return;
    listing->trades.push_back(print);
    if (listing->trades.size() > kMostTrades)
        listing->trades.pop_front();
    Q_EMIT tradePrinted(id, print);
}

void FedMarket::addTrades(const InstrumentPtr &instrument, const QVector<MarketPrint> &prints)
{
    const Listing *listing = find(instrument->id());
    if (!listing || !hasSameSteps(*listing->instrument, *instrument))
        return;
    for (const MarketPrint &print : prints)
        addTrade(instrument->id(), print);
}

void FedMarket::adopt(const InstrumentPtr &instrument, const Decimal &price)
{
    addInstrument(instrument);
    MarketGauge &gauge = find(instrument->id())->gauge;
    for (Decimal *known : {&gauge.lastPrice, &gauge.markPrice, &gauge.indexPrice})
        if (known->isZero())
            *known = price;
}

bool FedMarket::isLive(const InstrumentId &id) const
{
    const Listing *listing = find(id);
    return listing && listing->isLive;
}

QVector<InstrumentPtr> FedMarket::watched() const
{
    QVector<InstrumentPtr> watched;
    for (const auto &listing : m_listings)
        if (listing->watchers > 0)
            watched.append(listing->instrument);
    return watched;
}

void FedMarket::watch(const InstrumentId &id)
{
    if (Listing *listing = find(id); listing && ++listing->watchers == 1)
        Q_EMIT watchedChanged(watched());
}

void FedMarket::unwatch(const InstrumentId &id)
{
    Listing *listing = find(id);
    if (!listing || --listing->watchers > 0)
        return;
    if (listing->next)
        addInstrument(std::exchange(listing->next, nullptr));
    Q_EMIT watchedChanged(watched());
}

void FedMarket::setGauge(const InstrumentId &id, const MarketGauge &gauge)
{
    Listing *listing = find(id);
    if (!listing)
        return;
    const auto keep = [](Decimal &known, const Decimal &told) {
        if (told.isValid())
            known = told;
    };
    keep(listing->gauge.lastPrice, gauge.lastPrice);
    keep(listing->gauge.markPrice, gauge.markPrice);
    keep(listing->gauge.indexPrice, gauge.indexPrice);
    keep(listing->gauge.fundingRate, gauge.fundingRate);
    if (toMs(gauge.nextFundingTime) > 0)
        listing->gauge.nextFundingTime = gauge.nextFundingTime;
    Q_EMIT tickerChanged(id);
}

QList<InstrumentId> FedMarket::instruments() const
{
    QList<InstrumentId> ids;
    for (const auto &listing : m_listings)
        ids.append(listing->instrument->id());
    return ids;
}

InstrumentPtr FedMarket::instrument(const InstrumentId &id) const
{
    return find(id)->instrument;
}

QJsonObject FedMarket::instrumentInfo(const InstrumentId &id) const
{
    return find(id)->row;
}

const MarketBook &FedMarket::book(const InstrumentId &id)
{
    return find(id)->book;
}

MarketGauge FedMarket::gauge(const InstrumentId &id)
{
    const Listing &listing = *find(id);
    MarketGauge gauge = listing.gauge;
    const auto known = [](Decimal &value, const Decimal &otherwise) {
        if (!value.isValid() || value.isZero())
            value = otherwise;
    };
    const auto &book = listing.book;
    const PriceTicks near = !listing.trades.empty() ? listing.trades.back().price
        : !book.bids.empty()                        ? book.bids.front().price
        : !book.asks.empty()                        ? book.asks.front().price
                                                    : PriceTicks(0);
    known(gauge.lastPrice, listing.instrument->price(near));
    known(gauge.markPrice, gauge.lastPrice);
    known(gauge.indexPrice, gauge.markPrice);
    if (!gauge.fundingRate.isValid())
        gauge.fundingRate = Decimal(0);
    return gauge;
}

QJsonObject FedMarket::tickerRow(const InstrumentId &id)
{
    const MarketGauge now = gauge(id);
    QJsonObject row{{QStringLiteral("symbol"), id.symbol}, {QStringLiteral("lastPrice"), now.lastPrice.toString()}};
    if (id.category == Category::Spot) {
        row.insert(QStringLiteral("usdIndexPrice"), now.indexPrice.toString());
        return row;
    }
    row.insert(QStringLiteral("markPrice"), now.markPrice.toString());
    row.insert(QStringLiteral("indexPrice"), now.indexPrice.toString());
    row.insert(QStringLiteral("fundingRate"), now.fundingRate.toString());
    row.insert(QStringLiteral("nextFundingTime"), QString::number(toMs(now.nextFundingTime)));
    return row;
}

QList<MarketPrint> FedMarket::recentTrades(const InstrumentId &id)
{
    const auto &trades = find(id)->trades;
    return {trades.begin(), trades.end()};
}

} // namespace bw
