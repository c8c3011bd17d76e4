// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/csvtext.h"

#include "core/base/decimal.h"
#include "ui/models/numberformat.h"
#include "ui/models/tablemodel.h"

namespace bw {
namespace {

bool looksLikeFormula(const QString &text)
{
    if (text.isEmpty() || !QStringView(u"=+-@\t\r\n").contains(text.front()))
        return false;
    return !Decimal::parse(QStringView(text)); // "-5" is a number, "-5+cmd" is not
}

} // namespace

QString csvField(const QString &text)
{
    QString field = text == kMissing ? QString() : text;
    if (looksLikeFormula(field))
        field.prepend(u'\'');
    const bool needsQuotes = field.contains(u',') || field.contains(u'"') || field.contains(u'\n') || field.contains(u'\r');
    if (needsQuotes)
        field = u'"' + field.replace(QStringLiteral("\""), QStringLiteral("\"\"")) + u'"';
    return field;
}

QString csvText(const QAbstractItemModel &model)
{
    QVector<int> columns;
    for (int column = 0; column < model.columnCount(); ++column)
        if (!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty())
            columns.append(column);
    QString csv;
    const auto appendLine = [&](auto cell) {
        QStringList fields;
        for (const int column : columns)
            fields.append(csvField(cell(column)));
        csv += fields.join(u',') + QStringLiteral("\r\n");
    };
    appendLine([&](int column) { return model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(); });
    for (int row = 0; row < model.rowCount(); ++row)
        appendLine([&](int column) {
            const QModelIndex index = model.index(row, column);
            return index.data(TableRole::IsButton).toBool() ? QString() : index.data(TableRole::CopyText).toString();
        });
    return csv;
}

} // namespace bw
