// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/stopallsheet.h"

#include "ui/models/openthings.h"
#include "ui/models/tradingwords.h"
#include "ui/shell/resumepage.h"
#include "ui/shell/stopallchoice.h"
#include "ui/shell/stopallprogress.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>

#include <algorithm>

namespace bw {
namespace {

constexpr int kWidthInLetters = 108;
constexpr int kTop = 84; // below menu and toolbar at 100 %, so that both stay in reach

} // namespace

StopAllSheet::StopAllSheet(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *window)
    : QFrame(window), m_client(client), m_action(new QAction(tr("STOP ALL"), window)), m_open(new OpenThings(client, this))
{
    setObjectName(QStringLiteral("stopAllSheet"));
    setAccessibleName(tr("STOP ALL"));
    setRole(this, "sheet");
    setFocusPolicy(Qt::StrongFocus);
    m_action->setObjectName(QStringLiteral("stopAllAction"));
    m_action->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_X));
    m_action->setShortcutContext(Qt::ApplicationShortcut); // also in editors, floating docks and dialogs
    window->addAction(m_action);
    build(theme, pulse);
    connectAll();
    window->installEventFilter(this);
    onSession(client.session());
    hide();
}

void StopAllSheet::build(const Theme &theme, FramePulse &pulse)
{
    m_title = roleLabel(QString(), "", this);
    m_title->setObjectName(QStringLiteral("sheetTitle"));
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("sheetClose"));
    m_again = new QPushButton(tr("Stop again\u2026"), this);
    m_again->setObjectName(QStringLiteral("stopAgain"));
    m_toResume = new QPushButton(tr("Resume\u2026"), this);
    m_toResume->setObjectName(QStringLiteral("toResume"));
    auto *head = new QHBoxLayout;
    head->setSpacing(Theme::kBetween);
    head->addWidget(m_title, 1);
    for (QPushButton *button : {m_again, m_toResume, close}) {
        button->setAutoDefault(false);
        head->addWidget(button);
    }
    m_choice = new StopAllChoice(theme, this);
    m_progress = new StopAllProgress(theme, pulse.clock(), this);
    m_resume = new ResumePage(m_client, *m_open, theme, this);
    m_pages = new QStackedLayout;
    for (QWidget *page : {static_cast<QWidget *>(m_choice), static_cast<QWidget *>(m_progress), static_cast<QWidget *>(m_resume)})
        m_pages->addWidget(page);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::kAround, Theme::kAround, Theme::kAround, Theme::kAround);
    column->setSpacing(Theme::kAround);
    column->addLayout(head);
    column->addLayout(m_pages, 1);
    connect(close, &QPushButton::clicked, this, &QWidget::hide);
}

void StopAllSheet::connectAll()
{
    TradeClient &trade = m_client.trade();
    connect(m_action, &QAction::triggered, this, &StopAllSheet::onKey);
    connect(m_choice, &StopAllChoice::stopRequested, this, [this, &trade](StopAllView::Scope scope, bool withProtection) {
        trade.stopAll(scope, withProtection);
        m_progress->setView(trade.stopAllView());
        turnTo(m_progress, tr("STOP ALL"));
    });
    connect(m_progress, &StopAllProgress::flattenRequested, this, [&trade] { trade.flatten(); });
    connect(m_resume, &ResumePage::resumeRequested, this, [&trade] { trade.resume(); });
    connect(m_resume, &ResumePage::cancelled, this, &QWidget::hide);
    connect(m_again, &QPushButton::clicked, this, [this] {
        turnTo(m_choice, tr("STOP ALL"));
        m_choice->begin();
    });
    connect(m_toResume, &QPushButton::clicked, this, &StopAllSheet::openResume);
    // STOP ALL may come from elsewhere: another process, or the engine by itself. It is shown at once.
    connect(&trade, &TradeClient::stopAllChanged, this, [this](const StopAllView &view) {
        m_progress->setView(view);
        if (view.isRunning && !m_progress->isVisible())
            turnTo(m_progress, tr("STOP ALL"));
    });
    connect(&m_client, &EngineClient::sessionChanged, this, &StopAllSheet::onSession);
}

void StopAllSheet::onKey()
{
    if (isVisible() && m_pages->currentWidget() == m_choice)
        Q_EMIT m_choice->stopRequested(m_choice->scope(), false);
    else
        openStop();
}

void StopAllSheet::openStop()
{
    const StopAllView &view = m_client.trade().stopAllView();
    if (view.isRunning) {
        m_progress->setView(view);
        return turnTo(m_progress, tr("STOP ALL"));
    }
    turnTo(m_choice, tr("STOP ALL"));
    m_choice->begin();
}

void StopAllSheet::openResume()
{
    turnTo(m_resume, tr("Resume"));
    m_resume->begin();
}

void StopAllSheet::onSession(const SessionView &session)
{
    using Reason = SessionView::ViewerReason;
    // A key that seems dead may still be let through for a cancel, and one that is not let trade has orders of before: trying costs nothing.
    const bool canCancel = session.mayTrade || session.viewerReason == Reason::NotReconciled || session.viewerReason == Reason::KeyDead
        || session.viewerReason == Reason::KeyMayTransfer;
    m_action->setEnabled(canCancel);
    m_action->setToolTip(canCancel ? tr("Halts entries, cancels what is open, and offers to close positions (Ctrl+Shift+X)") : tradingwords::sentence(session));
    m_toResume->setVisible(m_pages->currentWidget() == m_progress && tradingwords::mayResume(session));
    if (isVisible() && m_pages->currentWidget() == m_resume && session.tradingState == TradingState::Active)
        hide();
}

void StopAllSheet::turnTo(QWidget *page, const QString &title)
{
    setText(m_title, title);
    m_pages->setCurrentWidget(page);
    m_again->setVisible(page == m_progress);
    m_toResume->setVisible(page == m_progress && tradingwords::mayResume(m_client.session()));
    show();
    place();
    raise();
    setFocus(Qt::OtherFocusReason);
}

void StopAllSheet::place()
{
    const QWidget *window = parentWidget();
    const int top = std::min(kTop, window->height() / 4);
    const int width = std::min(kWidthInLetters * fontMetrics().averageCharWidth(), window->width() - 2 * Theme::kAround);
    // As high as the page on show asks, not as the highest of them.
    QWidget *page = m_pages->currentWidget();
    const int inner = width - 2 * Theme::kAround;
    const int content = page->layout()->hasHeightForWidth() ? page->layout()->heightForWidth(inner) : page->sizeHint().height();
    const int wanted = std::max(content, page->sizeHint().height()) + m_again->sizeHint().height() + 4 * Theme::kAround;
    const int height = std::min(wanted, window->height() - top - Theme::kAround);
    setGeometry(window->width() - width - Theme::kAround, top, width, height);
}

bool StopAllSheet::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

void StopAllSheet::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QFrame::keyPressEvent(event);
}

} // namespace bw
