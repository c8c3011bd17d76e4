// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "ui/dialogs/keysdialog.h"
#include "ui/dialogs/limitsdialog.h"
#include "ui/dialogs/paperdialog.h"
#include "ui/dialogs/relaydialog.h"
#include "ui/dialogs/symbolsearch.h"
#include "ui/models/keyclient.h"
#include "ui/models/keywords.h"
#include "ui/models/linkboard.h"
#include "ui/models/openthings.h"
#include "ui/models/sentences.h"
#include "ui/models/tradewords.h"
#include "ui/panels/aideskpanel.h"
#include "ui/panels/chartpanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/ladderpanel.h"
#include "ui/panels/orderspanel.h"
#include "ui/panels/portfoliopanel.h"
#include "ui/panels/positionpanel.h"
#include "ui/panels/tapepanel.h"
#include "ui/panels/ticketpanel.h"
#include "ui/panels/venuespanel.h"
#include "ui/panels/watchpanel.h"
#include "ui/shell/accountmenu.h"
#include "ui/shell/centrearea.h"
#include "ui/shell/gaugebar.h"
#include "ui/shell/keyalarm.h"
#include "ui/shell/markettoolbar.h"
#include "ui/shell/replaybar.h"
#include "ui/shell/sessionbanner.h"
#include "ui/shell/stopallsheet.h"
#include "ui/shell/windowstate.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/messagecentre.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDockWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace bw {

MainWindow::MainWindow(EngineClient &client, Theme &theme, FramePulse &pulse, WindowState &state, Drain<LogLine> &log, QWidget *parent)
    : QMainWindow(parent), m_client(client), m_theme(theme), m_pulse(pulse), m_state(state), m_messages(new MessageList(this)), m_open(new OpenThings(client, this)),
      m_links(new LinkBoard(client, this)), m_ladder(new LadderPanel(client, *m_links, theme, pulse)),
      m_charts(new ChartPanel(client, *m_links, theme, pulse)),
      m_ticket(new TicketPanel(client, theme, pulse)), m_desk(new AiDeskPanel(client, theme, pulse)),
      m_orders(new OrdersPanel(client, theme, pulse, log)), m_position(new PositionPanel(client, theme, pulse)),
      m_watch(new WatchPanel(client, *m_links, theme, pulse)), m_tape(new TapePanel(client, theme, pulse)), m_venues(new VenuesPanel(client, theme, pulse)),
      m_history(new HistoryPanel(client, theme, pulse)), m_portfolio(new PortfolioPanel(client, theme, pulse.clock())),
      m_lock(new QAction(this)), m_search(new QAction(tr("Open a &symbol…"), this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/bellwether.svg")));
    setDockNestingEnabled(true);
    buildCentre();
    buildDocks();
    buildActions();
    buildBars();
    buildFileAndViewMenus();
    buildTradeMenu();
    buildAiAndHelpMenus();
    connectPanels();
    connectChoices();
    onSession(client.session());
    restore();
}

void MainWindow::buildCentre()
{
    auto *centre = new QWidget(this);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_charts->addTab(m_venues, tr("Compare"));
    m_charts->addTab(m_history, tr("History"));
    m_charts->addTab(m_portfolio, tr("Portfolio"));
    m_centre = new CentreArea(m_charts, tr("Charts"), m_desk, tr("AI desk"), centre);
    auto *banner = new SessionBanner(m_client, m_theme, centre);
    connect(banner, &SessionBanner::viewLiveBookRequested, this, [this] {
        if (m_account)
            m_account->openProfile(Profile::Paper); // what stands is listed first
        else
            Q_EMIT viewLiveBookRequested();
    });
    layout->addWidget(new ReplayBar(m_client.market(), m_theme, m_pulse, centre));
    m_keyAlarm = new KeyAlarm(m_client, *m_open, m_theme, centre);
    layout->addWidget(m_keyAlarm);
    layout->addWidget(banner);
    layout->addWidget(m_centre, 1);
    setCentralWidget(centre);
    new MessageCentre(*m_messages, m_theme, m_centre);
}

void MainWindow::buildDocks()
{
    m_watchDock = addDock(Qt::LeftDockWidgetArea, tr("Watch list"), QStringLiteral("watchDock"), m_watch);
    m_ladderDock = addDock(Qt::LeftDockWidgetArea, tr("Ladder"), QStringLiteral("ladderDock"), m_ladder);
    m_tapeDock = addDock(Qt::LeftDockWidgetArea, tr("Tape"), QStringLiteral("tapeDock"), m_tape);
    m_ticketDock = addDock(Qt::RightDockWidgetArea, tr("Order ticket"), QStringLiteral("ticketDock"), m_ticket);
    m_positionDock = addDock(Qt::RightDockWidgetArea, tr("Position"), QStringLiteral("positionDock"), m_position);
    m_ordersDock = addDock(Qt::BottomDockWidgetArea, tr("Orders and log"), QStringLiteral("ordersDock"), m_orders);
    // The ticket keeps the whole height of the window: every guard must be in sight.
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    m_ticketDock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable); // never closed by a stray click
}

