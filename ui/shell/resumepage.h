// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace bw {

class EngineClient;
class OpenThings;
class StandingModel;
class Theme;

/// What is open, in one list, and the button that lets entries out again: the only way back to active. Gui thread.
class ResumePage final : public QWidget {
    Q_OBJECT
public:
    ResumePage(EngineClient &client, const OpenThings &open, const Theme &theme, QWidget *parent = nullptr);
    /// The list as it is now, with the focus on the way back.
    void begin();
    void refresh();

Q_SIGNALS:
    void resumeRequested();
    void cancelled();

private:
    EngineClient &m_client;
    const OpenThings &m_open;
    StandingModel *m_standing;
    QLabel *m_summary;
    QLabel *m_consequence;
    QPushButton *m_back;
    QPushButton *m_resume;
};

} // namespace bw
