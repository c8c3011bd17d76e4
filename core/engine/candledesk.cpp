// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/candledesk.h"

#include <QLoggingCategory>

#include <algorithm>

Q_LOGGING_CATEGORY(lcCandleDesk, "bellwether.core.engine.candles", QtWarningMsg)

namespace bw {

namespace {
constexpr int kPage = 1000; // the most that the venue gives at once
constexpr std::chrono::milliseconds kPulse{100};
constexpr std::chrono::seconds kHoleRetry{2};     // a bar that just closed takes a moment until it can be read
constexpr int kHoleTries = 3;                     // what is not there then, the venue does not have
constexpr std::chrono::seconds kRefusedRetry{30};
constexpr std::chrono::seconds kOlderPause{5};    // after a failure: every move of the mouse asks again
constexpr std::chrono::hours kAhead{24};          // later than our clock by more is no clock error
constexpr std::uint64_t kToldUnusable = 20;

std::span<const Candle> spanOf(const QVector<Candle> &page) { return {page.constData(), static_cast<std::size_t>(page.size())}; }
}

CandleDesk::CandleDesk(MarketFeed &feed, MarketReader &reader, MarketChannels &channels, const Clock &clock, Scheduler &scheduler)
    : m_feed(feed), m_reader(reader), m_channels(channels), m_clock(clock), m_scheduler(scheduler),
      m_backoff({std::chrono::seconds(1), std::chrono::seconds(60), std::chrono::milliseconds(0)}, [] { return 0.0; })
{
    connect(&feed, &MarketFeed::candlesUpdated, this, &CandleDesk::onCandles);
    connect(&feed, &MarketFeed::lost, this, &CandleDesk::onLost);
    connect(&feed, &MarketFeed::bookLost, this, [this](const InstrumentId &id) {
        if (isOurs(id)) // all topics of an instrument share a connection
            onLost(id.category);
    });
    connect(&feed, &MarketFeed::statusChanged, this, &CandleDesk::onStatus);
    connect(&feed, &MarketFeed::refused, this, &CandleDesk::onRefused);
}

void CandleDesk::setInstrument(const InstrumentPtr &instrument)
{
    if (!instrument)
        return;
    m_open = instrument;
    if (!m_pinned || *m_pinned == instrument->id())
        show(instrument);
}

void CandleDesk::pin(const std::optional<InstrumentId> &id)
{
    if (id == m_pinned)
        return;
    m_pinned = id;
    m_pinRetry.reset();
    const bool isOpen = m_open && (!id || m_open->id() == *id);
    if (isOpen)
        return show(m_open);
    drop();
    if (id)
        readPinned();
}

/// Until the pinned one is known: what was shown before says nothing any more.
void CandleDesk::drop()
{
    if (m_instrument)
        m_feed.unsubscribe(m_instrument->id(), topic());
    m_instrument.reset();
    m_wasLost = false;
    m_subscribeRetry.reset();
    m_pulse.reset();
    forget();
}

void CandleDesk::readPinned()
{
    m_reader.readInstrument(*m_pinned, this, [this, asked = *m_pinned](const Result<InstrumentPtr> &found) {
        if (m_pinned != asked)
            return;
        if (found)
            show(*found);
        else
            failPinned(found.error());
    });
}

void CandleDesk::failPinned(const Error &error)
{
    auto view = std::make_shared<CandleView>();
    view->pinned = *m_pinned;
    view->interval = m_interval;
    view->state = CandleView::State::Failed;
    view->error = error;
    view->closed = std::make_shared<const std::vector<Candle>>();
    m_channels.candles.publish(std::move(view));
    m_pinRetry = m_scheduler.after(kRefusedRetry, [this] { readPinned(); });
}

void CandleDesk::show(const InstrumentPtr &instrument)
{
    const bool countsTheSame = isOurs(instrument->id()) && m_instrument->filters().tickSize == instrument->filters().tickSize
        && m_instrument->filters().lotSize == instrument->filters().lotSize;
    if (countsTheSame) {
        m_instrument = instrument;
        publishSoon();
        return;
    }
    if (m_instrument)
        m_feed.unsubscribe(m_instrument->id(), topic());
    m_instrument = instrument;
    begin();
}

void CandleDesk::select(CandleInterval interval)
{
    if (interval == m_interval)
        return;
    if (m_instrument)
        m_feed.unsubscribe(m_instrument->id(), topic());
    m_interval = interval;
    if (m_instrument)
        begin();
}

void CandleDesk::begin()
{
    forget();
    m_isRefused = m_wasLost = false;
    m_unusable = 0;
    m_receivedAt = {};
    m_backoff.reset();
    m_subscribeRetry.reset();
    m_feed.subscribe(m_instrument, topic()); // first, so that nothing falls between page and stream
    publish();
    readTail();
}

void CandleDesk::forget()
{
    ++m_epoch;
    m_history = BarHistory(m_interval);
    m_state = CandleView::State::Loading;
    m_error = {};
    m_hasAllHistory = m_isLoadingOlder = m_isReadingTail = false;
    m_holeTries = 0;
    m_noOlderBefore = {};
    m_tailRetry.reset();
}

/// How many bars lie between what is certain and now; a page where nothing is.
int CandleDesk::tailLength() const
{
    const auto &bars = *m_history.closed();
    if (bars.empty())
        return kPage;
    const UtcTime from = m_history.missingFrom().value_or(bars.back().start);
    const UtcTime to = std::max(m_clock.utcNow(), *m_history.newestStart());
    return static_cast<int>(std::clamp<std::int64_t>((to - from) / lengthOf(m_interval) + 2, 2, kPage + 1));
}

void CandleDesk::readTail()
{
    m_tailRetry.reset();
    if (m_isReadingTail)
        return;
    if (tailLength() > kPage) { // away for longer than one page reaches: begin anew rather than leave a hole
        forget();
        publish();
    }
    m_isReadingTail = true;
    const int asked = tailLength();
    const UtcTime now = std::max(m_clock.utcNow(), m_history.newestStart().value_or(UtcTime{}));
    m_reader.readCandles(m_instrument, m_interval, now + lengthOf(m_interval), asked, this,
                         [this, asked, epoch = m_epoch](const Result<QVector<Candle>> &page) {
                             if (epoch == m_epoch)
                                 onTail(page, asked);
                         });
}

void CandleDesk::onTail(const Result<QVector<Candle>> &page, int asked)
{
    m_isReadingTail = false;
    if (!page) {
        retryTail(page.error());
        return;
    }
    m_backoff.reset();
    const bool isFirst = m_state != CandleView::State::Ready && !m_isRefused;
    if (asked == kPage && page->size() < asked)
        m_hasAllHistory = true;
    noteUnusable(m_history.addTail(spanOf(*page)), "a page");
    if (isFirst) {
        m_state = CandleView::State::Ready;
        m_error = {};
    }
    healHole();
    publish();
}

/// Reads what is missing again; a venue that does not have it after some tries never will.
void CandleDesk::healHole()
{
    if (!m_history.missingFrom()) {
        m_holeTries = 0;
    } else if (++m_holeTries >= kHoleTries) {
        qCWarning(lcCandleDesk) << m_instrument->id().symbol << "candles are missing at the venue from" << toIso8601(*m_history.missingFrom());
        m_history.acceptHole();
        m_holeTries = 0;
    } else {
        m_tailRetry = m_scheduler.after(kHoleRetry, [this] { readTail(); });
    }
}

void CandleDesk::retryTail(const Error &error)
{
    qCWarning(lcCandleDesk) << m_instrument->id().symbol << "candles could not be read:" << error.detail;
    m_tailRetry = m_scheduler.after(m_backoff.next(), [this] { readTail(); });
    if (m_state != CandleView::State::Ready)
        fail(error);
}

void CandleDesk::fail(const Error &error)
{
    m_state = CandleView::State::Failed;
    m_error = error;
    publish();
}

void CandleDesk::loadOlder()
{
    const auto &bars = *m_history.closed();
    if (bars.empty() || m_isLoadingOlder || m_hasAllHistory || m_history.isFull() || m_clock.now() < m_noOlderBefore)
        return;
    m_isLoadingOlder = true;
    publish();
    const int asked = static_cast<int>(std::min<std::size_t>(kPage, BarHistory::kMaxBars - bars.size()));
    m_reader.readCandles(m_instrument, m_interval, bars.front().start, asked, this,
                         [this, asked, epoch = m_epoch](const Result<QVector<Candle>> &page) {
                             if (epoch == m_epoch)
                                 onOlder(page, asked);
                         });
}

void CandleDesk::onOlder(const Result<QVector<Candle>> &page, int asked)
{
    m_isLoadingOlder = false;
    const auto before = m_history.closed()->size();
    if (page) {
        m_hasAllHistory = page->size() < asked;
        noteUnusable(m_history.addOlder(spanOf(*page)), "an older page");
    } else {
        qCWarning(lcCandleDesk) << m_instrument->id().symbol << "older candles could not be read:" << page.error().detail;
    }
    if (m_history.closed()->size() == before)
        m_noOlderBefore = m_clock.now() + kOlderPause;
    publish();
}

void CandleDesk::onCandles(const InstrumentId &id, CandleInterval interval, std::span<const Candle> candles)
{
    if (!isOurs(id) || interval != m_interval)
        return;
    using Effect = BarHistory::Effect;
    bool hasClosed = false, hasChanged = false;
    const UtcTime latest = m_clock.utcNow() + kAhead;
    for (const Candle &candle : candles) {
        const Effect effect = candle.start > latest ? Effect::Dropped : m_history.addLive(candle);
        hasClosed = hasClosed || effect == Effect::Closed;
        hasChanged = hasChanged || effect != Effect::Dropped;
        noteUnusable(effect == Effect::Dropped ? 1 : 0, "the stream");
    }
    if (!hasChanged)
        return;
    m_receivedAt = m_clock.now();
    if (m_isRefused) {
        m_isRefused = false;
        m_error = {};
        m_state = m_isReadingTail || m_tailRetry ? CandleView::State::Loading : CandleView::State::Ready;
    }
    if (m_state == CandleView::State::Ready && m_history.missingFrom() && !m_tailRetry)
        readTail();
    if (hasClosed)
        publish();
    else
        publishSoon();
}

void CandleDesk::onLost(Category category)
{
    if (!m_instrument || m_instrument->id().category != category)
        return;
    m_wasLost = true;
    m_history.doubtOpen();
}

void CandleDesk::onStatus(Category category, const ConnectionStatus &status)
{
    if (!m_wasLost || m_instrument->id().category != category || status.state != ConnectionStatus::State::Live)
        return;
    m_wasLost = false;
    readTail();
}

void CandleDesk::onRefused(const InstrumentId &id, const MarketTopic &refusedTopic, const Error &error)
{
    if (!isOurs(id) || refusedTopic != topic())
        return;
    m_isRefused = true;
    m_subscribeRetry = m_scheduler.after(kRefusedRetry, [this] { m_feed.subscribe(m_instrument, topic()); });
    fail(error);
}

void CandleDesk::noteUnusable(int count, const char *where)
{
    for (int i = 0; i < count; ++i)
        if (++m_unusable == kToldUnusable)
            qCWarning(lcCandleDesk) << m_instrument->id().symbol << "many candles were left out; the next are not told any more";
        else if (m_unusable < kToldUnusable)
            qCWarning(lcCandleDesk) << m_instrument->id().symbol << "a candle that can't be or comes too late was left out of" << where;
}

void CandleDesk::publish()
{
    m_pulse.reset();
    m_publishedAt = m_clock.now();
    auto view = std::make_shared<CandleView>();
    view->instrument = m_instrument;
    view->interval = m_interval;
    view->state = m_state;
    view->error = m_error;
    view->closed = m_history.closed();
    view->open = m_history.open();
    view->hasAllHistory = m_hasAllHistory;
    view->isLoadingOlder = m_isLoadingOlder;
    view->receivedAt = m_receivedAt;
    m_channels.candles.publish(std::move(view));
}

/// At most ten times a second: the live candle changes at market pace.
void CandleDesk::publishSoon()
{
    if (m_pulse)
        return;
    const auto since = m_clock.now() - m_publishedAt;
    if (since >= kPulse)
        publish();
    else
        m_pulse = m_scheduler.after(std::chrono::ceil<std::chrono::milliseconds>(kPulse - since), [this] { publish(); });
}

} // namespace bw
