// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/watchdesk.h"

#include "core/engine/api/marketclient.h"
#include "core/engine/spotchecker.h"
#include "core/engine/tickermerge.h"
#include "core/engine/watchfigures.h"

#include <algorithm>
#include <set>

namespace bw {

namespace {
constexpr std::chrono::seconds kRetry{5};
constexpr int kFullDepth = 50;
} // namespace

struct WatchDesk::Row {
    InstrumentId id;
    int depth = 1;                      ///< 1 or kFullDepth
    std::unique_ptr<BookKeeper> keeper; ///< null until the filters are known
    std::unique_ptr<SpotChecker> checker; ///< of a full book
    FlowWindow flow;                    ///< of a full book
    TickerView ticker;
    bool isUnlisted = false;            ///< its category was read, and it was not there
};

WatchDesk::WatchDesk(MarketFeed &feed, TopicCounter &topics, MarketReader &reader, MarketChannels &channels, EngineEvents &events,
                     MarketEvents &marketEvents, const Clock &clock, Scheduler &scheduler)
    : m_topics(topics), m_reader(reader), m_channels(channels), m_events(events), m_marketEvents(marketEvents), m_clock(clock), m_scheduler(scheduler)
{
    connect(&feed, &MarketFeed::bookUpdated, this, &WatchDesk::onBook);
    connect(&feed, &MarketFeed::tickerUpdated, this, &WatchDesk::onTicker);
    connect(&feed, &MarketFeed::tradesReceived, this, &WatchDesk::onTrades);
    connect(&feed, &MarketFeed::malformed, this, &WatchDesk::onMalformed);
    connect(&feed, &MarketFeed::lost, this, &WatchDesk::onLost);
    connect(&feed, &MarketFeed::bookLost, this, &WatchDesk::onBookLost);
    connect(&feed, &MarketFeed::refused, this, &WatchDesk::onRefused);
    connect(&marketEvents, &MarketEvents::instrumentsRead, this, &WatchDesk::onInstruments);
}

WatchDesk::~WatchDesk() = default;

void WatchDesk::set(const QVector<InstrumentId> &ids)
{
    QHash<InstrumentId, std::unique_ptr<Row> *> before;
    for (auto &row : m_rows)
        before.insert(row->id, &row);
    std::vector<std::unique_ptr<Row>> rows;
    QHash<InstrumentId, Row *> byId;
    for (const auto &id : ids) {
        if (byId.contains(id) || rows.size() == MarketClient::kMaxWatched)
            continue;
        if (auto *kept = before.value(id, nullptr)) {
            rows.push_back(std::move(*kept)); // it goes on as it is
        } else {
            rows.push_back(std::make_unique<Row>());
            rows.back()->id = rows.back()->ticker.id = id;
        }
        byId.insert(id, rows.back().get());
    }
    for (const auto &row : m_rows)
        if (row)
            end(*row);
    m_rows = std::move(rows);
    m_byId = std::move(byId);
    QVector<InstrumentId> now;
    for (const auto &row : m_rows)
        now.append(row->id);
    if (std::exchange(m_ids, now) != now)
        Q_EMIT m_marketEvents.watchListSet(now);
    fitDepths();
    readUnknown();
    pulse();
}

void WatchDesk::setFull(bool isFull)
{
    if (std::exchange(m_isFull, isFull) == isFull)
        return;
    fitDepths();
    pulse();
}

/// A row that moves over the limit begins anew with the other depth.
void WatchDesk::fitDepths()
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        Row &row = *m_rows[i];
        const int depth = m_isFull && i < MarketClient::kMaxFullBooks ? kFullDepth : 1;
        if (row.depth == depth)
            continue;
        const InstrumentPtr instrument = row.keeper ? row.keeper->instrument() : nullptr;
        end(row);
        row.depth = depth;
        if (instrument)
            begin(row, instrument);
    }
}

QVector<MarketTopic> WatchDesk::topicsOf(const Row &row)
{
    QVector<MarketTopic> topics{MarketTopic::book(1), MarketTopic::ticker()};
    if (row.depth > 1)
        topics.append({MarketTopic::book(row.depth), MarketTopic::trades()});
    return topics;
}

/// One reading for a category, not one for a symbol.
void WatchDesk::readUnknown()
{
    m_retry.reset();
    std::set<Category> categories;
    for (const auto &row : m_rows)
        if (!row->keeper && !row->isUnlisted)
            categories.insert(row->id.category);
    for (const auto category : categories) {
        if (m_reading.contains(category))
            continue;
        m_reading.append(category);
        m_reader.readInstruments(category, this, [this, category](const Result<QVector<InstrumentPtr>> &found) {
            m_reading.removeAll(category);
            if (found)
                onInstruments(category, *found);
            else
                m_retry = m_scheduler.after(kRetry, [this] { readUnknown(); });
        });
    }
}

void WatchDesk::onInstruments(Category category, const QVector<InstrumentPtr> &instruments)
{
    std::vector<Row *> unknown;
    for (const auto &row : m_rows)
        if (row->id.category == category && !row->keeper)
            unknown.push_back(row.get());
    if (unknown.empty())
        return;
    for (auto *row : unknown)
        row->isUnlisted = true;
    for (const auto &instrument : instruments)
        if (auto *row = find(instrument->id()); row && !row->keeper)
            begin(*row, instrument);
}

