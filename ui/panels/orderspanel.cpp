// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/orderspanel.h"

#include "ui/models/fillsmodel.h"
#include "ui/models/logmodel.h"
#include "ui/models/ordersmodel.h"
#include "ui/models/positionsmodel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QTabWidget>
#include <QVBoxLayout>

namespace bw {

OrdersPanel::OrdersPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, Drain<LogLine> &log, QWidget *parent)
    : QWidget(parent), m_client(client), m_theme(theme), m_pulse(pulse), m_logSource(log), m_tabs(new QTabWidget(this)),
      m_orders(new OrdersModel(this)), m_fills(new FillsModel(this)), m_positions(new PositionsModel(this)), m_log(new LogModel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
    m_tabs->setObjectName(QStringLiteral("ordersTabs"));
    m_tabs->setDocumentMode(true);

    using Show = OrdersFilter::Show;
    for (const auto &[tab, show, name, empty] : {
             std::tuple{Working, Show::Working, QStringLiteral("workingTable"),
                        tr("No working order. A limit order that rests at the venue stands here until it fills or is cancelled.")},
             std::tuple{Unknown, Show::Unknown, QStringLiteral("unknownTable"),
                        tr("No unknown order. An order whose answer was lost stands here until the venue says what became of it.")},
             std::tuple{Closed, Show::Closed, QStringLiteral("closedTable"),
                        tr("No closed order in this session. Filled, cancelled and rejected orders come here with the reason.")}}) {
        auto *filter = new OrdersFilter(*m_orders, show, this);
        TableView *table = addTable(tab, QString(), name, filter, empty);
        connect(table, &TableView::actionTriggered, this, [this, filter](const QModelIndex &index) { cancel(filter->at(index)); });
    }
    addTable(Fills, tr("Fills"), QStringLiteral("fillsTable"), m_fills,
             tr("No fill in this session. Every execution of yours, and funding, comes here."));
    m_positionsTable = addTable(Positions, tr("Positions"), QStringLiteral("positionsTable"), m_positions, m_positions->emptyText());
    addTable(Log, tr("Log"), QStringLiteral("logTable"), m_log, tr("Nothing has been logged yet."));

    connectClient();
    showCounts();
    m_pulse.onTenth(this, [this] { lookTenth(); });
}

TableView *OrdersPanel::addTable(Tab tab, const QString &title, const QString &objectName, QAbstractItemModel *model, const QString &empty)
{
    auto *table = new TableView(m_theme);
    table->setObjectName(objectName);
    table->setModel(model);
    table->setEmptyText(empty);
    m_tabs->insertTab(tab, table, title);
    return table;
}

void OrdersPanel::connectClient()
{
    connect(&m_client, &EngineClient::orderChanged, m_orders, &OrdersModel::apply);
    connect(&m_client, &EngineClient::executionAdded, m_fills, &FillsModel::add);
    connect(&m_client, &EngineClient::positionsChanged, m_positions, &PositionsModel::setPositions);
    connect(&m_client, &EngineClient::positionsUnknown, m_positions, &PositionsModel::setUnknown);
    connect(m_orders, &OrdersModel::countsChanged, this, &OrdersPanel::showCounts);
    connect(m_positions, &PositionsModel::knowledgeChanged, this, &OrdersPanel::showCounts);
    connect(&m_theme, &Theme::changed, this, &OrdersPanel::showCounts);
}

void OrdersPanel::showCounts()
{
    const int unknown = m_orders->unknownCount();
    const bool isPositionUnknown = m_positions->knowledge() == PositionsModel::Knowledge::Unknown;
    m_tabs->setTabText(Working, tr("Working %1").arg(m_orders->workingCount()));
    m_tabs->setTabText(Unknown, tr("UNKNOWN %1").arg(unknown));
    m_tabs->setTabText(Closed, tr("Closed"));
    m_tabs->setTabText(Positions, isPositionUnknown ? tr("Positions unknown") : tr("Positions"));
    // The style sheet decides the colour of tab texts, so danger and doubt come as a sign beside the words.
    const ThemeColours &colours = m_theme.colours();
    m_tabs->setTabIcon(Unknown, unknown > 0 ? m_theme.icon(QStringLiteral("danger"), colours.danger) : QIcon());
    m_tabs->setTabIcon(Positions, isPositionUnknown ? m_theme.icon(QStringLiteral("caution"), colours.caution) : QIcon());
    m_positionsTable->setEmptyText(m_positions->emptyText());
    if (unknown > m_lastUnknown)
        m_tabs->setCurrentIndex(Unknown);
    m_lastUnknown = unknown;
}

void OrdersPanel::lookTenth()
{
    const std::uint64_t dropped = m_logSource.swapInto(m_lines);
    if (!m_lines.empty() || dropped > 0)
        m_log->append(m_lines, dropped);
    const UtcTime now = m_pulse.clock().utcNow();
    if (now - m_lastTick < std::chrono::seconds(1) && now >= m_lastTick)
        return;
    m_lastTick = now;
    m_orders->tick(now);
}

void OrdersPanel::cancel(const Order &order)
{
    m_client.cancelOrder(order.orderLinkId, order.orderId);
}

QString OrdersPanel::currentTableAsText() const
{
    const auto *table = qobject_cast<const TableView *>(m_tabs->currentWidget());
    return table ? table->asText(false) : QString();
}

} // namespace bw
