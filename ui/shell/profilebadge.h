// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace bw {

class EngineClient;
class Theme;

/// The profile's word on the profile's colour: SANDBOX, PAPER, DEMO, TESTNET, LIVE. That of paper can be pressed. Gui thread.
class ProfileBadge final : public QWidget {
    Q_OBJECT
public:
    ProfileBadge(EngineClient &client, const Theme &theme, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QString word() const;

Q_SIGNALS:
    /// Of PAPER, by mouse or key: what it rests on is to be shown.
    void pressed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QFont badgeFont() const;
    [[nodiscard]] bool isPaper() const;
    void refresh();
    EngineClient &m_client;
    const Theme &m_theme;
};

} // namespace bw
