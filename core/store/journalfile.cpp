// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journalfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

namespace bw {

namespace {

constexpr int kVersion = 1;
// "BWJ1": keeps us from writing into a database of another program.
constexpr int kApplicationId = 0x42574a31;
constexpr int kBusyMs = 2000;

// Primary result codes of SQLite that mean something to us (sqlite.org/rescode.html).
constexpr int kBusy = 5, kLocked = 6, kFull = 13, kConstraint = 19;

Error storageError(const QString &detail, int code = 0, Retry retry = Retry::Never)
{
    return {ErrorFamily::Storage, retry, Certainty::NotSent, code, QStringLiteral("journal: %1").arg(detail).left(300)};
}

Error storageError(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt() & 0xff; // the extended codes carry the primary one in their low byte
    const bool mayPass = code == kBusy || code == kLocked || code == kFull;
    return storageError(error.text(), code, mayPass ? Retry::Later : Retry::Never);
}

const QStringList &schema()
{
    static const QStringList kSchema{
        QStringLiteral("CREATE TABLE orders (sequence INTEGER PRIMARY KEY AUTOINCREMENT, written_ms INTEGER NOT NULL, is_intent INTEGER NOT NULL,"
                       " order_link_id TEXT NOT NULL, order_id TEXT NOT NULL, category TEXT NOT NULL, symbol TEXT NOT NULL, side TEXT NOT NULL,"
                       " type TEXT NOT NULL, time_in_force TEXT NOT NULL, qty TEXT NOT NULL, filled TEXT NOT NULL, price TEXT NOT NULL,"
                       " average_price TEXT NOT NULL, reduce_only INTEGER NOT NULL, position_idx INTEGER NOT NULL, state TEXT NOT NULL,"
                       " origin TEXT NOT NULL, signal_id TEXT NOT NULL, reason TEXT NOT NULL, created_ms INTEGER NOT NULL,"
                       " updated_ms INTEGER NOT NULL, lookups INTEGER NOT NULL)"),
        QStringLiteral("CREATE UNIQUE INDEX one_intent ON orders (order_link_id) WHERE is_intent = 1"),
        QStringLiteral("CREATE TABLE executions (sequence INTEGER PRIMARY KEY AUTOINCREMENT, written_ms INTEGER NOT NULL, exec_id TEXT NOT NULL,"
                       " order_id TEXT NOT NULL, order_link_id TEXT NOT NULL, category TEXT NOT NULL, symbol TEXT NOT NULL, side TEXT NOT NULL,"
                       " price TEXT NOT NULL, qty TEXT NOT NULL, fee TEXT NOT NULL, fee_currency TEXT NOT NULL, is_maker INTEGER NOT NULL,"
                       " kind TEXT NOT NULL, at_ms INTEGER NOT NULL, UNIQUE (category, symbol, exec_id))"),
        QStringLiteral("CREATE TRIGGER orders_stay BEFORE UPDATE ON orders BEGIN SELECT RAISE(ABORT, 'append only'); END"),
        QStringLiteral("CREATE TRIGGER orders_remain BEFORE DELETE ON orders BEGIN SELECT RAISE(ABORT, 'append only'); END"),
        QStringLiteral("CREATE TRIGGER executions_stay BEFORE UPDATE ON executions BEGIN SELECT RAISE(ABORT, 'append only'); END"),
        QStringLiteral("CREATE TRIGGER executions_remain BEFORE DELETE ON executions BEGIN SELECT RAISE(ABORT, 'append only'); END"),
        QStringLiteral("PRAGMA application_id = %1").arg(kApplicationId),
        QStringLiteral("PRAGMA user_version = %1").arg(kVersion)};
    return kSchema;
}

/// A null string would be stored as NULL; "" is what is meant.
QVariant text(const QString &value)
{
    return value.isNull() ? QVariant(QStringLiteral("")) : QVariant(value);
}

} // namespace

bool isRowError(const Error &error)
{
    return error.family == ErrorFamily::Storage && error.venueCode == kConstraint;
}

JournalFile::JournalFile(QString path)
    : m_path(std::move(path)), m_connection(QStringLiteral("journal-") + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

JournalFile::~JournalFile()
{
    close();
}

Done JournalFile::open(Mode mode)
{
    close();
    if (mode == Mode::Append)
        if (const Done ready = prepareFile(); !ready)
            return ready;
    if (mode == Mode::Read && !QFileInfo::exists(m_path))
        return fail(storageError(QStringLiteral("there is no file")));

    QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    db.setDatabaseName(m_path);
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(kBusyMs);
    if (mode == Mode::Read)
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    db.setConnectOptions(options);
    m_isOpen = true; // there is a connection to remove, whatever follows
    if (!db.open()) {
        const Error error = storageError(db.lastError());
        db = QSqlDatabase();
        close();
        return fail(error);
    }
    db = QSqlDatabase();
    const Done ready = prepareSchema(mode);
    if (!ready)
        close();
    return ready;
}

void JournalFile::close()
{
    if (!m_isOpen)
        return;
    m_isOpen = false;
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
}

/// The log files beside it take over the permissions of the file, so they are set before SQLite sees it.
Done JournalFile::prepareFile() const
{
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        return fail(storageError(QStringLiteral("the folder can't be made")));
    QFile file(m_path);
    const bool isNew = !file.exists();
    if (!file.open(QIODevice::ReadWrite))
        return fail(storageError(QStringLiteral("the file can't be written: ") + file.errorString()));
    if (isNew)
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return {};
}

Done JournalFile::prepareSchema(Mode mode)
{
    const auto version = pragma(QStringLiteral("user_version"));
    const auto owner = version ? pragma(QStringLiteral("application_id")) : version;
    const auto pages = owner ? pragma(QStringLiteral("schema_version")) : owner; // 0: nothing was ever created in it
    if (!pages)
        return fail(pages.error());
    const bool isNew = *pages == 0;
    if (!isNew && *owner != kApplicationId)
        return fail(storageError(QStringLiteral("the file belongs to another program")));
    if (!isNew && *version > kVersion)
        return fail(storageError(QStringLiteral("the file was written by a newer version")));
    if (mode == Mode::Read)
        return {};

    QSqlQuery wal(QSqlDatabase::database(m_connection));
    if (!wal.exec(QStringLiteral("PRAGMA journal_mode = WAL")) || !wal.next())
        return fail(storageError(wal.lastError()));
    if (wal.value(0).toString() != QLatin1StringView("wal"))
        return fail(storageError(QStringLiteral("the disk does not allow a write-ahead log")));
    wal.finish();
    // fullfsync: macOS returns from fsync before the disk has the bytes; elsewhere it means nothing.
    for (const char *setting : {"PRAGMA synchronous = FULL", "PRAGMA fullfsync = ON"})
        if (const Done done = run(QString::fromLatin1(setting)); !done)
            return done;
    if (!isNew) {
        QSqlQuery check(QSqlDatabase::database(m_connection));
        if (!check.exec(QStringLiteral("PRAGMA quick_check(1)")) || !check.next())
            return fail(storageError(check.lastError()));
        return check.value(0).toString() == QLatin1StringView("ok") ? Done() : Done(fail(storageError(QStringLiteral("the file is damaged"), 11)));
    }
    if (const Done done = begin(); !done)
        return done;
    for (const QString &statement : schema()) {
        if (const Done done = run(statement); !done) {
            rollback();
            return done;
        }
    }
    return commit();
}

Result<int> JournalFile::pragma(const QString &name)
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    if (!query.exec(QStringLiteral("PRAGMA ") + name) || !query.next())
        return fail(storageError(query.lastError()));
    return query.value(0).toInt();
}

Done JournalFile::run(const QString &statement)
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    if (!query.exec(statement))
        return fail(storageError(query.lastError()));
    return {};
}

