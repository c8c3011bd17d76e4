// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVector>

namespace bw {

/// One line of the journal as it was written: an intent, or what an order was after a change. Texts are decimals and the names of the
/// events, so a row can be read without the instrument that it was written with. A value.
struct JournalRow {
    qint64 sequence = 0; ///< grows with every row of the file
    qint64 writtenMs = 0;
    bool isIntent = false;
    QString orderLinkId, orderId;
    QString category, symbol;
    QString side, type, timeInForce;
    QString qty, filled;
    QString price;        ///< "" of a market order
    QString averagePrice; ///< "" before a fill
    bool reduceOnly = false;
    int positionIdx = 0;
    QString state, origin, signalId, reason;
    qint64 createdMs = 0, updatedMs = 0;
    int lookups = 0;
    QString details;      ///< JSON of what few orders have: see orderdetails.h
};

/// One line of the execution table.
struct JournalExecution {
    qint64 sequence = 0;
    qint64 writtenMs = 0;
    QString execId, orderId, orderLinkId;
    QString category, symbol;
    QString side, price, qty, fee, feeCurrency;
    bool isMaker = false;
    QString kind;
    qint64 atMs = 0;
};

/// One line of the table of changes: a stop, a leverage or a position mode on its way.
struct JournalChange {
    qint64 sequence = 0;
    qint64 writtenMs = 0;
    bool isIntent = false;
    QString id, kind;
    QString category, symbol;
    int positionIdx = 0;
    QString before, after, state, reason;
    qint64 atMs = 0;
};

/// One line of the notes, the only table whose old rows go.
struct JournalNote {
    qint64 sequence = 0;
    qint64 writtenMs = 0;
    QString key, kind, what;
    int code = 0;
    QString detail;
    qint64 atMs = 0;
};

} // namespace bw
