// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/tablemodel.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;

namespace bw {

class Theme;

/// The foot of the ticket, always in sight however small the dock: the result of the last order, what stands in the way of the next one,
/// and the one action. Gui thread.
class TicketFoot final : public QWidget {
    Q_OBJECT
public:
    TicketFoot(const Theme &theme, QWidget *parent = nullptr);

    void setResult(const QString &words, Tone tone);
    /// All reasons at once in the button's tooltip, the first one beside it; `ready` is what is said when there is none.
    void setObjections(const QStringList &reasons, bool isGuard, const QString &ready);
    [[nodiscard]] QPushButton *reviewButton() const { return m_review; }

Q_SIGNALS:
    void reviewPressed();
    void clearPressed();

private:
    QLabel *m_result;
    QLabel *m_blocked;
    QPushButton *m_review;
};

} // namespace bw
