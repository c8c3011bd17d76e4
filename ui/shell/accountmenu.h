// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"
#include "ui/models/keyclient.h"

#include <QMenu>

namespace bw {

class ClipboardGuard;
class OpenThings;
class Theme;

/// The menu of accounts, in the menu bar and behind the profile's badge: profiles, the keys of this one, the connection wizard. Asks about
/// what stands before a session ends, and ends none without. Gui thread; owned by the window.
class AccountMenu final : public QMenu {
    Q_OBJECT
public:
    AccountMenu(EngineClient &client, KeyClient &keys, const OpenThings &open, const Theme &theme, QWidget *window);

    void openProfile(Profile profile);
    void showConnection();

Q_SIGNALS:
    void paperRequested();

private:
    void fill();
    void use(Profile profile, const QString &id);
    /// `account`: of another key than the present one.
    void leaveFor(Profile profile, const QString &account, std::function<void()> go);

    EngineClient &m_client;
    KeyClient &m_keys;
    const OpenThings &m_open;
    const Theme &m_theme;
    QWidget *m_window;
    ClipboardGuard *m_clipboard;
};

} // namespace bw
