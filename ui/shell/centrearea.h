// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QSplitter;
class QStackedLayout;
class QTabWidget;

namespace bw {

/// The middle of the window: chart above desk, or both as tabs where the screen is low. Owns both as children. Gui thread.
class CentreArea final : public QWidget {
    Q_OBJECT
public:
    CentreArea(QWidget *chart, const QString &chartTitle, QWidget *desk, const QString &deskTitle, QWidget *parent = nullptr);
    void setTabbed(bool isTabbed);
    [[nodiscard]] bool isTabbed() const { return m_isTabbed; }
    /// Brings the desk to the front.
    void showDesk();

private:
    QWidget *m_chart;
    QWidget *m_desk;
    const QString m_chartTitle, m_deskTitle;
    QSplitter *m_splitter;
    QTabWidget *m_tabs;
    QStackedLayout *m_stack;
    bool m_isTabbed = false;
};

} // namespace bw
