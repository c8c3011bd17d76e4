// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QStyledItemDelegate>

namespace bw {

class Theme;

/// Paints the cells of TableView: tones as colours of the theme, numbers in the number font, an amber tint over a whole row that needs
/// looking at, action cells as small buttons. Owns nothing; never edits.
class TableDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit TableDelegate(const Theme &theme, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    void paintButton(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void refreshFonts();

    const Theme &m_theme;
    QFont m_number, m_value; ///< asked for once: a cell is painted too often to look for fonts
};

} // namespace bw
