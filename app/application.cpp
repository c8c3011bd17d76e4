// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "app/enginefactory.h"
#include "app/memoryuse.h"
#include "app/settingswindowstate.h"
#include "core/engine/eventlog.h"
#include "core/recording/recordingwriter.h"
#include "core/sandbox/fedmarket.h"
#include "core/store/keychainsecretstore.h"
#include "ui/panels/orderspanel.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QEvent>
#include <QFile>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>
#include <QTabWidget>

namespace bw {

namespace {

constexpr QLatin1StringView kPaperFile("paper-account.jsonl");

const SystemClock &systemClock()
{
    static const SystemClock clock; // without state: the machine's own
    return clock;
}

tl::unexpected<Error> storageError(const QString &detail)
{
    return fail({ErrorFamily::Storage, Retry::Never, Certainty::NotSent, 0, detail});
}

} // namespace

Application::Application(Options options, QElapsedTimer sinceStart, Drain<LogLine> &log, RunKeys &runKeys)
    : m_options(std::move(options)), m_sinceStart(sinceStart), m_log(log), m_runKeys(runKeys)
{
}

Application::~Application()
{
    // In the other order of starting: nobody may speak to what is gone.
    m_meter.reset();
    m_equity.reset();
    m_tour.reset();
    m_window.reset();
    m_keyDesk.reset();
    m_keys.reset();
    m_market.reset();
    m_client.reset();
    m_recorder.reset(); // the engine is gone: what it still told is written
    m_sandbox.reset();
}

Done Application::openDataFolder()
{
    m_folder = m_options.dataDir.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : m_options.dataDir;
    if (!QDir().mkpath(m_folder))
        return storageError(QStringLiteral("can't make the data folder \"%1\"; name another with --data-dir").arg(m_folder));
    m_lock = std::make_unique<QLockFile>(QDir(m_folder).filePath(QStringLiteral("bellwether.lock")));
    m_lock->setStaleLockTime(0); // a running instance holds it for days; a dead one is recognised by its process
    if (!m_lock->tryLock())
        return storageError(QStringLiteral("another Bellwether uses the data folder \"%1\"; close it, or name another with --data-dir").arg(m_folder));
    m_settings = std::make_unique<Settings>(QDir(m_folder).filePath(QStringLiteral("settings.ini")));
    m_windowState = std::make_unique<SettingsWindowState>(*m_settings);
    return {};
}

Done Application::planSession()
{
    auto profile = m_options.profile.value_or(profileFromName(m_settings->text(SettingKey::Profile)).value_or(Profile::Sandbox));
    if (!m_options.profile && profile == Profile::Live)
        profile = Profile::Sandbox; // live is never resumed silently
    const auto plan = SessionPlan::make(profile, QProcessEnvironment::systemEnvironment(),
                                        {m_settings->text(SettingKey::VenueRest), m_settings->text(SettingKey::VenueSocket)});
    if (!plan)
        return fail(plan.error());
    m_plan = *plan;
    m_settings->set(SettingKey::Profile, toName(profile));
    return m_options.recordFile.isEmpty() ? Done() : RecordingWriter::mayWrite(m_options.recordFile);
}

/// Everything comes from the recording; nothing of it is remembered.
Done Application::planReplay()
{
    const auto reader = RecordingReader::open(m_options.replayFile);
    if (!reader)
        return fail(reader.error());
    const auto recorded = RecordedPlan::fromJson((*reader)->session());
    if (!recorded)
        return fail(recorded.error());
    if (m_options.profile && *m_options.profile != recorded->profile)
        return fail(inputError(QStringLiteral("this is a recording of the profile %1: leave --profile out").arg(toName(recorded->profile))));
    m_recorded = *recorded;
    m_plan.isReplay = true;
    m_plan.profile = recorded->profile;
    m_plan.endpoints = recorded->endpoints;
    m_replay = ReplayPlan{m_options.replayFile, std::make_shared<ReplayClock>((*reader)->startedUtcMs()), std::make_shared<ReplayResume>()};
    m_replay->resume->speed = m_options.speed.value_or(1);
    return {};
}

Done Application::start()
{
    if (const auto done = openDataFolder(); !done)
        return done;
    if (const auto done = m_options.replayFile.isEmpty() ? planSession() : planReplay(); !done)
        return done;
    if (!m_options.eventsFile.isEmpty()) {
        auto file = EventLog::openFile(m_options.eventsFile);
        if (!file)
            return fail(file.error());
        m_eventFile = std::make_shared<std::unique_ptr<QFile>>(std::move(*file));
    }

    m_paper = std::make_unique<PaperKeeper>(*m_settings);
    m_trade = std::make_unique<TradeKeeper>(*m_settings, toName(m_plan.profile));
    m_client = std::make_unique<ThreadedEngineClient>(m_trade->limits(), m_settings->amount(SettingKey::SpreadThresholdPct).toDouble());
    SessionView opening;
    opening.profile = m_plan.profile;
    opening.venueHost = m_plan.venueHost();
    opening.viewerReason = m_plan.mayTrade() ? SessionView::ViewerReason::NoKey : SessionView::ViewerReason::NotYetOffered;
    m_client->announce(opening);
    m_market = std::make_unique<MarketKeeper>(*m_settings, m_folder);
    connect(m_market.get(), &MarketKeeper::troubled, this, [this](const Error &error) {
        Q_EMIT m_client->noticeRaised({Notice::Severity::Caution, error, QStringLiteral("relay-instruments.json"), systemClock().utcNow()});
    });
    if (!m_replay)
        makeKeys();
    showWindow();

    if (m_replay)
        beginReplay();
    else
        beginSandbox();
    if (m_options.runFor)
        m_runFor = m_scheduler.after(*m_options.runFor, [this] { end(0); });
    return {};
}

/// The sandbox is the venue of its own profile and of paper, and the offline analyst of every session without a key.
void Application::beginSandbox()
{
    m_sandbox = std::make_unique<SandboxHost>();
    connect(m_sandbox.get(), &SandboxHost::listening, this, [this](const SandboxAddress &address) {
        m_isPaperOpen = address.fed != nullptr;
        beginEngine(&address);
    });
    connect(m_sandbox.get(), &SandboxHost::failed, this, [this](const Error &error) {
        Q_EMIT m_client->noticeRaised({Notice::Severity::Danger, error, QStringLiteral("sandbox"), systemClock().utcNow()});
        if (m_plan.endpoints)
            beginEngine(nullptr);
    });
    connect(m_sandbox.get(), &SandboxHost::accountFileFailed, this, [this](const Error &error) {
        Q_EMIT m_client->noticeRaised({Notice::Severity::Danger, error, QStringLiteral("paper"), systemClock().utcNow()});
    });
    m_sandbox->start(sandboxConfig());
}

SandboxConfig Application::sandboxConfig() const
{
    SandboxConfig config;
    if (m_plan.profile != Profile::Paper)
        return config;
    const PaperSettings paper = m_paper->settings();
    config.makeMarket = [](const Clock &, Scheduler &) { return std::make_unique<FedMarket>(); };
    config.balanceUsdt = paper.balanceUsdt;
    config.terms = PaperKeeper::terms(paper);
    config.countsQueues = true;
    config.accountFile = QDir(m_folder).filePath(kPaperFile);
    return config;
}

void Application::beginEquity()
{
    if (m_replay || m_plan.profile == Profile::Sandbox)
        return;
    m_equity = std::make_unique<EquityKeeper>(*m_client, m_folder);
    connect(m_equity.get(), &EquityKeeper::troubled, this, [this](const Error &error) {
        Q_EMIT m_client->noticeRaised({Notice::Severity::Caution, error, QStringLiteral("equity"), systemClock().utcNow()});
    });
    if (m_plan.tradesInProcess()) // its key is another one at each start
        m_window->beginAccount(m_equity->open(m_plan.profile, {}, systemClock().utcNow()));
}

void Application::connectPaper()
{
    m_window->setPaper(m_paper->settings());
    connect(m_window.get(), &MainWindow::paperChosen, this, [this](const PaperSettings &settings) {
        m_paper->keep(settings);
        if (m_isPaperOpen)
            m_sandbox->setTerms(PaperKeeper::terms(settings));
    });
    connect(m_window.get(), &MainWindow::paperResetConfirmed, this, &Application::resetPaper);
}

/// Where the account could not be opened at all, its file is put aside and the session begins again.
void Application::resetPaper(const PaperSettings &settings)
{
    m_paper->keep(settings);
    if (m_isPaperOpen) {
        m_sandbox->setTerms(PaperKeeper::terms(settings));
        m_sandbox->resetAccount(settings.balanceUsdt);
        if (m_equity)
            m_equity->clear();
        m_window->beginAccount({});
        return;
    }
    const QString file = QDir(m_folder).filePath(kPaperFile), aside = file + QStringLiteral(".unreadable");
    QFile::remove(aside);
    QFile::rename(file, aside);
    restartAs(Profile::Paper);
}

/// No sandbox, no key, no keychain: nothing of today has a part in it.
void Application::beginReplay()
{
    EnginePlan plan;
    plan.config = engineConfig();
    plan.config.analyst = {m_recorded->analystUrl, SecretBytes("replay"), m_recorded->isDemoAnalyst};
    plan.endpoints = m_recorded->endpoints;
    plan.marketEndpoints = m_recorded->marketEndpoints;
    plan.eventFile = m_eventFile;
    plan.eventsPath = m_options.eventsFile;
    plan.replay = m_replay;
    connect(&m_client->market(), &MarketClient::watchListReplayed, this, [this] { m_hasRecordedWatchList = true; });
    const auto tellWishes = [this] { // all but the relay: that of the recording comes by itself
        if (!m_hasRecordedWatchList)
            m_client->market().setWatchList(m_market->watchList());
        m_client->market().setSpreadLimits(m_settings->amount(SettingKey::SpreadThresholdPct).toDouble(), m_market->spreadSigmas());
    };
    connect(m_client.get(), &ThreadedEngineClient::rebuilt, this, tellWishes);
    m_client->start(engineFactory(std::move(plan)));
    tellWishes();
    if (!m_options.isOffscreen || m_options.runFor)
        return;
    m_replayCheck = m_scheduler.every(std::chrono::milliseconds(200), [this] { // nobody looks on: the end of the recording is the end
        const auto replay = m_client->market().replay().read();
        if (replay && (replay->state == ReplayView::State::Ended || replay->state == ReplayView::State::Failed))
            end(replay->state == ReplayView::State::Ended ? 0 : 1);
    });
}

Done Application::beginRecording(EnginePlan &plan)
{
    if (m_options.recordFile.isEmpty())
        return {};
    const RecordedPlan recorded{plan.config.profile, plan.config.instrument, plan.endpoints, plan.config.analyst.url, plan.config.analyst.isDemo,
                                plan.config.isSyntheticMarket, plan.marketEndpoints};
    RecordingLimits limits;
    limits.fileBytes = m_settings->count(SettingKey::RecordingMegabytes) * qint64(1'000'000);
    auto recorder = Recorder::start(m_options.recordFile, recorded.toJson(), systemClock(), limits);
    if (!recorder)
        return fail(recorder.error());
    plan.recorder = m_recorder = std::move(*recorder);
    return {};
}

void Application::showWindow()
{
    m_theme = std::make_unique<Theme>();
    const QString mode = m_options.theme.isEmpty() ? m_settings->text(SettingKey::Theme) : m_options.theme;
    m_theme->setMode(mode == QStringLiteral("dark") ? Theme::Mode::Dark : mode == QStringLiteral("light") ? Theme::Mode::Light : Theme::Mode::System);
    const QString palette = m_options.palette.isEmpty() ? m_settings->text(SettingKey::Palette) : m_options.palette;
    m_theme->setPalette(palette == QStringLiteral("colour-blind") ? Theme::Palette::ColourBlind : Theme::Palette::Normal);
    m_theme->applyTo(*qApp);
    connect(m_theme.get(), &Theme::changed, this, &Application::rememberTheme); // from now on it is the user who changes it
    m_pulse = std::make_unique<FramePulse>(m_scheduler, systemClock());
    if (m_replay)
        m_pulse->showTimeOf(*m_replay->clock);
    m_window = std::make_unique<MainWindow>(*m_client, *m_theme, *m_pulse, *m_windowState, m_log);
    if (m_keyDesk)
        m_window->useKeys(*m_keyDesk);
    m_window->setWatchList(m_market->watchList());
    m_window->setRelay(m_market->relay());
    m_window->setLocalTime(m_settings->text(SettingKey::TimeZone) == QStringLiteral("local"));
    if (!m_replay) { // a recording has its own depth and interval
        m_window->setChoices(readView(*m_settings));
        connect(m_window.get(), &MainWindow::choicesChanged, m_market.get(), &MarketKeeper::setView);
    }
    connect(m_window.get(), &MainWindow::watchListChanged, this, [this](const QVector<InstrumentId> &ids) { m_market->setWatchList(ids, m_client->market()); });
    connect(m_window.get(), &MainWindow::relayChosen, this, [this](const RelaySettings &relay) { m_market->setRelay(relay, m_client->market()); });
    connect(m_window.get(), &MainWindow::spreadLimitsChosen, m_market.get(), &MarketKeeper::setSpreadLimits);
    connect(m_window.get(), &MainWindow::localTimeChosen, this, [this](bool isLocal) {
        m_settings->set(SettingKey::TimeZone, isLocal ? QStringLiteral("local") : QStringLiteral("utc"));
    });
    connect(m_client.get(), &EngineClient::instrumentChanged, this, [this](const InstrumentPtr &instrument) {
        if (m_replay)
            return; // what was watched then is no choice of now
        m_settings->set(SettingKey::Symbol, instrument->id().symbol);
        m_settings->set(SettingKey::Category, toName(instrument->id().category));
    });
    m_window->setQtyPresets(m_trade->presets());
    connect(m_window.get(), &MainWindow::qtyPresetsChanged, m_trade.get(), &TradeKeeper::setPresets);
    connect(m_window.get(), &MainWindow::limitsChosen, this, [this](const RiskLimits &limits) { m_trade->setLimits(limits, m_client->trade()); });
    connect(m_trade.get(), &TradeKeeper::troubled, this, [this](const Error &error) {
        Q_EMIT m_client->noticeRaised({Notice::Severity::Danger, error, QStringLiteral("settings.ini"), systemClock().utcNow()});
    });
    connectPaper();
    beginEquity();
    connect(m_window.get(), &MainWindow::viewLiveBookRequested, this, [this] { restartAs(Profile::Paper); });
    connect(qApp, &QGuiApplication::lastWindowClosed, this, [this] { end(0); });
    qApp->installEventFilter(this);
    if (m_eventFile && !m_replay) { // a recording's times say nothing of this machine
        m_meter = std::make_unique<FrameMeter>(m_client->book(), systemClock(), m_scheduler,
                                               [this](const QString &name, double value) { m_client->reportMeasurement(name, value); });
        qApp->installEventFilter(m_meter.get());
    }
    if (m_options.size)
        m_window->resize(*m_options.size);
    m_window->show();
}

void Application::rememberTheme()
{
    const auto mode = m_theme->mode();
    m_settings->set(SettingKey::Theme, mode == Theme::Mode::Dark ? QStringLiteral("dark") : mode == Theme::Mode::Light ? QStringLiteral("light") : QStringLiteral("system"));
    m_settings->set(SettingKey::Palette, m_theme->palette() == Theme::Palette::ColourBlind ? QStringLiteral("colour-blind") : QStringLiteral("normal"));
}

EngineConfig Application::engineConfig() const
{
    EngineConfig config;
    config.profile = m_plan.profile;
    config.venueHost = m_plan.venueHost();
    config.isSyntheticMarket = m_recorded ? m_recorded->isSyntheticMarket : !m_plan.endpoints;
    config.mayTrade = m_plan.mayTrade();
    config.mayOrdersOutliveUs = m_plan.endpoints.has_value();
    const InstrumentId usual = m_recorded ? m_recorded->instrument
                                          : InstrumentId{categoryFromName(m_settings->text(SettingKey::Category)).value_or(Category::Linear),
                                                         m_settings->text(SettingKey::Symbol)};
    config.instrument = {m_options.category.value_or(usual.category), m_options.symbol.isEmpty() ? usual.symbol : m_options.symbol};
    config.limits = m_trade->limits();
    config.spreadThresholdPct = m_settings->amount(SettingKey::SpreadThresholdPct);
    config.analystModel = m_settings->text(SettingKey::AnalystModel);
    if (config.isSyntheticMarket)
        config.firstHeadlines = {QStringLiteral("Spot bitcoin ETFs take in record inflows as institutions return"),
                                 QStringLiteral("Exchange outflows hit a one-year high as long-term holders keep buying"),
                                 QStringLiteral("Central bank leaves rates unchanged, in line with forecasts")};
    return config;
}

void Application::beginEngine(const SandboxAddress *sandbox)
{
    EnginePlan plan;
    plan.config = engineConfig();
    plan.journalPath = journalPath();
    plan.dataFolder = m_folder;
    plan.eventFile = m_eventFile;
    if (sandbox) // until a key is found
        plan.config.analyst = {sandbox->analyst, SecretBytes(sandbox->key.toUtf8()), true};
    if (m_plan.tradesInProcess() && m_plan.endpoints) {
        plan.marketEndpoints = m_plan.endpoints; // and nothing but prices goes there
        plan.config.mayTrade = sandbox != nullptr;
    }
    if (sandbox && m_plan.tradesInProcess()) {
        plan.fed = sandbox->fed;
        plan.exchange = sandbox->server;
    }
    if (m_plan.endpoints && !(sandbox && m_plan.tradesInProcess())) {
        plan.endpoints = *m_plan.endpoints;
    } else {
        const auto endpoints = BybitEndpoints::custom(sandbox->rest, sandbox->socket);
        if (!endpoints) {
            Q_EMIT m_client->noticeRaised({Notice::Severity::Danger, endpoints.error(), QStringLiteral("sandbox"), systemClock().utcNow()});
            return;
        }
        plan.endpoints = *endpoints;
    }
    if (const auto recording = beginRecording(plan); !recording)
        Q_EMIT m_client->noticeRaised({Notice::Severity::Danger, recording.error(), m_options.recordFile, systemClock().utcNow()});
    m_client->start(engineFactory(std::move(plan)));
    m_market->applyTo(m_client->market());
    m_client->useKey(sandbox && m_plan.tradesInProcess() ? ApiKey{sandbox->key, sandbox->secret} : ApiKey());
    beginKeys();
    if (m_options.isTour)
        beginTour();
}

/// What one sub-account journalled would look lost to another: each key has its own, and the first one of old times the old name.
QString Application::journalPath() const
{
    const QString id = m_plan.usesVenueKey() ? m_book->activeId(m_plan.profile) : QString();
    const QString name = id.isEmpty() || id == u"0" ? toName(m_plan.profile) : toName(m_plan.profile) + u'-' + id;
    return QDir(m_folder).filePath(QStringLiteral("journal-%1.sqlite").arg(name));
}

void Application::makeKeys()
{
    m_book = std::make_unique<KeyBook>(*m_settings, m_runKeys);
    m_keys = std::make_unique<KeyKeeper>(std::make_unique<KeychainSecretStore>(m_scheduler), *m_book);
    m_keyDesk = std::make_unique<KeyDesk>(*m_keys, *m_book, *m_settings, *m_client, m_plan);
    connect(m_keyDesk.get(), &KeyDesk::sessionWanted, this, &Application::restartAs);
}

void Application::beginKeys()
{
    connect(m_keys.get(), &KeyKeeper::venueKeyFound, m_client.get(), &ThreadedEngineClient::useKey);
    connect(m_keys.get(), &KeyKeeper::venueKeyFound, this, [this](const ApiKey &key) {
        if (m_equity && !key.isEmpty())
            m_window->beginAccount(m_equity->open(m_plan.profile, key.key, systemClock().utcNow()));
    });
    connect(m_keys.get(), &KeyKeeper::analystKeyFound, this, [this](const SecretBytes &key) {
        if (!m_options.isTour)
            m_client->useAnalyst({m_plan.analystUrl, key, false});
    });
    connect(m_keys.get(), &KeyKeeper::importOffered, this, &Application::offerImport);
    connect(m_keys.get(), &KeyKeeper::keychainFailed, this, [this](const Error &error) {
        Q_EMIT m_client->noticeRaised({Notice::Severity::Caution, error, QStringLiteral("keychain"), systemClock().utcNow()});
    });
    connect(m_keys.get(), &KeyKeeper::venueKeyMissing, this, [this] {
        if (!m_options.isOffscreen)
            m_window->showConnection();
    });
    m_keys->load(m_plan, m_options.isOffscreen);
}

void Application::offerImport()
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Import the key into the keychain?"),
                                tr("The environment holds a Bybit key for the profile \"%1\", and the keychain has none. Import it into the "
                                   "system's keychain?").arg(toName(m_plan.profile)),
                                QMessageBox::NoButton, m_window.get());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    const QAbstractButton *import = box->addButton(tr("Import"), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(tr("Not now"), QMessageBox::RejectRole));
    connect(box, &QMessageBox::buttonClicked, this, [this, import](const QAbstractButton *button) {
        if (button == import)
            m_keyDesk->importEnvironmentKey(m_plan.profile, tr("Main"));
    });
    box->open();
}