QDockWidget *MainWindow::addDock(Qt::DockWidgetArea area, const QString &title, const QString &objectName, QWidget *panel)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(objectName);
    dock->setWidget(panel);
    addDockWidget(area, dock);
    return dock;
}

void MainWindow::buildBars()
{
    auto *toolbar = new MarketToolbar(m_client, m_theme, m_pulse, m_lock, m_stopAll->action(), this);
    connect(toolbar, &MarketToolbar::profilePressed, this, [this](const QPoint &below) {
        if (m_account)
            m_account->popup(below);
    });
    connect(toolbar, &MarketToolbar::symbolPressed, this, &MainWindow::searchSymbol);
    connect(toolbar, &MarketToolbar::resumeRequested, m_stopAll, &StopAllSheet::openResume);
    addToolBar(Qt::TopToolBarArea, toolbar);
    setStatusBar(new GaugeBar(m_client, m_theme, m_pulse, this));
}

void MainWindow::buildActions()
{
    m_lock->setObjectName(QStringLiteral("lockAction"));
    m_lock->setCheckable(true);
    m_lock->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_L));
    m_lock->setToolTip(tr("Stops new entries, by hand and automatic; exits and cancels go on (Ctrl+L)"));
    m_stopAll = new StopAllSheet(m_client, m_theme, m_pulse, this);
    m_search->setObjectName(QStringLiteral("searchAction"));
    m_search->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_K));
    connect(m_search, &QAction::triggered, this, &MainWindow::searchSymbol);
    // The engine's answer sets the mark, so that the button never says what is not yet true.
    connect(m_lock, &QAction::triggered, this, [this](bool wanted) {
        m_lock->setChecked(m_client.session().isLocked);
        m_client.setLocked(wanted);
    });
}

void MainWindow::buildFileAndViewMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(tr("&Copy the orders table"), this, [this] { QApplication::clipboard()->setText(m_orders->currentTableAsText()); });
    file->addSeparator();
    QAction *quit = file->addAction(tr("&Quit"), this, &QWidget::close);
    quit->setShortcut(QKeySequence::Quit);
    quit->setMenuRole(QAction::QuitRole);

    QMenu *view = menuBar()->addMenu(tr("&View"));
    view->addAction(m_search);
    view->addSeparator();
    view->addAction(m_watchDock->toggleViewAction());
    view->addAction(m_ladderDock->toggleViewAction());
    view->addAction(m_tapeDock->toggleViewAction());
    view->addAction(m_positionDock->toggleViewAction());
    view->addAction(m_ordersDock->toggleViewAction());
    view->addSeparator();
    view->addAction(tr("&Relay settings…"), this, &MainWindow::showRelaySettings);
    m_localTime = view->addAction(tr("&Local time instead of UTC"));
    m_localTime->setCheckable(true);
    connect(m_localTime, &QAction::triggered, this, [this](bool isLocal) {
        setLocalTime(isLocal);
        Q_EMIT localTimeChosen(isLocal);
    });
    view->addSeparator();
    addThemeMenu(view);
}

