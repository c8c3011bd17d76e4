// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/timelineback.h"

#include "core/base/decimal.h"

#include <algorithm>
#include <optional>

namespace bw {

namespace {

using Kind = TimelineEntry::Kind;

QString keyOf(const QString &orderLinkId, const QString &orderId)
{
    return orderLinkId.isEmpty() ? orderId : orderLinkId;
}

/// What an order was then, where the venue gave no reason: "0.015 @ 61000.1, filled 0.005".
QString standingOf(const JournalRow &row)
{
    const QString text = row.price.isEmpty() ? row.qty : QStringLiteral("%1 @ %2").arg(row.qty, row.price);
    const Decimal filled = Decimal::parse(QStringView(row.filled)).value_or(Decimal());
    return filled.isZero() ? text : QStringLiteral("%1, filled %2").arg(text, row.filled);
}

std::optional<Kind> kindOf(const QString &name)
{
    for (const Kind kind : {Kind::State, Kind::Fill, Kind::Request, Kind::Answer})
        if (toName(kind) == name)
            return kind;
    return std::nullopt;
}

} // namespace

QVector<TimelineEntry> timelineOf(const QVector<JournalRow> &rows, const QVector<JournalExecution> &executions, const QVector<JournalNote> &notes)
{
    QVector<TimelineEntry> entries;
    QString before;
    for (const JournalRow &row : rows) {
        const QString detail = row.reason.isEmpty() ? standingOf(row) : row.reason;
        const QString told = row.state + u' ' + standingOf(row) + u' ' + row.reason;
        if (told != before)
            entries.append({Kind::State, keyOf(row.orderLinkId, row.orderId), row.state, 0, detail, fromMs(row.writtenMs)});
        before = told;
    }
    for (const JournalExecution &row : executions) {
        const QString fee = row.fee.isEmpty() ? QString() : QStringLiteral(", fee %1 %2").arg(row.fee, row.feeCurrency);
        entries.append({Kind::Fill, keyOf(row.orderLinkId, row.orderId), QStringLiteral("%1 @ %2").arg(row.qty, row.price), 0, row.kind + fee,
                        fromMs(row.atMs)});
    }
    for (const JournalNote &row : notes)
        if (const auto kind = kindOf(row.kind))
            entries.append({*kind, row.key, row.what, row.code, row.detail, fromMs(row.atMs)});
    std::stable_sort(entries.begin(), entries.end(), [](const TimelineEntry &a, const TimelineEntry &b) { return a.at < b.at; });
    return entries;
}

} // namespace bw
