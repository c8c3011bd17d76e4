// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/chartpanel.h"

#include "ui/models/spreadfeed.h"
#include "ui/panels/candlepanel.h"
#include "ui/panels/depthpanel.h"
#include "ui/panels/spreadpanel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/spreadstrip.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QTabWidget>
#include <QVBoxLayout>

namespace bw {
namespace {

/// Emptied with every tenth, also while nobody looks, since the engine's buffer is bounded; and before any panel looks at it.
SpreadFeed *makeFeed(EngineClient &client, FramePulse &pulse, QObject *parent)
{
    auto *feed = new SpreadFeed(client, pulse.clock(), parent);
    QObject::connect(&pulse, &FramePulse::tenth, feed, &SpreadFeed::drain);
    return feed;
}

} // namespace

ChartPanel::ChartPanel(EngineClient &client, LinkBoard &links, Theme &theme, FramePulse &pulse, QWidget *parent)
    : QWidget(parent), m_feed(makeFeed(client, pulse, this)), m_price(new CandlePanel(client, links, theme, pulse)),
      m_spread(new SpreadPanel(client, *m_feed, theme, pulse)), m_depth(new DepthPanel(client, theme, pulse)),
      m_strip(new SpreadStrip(*m_feed, theme)), m_tabs(new QTabWidget)
{
    setObjectName(QStringLiteral("chartPanel"));
    setAccessibleName(tr("Charts"));
    fillAsPanel(this);
    m_tabs->setObjectName(QStringLiteral("chartTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_price, tr("Price"));
    m_tabs->addTab(m_spread, tr("Spread"));
    m_tabs->addTab(m_depth, tr("Depth"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tabs, 1);
    column->addWidget(m_strip);
    connect(m_spread, &SpreadPanel::limitsChosen, this, &ChartPanel::spreadLimitsChosen);
    connect(m_price, &CandlePanel::intervalChosen, this, &ChartPanel::candlesChosen);
    pulse.onTenth(m_strip, [this] { m_strip->look(); });
}

void ChartPanel::addTab(QWidget *widget, const QString &title) { m_tabs->addTab(widget, title); }

void ChartPanel::selectCandles(CandleInterval interval) { m_price->select(interval); }

void ChartPanel::setLocalTime(bool isLocal)
{
    const TimeText zone(isLocal);
    m_price->setTimeText(zone);
    m_spread->setTimeText(zone);
    m_depth->setTimeText(zone);
}

} // namespace bw