void Application::beginTour()
{
    m_tour = std::make_unique<Tour>(*m_client, m_scheduler);
    connect(m_tour.get(), &Tour::finished, this, [this](const QString &failedStep) {
        if (!failedStep.isEmpty()) {
            QFile err;
            if (err.open(stderr, QIODevice::WriteOnly))
                err.write(QStringLiteral("bellwether: the tour missed %1\n").arg(failedStep).toUtf8());
            end(1);
        } else {
            prepareNextOrder();
            if (!m_runFor) // some moments of spread, and a preview that is alive, for whoever looks and for the picture
                m_runFor = m_scheduler.after(std::chrono::seconds(6), [this] { end(0); });
        }
    });
    m_tour->start();
}

void Application::prepareNextOrder()
{
    const auto press = [this](const char *name) {
        if (auto *button = m_window->findChild<QAbstractButton *>(QLatin1StringView(name)))
            button->click();
    };
    press("ticketBuy");
    press("ticketLimit");
    press("ticketBid");
    if (auto *quantity = m_window->findChild<QLineEdit *>(QStringLiteral("ticketQty")))
        quantity->setText(QStringLiteral("0.020"));
    if (auto *tabs = m_window->findChild<QTabWidget *>(QStringLiteral("ordersTabs")))
        tabs->setCurrentIndex(OrdersPanel::Positions);
}

