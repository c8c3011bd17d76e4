// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ticketpanel.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/numberformat.h"
#include "ui/models/previewtalk.h"
#include "ui/models/sentences.h"
#include "ui/models/submitwatch.h"
#include "ui/widgets/confirmsheet.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/guardlist.h"
#include "ui/widgets/previewgrid.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/ticketeditor.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace bw {
namespace {

// The preview is asked for every second: one that is older than two rounds is shown as old.
constexpr std::chrono::milliseconds kOld{2500};

/// Also while the account is being read again: entries are halted then, which the guards say, but exits are never trapped.
bool hasTicket(const SessionView &session) { return session.mayTrade; }

} // namespace

TicketPanel::TicketPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent)
    : ProfileFrame(client, theme, parent), m_client(client), m_theme(theme), m_pulse(pulse), m_talk(new PreviewTalk(client, pulse.clock(), this)),
      m_submit(new SubmitWatch(client, this))
{
    setObjectName(QStringLiteral("ticketPanel"));
    setAccessibleName(tr("Order ticket"));
    build();
    connectAll();
    onSession(client.session());
    onInstrument(client.instrument());
}

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

QWidget *TicketPanel::buildTicket()
{
    auto *page = new QWidget(this);
    auto *content = new QWidget(page);
    m_editor = new TicketEditor(m_client, m_theme, content);
    m_origin = roleLabel(QString(), "label", content);
    m_origin->setObjectName(QStringLiteral("ticketSignal"));
    m_forget = new QPushButton(tr("Unlink"), content);
    m_forget->setObjectName(QStringLiteral("ticketUnlink"));
    setRole(m_forget, "compact");
    m_preview = new PreviewGrid(m_theme, content);
    m_guards = new GuardList(m_theme, content);
    m_age = new ElidedLabel(content);
    setRole(m_age, "label");
    m_age->setObjectName(QStringLiteral("ticketPreviewAge"));
    m_age->setFont(m_theme.labelFont());
    auto *origin = new QHBoxLayout;
    origin->addWidget(m_origin, 1);
    origin->addWidget(m_forget);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(Theme::kAround, Theme::kBetween, Theme::kAround, Theme::kBetween);
    column->setSpacing(Theme::kBetween);
    column->addLayout(origin);
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
    auto *pageColumn = new QVBoxLayout(page);
    pageColumn->setContentsMargins(0, 0, 0, 0);
    pageColumn->setSpacing(0);
    pageColumn->addWidget(scroll, 1);
    pageColumn->addLayout(buildFoot());
    return page;
}

/// Always in sight, however small the dock: what stands in the way, the result of the last order, and the one action.
QLayout *TicketPanel::buildFoot()
{
    m_blocked = roleLabel(QString(), "label", this);
    m_blocked->setObjectName(QStringLiteral("ticketBlocked"));
    m_result = roleLabel(QString(), "label", this);
    m_result->setObjectName(QStringLiteral("ticketResult"));
    for (QLabel *label : {m_blocked, m_result}) {
        label->setWordWrap(true);
        label->setFont(m_theme.labelFont());
        label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    }
    // Room for two lines, so that the button stays where it is while the words change.
    m_blocked->setMinimumHeight(2 * QFontMetrics(m_blocked->font()).lineSpacing());
    m_result->hide();
    m_review = new QPushButton(tr("Review order (F9)"), this);
    m_review->setObjectName(QStringLiteral("ticketReview"));
    m_review->setAutoDefault(false);
    setRole(m_review, "primary");
    m_clear = new QPushButton(tr("Clear"), this);
    m_clear->setObjectName(QStringLiteral("ticketClear"));
    m_clear->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Theme::kBetween);
    buttons->addWidget(m_review, 1);
    buttons->addWidget(m_clear);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(Theme::kAround, Theme::kInside, Theme::kAround, Theme::kBetween);
    foot->setSpacing(Theme::kInside);
    foot->addWidget(m_result);
    foot->addWidget(m_blocked);
    foot->addLayout(buttons);
    return foot;
}