void MainWindow::addThemeMenu(QMenu *view)
{
    auto *modes = new QActionGroup(this);
    using Choice = std::pair<QString, Theme::Mode>;
    for (const auto &[title, mode] : {Choice{tr("As the &system"), Theme::Mode::System}, Choice{tr("&Dark"), Theme::Mode::Dark},
                                      Choice{tr("&Light"), Theme::Mode::Light}}) {
        QAction *action = view->addAction(title, this, [this, chosen = mode] { m_theme.setMode(chosen); });
        action->setCheckable(true);
        action->setChecked(m_theme.mode() == mode);
        modes->addAction(action);
    }
    view->addSeparator();
    QAction *blind = view->addAction(tr("Blue and orange for &bid and ask"), this, [this](bool isOn) {
        m_theme.setPalette(isOn ? Theme::Palette::ColourBlind : Theme::Palette::Normal);
    });
    blind->setCheckable(true);
    blind->setChecked(m_theme.palette() == Theme::Palette::ColourBlind);
}

void MainWindow::buildTradeMenu()
{
    QMenu *trade = menuBar()->addMenu(tr("&Trade"));
    trade->setToolTipsVisible(true);
    trade->addAction(m_ticket->reviewAction());
    trade->addAction(m_lock);
    trade->addAction(m_stopAll->action());
    trade->addSeparator();
    QAction *cancelAll = trade->addAction(tr("&Cancel all entry orders"), this, [this] { m_client.cancelAllEntries(); });
    cancelAll->setObjectName(QStringLiteral("cancelAllAction"));
    cancelAll->setToolTip(tr("Cancels every entry of this category at the venue, at once; stops that protect a position stay"));
    trade->addSeparator();
    QAction *paper = trade->addAction(tr("&Paper trading…"), this, &MainWindow::showPaper);
    paper->setObjectName(QStringLiteral("paperAction"));
    paper->setToolTip(tr("What paper fills rest on, its latency and fees, and a new account"));
    trade->addSeparator();
    QAction *resync = trade->addAction(tr("&Resync the book"), this, [this] { m_client.resyncBook(); });
    resync->setObjectName(QStringLiteral("resyncAction"));
    resync->setShortcut(QKeySequence(Qt::Key_F5));
}

void MainWindow::buildAiAndHelpMenus()
{
    QMenu *risk = menuBar()->addMenu(tr("&Risk"));
    QAction *limits = risk->addAction(tr("&Limits…"), this, &MainWindow::showLimits);
    limits->setObjectName(QStringLiteral("limitsAction"));
    QMenu *ai = menuBar()->addMenu(tr("&AI"));
    QAction *analyse = ai->addAction(tr("&Analyse headlines now"), this, [this] {
        m_centre->showDesk();
        m_client.analyseHeadlines();
    });
    connect(&m_client, &EngineClient::analystBusyChanged, analyse, [analyse](bool isBusy) { analyse->setEnabled(!isBusy); });

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    QAction *keys = help->addAction(tr("&Keys"), this, [this] { (new KeysDialog(this))->show(); });
    keys->setShortcut(QKeySequence(Qt::Key_F1));
    QAction *about = help->addAction(tr("A&bout Bellwether"), this, &MainWindow::showAbout);
    about->setMenuRole(QAction::AboutRole);
}

