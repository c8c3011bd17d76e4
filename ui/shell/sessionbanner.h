// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/marketreader.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace bw {

class EngineClient;
class Theme;

/// One line above the middle that says what kind of session this is when it is easily mistaken: prices that the sandbox made up, with
/// the way to the real book, or a session that can only be watched, with the reason. Hidden otherwise. Gui thread.
class SessionBanner final : public QFrame {
    Q_OBJECT
public:
    SessionBanner(EngineClient &client, const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void viewLiveBookRequested();

private:
    void refresh();
    [[nodiscard]] QString outageWords(const QVector<VenueOutage> &outages);
    [[nodiscard]] QString statusWords() const;
    EngineClient &m_client;
    QString m_outage; ///< in words; "" when there is none
    bool m_isDown = false; ///< an outage runs now
    QLabel *m_text;
    QPushButton *m_live;
};

} // namespace bw