Done JournalFile::run(QSqlQuery &query)
{
    if (!query.exec())
        return fail(storageError(query.lastError()));
    return {};
}

Done JournalFile::begin()
{
    return run(QStringLiteral("BEGIN IMMEDIATE"));
}

Done JournalFile::commit()
{
    return run(QStringLiteral("COMMIT"));
}

void JournalFile::rollback()
{
    (void)run(QStringLiteral("ROLLBACK")); // SQLite may have done it by itself already
}

Done JournalFile::append(const JournalRow &row)
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    if (!query.prepare(QStringLiteral(
                "INSERT INTO orders (written_ms, is_intent, order_link_id, order_id, category, symbol, side, type, time_in_force, qty, filled,"
                " price, average_price, reduce_only, position_idx, state, origin, signal_id, reason, created_ms, updated_ms, lookups)"
                " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")))
        return fail(storageError(query.lastError()));
    for (const QVariant &value :
         {QVariant(row.writtenMs), QVariant(int(row.isIntent)), text(row.orderLinkId), text(row.orderId), text(row.category), text(row.symbol),
          text(row.side), text(row.type), text(row.timeInForce), text(row.qty), text(row.filled), text(row.price), text(row.averagePrice),
          QVariant(int(row.reduceOnly)), QVariant(row.positionIdx), text(row.state), text(row.origin), text(row.signalId), text(row.reason),
          QVariant(row.createdMs), QVariant(row.updatedMs), QVariant(row.lookups)})
        query.addBindValue(value);
    return run(query);
}

