// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace bw {

class EngineClient;
class Theme;

/// One line above everything while the market is made up, so that nobody takes the sandbox's prices for real ones, with the way to
/// the real book. Hidden in every other session. Gui thread.
class SyntheticBanner final : public QFrame {
    Q_OBJECT
public:
    SyntheticBanner(EngineClient &client, const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void viewLiveBookRequested();

private:
    void refresh();
    EngineClient &m_client;
};

} // namespace bw
