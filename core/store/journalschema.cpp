// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journalschema.h"

namespace bw::journalschema {

namespace {

/// Rows that can neither be changed nor removed.
QStringList appendOnly(const QString &table)
{
    const auto trigger = QStringLiteral("CREATE TRIGGER %1_%2 BEFORE %3 ON %1 BEGIN SELECT RAISE(ABORT, 'append only'); END");
    return {trigger.arg(table, QStringLiteral("stay"), QStringLiteral("UPDATE")), trigger.arg(table, QStringLiteral("remain"), QStringLiteral("DELETE"))};
}

QStringList first()
{
    QStringList statements{
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
                       " kind TEXT NOT NULL, at_ms INTEGER NOT NULL, UNIQUE (category, symbol, exec_id))")};
    return statements + appendOnly(QStringLiteral("orders")) + appendOnly(QStringLiteral("executions"));
}

/// Conditional orders and exits, changes of protection and leverage, what was said about an order; the indexes are for its timeline.
QStringList second()
{
    QStringList statements{
        QStringLiteral("ALTER TABLE orders ADD COLUMN details TEXT NOT NULL DEFAULT ''"),
        QStringLiteral("CREATE TABLE changes (sequence INTEGER PRIMARY KEY AUTOINCREMENT, written_ms INTEGER NOT NULL, is_intent INTEGER NOT NULL,"
                       " change_id TEXT NOT NULL, kind TEXT NOT NULL, category TEXT NOT NULL, symbol TEXT NOT NULL, position_idx INTEGER NOT NULL,"
                       " before TEXT NOT NULL, after TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, at_ms INTEGER NOT NULL)"),
        QStringLiteral("CREATE UNIQUE INDEX one_change_intent ON changes (change_id) WHERE is_intent = 1"),
        QStringLiteral("CREATE TABLE notes (sequence INTEGER PRIMARY KEY AUTOINCREMENT, written_ms INTEGER NOT NULL, key TEXT NOT NULL,"
                       " kind TEXT NOT NULL, what TEXT NOT NULL, code INTEGER NOT NULL, detail TEXT NOT NULL, at_ms INTEGER NOT NULL)"),
        QStringLiteral("CREATE INDEX notes_of_order ON notes (key)"),
        QStringLiteral("CREATE INDEX orders_by_link_id ON orders (order_link_id)"),
        QStringLiteral("CREATE INDEX orders_by_id ON orders (order_id)"),
        QStringLiteral("CREATE INDEX executions_by_link_id ON executions (order_link_id)"),
        QStringLiteral("CREATE INDEX executions_by_id ON executions (order_id)")};
    return statements + appendOnly(QStringLiteral("changes"));
}

} // namespace

QStringList statementsFrom(int version)
{
    QStringList statements;
    if (version < 1)
        statements += first() + QStringList{QStringLiteral("PRAGMA application_id = %1").arg(kApplicationId)};
    if (version < 2)
        statements += second();
    return statements + QStringList{QStringLiteral("PRAGMA user_version = %1").arg(kVersion)};
}

} // namespace bw::journalschema
