// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/ports/journal.h"
#include "core/store/journalrow.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace bw {

class JournalWriter;

/// The Journal over a SQLite file, written on a thread of its own. Lives where its callers live (it may be moved there before the first
/// call) and calls back there. Writes that wait together share one commit. Beyond 10 000 waiting writes a new one is refused at once.
/// Its destructor waits for the disk 3 s at most; callbacks that are still on their way then are dropped. Never blocks a caller.
class SqliteJournal final : public QObject, public Journal {
public:
    SqliteJournal(const QString &path, const Clock &clock);
    ~SqliteJournal() override;
    Q_DISABLE_COPY_MOVE(SqliteJournal)

    void writeIntent(const Order &order, std::function<void(const Done &)> durable) override;
    using Journal::writeChange;
    void writeChange(const Order &order, std::function<void(const Done &)> durable) override;
    void writeExecution(const Execution &execution) override;
    void writeAccountChange(const AccountChange &change, std::function<void(const Done &)> durable) override;
    void writeNote(const TimelineEntry &entry) override;
    void readTimeline(const QString &key, std::function<void(const Result<QVector<TimelineEntry>> &)> done) override;
    void readBack(UtcTime since, std::function<void(const Result<JournalledSession> &)> done) override;
    void setFailureHandler(std::function<void(const Error &)> handler) override;

    /// What the file holds, in order of writing; nothing where there is no file yet. Blocks, so it is for start and tests.
    [[nodiscard]] static Result<QVector<JournalRow>> readAll(const QString &path);
    [[nodiscard]] static Result<QVector<JournalExecution>> readExecutions(const QString &path);

private:
    template <class Row>
    void enqueue(Row row, std::function<void(const Done &)> done);
    void reportFailure(const Done &done);

    const QString m_path;
    const Clock &m_clock;
    std::function<void(const Error &)> m_failureHandler;
    int m_waiting = 0;
    QObject *m_home;         ///< a child that receives the answers, so that they can be cut off at the end
    std::unique_ptr<QThread> m_thread;
    JournalWriter *m_writer; ///< lives on m_thread and goes with it
};

} // namespace bw
