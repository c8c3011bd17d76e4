// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlitejournal.h"

#include "core/store/journalback.h"
#include "core/store/journalwriter.h"
#include "core/store/storelog.h"

#include <QDeadlineTimer>
#include <QFileInfo>

namespace bw {

namespace {

constexpr int kMaxWaiting = 10'000;       // far above a busy second; below what would hurt memory
constexpr int kShutdownMs = 3000;         // the one bounded wait of the house (ARCHITECTURE.md, threads)

QString decimalText(const Decimal &value)
{
    return value.isValid() ? value.toString() : QString();
}

JournalRow rowOf(const Order &order, bool isIntent, qint64 nowMs)
{
    JournalRow row;
    row.writtenMs = nowMs;
    row.isIntent = isIntent;
    row.orderLinkId = order.orderLinkId;
    row.orderId = order.orderId;
    if (const auto &instrument = order.instrument) {
        row.category = toName(instrument->id().category);
        row.symbol = instrument->id().symbol;
        row.qty = instrument->qtyText(order.qty);
        row.filled = instrument->qtyText(order.filled);
        row.price = order.price ? instrument->priceText(*order.price) : QString();
    }
    row.side = toName(order.side);
    row.type = toName(order.type);
    row.timeInForce = toName(order.timeInForce);
    row.averagePrice = order.filled.isZero() ? QString() : decimalText(order.averagePrice);
    row.reduceOnly = order.reduceOnly;
    row.positionIdx = order.positionIdx;
    row.state = toName(order.state);
    row.origin = toName(order.origin);
    row.signalId = order.signalId;
    row.reason = order.reason;
    row.createdMs = toMs(order.createdAt);
    row.updatedMs = toMs(order.updatedAt);
    row.lookups = order.lookups;
    return row;
}

JournalExecution rowOf(const Execution &execution, qint64 nowMs)
{
    JournalExecution row;
    row.writtenMs = nowMs;
    row.execId = execution.execId;
    row.orderId = execution.orderId;
    row.orderLinkId = execution.orderLinkId;
    if (execution.instrument) {
        row.category = toName(execution.instrument->id().category);
        row.symbol = execution.instrument->id().symbol;
    }
    row.side = toName(execution.side);
    row.price = decimalText(execution.price);
    row.qty = decimalText(execution.qty);
    row.fee = decimalText(execution.fee);
    row.feeCurrency = execution.feeCurrency;
    row.isMaker = execution.isMaker;
    row.kind = toName(execution.kind);
    row.atMs = toMs(execution.at);
    return row;
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
    enqueue(rowOf(order, true, toMs(m_clock.utcNow())), [this, durable = std::move(durable)](const Done &done) {
        reportFailure(done);
        durable(done);
    });
}

void SqliteJournal::writeChange(const Order &order, std::function<void(const Done &)> durable)
{
    enqueue(rowOf(order, false, toMs(m_clock.utcNow())), [this, durable = std::move(durable)](const Done &done) {
        reportFailure(done);
        if (durable)
            durable(done);
    });
}

void SqliteJournal::writeExecution(const Execution &execution)
{
    enqueue(rowOf(execution, toMs(m_clock.utcNow())), [this](const Done &done) { reportFailure(done); });
}

void SqliteJournal::writeAccountChange(const AccountChange &, std::function<void(const Done &)> durable)
{
    if (durable)
        durable(fail({ErrorFamily::Storage, Retry::Never, Certainty::NotSent, 0, QStringLiteral("journal: changes are not kept yet")}));
}

void SqliteJournal::writeNote(const TimelineEntry &) {}

void SqliteJournal::readTimeline(const QString &, std::function<void(const Result<QVector<TimelineEntry>> &)> done)
{
    done(QVector<TimelineEntry>{});
}

void SqliteJournal::readBack(UtcTime since, std::function<void(const Result<JournalledSession> &)> done)
{
    QMetaObject::invokeMethod(m_writer, [path = m_path, since, home = m_home, done = std::move(done)] {
        const auto rows = readAll(path);
        const auto executions = readExecutions(path);
        const auto session = rows && executions ? Result<JournalledSession>(sessionOf(*rows, *executions, since))
                                                : Result<JournalledSession>(fail(rows ? executions.error() : rows.error()));
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
