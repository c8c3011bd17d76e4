// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/signal/signal.h"
#include "ui/models/ticketform.h"
#include "ui/widgets/profileframe.h"

class QAction;
class QLabel;
class QPushButton;
class QStackedLayout;

namespace bw {

class ConfirmSheet;
class FramePulse;
class GuardList;
class PreviewGrid;
class PreviewTalk;
class SubmitWatch;
class TicketEditor;

/// The one order ticket: the form, what the order would meet on the live book, every guard, and the confirm step, all inside the dock.
/// The only place in the window that submits, and only from the confirm step, one preview once. A signal fills in its side and nothing
/// else. Gui thread.
class TicketPanel final : public ProfileFrame {
    Q_OBJECT
public:
    TicketPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent = nullptr);

    /// Side and the signal's id, and the focus; never price or quantity.
    void fillFromSignal(const Signal &signal);
    void setPrice(PriceTicks price);
    /// F9: enabled while every guard is green. The shell may put it into its menu.
    [[nodiscard]] QAction *reviewAction() const { return m_reviewAction; }
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    [[nodiscard]] QWidget *buildTicket();
    [[nodiscard]] QLayout *buildFoot();
    void connectAll();

    void onEdited();
    void onFrame();
    void onInstrument(const InstrumentPtr &instrument);
    void onSession(const SessionView &session);
    void onAnswered(bool isAccepted);
    void review();
    void backToForm();
    void clearSignal();

    void showPreview();
    void showAge();
    void showReadiness();
    [[nodiscard]] QStringList objections() const; ///< all reasons why nothing can be reviewed now
    void showResult();

    EngineClient &m_client;
    const Theme &m_theme;
    FramePulse &m_pulse;
    PreviewTalk *m_talk;
    SubmitWatch *m_submit;
    TicketEditor *m_editor = nullptr;
    PreviewGrid *m_preview = nullptr;
    GuardList *m_guards = nullptr;
    ConfirmSheet *m_confirm = nullptr;
    QStackedLayout *m_stack = nullptr;
    QWidget *m_ticket = nullptr;
    QLabel *m_viewer = nullptr;
    QLabel *m_origin = nullptr;
    QLabel *m_age = nullptr;
    QLabel *m_blocked = nullptr;
    QLabel *m_result = nullptr;
    QPushButton *m_review = nullptr;
    QPushButton *m_clear = nullptr;
    QPushButton *m_forget = nullptr;
    QAction *m_reviewAction = nullptr;

    InstrumentPtr m_instrument;
    TicketReading m_reading;
    QString m_signalId;
    Side m_signalSide = Side::Buy;
};

} // namespace bw
