// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journalfile.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QStringList>

#include <algorithm>

namespace bw {

namespace {

constexpr int kMaxOfOneOrder = 2000;

using L = QLatin1StringView;

constexpr L kRowColumns("sequence, written_ms, is_intent, order_link_id, order_id, category, symbol, side, type, time_in_force, qty, filled, price, average_price,"
                        " reduce_only, position_idx, state, origin, signal_id, reason, created_ms, updated_ms, lookups");
constexpr L kExecutionColumns("sequence, written_ms, exec_id, order_id, order_link_id, category, symbol, side, price, qty, fee, fee_currency, is_maker, kind, at_ms");
constexpr L kChangeColumns("sequence, written_ms, is_intent, change_id, kind, category, symbol, position_idx, before, after, state, reason, at_ms");
constexpr L kNoteColumns("sequence, written_ms, key, kind, what, code, detail, at_ms");

/// A null string would be stored as NULL; "" is what is meant.
QVariant text(const QString &value)
{
    return value.isNull() ? QVariant(QStringLiteral("")) : QVariant(value);
}

/// Takes the columns of one row in their order.
class Columns final {
public:
    explicit Columns(const QSqlQuery &query) : m_query(query) {}
    [[nodiscard]] qint64 number() { return m_query.value(m_column++).toLongLong(); }
    [[nodiscard]] int small() { return static_cast<int>(number()); }
    [[nodiscard]] bool flag() { return number() != 0; }
    [[nodiscard]] QString word() { return m_query.value(m_column++).toString(); }

private:
    const QSqlQuery &m_query;
    int m_column = 0;
};

JournalRow rowOf(const QSqlQuery &query)
{
    Columns columns(query);
    JournalRow row;
    row.sequence = columns.number();
    row.writtenMs = columns.number();
    row.isIntent = columns.flag();
    for (QString *field : {&row.orderLinkId, &row.orderId, &row.category, &row.symbol, &row.side, &row.type, &row.timeInForce, &row.qty, &row.filled,
                           &row.price, &row.averagePrice})
        *field = columns.word();
    row.reduceOnly = columns.flag();
    row.positionIdx = columns.small();
    for (QString *field : {&row.state, &row.origin, &row.signalId, &row.reason})
        *field = columns.word();
    row.createdMs = columns.number();
    row.updatedMs = columns.number();
    row.lookups = columns.small();
    row.details = columns.word();
    return row;
}

JournalExecution executionOf(const QSqlQuery &query)
{
    Columns columns(query);
    JournalExecution row;
    row.sequence = columns.number();
    row.writtenMs = columns.number();
    for (QString *field : {&row.execId, &row.orderId, &row.orderLinkId, &row.category, &row.symbol, &row.side, &row.price, &row.qty, &row.fee,
                           &row.feeCurrency})
        *field = columns.word();
    row.isMaker = columns.flag();
    row.kind = columns.word();
    row.atMs = columns.number();
    return row;
}

JournalChange changeOf(const QSqlQuery &query)
{
    Columns columns(query);
    JournalChange row;
    row.sequence = columns.number();
    row.writtenMs = columns.number();
    row.isIntent = columns.flag();
    for (QString *field : {&row.id, &row.kind, &row.category, &row.symbol})
        *field = columns.word();
    row.positionIdx = columns.small();
    for (QString *field : {&row.before, &row.after, &row.state, &row.reason})
        *field = columns.word();
    row.atMs = columns.number();
    return row;
}

JournalNote noteOf(const QSqlQuery &query)
{
    Columns columns(query);
    JournalNote row;
    row.sequence = columns.number();
    row.writtenMs = columns.number();
    for (QString *field : {&row.key, &row.kind, &row.what})
        *field = columns.word();
    row.code = columns.small();
    row.detail = columns.word();
    row.atMs = columns.number();
    return row;
}

/// "INSERT INTO orders (a, b) VALUES (?,?)": all columns but the sequence, which SQLite counts.
QString insertInto(const QString &table, const QString &columns, const QString &more = {})
{
    const QStringList names = columns.split(QStringLiteral(", ")).mid(1);
    const QString marks = QStringList(names.size(), QStringLiteral("?")).join(u',');
    return QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)").arg(table, names.join(QStringLiteral(", ")), marks) + more;
}

} // namespace

Done JournalFile::insert(const QString &statement, const QVector<QVariant> &values)
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    if (!query.prepare(statement))
        return fail(storageError(query.lastError()));
    for (const QVariant &value : values)
        query.addBindValue(value);
    return query.exec() ? Done() : Done(fail(storageError(query.lastError())));
}

Done JournalFile::select(const QString &statement, const QVector<QVariant> &values, const std::function<void(const QSqlQuery &)> &take)
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    query.setForwardOnly(true);
    if (!query.prepare(statement))
        return fail(storageError(query.lastError()));
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return fail(storageError(query.lastError()));
    while (query.next())
        take(query);
    return query.lastError().isValid() ? Done(fail(storageError(query.lastError()))) : Done();
}

