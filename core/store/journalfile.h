// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/journalrow.h"

#include <QSqlDatabase>

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

    /// Creates the file (for this user alone) and its tables where there is none; refuses one of a newer version or of something else.
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

    [[nodiscard]] Result<QVector<JournalRow>> readRows();
    [[nodiscard]] Result<QVector<JournalExecution>> readExecutions();

private:
    [[nodiscard]] Done run(const QString &statement);
    [[nodiscard]] Done run(QSqlQuery &query);
    [[nodiscard]] Done prepareFile() const;
    [[nodiscard]] Done prepareSchema(Mode mode);
    [[nodiscard]] Result<int> pragma(const QString &name);

    const QString m_path;
    const QString m_connection; ///< Qt's name of it, unique in the process
    bool m_isOpen = false;
};

/// True for an error of one row, which leaves the transaction usable.
[[nodiscard]] bool isRowError(const Error &error);

} // namespace bw
