// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/signal/signal.h"
#include "ui/models/qtypreset.h"
#include "ui/widgets/profileframe.h"

class QAction;
class QLabel;
class QPushButton;
class QStackedLayout;

namespace bw {

class ChangeWatch;
class ConfirmSheet;
class FramePulse;
class GuardList;
class PreviewGrid;
class PreviewTalk;
class SubmitWatch;
class TicketEditor;
class TicketFoot;
class TicketMarket;
struct GuardRemedy;

/// The one order ticket: the form, what the order would meet on the live book, every guard, and the confirm step, all inside the dock.
/// The only place in the window that submits by a review, and only from the confirm step, one preview once. A signal fills in its side and
/// nothing else. Gui thread.
class TicketPanel final : public ProfileFrame {
    Q_OBJECT
public:
    TicketPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent = nullptr);

    /// Side and the signal's id, and the focus; never price or quantity.
    void fillFromSignal(const Signal &signal);
    void setPrice(PriceTicks price);
    void setPresets(const QtyPresets &presets);
    /// B, S and 1 to 5; false for any other key, and while the confirm step stands.
    bool takeKey(int key);
    /// F9: enabled while every guard is green. The shell may put it into its menu.
    [[nodiscard]] QAction *reviewAction() const { return m_reviewAction; }
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void presetsChanged(const bw::QtyPresets &presets);
    /// The lots that the ticket means now, for the armed ladder; nullopt where it means none.
    void quantityChanged(const std::optional<bw::QtyLots> &lots);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    [[nodiscard]] QWidget *buildTicket();
    [[nodiscard]] QLayout *buildOrigin(QWidget *parent);
    void connectEngine();
    void connectParts();

    void onEdited();
    void read();
    void readAgain();
    void onFrame();
    void onInstrument(const InstrumentPtr &instrument);
    void onSession(const SessionView &session);
    void onAnswered(bool isAccepted);
    void onRemedy(const GuardRemedy &remedy);
    void review();
    void backToForm();
    void clearSignal();
    [[nodiscard]] bool isAnswerPending() const;

    void showPreview();
    void showAge();
    void showReadiness();
    void showResult();

    EngineClient &m_client;
    const Theme &m_theme;
    FramePulse &m_pulse;
    TicketMarket *m_market;
    PreviewTalk *m_talk;
    SubmitWatch *m_submit;
    ChangeWatch *m_change;
    TicketEditor *m_editor = nullptr;
    PreviewGrid *m_preview = nullptr;
    GuardList *m_guards = nullptr;
    ConfirmSheet *m_confirm = nullptr;
    TicketFoot *m_foot = nullptr;
    QStackedLayout *m_stack = nullptr;
    QWidget *m_ticket = nullptr;
    QLabel *m_viewer = nullptr;
    QLabel *m_origin = nullptr;
    QLabel *m_age = nullptr;
    QPushButton *m_forget = nullptr;
    QAction *m_reviewAction = nullptr;

    InstrumentPtr m_instrument;
    TicketReading m_reading;
    QString m_signalId;
    Side m_signalSide = Side::Buy;
    bool m_isRepeatWanted = false; ///< of this very order, until the next edit or answer
    int m_tenths = 0;
};

} // namespace bw
