// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/framemeter.h"

#include <QEvent>

#include <algorithm>

namespace bw {

namespace {

double milliseconds(MonoTime::duration span)
{
    return std::chrono::duration<double, std::milli>(span).count();
}

} // namespace

FrameMeter::FrameMeter(const Latest<BookSnapshot> &book, const Clock &clock, Scheduler &scheduler, Report report, QObject *parent)
    : QObject(parent), m_book(book), m_clock(clock), m_report(std::move(report)), m_lastBeat(clock.now()),
      m_beatTimer(scheduler.every(kBeat, [this] { beat(); })), m_reportTimer(scheduler.every(kReport, [this] { this->report(); }))
{
}

bool FrameMeter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint && watched->objectName() == QStringLiteral("ladderView"))
        if (const auto shown = m_book.readNewer(m_painted); shown && shown->isLive())
            // Queued: it runs when this paint and those of its window are done and handed to the screen.
            QMetaObject::invokeMethod(this, [this, since = shown->receivedAt] { m_latenciesMs.push_back(milliseconds(m_clock.now() - since)); },
                                      Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

void FrameMeter::beat()
{
    const auto now = m_clock.now();
    m_longestStallMs = std::max(m_longestStallMs, milliseconds(now - m_lastBeat - kBeat));
    m_lastBeat = now;
}

void FrameMeter::report()
{
    m_report(QStringLiteral("longestGuiStallMs"), std::exchange(m_longestStallMs, 0));
    auto latencies = std::exchange(m_latenciesMs, {});
    if (latencies.empty())
        return;
    std::sort(latencies.begin(), latencies.end());
    const auto at = [&latencies](double share) { return latencies[static_cast<std::size_t>(share * static_cast<double>(latencies.size() - 1))]; };
    m_report(QStringLiteral("receivedToPaintedP50Ms"), at(0.5));
    m_report(QStringLiteral("receivedToPaintedP99Ms"), at(0.99));
    m_report(QStringLiteral("paintedBooks"), static_cast<double>(latencies.size()));
}

} // namespace bw
