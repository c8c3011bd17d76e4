// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/orderspanel.h"

#include "ui/models/balancesmodel.h"
#include "ui/models/differencesmodel.h"
#include "ui/models/fillsmodel.h"
#include "ui/models/ledgermodel.h"
#include "ui/models/logmodel.h"
#include "ui/models/numberformat.h"
#include "ui/models/ordersfilter.h"
#include "ui/models/positionsmodel.h"
#include "ui/models/timelinemodel.h"
#include "ui/panels/ledgerpanel.h"
#include "ui/panels/timelinepanel.h"
#include "ui/widgets/csvexport.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/tablepage.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>

namespace bw {
namespace {

constexpr int kHistoryDays = 7;  ///< what is asked for when the tab is first seen: one page of time of the venue
constexpr int kLongHistoryDays = 30;

QString keyOf(const QString &orderLinkId, const QString &orderId) { return orderLinkId.isEmpty() ? orderId : orderLinkId; }

} // namespace

OrdersPanel::OrdersPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, Drain<LogLine> &log, QWidget *parent)
    : QWidget(parent), m_client(client), m_theme(theme), m_pulse(pulse), m_logSource(log), m_tabs(new QTabWidget(this)),
      m_orders(new OrdersModel(this)), m_fills(new FillsModel(this)), m_positions(new PositionsModel(this)), m_balances(new BalancesModel(this)),
      m_differences(new DifferencesModel(this)), m_journal(new TimelineModel(this)), m_log(new LogModel(this))
{
    m_tabs->setObjectName(QStringLiteral("ordersTabs"));
    m_tabs->setDocumentMode(true);
    m_timeline = new TimelinePanel(client.trade(), theme, this);
    m_timeline->hide();
    m_sides = new QSplitter(Qt::Horizontal, this);
    m_sides->addWidget(m_tabs);
    m_sides->addWidget(m_timeline);
    m_sides->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_sides);
    buildOrderTabs();
    buildOtherTabs();
    buildCorner();
    connectClient();
    showCounts();
    showCancelNames();
    m_pulse.onTenth(this, [this] { lookTenth(); });
}

void OrdersPanel::buildOrderTabs()
{
    using Show = OrdersFilter::Show;
    for (const auto &[tab, show, name, empty] : {
             std::tuple{Working, Show::Working, QStringLiteral("workingTable"),
                        tr("No working order. A limit order that rests at the venue stands here until it fills or is cancelled.")},
             std::tuple{Unknown, Show::Unknown, QStringLiteral("unknownTable"),
                        tr("No unknown order. An order whose answer was lost stands here until the venue says what became of it.")},
             std::tuple{History, Show::Closed, QStringLiteral("historyTable"),
                        tr("No closed order. Filled, cancelled and rejected orders come here with the reason, those of earlier sessions too.")}}) {
        auto *filter = new OrdersFilter(*m_orders, show, this);
        TablePage *page = addPage(tab, QString(), name, filter, empty);
        using M = OrdersModel;
        page->table()->setNeed({M::Action, M::Symbol, M::SideOf, M::Price, M::Quantity, M::State, M::Type, M::TriggerOf, M::Filled, M::OriginOf, M::Time,
                                M::Age, M::ExitsOf, M::LinkId});
        connect(page->table(), &TableView::actionTriggered, this, [this, filter](const QModelIndex &index) {
            const Order &order = filter->at(index);
            m_client.cancelOrder(order.orderLinkId, order.orderId);
        });
        connect(page->table(), &TableView::rowOpened, this, [this, filter](const QModelIndex &index) {
            const Order &order = filter->at(index);
            openTimeline(keyOf(order.orderLinkId, order.orderId));
        });
        if (tab == Working)
            addCancelButtons(page);
        else
            (tab == Unknown ? m_unknownPage : m_historyPage) = page;
    }
    m_override = m_unknownPage->addButton(QStringLiteral("overrideUnknown"), QString(), tr("Lets entries of this symbol out until its order is known again"));
    setRole(m_override, "danger");
    connect(m_override, &QPushButton::clicked, this, [this] {
        if (const Order *order = m_orders->firstUnknown(); order && order->instrument) {
            m_client.trade().overrideUnknown(order->instrument->id());
            m_unknownPage->say(tr("Entries on %1 pass until the order is known again.").arg(order->instrument->id().symbol), "caution");
        }
    });
    for (const int days : {kHistoryDays, kLongHistoryDays}) {
        auto *load = m_historyPage->addButton(QStringLiteral("history%1").arg(days), tr("Last %1 days").arg(days), tr("Reads these orders from journal and venue"));
        connect(load, &QPushButton::clicked, this, [this, days] { loadHistory(days); });
    }
}

