// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace bw {

class EngineClient;
class Theme;

/// The profile's word on the profile's colour: SANDBOX, PAPER, DEMO, TESTNET, LIVE. A click opens the menu of accounts. Gui thread.
class ProfileBadge final : public QAbstractButton {
    Q_OBJECT
public:
    ProfileBadge(EngineClient &client, const Theme &theme, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QString word() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QFont badgeFont() const;
    void refresh();
    EngineClient &m_client;
    const Theme &m_theme;
};

} // namespace bw
