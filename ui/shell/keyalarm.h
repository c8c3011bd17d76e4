// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace bw {

class EngineClient;
class OpenThings;
class Theme;

/// The alarm over the middle when the key stops working: since when and why, what is open with its exposure and its stops, as last known, and
/// where it can still be acted on. Hidden otherwise. Gui thread; owned by the window.
class KeyAlarm final : public QFrame {
    Q_OBJECT
public:
    KeyAlarm(EngineClient &client, const OpenThings &open, const Theme &theme, QWidget *parent);

    /// "BTCUSDT long 0.020, worth 1 268.25 USDT, stop covers all of it": one for each position.
    [[nodiscard]] QString exposure() const;

Q_SIGNALS:
    void retryRequested();
    void settingsRequested();

private:
    void refresh();
    EngineClient &m_client;
    const OpenThings &m_open;
    QLabel *m_what;
    QLabel *m_standing;
    QPushButton *m_retry;
    QPushButton *m_settings;
};

} // namespace bw
