// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/replayfeed.h"

#include "core/domain/book/booktext.h"

#include <QCryptographicHash>

namespace bw {

namespace {

constexpr std::size_t kMaxTopics = 5000;

template <class T>
void merge(std::optional<T> &known, const std::optional<T> &news, bool isSnapshot)
{
    if (news || isSnapshot)
        known = news;
}

QByteArray text(const std::optional<Decimal> &value) { return value ? value->toString().toLatin1() : QByteArray("-"); }

QByteArray tickerText(const TickerUpdate &t)
{
    QByteArray line;
    for (const auto &value : {t.last, t.mark, t.index, t.change24hPct, t.fundingRate, t.openInterest, t.turnover24h})
        line += ' ' + text(value);
    return line + ' ' + QByteArray::number(t.nextFunding ? toMs(*t.nextFunding) : -1);
}

} // namespace

ReplayFeed::ReplayFeed(std::unique_ptr<MarketFeed> inner, Scheduler &scheduler) : m_inner(std::move(inner)), m_scheduler(scheduler)
{
    listen();
}

void ReplayFeed::listen()
{
    auto *from = m_inner.get();
    connect(from, &MarketFeed::statusChanged, this, &MarketFeed::statusChanged);
    connect(from, &MarketFeed::lost, this, &ReplayFeed::onLost);
    connect(from, &MarketFeed::bookUpdated, this, &ReplayFeed::onBook);
    connect(from, &MarketFeed::tradesReceived, this, &ReplayFeed::onTrades);
    connect(from, &MarketFeed::tickerUpdated, this, &ReplayFeed::onTicker);
    connect(from, &MarketFeed::bookLost, this, [this](const InstrumentId &id, const MarketTopic &topic) {
        if (auto *book = kept(id, topic))
            book->book.reset(GapKind::Disconnected);
        if (isWanted(id, topic))
            Q_EMIT bookLost(id, topic);
    });
    connect(from, &MarketFeed::malformed, this, [this](const InstrumentId &id, const MarketTopic &topic, const QString &detail) {
        if (auto *book = kept(id, topic); book && topic.kind == MarketTopic::Kind::Book)
            (void)book->book.malformed();
        if (isWanted(id, topic))
            Q_EMIT malformed(id, topic, detail);
    });
    connect(from, &MarketFeed::refused, this, [this](const InstrumentId &id, const MarketTopic &topic, const Error &error) {
        if (isWanted(id, topic))
            Q_EMIT refused(id, topic, error);
    });
    connect(from, &MarketFeed::candlesUpdated, this, [this](const InstrumentId &id, CandleInterval interval, std::span<const Candle> candles) {
        if (isWanted(id, MarketTopic::candles(interval)))
            Q_EMIT candlesUpdated(id, interval, candles);
    });
    connect(from, &MarketFeed::liquidationsReceived, this, [this](const InstrumentId &id, std::span<const LiquidationPrint> prints) {
        if (auto *topic = kept(id, MarketTopic::liquidations()))
            topic->prints += prints.size();
        if (isWanted(id, MarketTopic::liquidations()))
            Q_EMIT liquidationsReceived(id, prints);
    });
}

ReplayFeed::Key ReplayFeed::keyOf(const InstrumentId &id, const MarketTopic &topic)
{
    return {id.category, id.symbol, topic.kind, topic.depth, topic.interval ? static_cast<int>(*topic.interval) : 0};
}

ReplayFeed::Kept *ReplayFeed::kept(const InstrumentId &id, const MarketTopic &topic)
{
    const auto at = m_kept.find(keyOf(id, topic));
    return at == m_kept.end() ? nullptr : &at->second;
}

void ReplayFeed::applyNote(const QJsonObject &json)
{
    const auto note = topicNoteFrom(json);
    if (!note)
        return;
    switch (note->act) {
    case TopicNote::Act::Subscribe: {
        if (m_kept.size() >= kMaxTopics)
            return;
        Kept &fresh = m_kept[keyOf(note->id, note->topic)] = {};
        fresh.instrument = note->instrument;
        fresh.topic = note->topic;
        return m_inner->subscribe(note->instrument, note->topic);
    }
    case TopicNote::Act::Unsubscribe:
        m_kept.erase(keyOf(note->id, note->topic));
        return m_inner->unsubscribe(note->id, note->topic);
    case TopicNote::Act::Resync:
        return m_inner->resync(note->id, note->topic);
    }
}

void ReplayFeed::subscribe(const InstrumentPtr &instrument, const MarketTopic &topic)
{
    if (m_wanted.insert(keyOf(instrument->id(), topic)).second)
        tellSoon(instrument->id(), topic);
}

void ReplayFeed::unsubscribe(const InstrumentId &id, const MarketTopic &topic)
{
    m_wanted.erase(keyOf(id, topic));
    m_telling.erase(keyOf(id, topic));
}

void ReplayFeed::tellSoon(const InstrumentId &id, const MarketTopic &topic)
{
    const Key key = keyOf(id, topic);
    if (m_wanted.contains(key))
        m_telling[key] = m_scheduler.after(std::chrono::milliseconds(0), [this, key] { tell(key); });
}

void ReplayFeed::tell(const Key &key)
{
    const auto at = m_kept.find(key);
    if (at == m_kept.end())
        return; // nothing of it flows yet
    const Kept &what = at->second;
    const InstrumentId id = what.instrument->id();
    if (what.topic.kind == MarketTopic::Kind::Ticker && what.ticker.isSnapshot) {
        const TickerUpdate ticker = what.ticker;
        Q_EMIT tickerUpdated(id, ticker);
    }
    if (what.topic.kind != MarketTopic::Kind::Book || what.book.state() != BookState::Live)
        return;
    BookUpdate snapshot;
    snapshot.depth = what.topic.depth;
    snapshot.updateId = what.book.updateId();
    snapshot.sequence = what.book.sequence();
    snapshot.sentAt = what.sentAt;
    snapshot.matchedAt = what.matchedAt;
    snapshot.bids.assign(what.book.book().bids().begin(), what.book.book().bids().end());
    snapshot.asks.assign(what.book.book().asks().begin(), what.book.book().asks().end());
    Q_EMIT bookUpdated(id, snapshot);
}

void ReplayFeed::onBook(const InstrumentId &id, const BookUpdate &update)
{
    if (auto *what = kept(id, MarketTopic::book(update.depth))) {
        (void)what->book.apply(update);
        what->sentAt = update.sentAt;
        what->matchedAt = update.matchedAt;
    }
    if (isWanted(id, MarketTopic::book(update.depth)))
        Q_EMIT bookUpdated(id, update);
}

void ReplayFeed::onTrades(const InstrumentId &id, std::span<const TradePrint> trades)
{
    if (auto *what = kept(id, MarketTopic::trades())) {
        what->prints += trades.size();
        for (const TradePrint &trade : trades)
            what->lots += static_cast<std::uint64_t>(trade.qty.value());
    }
    if (isWanted(id, MarketTopic::trades()))
        Q_EMIT tradesReceived(id, trades);
}

void ReplayFeed::onTicker(const InstrumentId &id, const TickerUpdate &update)
{
    if (auto *what = kept(id, MarketTopic::ticker())) {
        TickerUpdate &known = what->ticker;
        merge(known.last, update.last, update.isSnapshot);
        merge(known.mark, update.mark, update.isSnapshot);
        merge(known.index, update.index, update.isSnapshot);
        merge(known.change24hPct, update.change24hPct, update.isSnapshot);
        merge(known.fundingRate, update.fundingRate, update.isSnapshot);
        merge(known.openInterest, update.openInterest, update.isSnapshot);
        merge(known.turnover24h, update.turnover24h, update.isSnapshot);
        merge(known.nextFunding, update.nextFunding, update.isSnapshot);
        merge(known.fundingInterval, update.fundingInterval, update.isSnapshot);
        known.isSnapshot = known.isSnapshot || update.isSnapshot;
    }
    if (isWanted(id, MarketTopic::ticker()))
        Q_EMIT tickerUpdated(id, update);
}

void ReplayFeed::onLost(Category category)
{
    for (auto &[key, what] : m_kept)
        if (what.instrument->id().category == category && what.topic.kind == MarketTopic::Kind::Book)
            what.book.reset(GapKind::Disconnected);
    Q_EMIT lost(category);
}

QString ReplayFeed::stateHash() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const auto &[key, what] : m_kept) {
        const InstrumentId id = what.instrument->id();
        QByteArray line = toName(id.category).toLatin1() + ' ' + id.symbol.toUtf8() + ' ' + QByteArray::number(static_cast<int>(what.topic.kind)) + ' '
                          + QByteArray::number(what.topic.depth);
        if (what.topic.kind == MarketTopic::Kind::Book)
            line += ' ' + toName(what.book.state()).toLatin1() + ' ' + QByteArray::number(static_cast<quint64>(what.book.updateId())) + ' '
                    + bookJson(*what.instrument, what.book.book().bids(), what.book.book().asks());
        else if (what.topic.kind == MarketTopic::Kind::Ticker)
            line += tickerText(what.ticker);
        else
            line += ' ' + QByteArray::number(static_cast<quint64>(what.prints)) + ' ' + QByteArray::number(static_cast<quint64>(what.lots));
        hash.addData(line + '\n');
    }
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace bw
