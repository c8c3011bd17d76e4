// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/keyclient.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace bw {

/// Which host a profile's venue is at: a choice of the venue's regional sites for live, or two addresses of one's own; for the others the
/// host in words. Gui thread. Hands a choice to KeyClient, which judges and keeps it.
class SiteField final : public QWidget {
    Q_OBJECT
public:
    SiteField(KeyClient &keys, QWidget *parent);
    void showFor(Profile profile);

private:
    void choose(int index);
    void showOwn(bool isOwn);

    KeyClient &m_keys;
    QLabel *m_host;
    QComboBox *m_site;
    QLineEdit *m_rest;
    QLineEdit *m_socket;
    QPushButton *m_set;
};

} // namespace bw
