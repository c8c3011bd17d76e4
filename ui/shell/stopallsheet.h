// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"

#include <QFrame>

class QAction;
class QLabel;
class QPushButton;
class QStackedLayout;

namespace bw {

class FramePulse;
class OpenThings;
class ResumePage;
class StopAllChoice;
class StopAllProgress;
class Theme;

/// STOP ALL and Resume as a sheet over the window, never a modal box: everything else keeps working beside it. Ctrl+Shift+X opens it
/// wherever the focus is, and a second press stops ours. Shows what the engine says of each step and decides nothing. Gui thread, owned by
/// the window, at whose upper right corner it lies.
class StopAllSheet final : public QFrame {
    Q_OBJECT
public:
    StopAllSheet(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *window);

    /// STOP ALL, for the toolbar and the menu.
    [[nodiscard]] QAction *action() const { return m_action; }
    void openStop();
    void openResume();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build(const Theme &theme, FramePulse &pulse);
    void connectAll();
    void onKey();
    void onSession(const SessionView &session);
    void turnTo(QWidget *page, const QString &title);
    void place();

    EngineClient &m_client;
    QAction *m_action;
    OpenThings *m_open;
    QLabel *m_title = nullptr;
    QPushButton *m_again = nullptr;
    QPushButton *m_toResume = nullptr;
    StopAllChoice *m_choice = nullptr;
    StopAllProgress *m_progress = nullptr;
    ResumePage *m_resume = nullptr;
    QStackedLayout *m_pages = nullptr;
};

} // namespace bw
