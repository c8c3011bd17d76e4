// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/headlinemodel.h"

#include "ui/models/numberformat.h"

#include <algorithm>

namespace bw {
namespace {

QVector<TableColumn> columns()
{
    return {
        {.title = HeadlineModel::tr("time UTC"), .widest = QStringLiteral("00:00:00")},
        {.title = HeadlineModel::tr("id"), .widest = QStringLiteral("h1000")},
        {.title = HeadlineModel::tr("source"), .widest = HeadlineModel::tr("hostile, not sent")},
        {.title = HeadlineModel::tr("headline"), .widest = QString(), .isStretch = true},
    };
}

} // namespace

HeadlineModel::HeadlineModel(QObject *parent) : TableModel(columns(), parent) {}

void HeadlineModel::add(const Headline &headline)
{
    const auto known = std::find_if(m_headlines.begin(), m_headlines.end(), [&](const Headline &h) { return h.id == headline.id; });
    if (known != m_headlines.end()) {
        *known = headline;
        rowChanged(static_cast<int>(known - m_headlines.begin()));
        return;
    }
    if (m_headlines.size() >= kMaxRows) {
        beginRemoveRows({}, static_cast<int>(m_headlines.size()) - 1, static_cast<int>(m_headlines.size()) - 1);
        m_headlines.removeLast();
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_headlines.prepend(headline);
    endInsertRows();
}

const Headline *HeadlineModel::find(const QString &id) const
{
    const auto found = std::find_if(m_headlines.cbegin(), m_headlines.cend(), [&id](const Headline &h) { return h.id == id; });
    return found == m_headlines.cend() ? nullptr : &*found;
}

int HeadlineModel::cleanCount() const
{
    return static_cast<int>(std::count_if(m_headlines.cbegin(), m_headlines.cend(), [](const Headline &h) { return !h.isHostile; }));
}

int HeadlineModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_headlines.size()); }

QVariant HeadlineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Headline &headline = m_headlines[index.row()];
    if (role == TableRole::CellTone)
        return static_cast<int>(headline.isHostile ? Tone::Caution : Tone::Normal);
    if (role == TableRole::IsStruck)
        return headline.isHostile && index.column() == TitleColumn;
    if (role == Qt::ToolTipRole)
        return plainToolTip(headline.isHostile ? tr("It talks to the model instead of about the market: it is never sent. “%1”").arg(headline.title)
                                               : headline.title);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return commonData(index, role);
    switch (index.column()) {
    case TimeColumn: return readTime(headline.at);
    case IdColumn: return headline.id.left(20);
    case SourceColumn: return headline.isHostile ? tr("hostile, not sent") : headline.source.left(40).simplified();
    case TitleColumn: return headline.title;
    default: return {};
    }
}

} // namespace bw