void TicketPanel::connectAll()
{
    connect(m_editor, &TicketEditor::edited, this, &TicketPanel::onEdited);
    connect(m_talk, &PreviewTalk::changed, this, &TicketPanel::showPreview);
    connect(m_reviewAction, &QAction::triggered, this, &TicketPanel::review);
    connect(m_review, &QPushButton::clicked, this, &TicketPanel::review);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        clearSignal();
        m_submit->say(QString(), Tone::Muted);
        m_editor->clear();
    });
    connect(m_forget, &QPushButton::clicked, this, [this] {
        clearSignal();
        onEdited();
    });
    connect(m_confirm, &ConfirmSheet::sendRequested, m_submit, &SubmitWatch::submit);
    connect(m_confirm, &ConfirmSheet::cancelled, this, &TicketPanel::backToForm);
    connect(m_confirm, &ConfirmSheet::reviewAgainRequested, this, &TicketPanel::backToForm);
    connect(&m_client, &EngineClient::instrumentChanged, this, &TicketPanel::onInstrument);
    connect(&m_client, &EngineClient::sessionChanged, this, &TicketPanel::onSession);
    connect(m_submit, &SubmitWatch::answered, this, &TicketPanel::onAnswered);
    connect(m_submit, &SubmitWatch::wordsChanged, this, &TicketPanel::showResult);
    m_pulse.onFrame(this, [this] { onFrame(); });
    m_pulse.onTenth(this, [this] {
        m_editor->refreshBook();
        showAge();
        showReadiness();
    });
}

QSize TicketPanel::minimumSizeHint() const
{
    const int digit = QFontMetrics(m_theme.numberFont()).horizontalAdvance(u'0');
    return {std::max(digit * 34, ProfileFrame::minimumSizeHint().width()), m_theme.tableRowHeight() * 13};
}

void TicketPanel::onEdited()
{
    TicketForm form = m_editor->form();
    if (!m_signalId.isEmpty() && form.side != m_signalSide)
        clearSignal(); // the other side is not what the signal said
    form.signalId = m_signalId;
    m_reading = readTicket(form, m_instrument);
    m_editor->showReading(m_reading);
    if (m_stack->currentWidget() == m_confirm && !m_submit->isPending())
        backToForm(); // what was reviewed is not what stands in the ticket now
    m_talk->setDraft(m_reading.draft);
}

void TicketPanel::onFrame()
{
    m_talk->tick();
    if (m_stack->currentWidget() == m_confirm)
        m_confirm->tick();
}

void TicketPanel::onInstrument(const InstrumentPtr &instrument)
{
    const bool isOther = !m_instrument || !instrument || !(m_instrument->id() == instrument->id());
    m_instrument = instrument;
    m_editor->setInstrument(instrument);
    if (isOther) {
        clearSignal(); // numbers meant for one instrument are never carried to another
        m_editor->clear();
    } else {
        onEdited();
    }
}

void TicketPanel::onSession(const SessionView &session)
{
    if (!hasTicket(session)) {
        m_viewer->setText(tr("No order ticket in this session. %1").arg(sentences::of(session.viewerReason)));
        m_talk->setHeld(true);
        m_stack->setCurrentWidget(m_viewer);
    } else if (m_stack->currentWidget() == m_viewer) {
        backToForm();
    }
    showReadiness();
}

void TicketPanel::fillFromSignal(const Signal &signal)
{
    if (m_submit->isPending())
        return;
    if (!signal.side || !m_instrument || !(signal.instrument == m_instrument->id())) {
        m_submit->say(tr("Signal %1 is for %2: open that instrument first.").arg(signal.id.left(20), signal.instrument.symbol.left(40)), Tone::Caution);
        return;
    }
    m_signalId = signal.id;
    m_signalSide = *signal.side;
    setText(m_origin, tr("From signal %1").arg(signal.id.left(20)));
    m_origin->show();
    m_forget->show();
    m_editor->setSide(signal.side);
    m_editor->focusSide();
}

void TicketPanel::setPrice(PriceTicks price)
{
    if (!m_submit->isPending())
        m_editor->setPrice(price);
}

void TicketPanel::clearSignal()
{
    m_signalId.clear();
    m_origin->hide();
    m_forget->hide();
}

