// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAbstractItemModel;
class QHBoxLayout;
class QPushButton;

namespace bw {

class ElidedLabel;
class TableView;
class Theme;

/// A tab of tables: the table, and above it one line for the buttons that act on all of it and for a sentence about it. The line is there
/// only when something stands in it. Gui thread.
class TablePage final : public QWidget {
    Q_OBJECT
public:
    TablePage(const Theme &theme, const QString &tableName, QAbstractItemModel *model, QWidget *parent = nullptr);

    [[nodiscard]] TableView *table() const { return m_table; }
    QPushButton *addButton(const QString &objectName, const QString &text, const QString &explanation);
    /// For other fields of the line, before the sentence.
    void addToBar(QWidget *widget);
    void say(const QString &sentence, const char *role = "label");

private:
    QWidget *m_bar;
    QHBoxLayout *m_row;
    ElidedLabel *m_words;
    TableView *m_table;
    bool m_hasTools = false;
};

} // namespace bw
