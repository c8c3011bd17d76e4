// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journalfile.h"

#include "core/store/journalschema.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

namespace bw {

namespace {

using journalschema::kApplicationId;
using journalschema::kVersion;
constexpr int kBusyMs = 2000;

// Primary result codes of SQLite that mean something to us (sqlite.org/rescode.html).
constexpr int kBusy = 5, kLocked = 6, kFull = 13, kConstraint = 19;

Error storageError(const QString &detail, int code = 0, Retry retry = Retry::Never)
{
    return {ErrorFamily::Storage, retry, Certainty::NotSent, code, QStringLiteral("journal: %1").arg(detail).left(300)};
}

} // namespace

Error storageError(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt() & 0xff; // the extended codes carry the primary one in their low byte
    const bool mayPass = code == kBusy || code == kLocked || code == kFull;
    return storageError(error.text(), code, mayPass ? Retry::Later : Retry::Never);
}

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
    m_version = isNew ? 0 : *version;
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
    if (!isNew)
        if (const Done healthy = checkHealth(); !healthy)
            return healthy;
    if (m_version == kVersion)
        return {};
    if (const Done done = begin(); !done)
        return done;
    for (const QString &statement : journalschema::statementsFrom(m_version)) {
        if (const Done done = run(statement); !done) {
            rollback();
            return done;
        }
    }
    const Done done = commit();
    if (done)
        m_version = kVersion;
    return done;
}

Done JournalFile::checkHealth()
{
    QSqlQuery check(QSqlDatabase::database(m_connection));
    if (!check.exec(QStringLiteral("PRAGMA quick_check(1)")) || !check.next())
        return fail(storageError(check.lastError()));
    return check.value(0).toString() == QLatin1StringView("ok") ? Done() : Done(fail(storageError(QStringLiteral("the file is damaged"), 11)));
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

} // namespace bw