void OrdersPanel::buildOtherTabs()
{
    TablePage *fills = addPage(Fills, tr("Fills"), QStringLiteral("fillsTable"), m_fills,
                               tr("No fill yet. Every execution of yours, and what is none (funding, ADL, liquidation), comes here by its name."));
    connect(fills->table(), &TableView::rowOpened, this, [this](const QModelIndex &index) {
        const Execution &execution = m_fills->at(index.row());
        openTimeline(keyOf(execution.orderLinkId, execution.orderId));
    });
    m_positionsPage = addPage(Positions, tr("Positions"), QStringLiteral("positionsTable"), m_positions, m_positions->emptyText());
    using P = PositionsModel;
    m_positionsPage->table()->setNeed({P::Symbol, P::SideOf, P::Size, P::Entry, P::Pnl, P::Protection, P::State, P::Mark, P::Liquidation, P::Leverage,
                                       P::Coin, P::Adl});
    m_balancesPage = addPage(Balances, tr("Balances"), QStringLiteral("balancesTable"), m_balances, m_balances->emptyText());
    m_ledger = new LedgerPanel(m_client.trade(), m_theme, m_pulse.clock());
    m_tabs->insertTab(Ledger, m_ledger, tr("Ledger"));
    connect(m_ledger->rowTable(), &TableView::rowOpened, this, [this](const QModelIndex &index) {
        const LedgerEntry &entry = m_ledger->rows().at(index.row());
        openTimeline(keyOf(entry.orderLinkId, entry.orderId));
    });
    m_differencesPage = addPage(Differences, tr("Differences"), QStringLiteral("differencesTable"), m_differences, m_differences->emptyText());
    TablePage *journal = addPage(Journal, tr("Journal"), QStringLiteral("journalTable"), m_journal,
                                 tr("Nothing has happened to an order in this session. Each event of an order stands here with its time."));
    connect(journal->table(), &TableView::rowOpened, this, [this](const QModelIndex &index) { openTimeline(m_journal->at(index.row()).key); });
    addPage(Log, tr("Log"), QStringLiteral("logTable"), m_log, tr("Nothing has been logged yet."));
}

TablePage *OrdersPanel::addPage(Tab tab, const QString &title, const QString &objectName, QAbstractItemModel *model, const QString &empty)
{
    auto *page = new TablePage(m_theme, objectName, model);
    page->table()->setEmptyText(empty);
    m_tabs->insertTab(tab, page, title);
    return page;
}

void OrdersPanel::addCancelButtons(TablePage *page)
{
    m_cancelBuys = page->addButton(QStringLiteral("cancelBuys"), QString(), tr("Cancels every entry order to buy the open symbol; protection stays"));
    m_cancelSells = page->addButton(QStringLiteral("cancelSells"), QString(), tr("Cancels every entry order to sell the open symbol; protection stays"));
    auto *all = page->addButton(QStringLiteral("cancelEntries"), tr("Cancel all entries"), tr("Cancels every entry order of this category; protection stays"));
    connect(m_cancelBuys, &QPushButton::clicked, this, [this] { m_client.trade().cancelSide(Side::Buy); });
    connect(m_cancelSells, &QPushButton::clicked, this, [this] { m_client.trade().cancelSide(Side::Sell); });
    connect(all, &QPushButton::clicked, this, [this] { m_client.cancelAllEntries(); });
}

void OrdersPanel::showCancelNames()
{
    const InstrumentPtr of = m_client.instrument();
    const QString symbol = of ? of->id().symbol : kMissing.toString();
    m_cancelBuys->setText(tr("Cancel %1 buys").arg(symbol));
    m_cancelSells->setText(tr("Cancel %1 sells").arg(symbol));
}

void OrdersPanel::buildCorner()
{
    auto *corner = new QWidget(m_tabs);
    auto *row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 1, Theme::kBetween, 1);
    row->setSpacing(Theme::kInside);
    const auto button = [&](const char *name, const QString &text, const QString &explanation) {
        auto *made = new QPushButton(text, corner);
        made->setObjectName(QString::fromLatin1(name));
        made->setToolTip(explanation);
        made->setAutoDefault(false);
        setRole(made, "compact");
        row->addWidget(made);
        return made;
    };
    connect(button("openTimeline", tr("Timeline"), tr("The events of the selected row's order (Enter or double click)")), &QPushButton::clicked, this,
            &OrdersPanel::openCurrentRow);
    connect(button("saveCsv", tr("CSV"), tr("Saves the table on show as CSV")), &QPushButton::clicked, this, &OrdersPanel::saveCurrentTable);
    m_tabs->setCornerWidget(corner);
}

