// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QVector>

namespace bw {

/// What a cell or a row means; the view turns it into colour, the text says it too.
enum class Tone : std::uint8_t { Normal, Muted, Up, Down, Caution, Danger };

/// Roles that the tables of this window share.
namespace TableRole {
enum Role : int {
    WidestText = Qt::UserRole + 1, ///< of a column head: the widest text that the column can hold, for its width
    IsNumber,                      ///< of a column head: right-aligned, in the number font
    IsStretch,                     ///< of a column head: takes the room that is left
    CopyText,                      ///< plain decimals for the clipboard
    CellTone,
    RowTone,                       ///< a tint of the whole row
    IsButton,                      ///< the cell is an action: its text is a verb
    IsStruck,                      ///< struck through: shown, but not used
};
}

struct TableColumn {
    QString title;
    QString widest;
    bool isNumber = false;
    bool isStretch = false;
};

/// What the window's tables have in common: columns with a width that no number can change, plain text for the clipboard. Gui thread; a
/// subclass owns the rows and answers data(). Never sorts by itself.
class TableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    TableModel(QVector<TableColumn> columns, QObject *parent);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    /// Alignment, and CopyText made of the text on display; subclasses call it for what they don't answer.
    [[nodiscard]] QVariant commonData(const QModelIndex &index, int role) const;
    /// dataChanged for all columns of one row.
    void rowChanged(int row);

private:
    const QVector<TableColumn> m_columns;
};

/// A text from outside as a tool tip: shown as it stands, never read as markup; cut at 600 characters.
[[nodiscard]] QString plainToolTip(const QString &text);

} // namespace bw
