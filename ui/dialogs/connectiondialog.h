// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/keyclient.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;

namespace bw {

class ClipboardGuard;
class KeyLines;
class SiteField;
class Theme;

/// The connection wizard: which profile, which key, which host, and a line for everything that a connection needs, green or with what to do.
/// Keys are added, renamed, replaced, deleted and chosen here. Asks the venue only when told to, and no other service ever. Gui thread;
/// deletes itself when closed.
class ConnectionDialog final : public QDialog {
    Q_OBJECT
public:
    /// `session`: its profile is shown first where that has keys at all.
    ConnectionDialog(KeyClient &keys, const SessionView &session, ClipboardGuard &clipboard, const Theme &theme, QWidget *parent);

Q_SIGNALS:
    /// Another key or profile is to be used; the window asks about what stands first. "" keeps the key.
    void useRequested(bw::Profile profile, const QString &id);

private:
    void build(const Theme &theme);
    [[nodiscard]] QLayout *buildChoice();
    [[nodiscard]] QLayout *buildKeyRow();
    [[nodiscard]] QLayout *buildActions();
    void connectAll();

    [[nodiscard]] Profile profile() const;
    [[nodiscard]] std::optional<KeyRow> row() const;
    void refreshKeys();
    void refreshButtons();
    void check();
    void onChecked(const KeyCheckView &view);
    void add();
    void replace();
    void rename();
    void remove();
    void askTransfer();
    void say(const QString &sentence, const char *role);

    KeyClient &m_keys;
    ClipboardGuard &m_clipboard;
    const Profile m_present;     ///< of the session
    const QString m_presentHost; ///< another one holds from the next session on
    const bool m_isKeyless;      ///< the session could not read its key, or it was refused: it may be tried anew
    QComboBox *m_profile = nullptr;
    QComboBox *m_key = nullptr;
    SiteField *m_site = nullptr;
    KeyLines *m_lines = nullptr;
    QLabel *m_verdict = nullptr;
    QLabel *m_note = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_rename = nullptr;
    QPushButton *m_replace = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_check = nullptr;
    QPushButton *m_addresses = nullptr;
    QPushButton *m_transfer = nullptr;
    QPushButton *m_use = nullptr;
    std::optional<KeyCheckView> m_view; ///< of the key on show
    QString m_asked;                    ///< the id of the key that is being checked
};

} // namespace bw
