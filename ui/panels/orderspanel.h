// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/drain.h"
#include "core/base/log.h"
#include "core/engine/api/engineclient.h"

#include <QWidget>

class QAbstractItemModel;
class QLabel;
class QTabWidget;

namespace bw {

class FillsModel;
class FramePulse;
class LogModel;
class OrdersModel;
class PositionsModel;
class TableView;
class Theme;

/// The consequences: tabs of working, UNKNOWN and closed orders, fills, positions and the log. The UNKNOWN tab counts in red and comes
/// to the front when an order becomes unknown. Cancel asks the engine at once; it is an exit and needs no confirm. Gui thread.
class OrdersPanel final : public QWidget {
    Q_OBJECT
public:
    /// `log` is drained here and nowhere else.
    OrdersPanel(EngineClient &client, const Theme &theme, FramePulse &pulse, Drain<LogLine> &log, QWidget *parent = nullptr);

    enum Tab { Working, Unknown, Closed, Fills, Positions, Log };
    [[nodiscard]] QTabWidget *tabs() const { return m_tabs; }
    /// The table on show as text, for the clipboard or a file.
    [[nodiscard]] QString currentTableAsText() const;

private:
    TableView *addTable(Tab tab, const QString &title, const QString &objectName, QAbstractItemModel *model, const QString &empty);
    void connectClient();
    void showCounts();
    void lookTenth();
    void cancel(const Order &order);

    EngineClient &m_client;
    const Theme &m_theme;
    FramePulse &m_pulse;
    Drain<LogLine> &m_logSource;
    std::vector<LogLine> m_lines;
    UtcTime m_lastTick{};
    int m_lastUnknown = 0;

    QTabWidget *m_tabs;
    OrdersModel *m_orders;
    FillsModel *m_fills;
    PositionsModel *m_positions;
    LogModel *m_log;
    TableView *m_positionsTable = nullptr;
};

} // namespace bw