void MainWindow::connectPanels()
{
    connect(m_ticket, &TicketPanel::presetsChanged, this, &MainWindow::qtyPresetsChanged);
    connect(m_ladder, &LadderPanel::priceChosen, m_ticket, &TicketPanel::setPrice);
    connect(m_ladder, &LadderPanel::tradingKeyPressed, m_ticket, &TicketPanel::takeKey);
    connect(m_ticket, &TicketPanel::quantityChanged, m_ladder, &LadderPanel::setQty);
    connect(&m_client.trade(), &TradeClient::changeRefused, this, [this](const ChangeRefusal &refusal) {
        m_messages->say(Notice::Severity::Caution, sentences::of(refusal), m_pulse.clock().utcNow());
    });
    connect(&m_client, &EngineClient::keyAudited, this, &MainWindow::warnOfKey);
    connect(m_watch, &WatchPanel::watchListChanged, this, &MainWindow::watchListChanged);
    connect(m_charts, &ChartPanel::spreadLimitsChosen, this, &MainWindow::spreadLimitsChosen);
    connect(m_venues, &VenuesPanel::settingsRequested, this, &MainWindow::showRelaySettings);
    connect(m_desk, &AiDeskPanel::toTicket, m_ticket, &TicketPanel::fillFromSignal);
    connect(&m_client, &EngineClient::noticeRaised, m_messages, &MessageList::add);
    connect(&m_client, &EngineClient::sessionChanged, this, &MainWindow::onSession);
    connect(&m_client, &EngineClient::instrumentChanged, this, &MainWindow::refreshTitle);
    connect(&m_theme, &Theme::changed, this, [this] { onSession(m_client.session()); });
    m_pulse.onTenth(this, [this] { m_messages->tick(m_pulse.clock().utcNow()); });
}

/// One line a choice: who makes it, and where it stands.
void MainWindow::connectChoices()
{
    const auto keep = [this](auto ViewChoices::*choice) {
        return [this, choice](const auto &value) {
            m_choices.*choice = value;
            Q_EMIT choicesChanged(m_choices);
        };
    };
    connect(m_tape, &TapePanel::filterChanged, this, keep(&ViewChoices::tapeFilter));
    connect(m_ladder, &LadderPanel::largeFactorChanged, this, keep(&ViewChoices::largeFactor));
    connect(m_ladder, &LadderPanel::groupChosen, this, keep(&ViewChoices::ladderGroup));
    connect(m_ladder, &LadderPanel::depthChosen, this, keep(&ViewChoices::depth));
    connect(m_charts, &ChartPanel::candlesChosen, this, keep(&ViewChoices::candles));
    connect(m_watch, &WatchPanel::fullBooksChosen, this, keep(&ViewChoices::areBooksFull));
    connect(m_venues, &VenuesPanel::tabChosen, this, keep(&ViewChoices::compareTab));
    connect(m_history, &HistoryPanel::minutesChosen, this, keep(&ViewChoices::historyMinutes));
    connect(m_links, &LinkBoard::groupsChosen, this, [this, links = keep(&ViewChoices::links)] { links(m_links->toText()); });
}

void MainWindow::setChoices(const ViewChoices &choices)
{
    m_choices = choices;
    m_tape->setFilter(choices.tapeFilter);
    m_ladder->setLargeFactor(choices.largeFactor);
    m_ladder->setGroup(choices.ladderGroup);
    m_charts->selectCandles(choices.candles);
    m_watch->setFullBooks(choices.areBooksFull);
    m_venues->showTab(choices.compareTab);
    m_history->setMinutes(choices.historyMinutes);
    m_links->restore(choices.links);
}

void MainWindow::onSession(const SessionView &session)
{
    m_lock->setChecked(session.isLocked);
    m_lock->setText(session.isLocked ? tr("Entries locked") : tr("Lock entries"));
    const ThemeColours &colours = m_theme.colours();
    m_lock->setIcon(m_theme.icon(session.isLocked ? QStringLiteral("lock") : QStringLiteral("unlock"),
                                 session.isLocked ? colours.caution : colours.text));
    // While the account is still being compared the ticket stays and says so; a session that never trades has none.
    using Reason = SessionView::ViewerReason;
    const bool isOffered = session.mayTrade || session.viewerReason == Reason::NotReconciled;
    const bool comes = isOffered && m_ticketDock->isHidden();
    m_ticketDock->setVisible(isOffered);
    if (comes && !m_isNarrow && !std::exchange(m_isTicketSized, true))
        shareRightColumn();
    refreshTitle();
}

