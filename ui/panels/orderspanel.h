// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/drain.h"
#include "core/base/log.h"
#include "core/engine/api/engineclient.h"

#include <QWidget>

class QAbstractItemModel;
class QPushButton;
class QSplitter;
class QTabWidget;

namespace bw {

class BalancesModel;
class DifferencesModel;
class FillsModel;
class FramePulse;
class LedgerPanel;
class LogModel;
class OrdersModel;
class PositionsModel;
class TablePage;
class TableView;
class Theme;
class TimelineModel;
class TimelinePanel;

/// The consequences, as tabs: orders that work, that are UNKNOWN and that are over, fills, positions, balances, the ledger, differences,
/// journal and log. The UNKNOWN tab counts in red and comes to the front when an order becomes unknown. A row opens to the timeline of its
/// order; every table is saved as CSV. Cancel asks the engine at once; it is an exit and needs no confirm. Gui thread.
class OrdersPanel final : public QWidget {
    Q_OBJECT
public:
    /// `log` is drained here and nowhere else.
    OrdersPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, Drain<LogLine> &log, QWidget *parent = nullptr);

    enum Tab { Working, Unknown, History, Fills, Positions, Balances, Ledger, Differences, Journal, Log };
    [[nodiscard]] QTabWidget *tabs() const { return m_tabs; }
    /// The table on show as text, for the clipboard or a file.
    [[nodiscard]] QString currentTableAsText() const;

private:
    TablePage *addPage(Tab tab, const QString &title, const QString &objectName, QAbstractItemModel *model, const QString &empty);
    void buildOrderTabs();
    void buildOtherTabs();
    void buildCorner();
    void addCancelButtons(TablePage *page);
    void connectClient();
    void showCounts();
    void showUnknown();
    void showCancelNames();
    void onTab(int tab);
    void lookTenth();
    void openTimeline(const QString &orderKey);
    void openCurrentRow();
    void saveCurrentTable();
    void loadHistory(int days);
    [[nodiscard]] TableView *currentTable() const;

    EngineClient &m_client;
    const Theme &m_theme;
    FramePulse &m_pulse;
    Drain<LogLine> &m_logSource;
    std::vector<LogLine> m_lines;
    UtcTime m_lastTick{};
    int m_lastUnknown = 0;
    bool m_hasHistory = false;

    QTabWidget *m_tabs;
    QSplitter *m_sides = nullptr;
    OrdersModel *m_orders;
    FillsModel *m_fills;
    PositionsModel *m_positions;
    BalancesModel *m_balances;
    DifferencesModel *m_differences;
    TimelineModel *m_journal;
    LogModel *m_log;
    LedgerPanel *m_ledger = nullptr;
    TimelinePanel *m_timeline = nullptr;
    TablePage *m_unknownPage = nullptr;
    TablePage *m_historyPage = nullptr;
    TablePage *m_positionsPage = nullptr;
    TablePage *m_balancesPage = nullptr;
    TablePage *m_differencesPage = nullptr;
    QPushButton *m_override = nullptr;
    QPushButton *m_cancelBuys = nullptr;
    QPushButton *m_cancelSells = nullptr;
};

} // namespace bw
