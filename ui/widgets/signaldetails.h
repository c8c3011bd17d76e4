// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/signal/signal.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace bw {

class HeadlineModel;
class Theme;

/// One signal with all that it rests on: what it says, the headlines that it cites in full, who answered at what cost, why it can't be
/// used. Its two actions go to whoever listens; there is nothing here that buys or sells. A model's words are plain text. Gui thread.
class SignalDetails final : public QWidget {
    Q_OBJECT
public:
    SignalDetails(const HeadlineModel &headlines, const Theme &theme, QWidget *parent = nullptr);

    /// nullptr: no signal is selected.
    void showSignal(const Signal *signal, UtcTime now);

Q_SIGNALS:
    void toTicketRequested();
    void rejectRequested(const QString &reason);

private:
    void build();
    void showActions(const Signal *signal, UtcTime now);
    [[nodiscard]] QString headline(const Signal &signal) const;
    [[nodiscard]] QString evidence(const Signal &signal) const;

    const HeadlineModel &m_headlines;
    const Theme &m_theme;
    QLabel *m_title = nullptr;
    QLabel *m_verdict = nullptr;
    QLabel *m_words = nullptr;
    QLabel *m_evidence = nullptr;
    QLabel *m_source = nullptr;
    QPushButton *m_toTicket = nullptr;
    QComboBox *m_reason = nullptr;
    QPushButton *m_reject = nullptr;
};

} // namespace bw