void WatchDesk::begin(Row &row, const InstrumentPtr &instrument)
{
    row.isUnlisted = false;
    row.keeper = std::make_unique<BookKeeper>(instrument, row.depth, m_clock);
    if (row.depth > 1)
        row.checker = std::make_unique<SpotChecker>(*row.keeper, m_reader, m_clock);
    connect(row.keeper.get(), &BookKeeper::resyncWanted, this, [this, id = row.id](const MarketTopic &topic) { m_topics.resync(id, topic); });
    connect(row.keeper.get(), &BookKeeper::gapSeen, this, [this, id = row.id](GapKind gap, const QString &action) {
        Q_EMIT m_events.gapSeen(id, gap, action);
    });
    for (const MarketTopic &topic : topicsOf(row))
        m_topics.take(instrument, topic);
}

void WatchDesk::end(Row &row)
{
    if (!row.keeper)
        return;
    for (const MarketTopic &topic : topicsOf(row))
        m_topics.release(row.id, topic);
    row.checker.reset();
    row.keeper.reset();
    row.flow.clear();
}

void WatchDesk::onBook(const InstrumentId &id, const BookUpdate &update)
{
    auto *row = find(id);
    if (!row || !row->keeper)
        return;
    if (update.depth == row->depth)
        row->keeper->apply(update);
    else if (update.depth == 1)
        row->keeper->applyTop(update);
}

void WatchDesk::onTrades(const InstrumentId &id, std::span<const TradePrint> trades)
{
    if (auto *row = find(id); row && row->keeper && row->depth > 1)
        row->flow.add(m_clock.now(), *row->keeper->instrument(), trades);
}

void WatchDesk::onTicker(const InstrumentId &id, const TickerUpdate &update)
{
    if (auto *row = find(id); row && row->keeper)
        merge(row->ticker, update, m_clock.now());
}

void WatchDesk::onMalformed(const InstrumentId &id, const MarketTopic &topic)
{
    if (auto *row = find(id); row && row->keeper && topic == row->keeper->topic())
        row->keeper->malformed();
}

void WatchDesk::onLost(Category category)
{
    for (const auto &row : m_rows)
        if (row->keeper && row->id.category == category)
            row->keeper->lost(GapKind::Disconnected);
}

void WatchDesk::onBookLost(const InstrumentId &id, const MarketTopic &topic)
{
    if (auto *row = find(id); row && row->keeper && topic == row->keeper->topic())
        row->keeper->lost(GapKind::Disconnected);
}

void WatchDesk::onRefused(const InstrumentId &id, const MarketTopic &topic, const Error &error)
{
    auto *row = find(id);
    if (!row || !row->keeper || topic != row->keeper->topic())
        return;
    row->keeper->refuse();
    Q_EMIT m_events.noticeRaised({Notice::Severity::Caution, error, id.symbol, m_clock.utcNow()});
}

void WatchDesk::doubt(std::optional<Category> category)
{
    for (const auto &row : m_rows)
        if (row->keeper && row->id.category == category.value_or(row->id.category))
            row->keeper->doubt();
}

void WatchDesk::setVenueClock(std::chrono::milliseconds offset, std::chrono::milliseconds error)
{
    m_venueOffset = offset;
    m_clockError = error;
}

void WatchDesk::pulse()
{
    auto view = std::make_shared<WatchView>();
    view->rows.reserve(m_rows.size());
    for (const auto &row : m_rows) {
        if (row->keeper) {
            row->keeper->setVenueClock(m_venueOffset, m_clockError);
            row->keeper->watch();
        }
        if (row->checker)
            row->checker->pulse();
        view->rows.push_back(describe(*row));
    }
    m_channels.watchList.publish(std::move(view));
}

WatchRow WatchDesk::describe(const Row &row) const
{
    WatchRow view;
    view.id = row.id;
    view.last = row.ticker.last;
    view.change24hPct = row.ticker.change24hPct;
    view.fundingRate = row.ticker.fundingRate;
    if (!row.keeper) {
        view.gap = row.isUnlisted ? GapKind::Refused : GapKind::None;
        return view;
    }
    const BookKeeper &keeper = *row.keeper;
    view.instrument = keeper.instrument();
    view.state = keeper.state();
    view.gap = keeper.gap();
    view.trust = keeper.trust({m_clockError, std::nullopt}).score;
    view.receivedAt = keeper.receivedAt();
    view.updatesPerSecond = keeper.updatesPerSecond();
    if (!keeper.isLive())
        return view;
    const auto best = bestOf(keeper.book().bids(), keeper.book().asks());
    if (best.bid)
        view.bid = best.bid->price;
    if (best.ask)
        view.ask = best.ask->price;
    if (best.bid && best.ask)
        view.spreadPct = spreadPct(*view.instrument, *view.bid, *view.ask);
    if (row.depth > 1)
        describeFull(row, m_clock.now(), view);
    return view;
}

void WatchDesk::describeFull(const Row &row, MonoTime now, WatchRow &view)
{
    view.flow = row.flow.sum(now);
    if (const auto depth = nearDepth(*view.instrument, row.keeper->book(), WatchRow::kNearBps)) {
        view.bidDepth = depth->bid;
        view.askDepth = depth->ask;
    }
}

} // namespace bw
