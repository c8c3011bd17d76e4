// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlitejournal.h"

#include "core/store/journalback.h"
#include "core/store/journalrows.h"
#include "core/store/journalwriter.h"
#include "core/store/storelog.h"
#include "core/store/timelineback.h"

#include <QDeadlineTimer>
#include <QFileInfo>

namespace bw {

namespace {

constexpr int kMaxWaiting = 10'000;       // far above a busy second; below what would hurt memory
constexpr int kShutdownMs = 3000;         // the one bounded wait of the house (ARCHITECTURE.md, threads)

Result<JournalledSession> sessionAt(const QString &path, UtcTime since)
{
    if (!QFileInfo::exists(path))
        return JournalledSession();
    JournalFile file(path);
    if (const Done opened = file.open(JournalFile::Mode::Read); !opened)
        return fail(opened.error());
    const auto rows = file.readRows();
    const auto executions = file.readExecutions();
    const auto changes = file.readChanges();
    if (!rows || !executions || !changes)
        return fail(!rows ? rows.error() : !executions ? executions.error() : changes.error());
    return sessionOf(*rows, *executions, since, *changes);
}

Result<QVector<TimelineEntry>> timelineAt(const QString &path, const QString &key)
{
    if (key.isEmpty() || !QFileInfo::exists(path))
        return QVector<TimelineEntry>();
    JournalFile file(path);
    if (const Done opened = file.open(JournalFile::Mode::Read); !opened)
        return fail(opened.error());
    const auto rows = file.readRows(key);
    if (!rows)
        return fail(rows.error());
    const auto executions = file.readExecutions(key, rows->isEmpty() ? QString() : rows->constLast().orderId);
    const auto notes = file.readNotes(key);
    if (!executions || !notes)
        return fail(!executions ? executions.error() : notes.error());
    return timelineOf(*rows, *executions, *notes);
}

} // namespace

SqliteJournal::SqliteJournal(const QString &path, const Clock &clock)
    : m_path(path), m_clock(clock), m_home(new QObject(this)), m_thread(std::make_unique<QThread>()), m_writer(new JournalWriter(path))
{
    m_thread->setObjectName(QStringLiteral("journal"));
    m_writer->moveToThread(m_thread.get());
    connect(m_thread.get(), &QThread::finished, m_writer, &QObject::deleteLater);
    m_thread->start();
    QMetaObject::invokeMethod(m_writer, [this, writer = m_writer, home = m_home] { // a disk that can't be used is known before the first order
        const Done opened = writer->open();
        QMetaObject::invokeMethod(home, [this, opened] { reportFailure(opened); }, Qt::QueuedConnection);
    }, Qt::QueuedConnection);
}

SqliteJournal::~SqliteJournal()
{
    QMetaObject::invokeMethod(m_writer, [writer = m_writer, thread = m_thread.get()] {
        writer->close();
        thread->quit();
    }, Qt::QueuedConnection);
    if (m_thread->wait(QDeadlineTimer(kShutdownMs)))
        return;
    qCCritical(storeLog, "the journal's disk does not answer; what was waiting to be written is lost");
    // A running thread can't be destroyed, and it shall not hold up the end of the program: it is left behind with an address that
    // receives nothing any more.
    (void)m_thread.release();
    m_home->setParent(nullptr);
    m_home->moveToThread(nullptr);
}

template <class Row>
void SqliteJournal::enqueue(Row row, std::function<void(const Done &)> done)
{
    if (m_waiting >= kMaxWaiting) {
        const Error error{ErrorFamily::Storage, Retry::Later, Certainty::NotSent, 0, QStringLiteral("journal: the disk is too slow")};
        QMetaObject::invokeMethod(m_home, [done = std::move(done), error] { done(fail(error)); }, Qt::QueuedConnection);
        return;
    }
    ++m_waiting;
    const auto answer = [this, home = m_home, done = std::move(done)](const Done &result) { // runs on the journal's thread
        QMetaObject::invokeMethod(home, [this, done, result] {
            --m_waiting;
            done(result);
        }, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(m_writer, [writer = m_writer, item = JournalWriter::Item{std::move(row), answer}] { writer->add(item); },
                              Qt::QueuedConnection);
}

void SqliteJournal::writeIntent(const Order &order, std::function<void(const Done &)> durable)
{
    enqueue(journalRow(order, true, toMs(m_clock.utcNow())), [this, durable = std::move(durable)](const Done &done) {
        reportFailure(done);
        durable(done);
    });
}

void SqliteJournal::writeChange(const Order &order, std::function<void(const Done &)> durable)
{
    enqueue(journalRow(order, false, toMs(m_clock.utcNow())), [this, durable = std::move(durable)](const Done &done) {
        reportFailure(done);
        if (durable)
            durable(done);
    });
}

void SqliteJournal::writeExecution(const Execution &execution)
{
    enqueue(journalRow(execution, toMs(m_clock.utcNow())), [this](const Done &done) { reportFailure(done); });
}

void SqliteJournal::writeAccountChange(const AccountChange &change, std::function<void(const Done &)> durable)
{
    enqueue(journalRow(change, toMs(m_clock.utcNow())), [this, durable = std::move(durable)](const Done &done) {
        reportFailure(done);
        if (durable)
            durable(done);
    });
}

void SqliteJournal::writeNote(const TimelineEntry &entry)
{
    enqueue(journalRow(entry, toMs(m_clock.utcNow())), [this](const Done &done) { reportFailure(done); });
}

void SqliteJournal::readTimeline(const QString &key, std::function<void(const Result<QVector<TimelineEntry>> &)> done)
{
    QMetaObject::invokeMethod(m_writer, [path = m_path, key, writer = m_writer, home = m_home, done = std::move(done)] {
        writer->flush(); // what was written just now belongs to it
        const auto entries = timelineAt(path, key);
        QMetaObject::invokeMethod(home, [done, entries] { done(entries); }, Qt::QueuedConnection);
    }, Qt::QueuedConnection);
}

void SqliteJournal::readBack(UtcTime since, std::function<void(const Result<JournalledSession> &)> done)
{
    QMetaObject::invokeMethod(m_writer, [path = m_path, since, home = m_home, done = std::move(done)] {
        const auto session = sessionAt(path, since);
        QMetaObject::invokeMethod(home, [done, session] { done(session); }, Qt::QueuedConnection);
    }, Qt::QueuedConnection);
}

void SqliteJournal::setFailureHandler(std::function<void(const Error &)> handler)
{
    m_failureHandler = std::move(handler);
}

void SqliteJournal::reportFailure(const Done &done)
{
    if (done)
        return;
    qCWarning(storeLog).noquote() << done.error().detail;
    if (m_failureHandler)
        m_failureHandler(done.error());
}

Result<QVector<JournalRow>> SqliteJournal::readAll(const QString &path)
{
    if (!QFileInfo::exists(path))
        return QVector<JournalRow>();
    JournalFile file(path);
    return file.open(JournalFile::Mode::Read).and_then([&] { return file.readRows(); });
}

Result<QVector<JournalExecution>> SqliteJournal::readExecutions(const QString &path)
{
    if (!QFileInfo::exists(path))
        return QVector<JournalExecution>();
    JournalFile file(path);
    return file.open(JournalFile::Mode::Read).and_then([&] { return file.readExecutions(); });
}

} // namespace bw
