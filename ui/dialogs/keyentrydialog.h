// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/keyclient.h"

#include <QDialog>

class QLabel;
class QLineEdit;

namespace bw {

class ClipboardGuard;

/// Takes in one key: its name, the API key, and the secret (HMAC text or an RSA private key in PEM), typed or pasted. Hands them over once and
/// empties its fields; what was refused stays to be corrected. Gui thread; deletes itself when closed.
class KeyEntryDialog final : public QDialog {
    Q_OBJECT
public:
    /// `replaced`: the row whose key is replaced, and whose name stays.
    KeyEntryDialog(KeyClient &keys, Profile profile, const std::optional<KeyRow> &replaced, ClipboardGuard &clipboard, QWidget *parent);
    ~KeyEntryDialog() override;

private:
    void build(ClipboardGuard &clipboard);
    void save();
    void empty();

    KeyClient &m_keys;
    const Profile m_profile;
    const std::optional<KeyRow> m_replaced;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_key = nullptr;
    QLineEdit *m_secret = nullptr;
    QLabel *m_problem = nullptr;
    bool m_isSaving = false;
};

} // namespace bw
