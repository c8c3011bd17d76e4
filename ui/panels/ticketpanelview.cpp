// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The half of TicketPanel that is seen: how it is put together, and what it shows of preview, guards and answers.
#include "core/engine/api/engineclient.h"
#include "ui/models/numberformat.h"
#include "ui/models/previewtalk.h"
#include "ui/models/submitwatch.h"
#include "ui/models/ticketmarket.h"
#include "ui/models/ticketreadiness.h"
#include "ui/panels/ticketpanel.h"
#include "ui/widgets/confirmsheet.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/guardlist.h"
#include "ui/widgets/previewgrid.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/ticketeditor.h"
#include "ui/widgets/ticketfoot.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace bw {
namespace {

// The preview is asked for every second: one that is older than two rounds is shown as old.
constexpr std::chrono::milliseconds kOld{2500};

} // namespace

void TicketPanel::build()
{
    m_reviewAction = new QAction(tr("Review order"), this);
    m_reviewAction->setObjectName(QStringLiteral("reviewOrder"));
    m_reviewAction->setShortcut(Qt::Key_F9);
    addAction(m_reviewAction);
    m_confirm = new ConfirmSheet(*m_talk, m_pulse.clock(), m_theme, this);
    m_viewer = roleLabel(QString(), "empty", this);
    m_viewer->setObjectName(QStringLiteral("ticketViewer"));
    m_viewer->setWordWrap(true);
    m_viewer->setAlignment(Qt::AlignCenter);
    m_ticket = buildTicket();
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_ticket);
    m_stack->addWidget(m_confirm);
    m_stack->addWidget(m_viewer);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(frameWidth(), frameWidth(), frameWidth(), frameWidth());
    column->addLayout(m_stack);
}

QLayout *TicketPanel::buildOrigin(QWidget *parent)
{
    m_origin = roleLabel(QString(), "label", parent);
    m_origin->setObjectName(QStringLiteral("ticketSignal"));
    m_forget = new QPushButton(tr("Unlink"), parent);
    m_forget->setObjectName(QStringLiteral("ticketUnlink"));
    setRole(m_forget, "compact");
    auto *origin = new QHBoxLayout;
    origin->addWidget(m_origin, 1);
    origin->addWidget(m_forget);
    return origin;
}

QWidget *TicketPanel::buildTicket()
{
    auto *page = new QWidget(this);
    auto *content = new QWidget(page);
    m_editor = new TicketEditor(m_client, m_theme, content);
    m_preview = new PreviewGrid(m_theme, content);
    m_guards = new GuardList(m_theme, content);
    m_age = new ElidedLabel(content);
    setRole(m_age, "label");
    m_age->setObjectName(QStringLiteral("ticketPreviewAge"));
    m_age->setFont(m_theme.labelFont());
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(Theme::kAround, Theme::kBetween, Theme::kAround, Theme::kBetween);
    column->setSpacing(Theme::kBetween);
    column->addLayout(buildOrigin(content));
    column->addWidget(m_editor);
    column->addWidget(m_age);
    column->addWidget(m_preview);
    column->addWidget(m_guards);
    column->addStretch(1);
    auto *scroll = new QScrollArea(page);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    makeTransparent(scroll);
    m_foot = new TicketFoot(m_theme, page);
    auto *pageColumn = new QVBoxLayout(page);
    pageColumn->setContentsMargins(0, 0, 0, 0);
    pageColumn->setSpacing(0);
    pageColumn->addWidget(scroll, 1);
    pageColumn->addWidget(m_foot);
    return page;
}

QSize TicketPanel::minimumSizeHint() const
{
    const int digit = QFontMetrics(m_theme.numberFont()).horizontalAdvance(u'0');
    return {std::max(digit * 34, ProfileFrame::minimumSizeHint().width()), m_theme.tableRowHeight() * 13};
}

void TicketPanel::showPreview()
{
    const Preview *preview = m_talk->preview();
    const auto mode = m_market->context().mode;
    if (preview) {
        m_preview->setPreview(*preview, mode ? mode->leverage : std::nullopt);
        m_guards->setVerdicts(preview->verdicts);
    } else {
        m_preview->clear();
        m_guards->setWaiting();
    }
    m_editor->setStopWarning(preview && preview->isStopBeyondLiquidation ? tr("Liquidation comes before this stop: it would never be reached.") : QString());
    showAge();
    showReadiness();
}

void TicketPanel::showAge()
{
    const bool isOrder = !m_reading.trailing && m_editor->form().kind != OrderKind::Trailing;
    m_age->setVisible(isOrder);
    m_preview->setVisible(isOrder);
    m_guards->setVisible(isOrder); // the gate judges a change of protection when it is asked for
    const Preview *preview = m_talk->preview();
    if (!preview) {
        setText(m_age, m_talk->hasDraft() ? tr("On the live book: asking") : tr("On the live book: complete the ticket to see"));
        setRole(m_age, "label");
        return;
    }
    const bool isOld = m_talk->age() > kOld;
    setText(m_age, isOld ? tr("The book as of %1 ago").arg(readAge(m_talk->age())) : tr("On the live book, now"));
    setRole(m_age, isOld ? "caution" : "label");
}

void TicketPanel::showReadiness()
{
    const QStringList reasons = objections(m_reading, *m_talk, isAnswerPending());
    m_reviewAction->setEnabled(reasons.isEmpty() && m_stack->currentWidget() == m_ticket);
    m_foot->setObjections(reasons, m_talk->preview() && !isAnswerPending(),
                          m_reading.trailing ? tr("The gate judges it when you confirm.") : tr("Every guard passes. Nothing is sent before you confirm."));
}

void TicketPanel::showResult() { m_foot->setResult(m_submit->words(), m_submit->tone()); }

} // namespace bw