void MainWindow::refreshTitle()
{
    const InstrumentPtr of = m_client.instrument();
    const QString account = m_client.session().account;
    const QString word = sentences::word(m_client.session().profile);
    const QString profile = account.isEmpty() ? word : tr("%1 \u00B7 %2", "profile, account").arg(word, account);
    setWindowTitle(of ? tr("%1 \u00B7 %2 \u00B7 Bellwether", "profile, symbol").arg(profile, of->id().symbol)
                      : tr("%1 \u00B7 Bellwether", "profile").arg(profile));
}

void MainWindow::fitScreen()
{
    m_centre->setTabbed(height() < kLow);
    if (const bool isNarrow = width() < kNarrow; isNarrow != m_isNarrow) {
        m_isNarrow = isNarrow;
        arrangeDocks();
    }
}

/// A key is audited again every ten minutes: what it says anew is told, and nothing twice.
void MainWindow::warnOfKey(const KeyAudit &audit)
{
    const QString warning = audit.verdict == KeyAudit::Advice::Ok ? QString() : sentences::of(audit);
    if (!warning.isEmpty() && warning != m_keyWarning)
        m_messages->say(audit.verdict == KeyAudit::Advice::Refuse ? Notice::Severity::Danger : Notice::Severity::Caution, warning, m_pulse.clock().utcNow());
    m_keyWarning = warning;
}

void MainWindow::useKeys(KeyClient &keys)
{
    m_account = new AccountMenu(m_client, keys, *m_open, m_theme, this);
    const auto menus = menuBar()->actions();
    menuBar()->insertMenu(menus.size() > 1 ? menus.at(1) : nullptr, m_account);
    connect(m_account, &AccountMenu::paperRequested, this, &MainWindow::showPaper);
    connect(m_keyAlarm, &KeyAlarm::settingsRequested, this, &MainWindow::showConnection);
    connect(m_keyAlarm, &KeyAlarm::retryRequested, &keys, &KeyClient::retryKey);
    connect(&keys, &KeyClient::problemTold, this, [this](const QString &code, const Error &error) {
        if (code == u"kept_for_this_run" || code == u"keychain")
            m_messages->say(Notice::Severity::Caution, code == u"keychain" ? keywords::keychain(error.venueCode) : keywords::problem(code), m_pulse.clock().utcNow());
    });
}

void MainWindow::showConnection()
{
    if (m_account)
        m_account->showConnection();
}

void MainWindow::setWatchList(const QVector<InstrumentId> &ids) { m_watch->setWatchList(ids); }

void MainWindow::setRelay(const RelaySettings &relay)
{
    m_relay = relay;
    m_history->setRelay(relay);
}

void MainWindow::setLocalTime(bool isLocal)
{
    m_localTime->setChecked(isLocal);
    m_charts->setLocalTime(isLocal);
    m_desk->setLocalTime(isLocal);
    m_tape->setTimeText(TimeText(isLocal));
    m_history->setTimeText(TimeText(isLocal));
    m_portfolio->setTimeText(TimeText(isLocal));
}

void MainWindow::setQtyPresets(const QtyPresets &presets) { m_ticket->setPresets(presets); }

void MainWindow::showLimits()
{
    auto *dialog = new LimitsDialog(m_client.limits(), sentences::word(m_client.session().profile), m_theme, this);
    connect(dialog, &LimitsDialog::saved, this, &MainWindow::limitsChosen);
    dialog->show();
}

void MainWindow::beginAccount(const QVector<EquityPoint> &seen) { m_portfolio->beginAccount(seen); }

void MainWindow::setPaper(const PaperSettings &settings) { m_paper = settings; }

void MainWindow::showPaper()
{
    const bool isPaper = m_client.session().profile == Profile::Paper && !m_client.market().replay().read(); // a recording is nobody's account
    auto *dialog = new PaperDialog(m_paper, isPaper, m_theme, this);
    connect(dialog, &PaperDialog::saved, this, [this](const PaperSettings &settings) {
        setPaper(settings);
        Q_EMIT paperChosen(settings);
    });
    connect(dialog, &PaperDialog::resetConfirmed, this, [this](const PaperSettings &settings) {
        setPaper(settings);
        Q_EMIT paperResetConfirmed(settings);
    });
    dialog->show();
}

