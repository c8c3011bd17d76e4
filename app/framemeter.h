// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/latest.h"
#include "core/base/scheduler.h"
#include "core/domain/book/booksnapshot.h"

#include <QObject>

#include <functional>
#include <vector>

namespace bw {

/// Measures what a trader feels, for the event log of a benchmark: from the arrival of a book frame to the end of the paint that shows
/// it, and the longest time for which the gui did not answer. Exists only in a session that writes events. Gui thread; owned by the
/// application. Decides nothing.
class FrameMeter final : public QObject {
    Q_OBJECT
public:
    /// Called every kReport with a name of the event `measured` and a value.
    using Report = std::function<void(const QString &name, double value)>;
    static constexpr std::chrono::seconds kReport{5};

    FrameMeter(const Latest<BookSnapshot> &book, const Clock &clock, Scheduler &scheduler, Report report, QObject *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void beat();
    void report();

    static constexpr std::chrono::milliseconds kBeat{5}; ///< finer than any stall that counts
    const Latest<BookSnapshot> &m_book;
    const Clock &m_clock;
    const Report m_report;
    std::uint64_t m_painted = 0;       ///< revision of the book that was painted last
    std::vector<double> m_latenciesMs; ///< since the last report
    MonoTime m_lastBeat;
    double m_longestStallMs = 0;
    Scheduler::Handle m_beatTimer, m_reportTimer;
};

} // namespace bw
