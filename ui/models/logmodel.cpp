// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/logmodel.h"

#include "ui/models/numberformat.h"

#include <algorithm>

namespace bw {
namespace {

QVector<TableColumn> columns()
{
    return {
        {.title = LogModel::tr("Time UTC"), .widest = QStringLiteral("00:00:00"), .isNumber = true},
        {.title = LogModel::tr("Level"), .widest = QStringLiteral("warning")},
        {.title = LogModel::tr("Part"), .widest = QStringLiteral("bellwether.core.engine")},
        {.title = LogModel::tr("Line"), .widest = QString(), .isStretch = true},
    };
}

QString levelWord(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return LogModel::tr("debug");
    case QtInfoMsg: return LogModel::tr("info");
    case QtWarningMsg: return LogModel::tr("warning");
    case QtCriticalMsg: return LogModel::tr("error");
    case QtFatalMsg: return LogModel::tr("fatal");
    }
    return {};
}

} // namespace

LogModel::LogModel(QObject *parent) : TableModel(columns(), parent) {}

void LogModel::append(const std::vector<LogLine> &lines, std::uint64_t dropped)
{
    if (dropped > 0) {
        const qint64 at = lines.empty() ? 0 : lines.front().utcMs;
        const LogLine lost{.utcMs = at, .type = QtWarningMsg, .category = QStringLiteral("bellwether.ui"),
                           .text = tr("%1 lines came too fast and are not shown; the log on stderr has them.").arg(dropped)};
        prepend(&lost, 1);
    }
    const std::size_t count = std::min(lines.size(), static_cast<std::size_t>(kMaxRows));
    if (count > 0)
        prepend(lines.data() + (lines.size() - count), count);
    if (const int rows = rowCount(); rows > kMaxRows) {
        beginRemoveRows({}, kMaxRows, rows - 1);
        m_rows.resize(static_cast<std::size_t>(kMaxRows));
        endRemoveRows();
    }
}

void LogModel::prepend(const LogLine *first, std::size_t count)
{
    beginInsertRows({}, 0, static_cast<int>(count) - 1);
    for (std::size_t i = 0; i < count; ++i)
        m_rows.push_front(first[i]);
    endInsertRows();
}

int LogModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LogLine &line = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(line, index.column());
    case Qt::ToolTipRole: return index.column() == Text ? plainToolTip(line.text) : QString();
    case TableRole::CellTone:
        if (line.type == QtCriticalMsg || line.type == QtFatalMsg)
            return static_cast<int>(Tone::Danger);
        if (line.type == QtWarningMsg)
            return static_cast<int>(Tone::Caution);
        return static_cast<int>(index.column() == Text ? Tone::Normal : Tone::Muted);
    case TableRole::CopyText:
        if (index.column() == Time)
            return toIso8601(fromMs(line.utcMs));
        return text(line, index.column());
    default: return commonData(index, role);
    }
}

QString LogModel::text(const LogLine &line, int column)
{
    switch (column) {
    case Time: return readTime(fromMs(line.utcMs));
    case Level: return levelWord(line.type);
    case Category: return line.category;
    case Text: return line.text;
    default: return {};
    }
}

} // namespace bw
