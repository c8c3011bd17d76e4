// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/headlinedesk.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/headlinemodel.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace bw {

HeadlineDesk::HeadlineDesk(EngineClient &client, HeadlineModel &model, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_client(client), m_input(new QPlainTextEdit(this)), m_add(new QPushButton(tr("Add"), this)),
      m_note(roleLabel(QString(), "caution", this))
{
    m_input->setObjectName(QStringLiteral("headlineInput"));
    m_input->setAccessibleName(tr("New headlines, one a line"));
    m_input->setPlaceholderText(tr("Type or paste headlines, one a line. Ctrl+Enter adds them."));
    m_input->setTabChangesFocus(true);
    m_input->setFixedHeight(2 * m_input->fontMetrics().lineSpacing() + 4 * Theme::kInside);
    m_input->installEventFilter(this);
    m_add->setObjectName(QStringLiteral("headlineAdd"));
    m_note->setObjectName(QStringLiteral("headlineNote"));
    m_note->hide();
    auto *table = new TableView(theme, this);
    table->setObjectName(QStringLiteral("headlineTable"));
    table->setAccessibleName(tr("Headlines"));
    table->setModel(&model);
    table->setEmptyText(tr("No headlines yet. Type or paste some above: they are what the model judges."));
    auto *row = new QHBoxLayout;
    row->setContentsMargins(Theme::kBetween, Theme::kBetween, Theme::kBetween, Theme::kInside);
    row->setSpacing(Theme::kBetween);
    row->addWidget(m_input, 1);
    row->addWidget(m_add);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kInside);
    column->addLayout(row);
    column->addWidget(m_note);
    column->addWidget(table, 1);
    const auto refresh = [this] { m_add->setEnabled(!m_input->document()->isEmpty()); };
    connect(m_input, &QPlainTextEdit::textChanged, this, refresh);
    connect(m_add, &QPushButton::clicked, this, &HeadlineDesk::addTyped);
    refresh();
}

void HeadlineDesk::addTyped()
{
    QStringList lines;
    qsizetype left = 0;
    for (const QString &line : m_input->toPlainText().split(u'\n')) {
        const QString title = line.trimmed().left(kMaxLine);
        if (!title.isEmpty())
            lines.size() < kMaxLines ? lines.append(title) : static_cast<void>(++left);
    }
    if (lines.isEmpty())
        return;
    m_client.addHeadlines(lines, lines.size() == 1 ? QStringLiteral("typed") : QStringLiteral("pasted"));
    m_input->clear();
    setText(m_note, left > 0 ? tr("%n line(s) were left out: add at most 50 at once.", nullptr, static_cast<int>(left)) : QString());
    m_note->setVisible(left > 0);
}

bool HeadlineDesk::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_input && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && key->modifiers() & Qt::ControlModifier) {
            addTyped();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace bw