void TicketPanel::review()
{
    if (m_stack->currentWidget() != m_ticket || !objections().isEmpty()) {
        showReadiness();
        return;
    }
    m_talk->setHeld(true);
    m_stack->setCurrentWidget(m_confirm);
    m_confirm->review(m_client.session());
}

void TicketPanel::backToForm()
{
    if (!hasTicket(m_client.session()))
        return;
    const bool hadFocus = m_confirm->isAncestorOf(focusWidget());
    m_stack->setCurrentWidget(m_ticket);
    m_talk->setHeld(false);
    m_talk->askSoon();
    showReadiness();
    if (hadFocus)
        m_review->setFocus(Qt::OtherFocusReason);
}

void TicketPanel::onAnswered(bool isAccepted)
{
    if (isAccepted)
        clearSignal();
    backToForm();
    onEdited(); // the same texts are a new draft now: a used preview must not stay on screen
}

void TicketPanel::showPreview()
{
    const Preview *preview = m_talk->preview();
    if (preview)
        m_preview->setPreview(*preview);
    else
        m_preview->clear();
    if (preview)
        m_guards->setVerdicts(preview->verdicts);
    else
        m_guards->setWaiting();
    showAge();
    showReadiness();
}

void TicketPanel::showAge()
{
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

QStringList TicketPanel::objections() const
{
    if (m_submit->isPending())
        return {tr("An order is on its way: wait for its answer.")};
    QStringList reasons = m_reading.missing;
    if (!m_reading.priceError.isEmpty())
        reasons << tr("The price is not valid.");
    if (!m_reading.qtyError.isEmpty())
        reasons << tr("The quantity is not valid.");
    if (!m_reading.draft)
        return reasons;
    const Preview *preview = m_talk->preview();
    if (!preview)
        return {tr("The engine is being asked about this order.")};
    if (m_talk->isExpired())
        return {tr("The engine has not answered for %1.").arg(readAge(m_talk->age()))};
    for (const Verdict &verdict : preview->verdicts)
        if (!verdict.ok)
            reasons << tr("%1: %2").arg(sentences::ruleName(verdict.rule), sentences::of(verdict));
    if (reasons.isEmpty() && preview->verdicts.isEmpty())
        reasons << tr("No guard has judged this order.");
    return reasons;
}

void TicketPanel::showReadiness()
{
    const QStringList reasons = objections();
    m_review->setEnabled(reasons.isEmpty());
    m_reviewAction->setEnabled(reasons.isEmpty() && m_stack->currentWidget() == m_ticket);
    QString list;
    for (const QString &reason : reasons)
        list += QStringLiteral("<p>%1</p>").arg(reason.toHtmlEscaped());
    m_review->setToolTip(list);
    m_review->setAccessibleDescription(reasons.join(u' '));
    if (reasons.isEmpty())
        setText(m_blocked, tr("Every guard passes. Nothing is sent before you confirm."));
    else if (reasons.size() == 1)
        setText(m_blocked, reasons.first());
    else
        setText(m_blocked, tr("%1 And %n more.", nullptr, static_cast<int>(reasons.size()) - 1).arg(reasons.first()));
    const bool isGuard = m_talk->preview() && !reasons.isEmpty() && !m_submit->isPending();
    setRole(m_blocked, isGuard ? "danger" : "label");
}

void TicketPanel::showResult()
{
    setText(m_result, m_submit->words());
    setRole(m_result, m_submit->tone() == Tone::Danger ? "danger" : m_submit->tone() == Tone::Caution ? "caution" : "label");
    m_result->setVisible(!m_submit->words().isEmpty());
}

void TicketPanel::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain = event->modifiers() == Qt::NoModifier && m_stack->currentWidget() == m_ticket;
    if (isPlain && event->key() == Qt::Key_B)
        m_editor->setSide(Side::Buy); // arrives here only when no text field has the focus
    else if (isPlain && event->key() == Qt::Key_S)
        m_editor->setSide(Side::Sell);
    else
        ProfileFrame::keyPressEvent(event);
}

} // namespace bw
