// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/drain.h"
#include "core/base/log.h"
#include "core/domain/account/portfolio.h"
#include "core/engine/api/engineclient.h"
#include "ui/models/messagelist.h"
#include "ui/models/papersettings.h"
#include "ui/models/qtypreset.h"
#include "ui/shell/viewchoices.h"
#include "ui/widgets/theme.h"

#include <QMainWindow>

namespace bw {

class AccountMenu;
class AiDeskPanel;
class CentreArea;
class ChartPanel;
class FramePulse;
class HistoryPanel;
class KeyAlarm;
class KeyClient;
class LadderPanel;
class LinkBoard;
class OpenThings;
class OrdersPanel;
class PortfolioPanel;
class PositionPanel;
class StopAllSheet;
class TapePanel;
class TicketPanel;
class VenuesPanel;
class WatchPanel;
class WindowState;

/// The one window: market left, meaning in the middle, decision right, consequences below. Builds menus, bars and docks, and wires
/// panels to each other; every other thing is a panel's. Gui thread; owned by the application. Knows the engine by its client alone.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    /// `log` is drained by the log tab.
    MainWindow(EngineClient &client, Theme &theme, FramePulse &pulse, WindowState &state, Drain<LogLine> &log, QWidget *parent = nullptr);

    /// Gives the window its menu of accounts. Without, as in a replay, there is none.
    void useKeys(KeyClient &keys);
    void showConnection();

    /// As they were kept; the window tells its panels and gives them back by its signals.
    void setWatchList(const QVector<InstrumentId> &ids);
    void setRelay(const RelaySettings &relay);
    void setLocalTime(bool isLocal);
    void setQtyPresets(const QtyPresets &presets);
    void setChoices(const ViewChoices &choices);
    void setPaper(const PaperSettings &settings);
    /// Another account, or one that begins anew: its wallet as it was seen in earlier sessions.
    void beginAccount(const QVector<EquityPoint> &seen);

Q_SIGNALS:
    void choicesChanged(const bw::ViewChoices &choices);
    void watchListChanged(const QVector<bw::InstrumentId> &ids);
    void relayChosen(const bw::RelaySettings &relay);
    void spreadLimitsChosen(double thresholdPct, double sigmas);
    void localTimeChosen(bool isLocal);
    void qtyPresetsChanged(const bw::QtyPresets &presets);
    void limitsChosen(const bw::RiskLimits &limits);
    void paperChosen(const bw::PaperSettings &settings);
    void paperResetConfirmed(const bw::PaperSettings &settings);
    /// From the sandbox's banner: the application opens the venue's public prices.
    void viewLiveBookRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    static constexpr int kLayoutVersion = 3; ///< raised when docks come, go or change their names
    static constexpr int kNarrow = 1366;     ///< below: watch list and tape are tabs beside a narrower ladder, the position one beside the orders
    static constexpr int kWide = 1700;       ///< from here on the ladder has room for what was traded at each price
    static constexpr int kLow = 800;         ///< below: the AI desk is a tab beside the chart

    void buildCentre();
    void buildDocks();
    void buildBars();
    void buildActions();
    void buildFileAndViewMenus();
    void buildTradeMenu();
    void buildAiAndHelpMenus();
    void addThemeMenu(QMenu *view);
    QDockWidget *addDock(Qt::DockWidgetArea area, const QString &title, const QString &objectName, QWidget *panel);
    void connectPanels();
    void connectChoices();
    void searchSymbol();
    void showRelaySettings();
    void showLimits();
    void showPaper();
    void stackLeftDocks();
    void stackRightDocks();
    void onSession(const SessionView &session);
    void refreshTitle();
    void warnOfKey(const KeyAudit &audit);
    void fitScreen();
    void arrangeDocks();
    void shareRightColumn();
    void showAbout();
    void restore();

    EngineClient &m_client;
    Theme &m_theme;
    FramePulse &m_pulse;
    WindowState &m_state;
    MessageList *m_messages;
    OpenThings *m_open;
    KeyAlarm *m_keyAlarm = nullptr;
    AccountMenu *m_account = nullptr; ///< null in a replay
    LinkBoard *m_links;
    LadderPanel *m_ladder;
    ChartPanel *m_charts;
    TicketPanel *m_ticket;
    AiDeskPanel *m_desk;
    OrdersPanel *m_orders;
    PositionPanel *m_position;
    WatchPanel *m_watch;
    TapePanel *m_tape;
    VenuesPanel *m_venues;
    HistoryPanel *m_history;
    PortfolioPanel *m_portfolio;
    CentreArea *m_centre = nullptr;
    QDockWidget *m_watchDock = nullptr;
    QDockWidget *m_ladderDock = nullptr;
    QDockWidget *m_tapeDock = nullptr;
    QDockWidget *m_ticketDock = nullptr;
    QDockWidget *m_positionDock = nullptr;
    QDockWidget *m_ordersDock = nullptr;
    QAction *m_lock;
    StopAllSheet *m_stopAll = nullptr;
    QAction *m_search;
    QAction *m_localTime = nullptr;
    RelaySettings m_relay;
    ViewChoices m_choices;
    PaperSettings m_paper;
    QString m_keyWarning; ///< told last
    bool m_isNarrow = false;
    bool m_isTicketSized = false; ///< its share of the right column has been given, by us or by a layout that was kept
    bool m_isRestored = false;
};

} // namespace bw
