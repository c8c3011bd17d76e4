// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/account/ledgerorder.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace bw {

namespace {

QVector<LedgerEntry> inOrder(QVector<LedgerEntry> entries)
{
    const auto breaks = [](const QVector<LedgerEntry> &rows) {
        int count = 0;
        for (qsizetype i = 1; i < rows.size(); ++i)
            count += !(rows[i - 1].balance + rows[i].change == rows[i].balance);
        return count;
    };
    QVector<LedgerEntry> reversed(entries.crbegin(), entries.crend());
    const auto isEarlier = [](const LedgerEntry &a, const LedgerEntry &b) { return a.at < b.at; };
    std::stable_sort(entries.begin(), entries.end(), isEarlier);
    std::stable_sort(reversed.begin(), reversed.end(), isEarlier);
    return breaks(reversed) < breaks(entries) ? reversed : entries;
}

} // namespace

QVector<QVector<LedgerEntry>> ledgerByCoin(const QVector<LedgerEntry> &entries)
{
    QVector<QVector<LedgerEntry>> coins;
    QHash<QString, qsizetype> indexes;
    QSet<QString> seen;
    for (const LedgerEntry &entry : entries) {
        const QString key = entry.coin + u'/' + entry.id;
        if (!entry.id.isEmpty() && seen.contains(key))
            continue;
        seen.insert(key);
        const auto known = indexes.constFind(entry.coin);
        if (known != indexes.cend()) {
            coins[*known].append(entry);
        } else {
            indexes.insert(entry.coin, coins.size());
            coins.append({entry});
        }
    }
    for (auto &rows : coins)
        rows = inOrder(rows);
    return coins;
}

} // namespace bw
