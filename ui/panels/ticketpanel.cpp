// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ticketpanel.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/changewatch.h"
#include "ui/models/guardremedy.h"
#include "ui/models/numberformat.h"
#include "ui/models/previewtalk.h"
#include "ui/models/sentences.h"
#include "ui/models/submitwatch.h"
#include "ui/models/ticketmarket.h"
#include "ui/models/ticketreadiness.h"
#include "ui/widgets/confirmsheet.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/guardlist.h"
#include "ui/widgets/previewgrid.h"
#include "ui/widgets/quantityfield.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/ticketeditor.h"
#include "ui/widgets/ticketfoot.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>

namespace bw {
namespace {

// What is reckoned from the market (a worth, a share, a risk, a trigger's side) is reckoned again once a second.
constexpr int kTenthsOfReading = 10;

/// Also while the account is being read again: entries are halted then, which the guards say, but exits are never trapped.
bool hasTicket(const SessionView &session) { return session.mayTrade; }

} // namespace

TicketPanel::TicketPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent)
    : ProfileFrame(client, theme, parent), m_client(client), m_theme(theme), m_pulse(pulse), m_market(new TicketMarket(client, this)),
      m_talk(new PreviewTalk(client, pulse.clock(), this)), m_submit(new SubmitWatch(client, this)),
      m_change(new ChangeWatch(client, AccountChange::Kind::Stop, this))
{
    setObjectName(QStringLiteral("ticketPanel"));
    setAccessibleName(tr("Order ticket"));
    build();
    connectEngine();
    connectParts();
    onSession(client.session());
    onInstrument(client.instrument());
}

void TicketPanel::connectEngine()
{
    connect(m_talk, &PreviewTalk::changed, this, &TicketPanel::showPreview);
    connect(&m_client, &EngineClient::instrumentChanged, this, &TicketPanel::onInstrument);
    connect(&m_client, &EngineClient::sessionChanged, this, &TicketPanel::onSession);
    connect(&m_client.trade(), &TradeClient::accountModeChanged, this, [this] { m_editor->setMode(m_market->context().mode); });
    connect(m_market, &TicketMarket::changed, this, &TicketPanel::readAgain);
    connect(m_submit, &SubmitWatch::answered, this, &TicketPanel::onAnswered);
    connect(m_submit, &SubmitWatch::wordsChanged, this, &TicketPanel::showResult);
    connect(m_change, &ChangeWatch::answered, this, &TicketPanel::onAnswered);
    connect(m_change, &ChangeWatch::wordsChanged, this, [this] { m_submit->say(m_change->words(), m_change->tone()); });
    m_pulse.onFrame(this, [this] { onFrame(); });
    m_pulse.onTenth(this, [this] {
        m_editor->refreshBook();
        if (++m_tenths % kTenthsOfReading == 0)
            readAgain();
        showAge();
        showReadiness();
    });
}

void TicketPanel::connectParts()
{
    connect(m_editor, &TicketEditor::edited, this, &TicketPanel::onEdited);
    connect(m_editor->quantity(), &QuantityField::presetsChanged, this, &TicketPanel::presetsChanged);
    connect(m_reviewAction, &QAction::triggered, this, &TicketPanel::review);
    connect(m_foot, &TicketFoot::reviewPressed, this, &TicketPanel::review);
    connect(m_foot, &TicketFoot::clearPressed, this, [this] {
        clearSignal();
        m_submit->say(QString(), Tone::Muted);
        m_editor->clear();
    });
    connect(m_forget, &QPushButton::clicked, this, [this] {
        clearSignal();
        onEdited();
    });
    connect(m_guards, &GuardList::remedyChosen, this, &TicketPanel::onRemedy);
    connect(m_confirm, &ConfirmSheet::sendRequested, m_submit, &SubmitWatch::submit);
    connect(m_confirm, &ConfirmSheet::changeRequested, this, [this](const StopDraft &stop) {
        if (!m_change->request(stop))
            backToForm();
    });
    connect(&m_client, &EngineClient::preChecked, m_confirm, [this](const QString &id, const PreCheck &check) { m_confirm->showPreCheck(id, preCheckWords(check)); });
    connect(&m_client, &EngineClient::preCheckFailed, m_confirm, [this](const QString &id, const Error &error) {
        // Nothing was placed, whatever became of the question: no word about lost answers here.
        m_confirm->showPreCheck(id, error.certainty == Certainty::Refused ? tr("refused: %1").arg(error.detail.left(80)) : tr("no answer"));
    });
    connect(m_confirm, &ConfirmSheet::cancelled, this, &TicketPanel::backToForm);
    connect(m_confirm, &ConfirmSheet::reviewAgainRequested, this, &TicketPanel::backToForm);
}