Done JournalFile::append(const JournalRow &row)
{
    return insert(insertInto(QStringLiteral("orders"), QString(kRowColumns) + QStringLiteral(", details")),
                  {row.writtenMs, int(row.isIntent), text(row.orderLinkId), text(row.orderId), text(row.category), text(row.symbol), text(row.side),
                   text(row.type), text(row.timeInForce), text(row.qty), text(row.filled), text(row.price), text(row.averagePrice), int(row.reduceOnly),
                   row.positionIdx, text(row.state), text(row.origin), text(row.signalId), text(row.reason), row.createdMs, row.updatedMs, row.lookups,
                   text(row.details)});
}

Done JournalFile::append(const JournalExecution &row)
{
    return insert(insertInto(QStringLiteral("executions"), QString(kExecutionColumns), QStringLiteral(" ON CONFLICT (category, symbol, exec_id) DO NOTHING")),
                  {row.writtenMs, text(row.execId), text(row.orderId), text(row.orderLinkId), text(row.category), text(row.symbol), text(row.side),
                   text(row.price), text(row.qty), text(row.fee), text(row.feeCurrency), int(row.isMaker), text(row.kind), row.atMs});
}

Done JournalFile::append(const JournalChange &row)
{
    return insert(insertInto(QStringLiteral("changes"), QString(kChangeColumns)),
                  {row.writtenMs, int(row.isIntent), text(row.id), text(row.kind), text(row.category), text(row.symbol), row.positionIdx, text(row.before),
                   text(row.after), text(row.state), text(row.reason), row.atMs});
}

Done JournalFile::append(const JournalNote &row)
{
    return insert(insertInto(QStringLiteral("notes"), QString(kNoteColumns)),
                  {row.writtenMs, text(row.key), text(row.kind), text(row.what), row.code, text(row.detail), row.atMs});
}

Done JournalFile::pruneNotes(qint64 beforeMs, qint64 kept)
{
    return insert(QStringLiteral("DELETE FROM notes WHERE written_ms < ? OR sequence <= (SELECT max(sequence) FROM notes) - ?"), {beforeMs, kept});
}

Result<QVector<JournalRow>> JournalFile::readRows()
{
    QVector<JournalRow> rows;
    const QString details = m_version < 2 ? QStringLiteral("''") : QStringLiteral("details");
    return select(QStringLiteral("SELECT %1, %2 FROM orders ORDER BY sequence").arg(kRowColumns, details), {},
                  [&](const QSqlQuery &query) { rows.append(rowOf(query)); }).map([&] { return rows; });
}

Result<QVector<JournalExecution>> JournalFile::readExecutions()
{
    QVector<JournalExecution> rows;
    return select(QStringLiteral("SELECT %1 FROM executions ORDER BY sequence").arg(kExecutionColumns), {},
                  [&](const QSqlQuery &query) { rows.append(executionOf(query)); }).map([&] { return rows; });
}

Result<QVector<JournalChange>> JournalFile::readChanges()
{
    QVector<JournalChange> rows;
    if (m_version < 2)
        return rows;
    return select(QStringLiteral("SELECT %1 FROM changes ORDER BY sequence").arg(kChangeColumns), {},
                  [&](const QSqlQuery &query) { rows.append(changeOf(query)); }).map([&] { return rows; });
}

Result<QVector<JournalRow>> JournalFile::readRows(const QString &key)
{
    QVector<JournalRow> rows;
    return select(QStringLiteral("SELECT %1, details FROM orders WHERE order_link_id = ? OR (order_id = ? AND order_link_id = '')"
                                 " ORDER BY sequence DESC LIMIT %2").arg(kRowColumns).arg(kMaxOfOneOrder), {key, key},
                  [&](const QSqlQuery &query) { rows.prepend(rowOf(query)); }).map([&] { return rows; });
}

Result<QVector<JournalExecution>> JournalFile::readExecutions(const QString &key, const QString &orderId)
{
    QVector<JournalExecution> rows;
    return select(QStringLiteral("SELECT %1 FROM executions WHERE order_link_id = ? OR order_id = ? ORDER BY sequence DESC LIMIT %2")
                      .arg(kExecutionColumns).arg(kMaxOfOneOrder), {key, orderId.isEmpty() ? key : orderId},
                  [&](const QSqlQuery &query) { rows.prepend(executionOf(query)); }).map([&] { return rows; });
}

Result<QVector<JournalNote>> JournalFile::readNotes(const QString &key)
{
    QVector<JournalNote> rows;
    return select(QStringLiteral("SELECT %1 FROM notes WHERE key = ? ORDER BY sequence DESC LIMIT %2").arg(kNoteColumns).arg(kMaxOfOneOrder), {key},
                  [&](const QSqlQuery &query) { rows.prepend(noteOf(query)); }).map([&] { return rows; });
}

} // namespace bw
