// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/centrearea.h"

#include <QSplitter>
#include <QStackedLayout>
#include <QTabWidget>

namespace bw {

CentreArea::CentreArea(QWidget *chart, const QString &chartTitle, QWidget *desk, const QString &deskTitle, QWidget *parent)
    : QWidget(parent), m_chart(chart), m_desk(desk), m_chartTitle(chartTitle), m_deskTitle(deskTitle),
      m_splitter(new QSplitter(Qt::Vertical, this)), m_tabs(new QTabWidget(this)), m_stack(new QStackedLayout(this))
{
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(4);
    m_tabs->setDocumentMode(true);
    m_tabs->setObjectName(QStringLiteral("centreTabs"));
    m_stack->setContentsMargins(0, 0, 0, 0);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_tabs);
    m_splitter->addWidget(m_chart);
    m_splitter->addWidget(m_desk);
    m_splitter->setSizes({3000, 2000}); // shares, not pixels
}

void CentreArea::setTabbed(bool isTabbed)
{
    if (isTabbed == m_isTabbed)
        return;
    m_isTabbed = isTabbed;
    if (isTabbed) {
        m_tabs->addTab(m_chart, m_chartTitle);
        m_tabs->addTab(m_desk, m_deskTitle);
        m_stack->setCurrentWidget(m_tabs);
    } else {
        m_splitter->addWidget(m_chart);
        m_splitter->addWidget(m_desk);
        m_chart->show();
        m_desk->show(); // a tab that was not in front was hidden
        m_stack->setCurrentWidget(m_splitter);
        m_splitter->setSizes({3000, 2000});
    }
}

void CentreArea::showDesk()
{
    if (m_isTabbed)
        m_tabs->setCurrentWidget(m_desk);
    m_desk->setFocus();
}

} // namespace bw