bool TicketPanel::isAnswerPending() const { return m_submit->isPending() || m_change->isPending(); }

void TicketPanel::onEdited()
{
    m_isRepeatWanted = false;
    if (!m_signalId.isEmpty() && m_editor->form().side != m_signalSide)
        clearSignal(); // the other side is not what the signal said
    if (m_stack->currentWidget() == m_confirm && !isAnswerPending())
        backToForm(); // what was reviewed is not what stands in the ticket now
    read();
    m_talk->setDraft(m_reading.draft);
    showReadiness();
}

void TicketPanel::read()
{
    TicketForm form = m_editor->form();
    form.signalId = m_signalId;
    form.isRepeatWanted = m_isRepeatWanted;
    const auto before = m_reading.qty;
    m_reading = readTicket(form, m_market->context());
    m_editor->showReading(m_reading);
    if (m_reading.qty != before)
        Q_EMIT quantityChanged(m_reading.qty);
}

/// The same texts against the present market: another draft only where they mean another order now. Not while something is reviewed.
void TicketPanel::readAgain()
{
    if (m_stack->currentWidget() != m_ticket || isAnswerPending())
        return;
    read();
    const auto &asked = m_talk->draft();
    if (asked.has_value() != m_reading.draft.has_value() || (asked && !isSameOrder(*asked, *m_reading.draft)))
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
    m_preview->showContractFigures(!isSpot(instrument), false);
    m_editor->setMode(m_market->context().mode);
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
    if (isAnswerPending())
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
    if (!isAnswerPending())
        m_editor->setPrice(price);
}

void TicketPanel::setPresets(const QtyPresets &presets) { m_editor->quantity()->setPresets(presets); }

void TicketPanel::clearSignal()
{
    m_signalId.clear();
    m_origin->hide();
    m_forget->hide();
}

void TicketPanel::onRemedy(const GuardRemedy &remedy)
{
    using Kind = GuardRemedy::Kind;
    switch (remedy.kind) {
    case Kind::Price: return m_editor->takePrice(remedy.value);
    case Kind::Qty: return m_editor->takeQty(remedy.value);
    case Kind::OverrideUnknown:
        if (m_instrument)
            m_client.trade().overrideUnknown(m_instrument->id());
        return m_talk->askSoon();
    case Kind::Repeat:
        m_isRepeatWanted = true;
        read();
        m_talk->setDraft(m_reading.draft);
        return;
    }
}

void TicketPanel::review()
{
    if (m_stack->currentWidget() != m_ticket || !objections(m_reading, *m_talk, isAnswerPending()).isEmpty()) {
        showReadiness();
        return;
    }
    m_talk->setHeld(true);
    m_stack->setCurrentWidget(m_confirm);
    if (m_reading.trailing)
        m_confirm->review(*m_reading.trailing, m_client.session());
    else
        m_confirm->review(m_client.session());
    const Preview *preview = m_talk->preview();
    if (!m_reading.trailing && preview && m_client.session().profile != Profile::Demo && mayPreCheck(preview->draft, m_client.trade().accountMode())) {
        m_confirm->expectPreCheck();
        m_client.requestPreCheck(preview->id);
    }
    showReadiness();
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
        m_foot->reviewButton()->setFocus(Qt::OtherFocusReason);
}

void TicketPanel::onAnswered(bool isAccepted)
{
    if (isAccepted)
        clearSignal();
    backToForm();
    onEdited(); // the same texts are a new draft now: a used preview must not stay on screen
}

bool TicketPanel::takeKey(int key)
{
    if (m_stack->currentWidget() != m_ticket || isAnswerPending())
        return false;
    if (key == Qt::Key_B)
        m_editor->setSide(Side::Buy);
    else if (key == Qt::Key_S)
        m_editor->setSide(Side::Sell);
    else if (key >= Qt::Key_1 && key <= Qt::Key_5)
        m_editor->quantity()->takePreset(static_cast<std::size_t>(key - Qt::Key_1));
    else
        return false;
    return true;
}

/// Letters and digits arrive here only when no editor has the focus.
void TicketPanel::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    if (!isPlain || !takeKey(event->key()))
        ProfileFrame::keyPressEvent(event);
}

} // namespace bw