Done JournalFile::append(const JournalExecution &execution)
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    if (!query.prepare(QStringLiteral("INSERT INTO executions (written_ms, exec_id, order_id, order_link_id, category, symbol, side, price, qty,"
                                      " fee, fee_currency, is_maker, kind, at_ms) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
                                      " ON CONFLICT (category, symbol, exec_id) DO NOTHING")))
        return fail(storageError(query.lastError()));
    for (const QVariant &value :
         {QVariant(execution.writtenMs), text(execution.execId), text(execution.orderId), text(execution.orderLinkId), text(execution.category),
          text(execution.symbol), text(execution.side), text(execution.price), text(execution.qty), text(execution.fee),
          text(execution.feeCurrency), QVariant(int(execution.isMaker)), text(execution.kind), QVariant(execution.atMs)})
        query.addBindValue(value);
    return run(query);
}

Result<QVector<JournalRow>> JournalFile::readRows()
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    query.setForwardOnly(true);
    if (!query.exec(QStringLiteral(
                "SELECT sequence, written_ms, is_intent, order_link_id, order_id, category, symbol, side, type, time_in_force, qty, filled, price,"
                " average_price, reduce_only, position_idx, state, origin, signal_id, reason, created_ms, updated_ms, lookups"
                " FROM orders ORDER BY sequence")))
        return fail(storageError(query.lastError()));
    QVector<JournalRow> rows;
    while (query.next()) {
        int column = 0;
        const auto number = [&] { return query.value(column++).toLongLong(); };
        const auto word = [&] { return query.value(column++).toString(); };
        JournalRow row;
        row.sequence = number();
        row.writtenMs = number();
        row.isIntent = number() != 0;
        for (QString *field : {&row.orderLinkId, &row.orderId, &row.category, &row.symbol, &row.side, &row.type, &row.timeInForce, &row.qty,
                               &row.filled, &row.price, &row.averagePrice})
            *field = word();
        row.reduceOnly = number() != 0;
        row.positionIdx = static_cast<int>(number());
        for (QString *field : {&row.state, &row.origin, &row.signalId, &row.reason})
            *field = word();
        row.createdMs = number();
        row.updatedMs = number();
        row.lookups = static_cast<int>(number());
        rows.append(row);
    }
    if (query.lastError().isValid())
        return fail(storageError(query.lastError()));
    return rows;
}

Result<QVector<JournalExecution>> JournalFile::readExecutions()
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    query.setForwardOnly(true);
    if (!query.exec(QStringLiteral("SELECT sequence, written_ms, exec_id, order_id, order_link_id, category, symbol, side, price, qty, fee,"
                                   " fee_currency, is_maker, kind, at_ms FROM executions ORDER BY sequence")))
        return fail(storageError(query.lastError()));
    QVector<JournalExecution> rows;
    while (query.next()) {
        int column = 0;
        const auto number = [&] { return query.value(column++).toLongLong(); };
        JournalExecution row;
        row.sequence = number();
        row.writtenMs = number();
        for (QString *field : {&row.execId, &row.orderId, &row.orderLinkId, &row.category, &row.symbol, &row.side, &row.price, &row.qty,
                               &row.fee, &row.feeCurrency})
            *field = query.value(column++).toString();
        row.isMaker = number() != 0;
        row.kind = query.value(column++).toString();
        row.atMs = number();
        rows.append(row);
    }
    if (query.lastError().isValid())
        return fail(storageError(query.lastError()));
    return rows;
}

} // namespace bw