void MainWindow::searchSymbol()
{
    auto *search = new SymbolSearch(m_client, m_theme, SymbolSearch::Purpose::Open, this);
    connect(search, &SymbolSearch::openRequested, this, [this](const InstrumentId &id) { m_links->choose(LinkBoard::Panel::Book, id); });
    connect(search, &SymbolSearch::watchRequested, m_watch, &WatchPanel::add);
    search->show();
}

void MainWindow::showRelaySettings()
{
    auto *dialog = new RelayDialog(m_client.market(), m_relay, m_theme, this);
    connect(dialog, &RelayDialog::saved, this, [this](const RelaySettings &relay) {
        setRelay(relay);
        Q_EMIT relayChosen(relay);
    });
    dialog->show();
}

/// Watch list over ladder over tape where there is room; else the three are tabs with the ladder in front.
void MainWindow::stackLeftDocks()
{
    if (m_isNarrow) {
        tabifyDockWidget(m_ladderDock, m_watchDock);
        tabifyDockWidget(m_ladderDock, m_tapeDock);
        m_ladderDock->raise();
        return;
    }
    splitDockWidget(m_watchDock, m_ladderDock, Qt::Vertical);
    splitDockWidget(m_ladderDock, m_tapeDock, Qt::Vertical);
    resizeDocks({m_watchDock, m_ladderDock, m_tapeDock}, {2, 5, 2}, Qt::Vertical); // shares
}

/// The position below the ticket; on a narrow screen a tab beside the orders, so that the ticket keeps its height.
void MainWindow::stackRightDocks()
{
    if (m_isNarrow) {
        tabifyDockWidget(m_ordersDock, m_positionDock);
        m_ordersDock->raise();
        return;
    }
    addDockWidget(Qt::RightDockWidgetArea, m_positionDock);
    splitDockWidget(m_ticketDock, m_positionDock, Qt::Vertical);
    m_isTicketSized = !m_ticketDock->isHidden();
    shareRightColumn();
}

/// A dock that is hidden takes no size: a ticket that comes later would stand there at its smallest.
void MainWindow::shareRightColumn()
{
    resizeDocks({m_ticketDock, m_positionDock}, {5, 3}, Qt::Vertical); // shares
}

void MainWindow::arrangeDocks()
{
    stackLeftDocks();
    stackRightDocks();
    // Sizes in characters, so that they grow with the font; never below what a panel needs, which resizeDocks() would allow.
    const int em = fontMetrics().averageCharWidth();
    const int ladder = std::max((m_isNarrow ? 34 : width() < kWide ? 46 : 66) * em, m_ladder->minimumSizeHint().width());
    const int ticket = std::max((m_isNarrow ? 46 : 54) * em, m_ticket->minimumSizeHint().width());
    resizeDocks({m_ladderDock, m_ticketDock}, {ladder, ticket}, Qt::Horizontal);
    resizeDocks({m_ordersDock}, {height() / 4}, Qt::Vertical);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    fitScreen();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (!m_isRestored)
        arrangeDocks();
    m_isRestored = true;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_state.save(saveGeometry(), saveState(kLayoutVersion));
    QMainWindow::closeEvent(event);
}

void MainWindow::restore()
{
    if (const QByteArray geometry = m_state.geometry(); geometry.isEmpty() || !restoreGeometry(geometry))
        resize(1440, 900);
    m_isRestored = m_isTicketSized = restoreState(m_state.layout(), kLayoutVersion);
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About Bellwether"), QString(), QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setIconPixmap(windowIcon().pixmap(64, 64));
    box->setText(tr("Bellwether %1").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(tr("A trading terminal for Bybit with a reviewed AI desk. Free software under the GNU General Public License, "
                               "version 3 or later. It gives no advice; orders are yours."));
    box->setModal(false); // STOP ALL works beside it
    box->show();
}

} // namespace bw
