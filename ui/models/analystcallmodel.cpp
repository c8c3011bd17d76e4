// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/analystcallmodel.h"

#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"

namespace bw {
namespace {

/// A word from a reply belongs in one cell.
QString cell(const QString &text) { return text.left(80).simplified(); }

/// The engine names a rejection by its code; anything else is shown as it is.
QString rejectionWords(const QString &code)
{
    for (int i = 1; i <= static_cast<int>(Rejection::Injection); ++i)
        if (const auto rejection = static_cast<Rejection>(i); toName(rejection) == code)
            return sentences::of(rejection);
    return cell(code);
}

QVector<TableColumn> columns()
{
    return {
        {.title = AnalystCallModel::tr("time UTC"), .widest = QStringLiteral("00:00:00")},
        {.title = AnalystCallModel::tr("job"), .widest = QStringLiteral("sentiment")},
        {.title = AnalystCallModel::tr("model asked"), .widest = QStringLiteral("deepseek-v3.2-exp")},
        {.title = AnalystCallModel::tr("model that answered"), .widest = QStringLiteral("offline-demo (offline demo)")},
        {.title = AnalystCallModel::tr("status"), .widest = QStringLiteral("not asked: refused")},
        {.title = AnalystCallModel::tr("attempts"), .widest = QStringLiteral("0"), .isNumber = true},
        {.title = AnalystCallModel::tr("latency"), .widest = QStringLiteral("000 ms"), .isNumber = true},
        {.title = AnalystCallModel::tr("tokens"), .widest = AnalystCallModel::tr("about %1").arg(QStringLiteral("0000 + 000")), .isNumber = true},
        {.title = AnalystCallModel::tr("cost"), .widest = QStringLiteral("0.00000 $"), .isNumber = true},
        {.title = AnalystCallModel::tr("reason"), .widest = QString(), .isStretch = true},
    };
}

} // namespace

AnalystCallModel::AnalystCallModel(QObject *parent) : TableModel(columns(), parent) {}

void AnalystCallModel::add(const AnalystCall &call, UtcTime at)
{
    if (m_rows.size() >= kMaxRows) {
        beginRemoveRows({}, static_cast<int>(m_rows.size()) - 1, static_cast<int>(m_rows.size()) - 1);
        m_rows.removeLast();
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_rows.prepend({call, at});
    endInsertRows();
}

int AnalystCallModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant AnalystCallModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(text(row, ReasonColumn));
    case TableRole::CellTone:
        if (index.column() != StatusColumn && index.column() != ReasonColumn)
            return static_cast<int>(Tone::Normal);
        return static_cast<int>(row.call.status == AnalystCall::Status::Ok ? Tone::Normal : Tone::Caution);
    default:
        return commonData(index, role);
    }
}

QString AnalystCallModel::text(const Row &row, int column)
{
    const AnalystCall &call = row.call;
    switch (column) {
    case TimeColumn: return readTime(row.at);
    case JobColumn: return cell(call.job);
    case AskedColumn: return cell(call.model);
    case ServedColumn:
        if (call.servedModel.isEmpty())
            return kMissing.toString();
        return call.isDemo ? tr("%1 (offline demo)").arg(cell(call.servedModel)) : cell(call.servedModel);
    case StatusColumn: return sentences::of(call.status);
    case AttemptsColumn: return QString::number(call.attempts);
    case LatencyColumn: return readMilliseconds(call.latency);
    case TokensColumn: {
        //: tokens of the question, tokens of the answer
        const QString tokens = tr("%1 + %2").arg(call.promptTokens).arg(call.completionTokens);
        return call.isUsageEstimated ? tr("about %1").arg(tokens) : tokens;
    }
    case CostColumn: return readUsd(call.costUsd, 5);
    case ReasonColumn:
        if (call.error)
            return sentences::of(*call.error);
        if (call.verdict && call.verdict->rejection != Rejection::None)
            return sentences::of(call.verdict->rejection);
        return rejectionWords(call.reason);
    default: return {};
    }
}

} // namespace bw
