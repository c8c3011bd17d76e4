// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/replaysockets.h"

#include "core/recording/closerecord.h"
#include "core/recording/mask.h"

#include <algorithm>

namespace bw {

namespace {

constexpr std::size_t kMaxLines = 1000;                 // as many at once as no session has
constexpr qsizetype kMaxMissedBytes = 16 * 1024 * 1024; // beyond it a late socket joins in the middle

void hear(ReplayTransport &transport, const Record &record)
{
    switch (record.kind) {
    case RecordKind::Connected:
        Q_EMIT transport.connected();
        break;
    case RecordKind::Frame:
        Q_EMIT transport.textReceived(record.bytes);
        break;
    case RecordKind::Closed:
        transport.end(CloseRecord::fromBytes(record.bytes));
        break;
    default:
        break;
    }
}

} // namespace

ReplayTransport::~ReplayTransport() { m_sockets->leave(this); }

void ReplayTransport::open(const QUrl &url)
{
    m_name = streamName(url);
    m_sockets->seek(this);
}

void ReplayTransport::close() { m_sockets->leave(this); }

void ReplayTransport::end(const CloseRecord &close)
{
    m_closeFrame = close.frame;
    Q_EMIT closed(close.reason, close.detail);
}

WsTransportFactory ReplaySockets::factory()
{
    return [self = shared_from_this()] { return std::make_unique<ReplayTransport>(self); };
}

void ReplaySockets::apply(const Record &record)
{
    if (record.kind == RecordKind::Opened)
        return begin(record);
    const auto at = m_lines.find(record.stream);
    if (at == m_lines.end())
        return;
    Line &line = at->second;
    if (record.kind == RecordKind::Connected)
        line.isConnected = true;
    if (record.kind == RecordKind::Closed || record.kind == RecordKind::Left)
        line.isOver = true;
    if (line.taker && !line.isLate)
        return hear(*line.taker, record); // who may close, open or destroy: nothing of the line is touched after it
    keep(line, record);
    if (line.isOver && !line.taker && line.missed.empty())
        m_lines.erase(at);
}

/// The session left a socket and opened the next: where the replay still holds the old one, it has to let go.
void ReplaySockets::begin(const Record &record)
{
    if (m_lines.size() >= kMaxLines || m_lines.contains(record.stream))
        return;
    const QString name = QString::fromUtf8(record.bytes.left(2000));
    QPointer<ReplayTransport> left;
    for (auto &[stream, line] : m_lines)
        if (line.isOver && line.taker && !line.isLate && line.name == name)
            left = line.taker;
    m_lines[record.stream].name = name;
    const auto waiting = std::find_if(m_waiting.begin(), m_waiting.end(), [&name](const auto &each) { return each && each->name() == name; });
    if (waiting != m_waiting.end()) {
        ReplayTransport *transport = *waiting;
        m_waiting.erase(waiting);
        take(m_lines.find(record.stream), transport);
    } else if (left) {
        hear(*left, {record.at, record.utcMs, RecordKind::Closed, 0, {}});
    }
}

void ReplaySockets::keep(Line &line, const Record &record)
{
    if (line.wasTaken && !line.isLate)
        return; // it was left in the middle: who comes next joins there
    line.missed.push_back(record);
    line.missedBytes += record.bytes.size();
    if (line.missedBytes <= kMaxMissedBytes)
        return;
    line.missed.clear();
    line.missedBytes = 0;
    line.wasTaken = true;
}

void ReplaySockets::seek(ReplayTransport *transport)
{
    const auto isFree = [transport](const Line &line) { return !line.taker && line.name == transport->name(); };
    auto found = std::find_if(m_lines.begin(), m_lines.end(), [&](const auto &each) { return isFree(each.second) && !each.second.wasTaken; });
    if (found == m_lines.end())
        found = std::find_if(m_lines.begin(), m_lines.end(), [&](const auto &each) { return isFree(each.second) && !each.second.isOver; });
    if (found != m_lines.end())
        take(found, transport);
    else
        m_waiting.emplace_back(transport);
}

void ReplaySockets::take(Lines::iterator at, ReplayTransport *transport)
{
    Line &line = at->second;
    if (line.wasTaken && line.isConnected && line.missed.empty())
        line.missed.push_back({{}, 0, RecordKind::Connected, at->first, {}});
    line.taker = transport;
    line.wasTaken = true;
    if (line.missed.empty())
        return;
    line.isLate = true;
    line.catchUp = m_scheduler.after(std::chrono::milliseconds(0), [this, stream = at->first] { tellMissed(stream); });
}

void ReplaySockets::tellMissed(std::uint32_t stream)
{
    for (;;) {
        const auto at = m_lines.find(stream); // anew each time: whoever hears may change everything
        if (at == m_lines.end() || !at->second.taker)
            return;
        Line &line = at->second;
        if (line.missed.empty()) {
            line.isLate = false;
            return;
        }
        const Record record = std::move(line.missed.front());
        line.missed.pop_front();
        line.missedBytes -= record.bytes.size();
        hear(*line.taker, record);
    }
}

void ReplaySockets::leave(const ReplayTransport *transport)
{
    m_waiting.remove_if([transport](const auto &each) { return !each || each == transport; });
    const auto at = std::find_if(m_lines.begin(), m_lines.end(), [transport](const auto &each) { return each.second.taker == transport; });
    if (at == m_lines.end())
        return;
    Line &line = at->second;
    line.taker.clear();
    if (line.isOver) {
        m_lines.erase(at);
        return;
    }
    line.isLate = false;
    line.missed.clear();
    line.missedBytes = 0;
    line.wasTaken = line.isConnected; // one that was given up before it was made waits for the next
}

} // namespace bw