bool Application::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint && !m_hasPainted && watched->objectName() == QStringLiteral("ladderView")) {
        const auto book = m_client->book().read();
        if (book && book->isLive()) {
            m_hasPainted = true;
            m_client->reportMeasurement(QStringLiteral("startToBookMs"), static_cast<double>(m_sinceStart.elapsed()));
            m_memoryCheck = m_scheduler.after(std::chrono::seconds(5), [this] {
                if (const auto megabytes = residentMegabytes())
                    m_client->reportMeasurement(QStringLiteral("rssMb"), *megabytes);
            });
        }
    }
    return QObject::eventFilter(watched, event);
}

void Application::restartAs(Profile profile)
{
    m_nextProfile = profile;
    end(kRestart);
}

void Application::end(int exitCode)
{
    if (std::exchange(m_isEnding, true))
        return;
    if (!m_options.screenshotFile.isEmpty() && exitCode != kRestart && !m_window->grab().save(m_options.screenshotFile)) {
        QFile err;
        if (err.open(stderr, QIODevice::WriteOnly))
            err.write(QStringLiteral("bellwether: can't write the picture to \"%1\"\n").arg(m_options.screenshotFile).toUtf8());
        exitCode = exitCode == 0 ? 1 : exitCode;
    }
    m_window->close(); // it hands over its place and docks
    if (const auto saved = m_settings->save(); !saved)
        qWarning("the settings could not be saved");
    Q_EMIT finished(exitCode);
}

} // namespace bw
