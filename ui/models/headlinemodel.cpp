// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/headlinemodel.h"

#include "ui/models/numberformat.h"

#include <algorithm>

namespace bw {

void HeadlineModel::add(const Headline &headline)
{
    const auto known = std::find_if(m_headlines.begin(), m_headlines.end(), [&](const Headline &h) { return h.id == headline.id; });
    if (known != m_headlines.end()) {
        *known = headline;
        const int row = static_cast<int>(known - m_headlines.begin());
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
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

int HeadlineModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant HeadlineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Headline &headline = m_headlines[index.row()];
    if (role == HostileRole)
        return headline.isHostile;
    if (role == Qt::ToolTipRole) {
        const QString text = headline.isHostile ? tr("It talks to the model instead of about the market: it is never sent. “%1”").arg(headline.title)
                                                : headline.title;
        return text.toHtmlEscaped();
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (index.column()) {
    case TimeColumn: return readTime(headline.at);
    case IdColumn: return headline.id.left(20);
    case SourceColumn: return headline.isHostile ? tr("hostile, not sent") : headline.source.left(40).simplified();
    case TitleColumn: return headline.title;
    default: return {};
    }
}

QVariant HeadlineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != WidestRole)
        return {};
    const bool isWidest = role == WidestRole;
    switch (section) {
    case TimeColumn: return isWidest ? QStringLiteral("00:00:00") : tr("time UTC");
    case IdColumn: return isWidest ? QStringLiteral("h1000") : tr("id");
    case SourceColumn: return isWidest ? tr("hostile, not sent") : tr("source");
    case TitleColumn: return isWidest ? QString() : tr("headline");
    default: return {};
    }
}

} // namespace bw
