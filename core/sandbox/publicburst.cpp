// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/publictopic.h"

#include <algorithm>

namespace bw {
namespace {

using namespace std::chrono_literals;

constexpr int kMadeAtOnce = 500; // then the event loop has its turn
constexpr auto kSlice = 5ms;     // of sending
constexpr auto kTopPace = 10ms;  // of orderbook.1

/// Writes the time of now over the 13 digits behind a name.
void stamp(QByteArray &frame, QByteArrayView name, const QByteArray &now)
{
    const qsizetype at = frame.lastIndexOf(name);
    if (at >= 0 && at + name.size() + now.size() <= frame.size())
        frame.replace(at + name.size(), now.size(), now);
}

} // namespace

PublicHub::Burst::~Burst()
{
    stop();
    if (m_isDone && m_order.staysStill)
        m_hub.m_market.hold(m_id, false); // until the next one
}

bool PublicHub::Burst::begin()
{
    if (!m_hub.m_market.shake(m_id))
        return false;
    m_hub.m_market.hold(m_id, true);
    m_topic->timer.reset();
    m_timer = m_hub.m_scheduler.every(1ms, [this] { make(); });
    return true;
}

PublicHub::Topic *PublicHub::Burst::top() const
{
    const auto found = m_hub.m_topics.find("orderbook.1." + m_id.symbol.toUtf8());
    return found == m_hub.m_topics.end() ? nullptr : found->second.get();
}

void PublicHub::Burst::make()
{
    const auto steps = std::max<std::int64_t>(1, m_order.within / kTopPace);
    const int topEvery = std::max(1, m_order.messages / static_cast<int>(steps));
    Topic *top = this->top();
    for (int i = 0; i < kMadeAtOnce && m_made < m_order.messages; ++i) {
        static_cast<void>(m_hub.m_market.shake(m_id));
        const MarketBook &book = m_hub.m_market.book(m_id);
        if (m_topic->view->update(book) != BookView::Change::Delta)
            continue;
        m_frames.push_back({m_topic->view->delta(m_hub.m_clock.utcNow())});
        if (++m_made % topEvery == 0 && top && top->view->update(book) != BookView::Change::None)
            m_frames.push_back({top->view->snapshot(m_hub.m_clock.utcNow()), true});
    }
    if (m_made < m_order.messages)
        return;
    m_sendingSince = m_hub.m_clock.now();
    m_timer = m_hub.m_scheduler.every(kSlice, [this] { send(); });
}

void PublicHub::Burst::send()
{
    using Milliseconds = std::chrono::duration<double, std::milli>;
    const double share = Milliseconds(m_hub.m_clock.now() - m_sendingSince) / Milliseconds(m_order.within);
    const int due = share >= 1 ? m_order.messages : static_cast<int>(share * m_order.messages);
    const QByteArray now = QByteArray::number(qint64{toMs(m_hub.m_clock.utcNow())});
    while (!m_frames.empty() && (m_sent < due || m_frames.front().isTop)) {
        auto &[text, isTop] = m_frames.front();
        stamp(text, "\"ts\":", now);
        stamp(text, "\"cts\":", now);
        Topic *topic = isTop ? top() : m_topic;
        if (topic)
            broadcast(*topic, text, isTop ? FrameKind::Snapshot : FrameKind::Delta);
        m_sent += isTop ? 0 : 1;
        m_frames.pop_front();
    }
    if (m_frames.empty())
        finish();
}

void PublicHub::Burst::finish()
{
    m_timer.reset();
    m_isDone = true;
    m_topic->pushedAt = m_hub.m_clock.now();
    m_lastUpdateId = static_cast<qint64>(m_topic->view->updateId());
    m_hub.m_market.hold(m_id, m_order.staysStill); // renews the deep book too
    m_hub.onBookChanged(m_id);
}

void PublicHub::Burst::stop()
{
    if (!m_timer)
        return;
    m_timer.reset();
    m_hub.m_market.hold(m_id, false);
    m_topic = nullptr;
}

QJsonObject PublicHub::Burst::toJson() const
{
    return {{QStringLiteral("topic"), QString::fromUtf8(m_order.topic)},
            {QStringLiteral("messages"), m_order.messages},
            {QStringLiteral("sent"), m_sent},
            {QStringLiteral("isDone"), m_isDone},
            {QStringLiteral("updateId"), m_lastUpdateId}};
}

} // namespace bw
