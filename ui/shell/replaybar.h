// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/marketclient.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QPushButton;
class QSlider;

namespace bw {

class FramePulse;
class Theme;

/// The bar of a session that plays a recording: pause, one frame, where, how fast. Hidden in every other session. Looks ten times a
/// second; while the slider is held, it is the hand that decides. Gui thread.
class ReplayBar final : public QFrame {
    Q_OBJECT
public:
    ReplayBar(MarketClient &market, const Theme &theme, FramePulse &pulse, QWidget *parent = nullptr);

private:
    void build(const Theme &theme);
    void look();
    void show(const ReplayView &view);

    MarketClient &m_market;
    std::uint64_t m_seen = 0;
    bool m_isPaused = false;
    QPushButton *m_pause = nullptr;
    QPushButton *m_step = nullptr;
    QSlider *m_position = nullptr;
    QComboBox *m_speed = nullptr;
    QLabel *m_words = nullptr;
};

} // namespace bw
