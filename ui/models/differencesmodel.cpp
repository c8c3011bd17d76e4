// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/differencesmodel.h"

#include "ui/models/numberformat.h"

#include <algorithm>

namespace bw {
namespace {

constexpr int kLongest = 120; // of a text from outside

QVector<TableColumn> columns()
{
    return {
        {.title = DifferencesModel::tr("Time UTC"), .widest = QStringLiteral("00-00 00:00:00"), .isNumber = true},
        {.title = DifferencesModel::tr("What"), .widest = QStringLiteral("execution")},
        {.title = DifferencesModel::tr("Of"), .widest = QStringLiteral("bw-000000000000000")},
        {.title = DifferencesModel::tr("Here"), .widest = QStringLiteral("part filled 0.010 of 0.020")},
        {.title = DifferencesModel::tr("At the venue"), .widest = QStringLiteral("part filled 0.010 of 0.020"), .isStretch = true},
    };
}

QString word(Difference::What what)
{
    switch (what) {
    case Difference::What::Order: return DifferencesModel::tr("order");
    case Difference::What::Execution: return DifferencesModel::tr("execution");
    case Difference::What::Position: return DifferencesModel::tr("position");
    case Difference::What::Wallet: return DifferencesModel::tr("wallet");
    case Difference::What::Pnl: return DifferencesModel::tr("PnL");
    case Difference::What::Entry: return DifferencesModel::tr("entry price");
    }
    return {};
}

} // namespace

DifferencesModel::DifferencesModel(QObject *parent) : TableModel(columns(), parent) {}

void DifferencesModel::setDifferences(QVector<Difference> differences)
{
    std::stable_sort(differences.begin(), differences.end(), [](const Difference &a, const Difference &b) { return a.at > b.at; });
    beginResetModel();
    m_rows = std::move(differences);
    m_hasCompared = true;
    endResetModel();
}

QString DifferencesModel::emptyText() const
{
    return m_hasCompared ? tr("The last comparison with the venue found no difference.")
                         : tr("No difference has been reported. Orders, fills, positions and wallet are compared with the venue by themselves.");
}

int DifferencesModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QString DifferencesModel::text(const Difference &difference, int column)
{
    switch (column) {
    case Time: return readDayTime(difference.at);
    case What: return word(difference.what);
    case Subject: return difference.subject.simplified().left(kLongest);
    case Ours: return difference.ours.isEmpty() ? tr("nothing") : difference.ours.simplified().left(kLongest);
    case Theirs: return difference.theirs.isEmpty() ? tr("nothing") : difference.theirs.simplified().left(kLongest);
    default: return {};
    }
}

QVariant DifferencesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Difference &difference = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole: return text(difference, index.column());
    case Qt::ToolTipRole: return plainToolTip(index.column() >= Subject ? text(difference, index.column()) : QString());
    case TableRole::CopyText: return index.column() == Time ? QVariant(toIso8601(difference.at)) : commonData(index, role);
    case TableRole::CellTone: return static_cast<int>(index.column() == Time ? Tone::Muted : Tone::Normal);
    case TableRole::RowTone: return static_cast<int>(Tone::Caution);
    default: return commonData(index, role);
    }
}

} // namespace bw
