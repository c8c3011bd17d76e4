// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace bw {

class Theme;

/// A table in the window's style over a model that speaks TableRole: rows as tall as the font asks, columns as wide as the widest value
/// that they can hold, tones as colours, an action cell that works by click and the Delete key, Ctrl+C as plain decimals, and a
/// sentence where there is no row. The context menu copies, and saves the table as CSV. Gui thread. Never resizes a column because a number changed.
class TableView final : public QTableView {
    Q_OBJECT
public:
    explicit TableView(const Theme &theme, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    /// Columns from the most to the least needed: where there is no room for all, the last ones are hidden. Without it all stay.
    void setNeed(const QVector<int> &columns);
    /// What an empty table says: what would fill it.
    void setEmptyText(const QString &text);
    [[nodiscard]] const QString &emptyText() const { return m_emptyText; }
    /// The selected rows, or all, as lines of tab-separated plain values with their heads.
    [[nodiscard]] QString asText(bool onlySelected) const;

Q_SIGNALS:
    /// The action cell of this row was used. The row is the one that was pressed, wherever it stands now.
    void actionTriggered(const QModelIndex &index);
    /// Double click or Enter on a row that is no action.
    void rowOpened(const QModelIndex &index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void hideHalfRow();
    void measure();
    void fitNeed();
    void fitStretch();
    [[nodiscard]] int wantedWidth(int column) const;
    [[nodiscard]] QModelIndex actionOf(int row) const;

    const Theme &m_theme;
    QString m_emptyText;
    QVector<int> m_need;
};

} // namespace bw