void OrdersPanel::connectClient()
{
    TradeClient &trade = m_client.trade();
    connect(&m_client, &EngineClient::orderChanged, this, [this](const Order &order) {
        m_orders->apply(order);
        m_journal->add(order);
        m_timeline->refresh(keyOf(order.orderLinkId, order.orderId));
    });
    connect(&m_client, &EngineClient::executionAdded, this, [this](const Execution &execution) {
        m_fills->add(execution);
        m_journal->add(execution);
    });
    connect(&m_client, &EngineClient::positionsChanged, m_positions, &PositionsModel::setPositions);
    connect(&m_client, &EngineClient::positionsUnknown, m_positions, &PositionsModel::setUnknown);
    connect(&m_client, &EngineClient::walletChanged, this, [this](const Wallet &wallet) {
        m_balances->setWallet(wallet);
        m_balancesPage->say(m_balances->totals());
        m_balancesPage->table()->setEmptyText(m_balances->emptyText());
    });
    connect(&m_client, &EngineClient::instrumentChanged, this, &OrdersPanel::showCancelNames);
    connect(&trade, &TradeClient::accountChangeUpdated, this, [this](const AccountChange &change) { m_journal->add(change); });
    connect(&trade, &TradeClient::differencesFound, this, [this](const QVector<Difference> &differences) {
        m_differences->setDifferences(differences);
        showCounts();
    });
    connect(m_orders, &OrdersModel::countsChanged, this, &OrdersPanel::showCounts);
    connect(m_positions, &PositionsModel::knowledgeChanged, this, &OrdersPanel::showCounts);
    connect(&m_theme, &Theme::changed, this, &OrdersPanel::showCounts);
    connect(m_timeline, &TimelinePanel::closed, m_timeline, &QWidget::hide);
    connect(m_tabs, &QTabWidget::currentChanged, this, &OrdersPanel::onTab);
}

void OrdersPanel::showCounts()
{
    const int unknown = m_orders->unknownCount();
    const int differences = m_differences->rowCount();
    const bool isPositionUnknown = m_positions->knowledge() == PositionsModel::Knowledge::Unknown;
    m_tabs->setTabText(Working, tr("Working %1").arg(m_orders->workingCount()));
    m_tabs->setTabText(Unknown, tr("UNKNOWN %1").arg(unknown));
    m_tabs->setTabText(History, tr("History"));
    m_tabs->setTabText(Positions, isPositionUnknown ? tr("Positions unknown") : tr("Positions"));
    m_tabs->setTabText(Differences, differences > 0 ? tr("Differences %1").arg(differences) : tr("Differences"));
    // The style sheet decides the colour of tab texts, so danger and doubt come as a sign beside the words.
    const ThemeColours &colours = m_theme.colours();
    const QIcon caution = m_theme.icon(QStringLiteral("caution"), colours.caution);
    m_tabs->setTabIcon(Unknown, unknown > 0 ? m_theme.icon(QStringLiteral("danger"), colours.danger) : QIcon());
    m_tabs->setTabIcon(Positions, isPositionUnknown ? caution : QIcon());
    m_tabs->setTabIcon(Differences, differences > 0 ? caution : QIcon());
    m_positionsPage->table()->setEmptyText(m_positions->emptyText());
    m_differencesPage->table()->setEmptyText(m_differences->emptyText());
    showUnknown();
    if (unknown > m_lastUnknown)
        m_tabs->setCurrentIndex(Unknown);
    m_lastUnknown = unknown;
}

/// Entries of that symbol are held back; who knows better may let them pass, and reads what that may mean.
void OrdersPanel::showUnknown()
{
    const Order *order = m_orders->firstUnknown();
    m_override->setVisible(order && order->instrument);
    if (!order || !order->instrument)
        return m_unknownPage->say(QString());
    const QString symbol = order->instrument->id().symbol;
    m_override->setText(tr("Let entries on %1 pass").arg(symbol));
    m_unknownPage->say(tr("Entries on %1 are held back: the unknown order may have filled, and another one would then double it.").arg(symbol), "caution");
}

void OrdersPanel::onTab(int tab)
{
    if (tab == History && !m_hasHistory)
        loadHistory(kHistoryDays);
}

void OrdersPanel::loadHistory(int days)
{
    m_hasHistory = true;
    const UtcTime since = m_pulse.clock().utcNow() - std::chrono::hours(24 * days);
    m_historyPage->say(tr("Since %1, earlier sessions too. The venue keeps cancelled orders for 24 hours; older ones are known from the journal.").arg(readDateTimeWithZone(since)));
    m_client.trade().readOrderHistory(since);
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

void OrdersPanel::openTimeline(const QString &orderKey)
{
    if (orderKey.isEmpty())
        return; // a transfer, a funding: no order stands behind it
    const bool isNew = m_timeline->isHidden();
    m_timeline->show();
    if (isNew)
        m_sides->setSizes({11, 9}); // shares: a story needs nearly half of it
    m_timeline->open(orderKey);
}

void OrdersPanel::openCurrentRow()
{
    TableView *table = currentTable();
    if (table && !table->currentIndex().isValid() && table->model()->rowCount() > 0)
        table->setCurrentIndex(table->model()->index(0, 0));
    if (table && table->currentIndex().isValid())
        Q_EMIT table->rowOpened(table->currentIndex());
}

void OrdersPanel::saveCurrentTable()
{
    if (const TableView *table = currentTable())
        saveAsCsv(*table->model(), table->objectName() + QStringLiteral(".csv"), this);
}

TableView *OrdersPanel::currentTable() const
{
    if (const auto *page = qobject_cast<const TablePage *>(m_tabs->currentWidget()))
        return page->table();
    return m_ledger->currentTable();
}

QString OrdersPanel::currentTableAsText() const
{
    const TableView *table = currentTable();
    return table ? table->asText(false) : QString();
}

} // namespace bw
