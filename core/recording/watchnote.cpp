// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/watchnote.h"

#include <QJsonArray>

namespace bw {

namespace {
const QString kName = QStringLiteral("watchList");
constexpr qsizetype kMost = 200, kLongestSymbol = 64;
} // namespace

QJsonObject watchNote(const QVector<InstrumentId> &ids)
{
    QJsonArray rows;
    for (const InstrumentId &id : ids)
        rows.append(QString(toName(id.category) + u':' + id.symbol));
    return {{kName, rows}};
}

std::optional<QVector<InstrumentId>> watchListOfNote(const QJsonObject &note)
{
    if (!note.value(kName).isArray())
        return std::nullopt;
    QVector<InstrumentId> ids;
    const QJsonArray rows = note.value(kName).toArray();
    for (const auto &row : rows) {
        const QString text = row.toString();
        const auto category = categoryFromName(text.section(u':', 0, 0));
        const QString symbol = text.section(u':', 1);
        if (category && !symbol.isEmpty() && symbol.size() <= kLongestSymbol && ids.size() < kMost)
            ids.append({*category, symbol});
    }
    return ids;
}

} // namespace bw
