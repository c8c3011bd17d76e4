// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tablepage.h"

#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace bw {

TablePage::TablePage(const Theme &theme, const QString &tableName, QAbstractItemModel *model, QWidget *parent)
    : QWidget(parent), m_bar(new QWidget(this)), m_row(new QHBoxLayout(m_bar)), m_words(new ElidedLabel(m_bar)), m_table(new TableView(theme, this))
{
    m_table->setObjectName(tableName);
    m_table->setModel(model);
    m_words->setObjectName(tableName + QStringLiteral("Words"));
    setRole(m_words, "label");
    m_row->setContentsMargins(Theme::kBetween, 2, Theme::kBetween, 2);
    m_row->setSpacing(Theme::kInside);
    m_row->addWidget(m_words, 1);
    fillAsPanel(m_bar);
    m_bar->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_table, 1);
}

QPushButton *TablePage::addButton(const QString &objectName, const QString &text, const QString &explanation)
{
    auto *button = new QPushButton(text, m_bar);
    button->setObjectName(objectName);
    button->setToolTip(explanation);
    button->setAutoDefault(false);
    setRole(button, "compact");
    addToBar(button);
    return button;
}

void TablePage::addToBar(QWidget *widget)
{
    m_row->insertWidget(m_row->count() - 1, widget);
    m_hasTools = true;
    m_bar->show();
}

void TablePage::say(const QString &sentence, const char *role)
{
    setText(m_words, sentence);
    setRole(m_words, role);
    m_bar->setVisible(m_hasTools || !sentence.isEmpty());
}

} // namespace bw
