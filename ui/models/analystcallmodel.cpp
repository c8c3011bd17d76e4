// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/analystcallmodel.h"

#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"

namespace bw {
namespace {

/// A word from a reply belongs in one cell.
QString cell(const QString &text) { return text.left(80).simplified(); }

} // namespace

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

int AnalystCallModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

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
        return row.call.error ? QVariant(sentences::of(*row.call.error).toHtmlEscaped()) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case IsOkRole:
        return row.call.status == AnalystCall::Status::Ok;
    default:
        return {};
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
        return cell(call.reason);
    default: return {};
    }
}

QVariant AnalystCallModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    struct Head {
        QString title, widest;
    };
    const Head heads[] = {
        {tr("time UTC"), QStringLiteral("00:00:00")},
        {tr("job"), QStringLiteral("sentiment")},
        {tr("model asked"), QStringLiteral("deepseek-v3.2-exp")},
        {tr("model that answered"), QStringLiteral("offline (offline demo)")},
        {tr("status"), QStringLiteral("rejected")},
        {tr("attempts"), QStringLiteral("0")},
        {tr("latency"), QStringLiteral("00.0 s")},
        {tr("tokens"), tr("about %1").arg(QStringLiteral("0000 + 000"))},
        {tr("cost"), QStringLiteral("0.00000 $")},
        {tr("reason"), QString()},
    };
    if (role == Qt::DisplayRole)
        return heads[section].title;
    return role == WidestRole ? QVariant(heads[section].widest) : QVariant();
}

} // namespace bw
