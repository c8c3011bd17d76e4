// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/publictopic.h"

namespace bw {
namespace {

using namespace std::chrono_literals;

constexpr int kMadeAtOnce = 500; // then the event loop has its turn
constexpr auto kSlice = 5ms;     // of sending

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

void PublicHub::Burst::make()
{
    BookView &view = *m_topic->view;
    for (int i = 0; i < kMadeAtOnce && static_cast<int>(m_frames.size()) < m_order.messages; ++i) {
        static_cast<void>(m_hub.m_market.shake(m_id));
        const MarketBook &book = m_hub.m_market.book(m_id);
        if (view.update(book) == BookView::Change::Delta)
            m_frames.push_back(view.delta(m_hub.m_clock.utcNow()));
    }
    if (static_cast<int>(m_frames.size()) < m_order.messages)
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
    while (m_sent < due && !m_frames.empty()) {
        QByteArray &frame = m_frames.front();
        stamp(frame, "\"ts\":", now);
        stamp(frame, "\"cts\":", now);
        broadcast(*m_topic, frame, FrameKind::Delta);
        m_frames.pop_front();
        ++m_sent;
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
