// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/enginefactory.h"
#include "app/equitykeeper.h"
#include "app/framemeter.h"
#include "app/keydesk.h"
#include "app/marketkeeper.h"
#include "app/options.h"
#include "app/paperkeeper.h"
#include "app/recordedplan.h"
#include "app/sandboxhost.h"
#include "app/tour.h"
#include "app/tradekeeper.h"
#include "app/wire.h"
#include "core/base/drain.h"
#include "core/base/log.h"
#include "core/base/scheduler.h"
#include "core/engine/threadedengineclient.h"
#include "core/store/settings.h"

#include <QElapsedTimer>
#include <QFile>
#include <QLockFile>
#include <QObject>

#include <memory>

namespace bw {

class MainWindow;
class Theme;
class FramePulse;
class SettingsWindowState;

/// The composition root: puts settings, sandbox, engine, keys and window together, starts them in that order and takes them apart in the
/// other. Gui thread, owned by main. Knows every concrete class and decides nothing about markets or orders.
class Application final : public QObject {
    Q_OBJECT
public:
    /// What finished() says when the window wants another session in the same process: see nextProfile().
    static constexpr int kRestart = 1000;

    /// `runKeys`: what no keychain took; outlives the session.
    Application(Options options, QElapsedTimer sinceStart, Drain<LogLine> &log, RunKeys &runKeys);
    ~Application() override;

    /// Checks folder, options and addresses, then shows the window and begins. An Error leaves nothing running.
    [[nodiscard]] Done start();
    [[nodiscard]] Profile nextProfile() const { return m_nextProfile; }

Q_SIGNALS:
    void finished(int exitCode);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] Done openDataFolder();
    [[nodiscard]] Done planSession();
    [[nodiscard]] Done planReplay();
    void beginSandbox();
    [[nodiscard]] SandboxConfig sandboxConfig() const;
    void connectPaper();
    void beginEquity();
    void resetPaper(const PaperSettings &settings);
    void beginReplay();
    [[nodiscard]] Done beginRecording(EnginePlan &plan);
    [[nodiscard]] EngineConfig engineConfig() const;
    void showWindow();
    void rememberTheme();
    void beginEngine(const SandboxAddress *sandbox);
    void makeKeys();
    void beginKeys();
    [[nodiscard]] QString journalPath() const;
    void beginTour();
    /// After the tour: the ticket half filled and the position in sight, as one would go on.
    void prepareNextOrder();
    void offerImport();
    void restartAs(Profile profile);
    void end(int exitCode);

    const Options m_options;
    const QElapsedTimer m_sinceStart;
    Drain<LogLine> &m_log;
    RunKeys &m_runKeys;
    QtScheduler m_scheduler;
    QString m_folder;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<SettingsWindowState> m_windowState;
    SessionPlan m_plan;
    std::optional<ReplayPlan> m_replay;        ///< of --replay
    std::optional<RecordedPlan> m_recorded;    ///< what it is a recording of
    std::shared_ptr<Recorder> m_recorder;      ///< of --record
    Scheduler::Handle m_replayCheck;
    std::shared_ptr<std::unique_ptr<QFile>> m_eventFile;
    std::unique_ptr<SandboxHost> m_sandbox;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FramePulse> m_pulse;
    std::unique_ptr<ThreadedEngineClient> m_client;
    std::unique_ptr<KeyBook> m_book;
    std::unique_ptr<KeyKeeper> m_keys;
    std::unique_ptr<KeyDesk> m_keyDesk;         ///< null in a replay
    std::unique_ptr<MarketKeeper> m_market;
    std::unique_ptr<TradeKeeper> m_trade;
    std::unique_ptr<PaperKeeper> m_paper;
    std::unique_ptr<EquityKeeper> m_equity;    ///< null in a replay and in the sandbox
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Tour> m_tour;
    std::unique_ptr<FrameMeter> m_meter;
    Scheduler::Handle m_runFor, m_memoryCheck;
    Profile m_nextProfile = Profile::Sandbox;
    bool m_hasRecordedWatchList = false;       ///< of a replay
    bool m_isPaperOpen = false;                ///< its exchange listens, with the account that was kept
    bool m_hasPainted = false;
    bool m_isEnding = false;
};

} // namespace bw
