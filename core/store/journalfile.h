// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/journalrow.h"

#include <QSqlDatabase>
#include <QVariant>

#include <functional>
#include <optional>

class QSqlError;
class QSqlQuery;

namespace bw {

/// The SQLite file of the journal: write-ahead log, a full fsync at every commit, rows that triggers keep from being changed or removed.
/// Lives on one thread, the one that opened it. Waits for a lock of another process 2 s at most; never repairs or replaces a file.
class JournalFile final {
public:
    enum class Mode { Append, Read };

    explicit JournalFile(QString path);
    ~JournalFile();
    Q_DISABLE_COPY_MOVE(JournalFile)

    /// Creates the file (for this user alone) and its tables where there is none, brings one of an older version up to this (in one
    /// transaction, after a look at its health); refuses one of a newer version or of something else. Reading leaves it as it is.
    [[nodiscard]] Done open(Mode mode);
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    void close();

    [[nodiscard]] Done begin();
    [[nodiscard]] Done commit();
    void rollback();
    /// A row that breaks a rule of the table (an intent written twice) fails alone: the transaction goes on.
    [[nodiscard]] Done append(const JournalRow &row);
    /// An execution that is there already is no error.
    [[nodiscard]] Done append(const JournalExecution &execution);

    [[nodiscard]] Done append(const JournalChange &change);
    [[nodiscard]] Done append(const JournalNote &note);
    /// Notes alone may go: those that were written before then, and the oldest beyond `kept`.
    [[nodiscard]] Done pruneNotes(qint64 beforeMs, qint64 kept);

    [[nodiscard]] Result<QVector<JournalRow>> readRows();
    [[nodiscard]] Result<QVector<JournalExecution>> readExecutions();
    [[nodiscard]] Result<QVector<JournalChange>> readChanges();
    /// Of one order: by its link id, or the venue's id where it has none; at most the newest 2000 of each.
    [[nodiscard]] Result<QVector<JournalRow>> readRows(const QString &key);
    [[nodiscard]] Result<QVector<JournalExecution>> readExecutions(const QString &key, const QString &orderId);
    [[nodiscard]] Result<QVector<JournalNote>> readNotes(const QString &key);

private:
    [[nodiscard]] Done run(const QString &statement);
    [[nodiscard]] Done prepareFile() const;
    [[nodiscard]] Done prepareSchema(Mode mode);
    [[nodiscard]] Result<int> pragma(const QString &name);
    [[nodiscard]] Done checkHealth();
    [[nodiscard]] Done insert(const QString &statement, const QVector<QVariant> &values);
    /// `take` is called for every row.
    [[nodiscard]] Done select(const QString &statement, const QVector<QVariant> &values, const std::function<void(const QSqlQuery &)> &take);

    const QString m_path;
    const QString m_connection; ///< Qt's name of it, unique in the process
    bool m_isOpen = false;
    int m_version = 0; ///< of the file that is open
};

/// SQLite's word as an Error of ours; a lock or a full disk may pass.
[[nodiscard]] Error storageError(const QSqlError &error);
/// True for an error of one row, which leaves the transaction usable.
[[nodiscard]] bool isRowError(const Error &error);

} // namespace bw
