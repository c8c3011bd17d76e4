// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace bw {

class FramePulse;
class PreviewTalk;
class SubmitWatch;

/// The confirm step of Close and Reverse, inside the position's dock: exactly what goes out, what the live book says of it, and why a guard refuses.
/// The same road as the ticket: a preview that is alive, submitted once. Cancel has the focus, Enter never sends, Ctrl+Enter does. Gui
/// thread.
class CloseSheet final : public QWidget {
    Q_OBJECT
public:
    /// A second click of a double click must not reach the button that sends.
    static constexpr std::chrono::milliseconds kGrace{400};

    CloseSheet(EngineClient &client, FramePulse &pulse, QWidget *parent = nullptr);

    /// Asks for previews of this order from now on, until it is sent or left.
    void open(const OrderDraft &draft, const Position &position);
    [[nodiscard]] const SubmitWatch &watch() const { return *m_submit; }

Q_SIGNALS:
    /// Sent or left: back to the position.
    void left();
    void wordsChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void tick();
    void showPreview();
    void leave();
    void send();
    bool onEnter(Qt::KeyboardModifiers modifiers);

    EngineClient &m_client;
    FramePulse &m_pulse;
    PreviewTalk *m_talk;
    SubmitWatch *m_submit;
    OrderDraft m_draft;
    Position m_position;
    QLabel *m_title = nullptr;
    QLabel *m_what = nullptr;
    QLabel *m_book = nullptr;
    QLabel *m_hint = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_send = nullptr;
    MonoTime m_shownAt{};
};

} // namespace bw
