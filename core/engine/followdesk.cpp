// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/followdesk.h"

#include <algorithm>

namespace bw {

namespace {
constexpr int kDepth = 50;

QString nameOf(const InstrumentId &id) { return toName(id.category) + u' ' + id.symbol; }

QVector<MarketTopic> topics()
{
    return {MarketTopic::book(kDepth), MarketTopic::book(1), MarketTopic::trades(), MarketTopic::ticker()};
}
} // namespace

FollowDesk::FollowDesk(MarketFeed &feed, TopicCounter &topics, MarketReader &reader, const Clock &clock)
    : m_topics(topics), m_reader(reader), m_clock(clock)
{
    connect(&feed, &MarketFeed::bookUpdated, this, [this](const InstrumentId &id, const BookUpdate &update) {
        BookKeeper *mine = keeper(id, MarketTopic::book(kDepth));
        if (mine && update.depth == kDepth)
            mine->apply(update);
        else if (mine && update.depth == 1)
            mine->applyTop(update);
    });
    connect(&feed, &MarketFeed::malformed, this, [this](const InstrumentId &id, const MarketTopic &topic) {
        if (BookKeeper *mine = keeper(id, topic))
            mine->malformed();
    });
    connect(&feed, &MarketFeed::bookLost, this, [this](const InstrumentId &id, const MarketTopic &topic) {
        if (BookKeeper *mine = keeper(id, topic))
            mine->lost(GapKind::Disconnected);
    });
    connect(&feed, &MarketFeed::refused, this, [this](const InstrumentId &id, const MarketTopic &topic) {
        if (BookKeeper *mine = keeper(id, topic))
            mine->refuse();
    });
    connect(&feed, &MarketFeed::lost, this, [this](Category category) {
        for (auto &[name, followed] : m_followed)
            if (followed.keeper->instrument()->id().category == category)
                followed.keeper->lost(GapKind::Disconnected);
    });
    connect(&feed, &MarketFeed::statusChanged, this, [this](Category category, const ConnectionStatus &status) {
        if (status.state == ConnectionStatus::State::Stale)
            doubt(category);
    });
}

FollowDesk::~FollowDesk() = default;

void FollowDesk::set(const QVector<InstrumentPtr> &wanted)
{
    m_wanted = wanted.first(std::min(wanted.size(), kMost));
    fit();
}

void FollowDesk::setOpen(const InstrumentId &id)
{
    m_open = id;
    fit();
}

void FollowDesk::fit()
{
    const auto isWanted = [this](const InstrumentId &id) {
        return id != m_open && std::any_of(m_wanted.begin(), m_wanted.end(), [&id](const InstrumentPtr &wanted) { return wanted->id() == id; });
    };
    QVector<InstrumentId> over;
    for (const auto &[name, followed] : m_followed)
        if (const InstrumentId id = followed.keeper->instrument()->id(); !isWanted(id))
            over.append(id);
    for (const InstrumentId &id : over)
        end(id);
    for (const InstrumentPtr &wanted : std::as_const(m_wanted))
        if (wanted->id() != m_open && !m_followed.contains(nameOf(wanted->id())))
            begin(wanted);
}

void FollowDesk::begin(const InstrumentPtr &instrument)
{
    Followed &followed = m_followed[nameOf(instrument->id())];
    followed.keeper = std::make_unique<BookKeeper>(instrument, kDepth, m_clock);
    followed.checker = std::make_unique<SpotChecker>(*followed.keeper, m_reader, m_clock);
    BookKeeper *keeper = followed.keeper.get();
    keeper->setVenueClock(m_venueOffset, m_clockError);
    connect(keeper, &BookKeeper::changed, this, [this, keeper] { Q_EMIT bookPublished(keeper->snapshot({m_clockError, std::nullopt})); });
    connect(keeper, &BookKeeper::resyncWanted, this, [this, id = instrument->id()](const MarketTopic &topic) { m_topics.resync(id, topic); });
    for (const MarketTopic &topic : topics())
        m_topics.take(instrument, topic);
}

void FollowDesk::end(const InstrumentId &id)
{
    for (const MarketTopic &topic : topics())
        m_topics.release(id, topic);
    const auto followed = m_followed.find(nameOf(id));
    followed->second.checker.reset();
    m_followed.erase(followed);
    Q_EMIT closed(id);
}

void FollowDesk::setVenueClock(std::chrono::milliseconds offset, std::chrono::milliseconds error)
{
    m_venueOffset = offset;
    m_clockError = error;
    for (auto &[name, followed] : m_followed)
        followed.keeper->setVenueClock(offset, error);
}

void FollowDesk::doubt(std::optional<Category> category)
{
    for (auto &[name, followed] : m_followed)
        if (!category || followed.keeper->instrument()->id().category == *category)
            followed.keeper->doubt();
}

void FollowDesk::pulse()
{
    for (auto &[name, followed] : m_followed) {
        followed.keeper->watch();
        followed.checker->pulse();
    }
}

BookKeeper *FollowDesk::keeper(const InstrumentId &id, const MarketTopic &topic) const
{
    if (m_followed.empty())
        return nullptr; // nearly always: a frame costs nothing here
    const auto followed = m_followed.find(nameOf(id));
    return followed == m_followed.end() || topic != MarketTopic::book(kDepth) ? nullptr : followed->second.keeper.get();
}

} // namespace bw
