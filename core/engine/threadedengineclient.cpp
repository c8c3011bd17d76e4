// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/threadedengineclient.h"

#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcClient, "bellwether.core.engine.client", QtWarningMsg)

namespace bw {

namespace {
constexpr int kStopMs = 3000;
constexpr int kPulseMs = 1000;
}

ThreadedEngineClient::ThreadedEngineClient(RiskLimits limits, double spreadThresholdPct, QObject *parent)
    : EngineClient(parent), m_channels(std::make_shared<EngineChannels>()),
      m_market([this](std::function<void(Engine &)> call) { post(std::move(call)); }),
      m_trade([this](std::function<void(Engine &)> call) { post(std::move(call)); }), m_limits(std::move(limits)),
      m_spreadThresholdPct(spreadThresholdPct), m_thread(std::make_unique<QThread>()), m_engine(std::make_shared<std::unique_ptr<Engine>>())
{
    m_thread->setObjectName(QStringLiteral("engine"));
    connect(&m_pulse, &QTimer::timeout, this, [this] { post([](Engine &e) { e.noteWindowAlive(); }); });
}

ThreadedEngineClient::~ThreadedEngineClient() { stop(); }

void ThreadedEngineClient::start(Factory factory)
{
    m_anchor = new QObject;
    m_anchor->moveToThread(m_thread.get());
    connect(m_thread.get(), &QThread::finished, m_anchor, [engine = m_engine] { engine->reset(); }, Qt::DirectConnection);
    connect(m_thread.get(), &QThread::finished, m_anchor, &QObject::deleteLater);
    m_factory = std::move(factory);
    m_thread->start();
    m_pulse.start(kPulseMs);
    QMetaObject::invokeMethod(m_anchor, [this, anchor = m_anchor] { build(anchor); });
}

void ThreadedEngineClient::build(QObject *anchor)
{
    auto &engine = *m_engine;
    engine.reset(); // before the next one opens the same files
    engine = m_factory(m_channels, m_market.channels());
    relay(*engine);
    if (const auto *replay = engine->replay())
        connect(replay, &ReplayControl::rebuildWanted, anchor, [this, anchor] {
            build(anchor);
            Q_EMIT rebuilt();
        }, Qt::QueuedConnection);
    engine->start();
}

void ThreadedEngineClient::stop()
{
    if (!m_thread || !m_thread->isRunning())
        return;
    m_anchor = nullptr;
    m_pulse.stop();
    m_thread->quit();
    if (m_thread->wait(kStopMs))
        return;
    qCCritical(lcClient) << "the engine did not stop within" << kStopMs << "ms and is left behind";
    static_cast<void>(m_thread.release()); // destroying a running thread would end the program in the middle of it
}

void ThreadedEngineClient::relay(Engine &engine)
{
    using E = EngineEvents;
    auto &events = engine.events();
    m_market.relay(engine.marketEvents());
    m_trade.relay(engine.tradeEvents());
    // The receiver lives on the gui thread, so each of these is a queued signal with a value.
    connect(&events, &E::sessionChanged, this, [this](const SessionView &session) { m_session = session; Q_EMIT sessionChanged(session); });
    connect(&events, &E::instrumentChanged, this, [this](const InstrumentPtr &instrument) { m_instrument = instrument; Q_EMIT instrumentChanged(instrument); });
    connect(&events, &E::connectionChanged, this, &EngineClient::connectionChanged);
    connect(&events, &E::keyAudited, this, &EngineClient::keyAudited);
    connect(&events, &E::previewReady, this, &EngineClient::previewReady);
    connect(&events, &E::preChecked, this, &EngineClient::preChecked);
    connect(&events, &E::preCheckFailed, this, &EngineClient::preCheckFailed);
    connect(&events, &E::submitRefused, this, &EngineClient::submitRefused);
    connect(&events, &E::submitAccepted, this, &EngineClient::submitAccepted);
    connect(&events, &E::orderChanged, this, &EngineClient::orderChanged);
    connect(&events, &E::executionAdded, this, &EngineClient::executionAdded);
    connect(&events, &E::positionsChanged, this, &EngineClient::positionsChanged);
    connect(&events, &E::positionsUnknown, this, &EngineClient::positionsUnknown);
    connect(&events, &E::walletChanged, this, &EngineClient::walletChanged);
    connect(&events, &E::headlineAdded, this, &EngineClient::headlineAdded);
    connect(&events, &E::signalChanged, this, &EngineClient::signalChanged);
    connect(&events, &E::analystCallFinished, this, &EngineClient::analystCallFinished);
    connect(&events, &E::analystBusyChanged, this, &EngineClient::analystBusyChanged);
    connect(&events, &E::noticeRaised, this, &EngineClient::noticeRaised);
}

template <class Call>
void ThreadedEngineClient::post(Call call)
{
    if (!m_anchor)
        return;
    QMetaObject::invokeMethod(m_anchor, [engine = m_engine, call = std::move(call)] {
        if (*engine)
            call(**engine);
    });
}

void ThreadedEngineClient::useKey(const ApiKey &key, const KeyUse &use) { post([key, use](Engine &e) { e.useKey(key, use); }); }
void ThreadedEngineClient::setKeyUse(const KeyUse &use) { post([use](Engine &e) { e.setKeyUse(use); }); }
void ThreadedEngineClient::useAnalyst(const AnalystAccess &access) { post([access](Engine &e) { e.useAnalyst(access); }); }
void ThreadedEngineClient::reportMeasurement(const QString &name, double value)
{
    post([name, value](Engine &e) { Q_EMIT e.events().measured(name, value); });
}
void ThreadedEngineClient::selectInstrument(const InstrumentId &id) { post([id](Engine &e) { e.selectInstrument(id); }); }
void ThreadedEngineClient::resyncBook() { post([](Engine &e) { e.resyncBook(); }); }
void ThreadedEngineClient::requestPreview(const OrderDraft &draft) { post([draft](Engine &e) { e.requestPreview(draft); }); }
void ThreadedEngineClient::requestPreCheck(const QString &previewId) { post([previewId](Engine &e) { e.requestPreCheck(previewId); }); }
void ThreadedEngineClient::submit(const QString &previewId) { post([previewId](Engine &e) { e.submit(previewId); }); }
void ThreadedEngineClient::cancelOrder(const QString &orderLinkId, const QString &orderId)
{
    post([orderLinkId, orderId](Engine &e) { e.cancelOrder(orderLinkId, orderId); });
}
void ThreadedEngineClient::cancelAllEntries() { post([](Engine &e) { e.cancelAllEntries(); }); }
void ThreadedEngineClient::setLocked(bool locked) { post([locked](Engine &e) { e.setLocked(locked); }); }
void ThreadedEngineClient::addHeadlines(const QStringList &raw, const QString &source)
{
    post([raw, source](Engine &e) { e.addHeadlines(raw, source); });
}
void ThreadedEngineClient::analyseHeadlines() { post([](Engine &e) { e.analyseHeadlines(); }); }
void ThreadedEngineClient::reviewSignal(const QString &signalId, SignalState decision, const QString &reason)
{
    post([signalId, decision, reason](Engine &e) { e.reviewSignal(signalId, decision, reason); });
}

} // namespace bw
