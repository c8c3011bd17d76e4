// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/tradeviews.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace bw {

class StopAllButton;
class Theme;

/// First page of the STOP ALL sheet: ours or the whole account, and two buttons that name it, the second of which takes protection along.
/// Each has its consequence beside it. Asks by signal and does nothing itself. Gui thread.
class StopAllChoice final : public QWidget {
    Q_OBJECT
public:
    explicit StopAllChoice(const Theme &theme, QWidget *parent = nullptr);

    /// Back to "ours", with the focus on the button that keeps protection.
    void begin();
    [[nodiscard]] StopAllView::Scope scope() const { return m_scope; }

Q_SIGNALS:
    void stopRequested(bw::StopAllView::Scope scope, bool withProtection);

private:
    void setScope(StopAllView::Scope scope);

    StopAllView::Scope m_scope = StopAllView::Scope::Ours;
    QPushButton *m_ours;
    QPushButton *m_account;
    StopAllButton *m_stop;
    QPushButton *m_drop;
    QLabel *m_stopWords;
    QLabel *m_dropWords;
};

} // namespace bw
