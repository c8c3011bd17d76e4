// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/stopallprogress.h"

#include "ui/models/standingmodel.h"
#include "ui/models/stopallwords.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace bw {
namespace {

/// A sign beside the words, so that the outcome does not hang on its colour.
QString mark(StopAllView::State state)
{
    switch (state) {
    case StopAllView::State::Waiting: return QStringLiteral("\u00B7");
    case StopAllView::State::Running: return QStringLiteral("\u2026");
    case StopAllView::State::Finished: return QStringLiteral("\u2713");
    case StopAllView::State::Failed: return QStringLiteral("\u2715");
    }
    return {};
}

const char *role(Tone tone)
{
    switch (tone) {
    case Tone::Up: return "bid";
    case Tone::Caution: return "caution";
    case Tone::Danger: return "danger";
    case Tone::Muted: return "label";
    default: return "";
    }
}

} // namespace

StopAllProgress::StopAllProgress(const Theme &theme, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_clock(clock), m_grid(new QGridLayout), m_summary(roleLabel(QString(), "", this)), m_standing(new StandingModel(this)),
      m_table(new TableView(theme, this)), m_consequence(roleLabel(QString(), "label", this)), m_flatten(new QPushButton(this))
{
    m_summary->setObjectName(QStringLiteral("stopSummary"));
    m_table->setObjectName(QStringLiteral("standingTable"));
    m_table->setModel(m_standing);
    m_table->setMinimumHeight(6 * theme.tableRowHeight());
    m_table->setEmptyText(tr("Nothing stands: no order and no position is left in this scope."));
    m_flatten->setObjectName(QStringLiteral("flattenButton"));
    m_flatten->setAutoDefault(false);
    m_flatten->installEventFilter(this);
    setRole(m_flatten, "danger");
    for (QLabel *label : {m_summary, m_consequence})
        label->setWordWrap(true);
    m_grid->setHorizontalSpacing(Theme::kBetween);
    m_grid->setVerticalSpacing(Theme::kInside);
    m_grid->setColumnStretch(2, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kBetween);
    column->addWidget(m_summary);
    column->addLayout(m_grid);
    column->addWidget(roleLabel(tr("Still standing"), "label", this));
    column->addWidget(m_table, 1);
    column->addWidget(m_consequence);
    column->addWidget(m_flatten, 0, Qt::AlignLeft);
    connect(m_flatten, &QPushButton::clicked, this, [this] {
        m_flatten->setEnabled(false); // until the engine says how it went
        Q_EMIT flattenRequested();
    });
}

void StopAllProgress::addRow()
{
    const int row = static_cast<int>(m_rows.size());
    const Row made{roleLabel(QString(), "", this), roleLabel(QString(), "", this), roleLabel(QString(), "", this)};
    made.outcome->setObjectName(QStringLiteral("stopStep%1").arg(row));
    made.outcome->setWordWrap(true);
    m_grid->addWidget(made.mark, row, 0, Qt::AlignTop);
    m_grid->addWidget(made.name, row, 1, Qt::AlignTop);
    m_grid->addWidget(made.outcome, row, 2);
    m_rows.append(made);
}

void StopAllProgress::setView(const StopAllView &view)
{
    while (m_rows.size() < view.lines.size())
        addRow();
    for (int i = 0; i < m_rows.size(); ++i) {
        const bool isUsed = i < view.lines.size();
        for (QLabel *label : {m_rows[i].mark, m_rows[i].name, m_rows[i].outcome})
            label->setVisible(isUsed);
        if (!isUsed)
            continue;
        const StopAllView::Line &line = view.lines[i];
        const char *tone = role(stopallwords::tone(line));
        setText(m_rows[i].mark, mark(line.state));
        setText(m_rows[i].name, tr("%1. %2", "number, step").arg(i + 1).arg(stopallwords::stepName(view, line.step)));
        setText(m_rows[i].outcome, stopallwords::outcome(line));
        setRole(m_rows[i].mark, tone);
        setRole(m_rows[i].outcome, tone);
    }
    setText(m_summary, stopallwords::summary(view));
    m_standing->setRows(view.standing, view.positions);
    showFlatten(view);
}

void StopAllProgress::showFlatten(const StopAllView &view)
{
    const bool isOffered = !view.isRunning && !view.positions.isEmpty();
    if (isOffered && m_flatten->isHidden())
        m_offeredAt = m_clock.now();
    m_flatten->setVisible(isOffered);
    m_consequence->setVisible(isOffered);
    m_flatten->setEnabled(true);
    if (!isOffered)
        return;
    m_flatten->setText(stopallwords::flattenButton(view.positions.size()));
    setText(m_consequence, stopallwords::flattenConsequence(view.positions));
}

bool StopAllProgress::eventFilter(QObject *watched, QEvent *event)
{
    const bool isPress = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick;
    if (watched == m_flatten && isPress && m_clock.now() - m_offeredAt < kGrace)
        return true;
    return QWidget::eventFilter(watched, event);
}

} // namespace bw
