// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stopcommand.h"

#include "app/stoplistener.h"
#include "core/net/qtwstransport.h"
#include "core/store/keychainsecretstore.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <cstdio>

namespace bw {

namespace {
using namespace std::chrono_literals;
constexpr auto kInstanceAnswers = 5s; // an engine thread that lives answers at once
constexpr auto kAlone = 120s;         // clock, key, instruments and as many rounds as it takes
} // namespace

StopCommand::StopCommand(const Options &options, const QString &dataFolder, Profile profile)
    : m_options(options), m_folder(dataFolder), m_profile(profile), m_out(stdout, QIODevice::WriteOnly)
{
}

void StopCommand::say(const QString &text)
{
    m_out << text << Qt::endl;
}

void StopCommand::give(const QString &why)
{
    std::fputs(qPrintable(QStringLiteral("bellwether: ") + why + QLatin1Char('\n')), stderr);
    Q_EMIT finished(1);
}

void StopCommand::start()
{
    connect(&m_socket, &QLocalSocket::connected, this, [this] {
        m_socket.write(m_options.stopAll == StopAllView::Scope::Account ? "stop account\n" : "stop ours\n");
    });
    connect(&m_socket, &QLocalSocket::readyRead, this, &StopCommand::onInstanceLine);
    connect(&m_socket, &QLocalSocket::errorOccurred, this, [this](QLocalSocket::LocalSocketError) {
        if (!m_hasHeard)
            goAlone();
    });
    m_deadline = m_scheduler.after(kInstanceAnswers, [this] { goAlone(); });
    m_socket.connectToServer(StopListener::nameFor(m_folder));
}

void StopCommand::onInstanceLine()
{
    m_hasHeard = true;
    m_deadline = m_scheduler.after(kAlone, [this] { give(tr("The running instance did not finish. Look at the venue's own app.")); });
    while (m_socket.canReadLine()) {
        const auto line = QJsonDocument::fromJson(m_socket.readLine()).object();
        if (!line.value(QLatin1StringView("finished")).toBool()) {
            const QString text = QStringLiteral("%1: %2, %3").arg(line.value(QLatin1StringView("step")).toString(), line.value(QLatin1StringView("state")).toString())
                                     .arg(line.value(QLatin1StringView("left")).toInt());
            if (text != m_told && line.value(QLatin1StringView("state")).toString() != QStringLiteral("waiting"))
                say(text);
            m_told = text;
            continue;
        }
        if (const QString note = line.value(QLatin1StringView("note")).toString(); !note.isEmpty())
            say(note);
        m_deadline.reset();
        Q_EMIT finished(line.value(QLatin1StringView("left")).toInt() == 0 ? 0 : 1);
        return;
    }
}

void StopCommand::goAlone()
{
    m_deadline.reset();
    m_socket.disconnect(this);
    m_socket.abort();
    if (m_profile == Profile::Sandbox || m_profile == Profile::Paper) {
        say(tr("No instance answers, and nothing of this profile outlives its instance: there is nothing to stop."));
        Q_EMIT finished(0);
        return;
    }
    const auto plan = SessionPlan::make(m_profile, QProcessEnvironment::systemEnvironment());
    if (!plan)
        return give(plan.error().detail);
    m_plan = *plan;
    say(tr("No instance answers: cancelling at %1 from here.").arg(m_plan->venueHost()));
    m_deadline = m_scheduler.after(kAlone, [this] { give(tr("The venue did not confirm that nothing is left. Look at the venue's own app.")); });
    m_keys = std::make_unique<KeyKeeper>(std::make_unique<KeychainSecretStore>(m_scheduler));
    connect(m_keys.get(), &KeyKeeper::venueKeyFound, this, &StopCommand::useKey);
    connect(m_keys.get(), &KeyKeeper::importOffered, this, [this] { useKey(m_plan->environmentKey); });
    connect(m_keys.get(), &KeyKeeper::venueKeyMissing, this, [this] { give(tr("There is no key for this profile: nothing can be cancelled from here.")); });
    connect(m_keys.get(), &KeyKeeper::keychainFailed, this, [this](const Error &error) {
        if (m_plan->environmentKey.isEmpty())
            give(error.detail);
    });
    m_keys->load(*m_plan, m_options.isOffscreen);
}

void StopCommand::useKey(const ApiKey &key)
{
    m_reads = std::make_unique<HttpClient>(QStringLiteral("reads"), m_clock, m_scheduler);
    m_entries = std::make_unique<HttpClient>(QStringLiteral("entries"), m_clock, m_scheduler);
    m_exits = std::make_unique<HttpClient>(QStringLiteral("exits"), m_clock, m_scheduler);
    m_connects = std::make_unique<RateLimiter>(m_clock, 1.0, 10.0);
    const auto random = [] { return QRandomGenerator::global()->generateDouble(); };
    m_venue = std::make_unique<BybitVenue>(*m_plan->endpoints, BybitRest::Clients{*m_reads, *m_entries, *m_exits},
                                           BybitPrivateStream::Parts{QtWsTransport::factory(), m_clock, m_scheduler, *m_connects, random});
    m_market = std::make_unique<BybitMarketRest>(m_venue->rest());
    connect(m_venue.get(), &ExecutionVenue::errorRaised, this, [](const Error &error) {
        std::fputs(qPrintable(QStringLiteral("bellwether: ") + error.detail + QLatin1Char('\n')), stderr);
    });
    connect(m_venue.get(), &ExecutionVenue::clockMeasured, this, [this] {
        if (m_categoriesLeft == 0 && !m_desk)
            readInstruments();
    });
    m_venue->start(key);
}

/// Rows of an instrument that is not known could not be read, and would look like nothing.
void StopCommand::readInstruments()
{
    m_categoriesLeft = 3;
    for (const auto category : {Category::Linear, Category::Inverse, Category::Spot})
        m_market->readInstruments(category, this, [this](const Result<QVector<InstrumentPtr>> &found) {
            if (!found)
                return give(found.error().detail);
            m_instruments += *found;
            if (--m_categoriesLeft > 0)
                return;
            m_venue->setInstruments(m_instruments);
            m_desk = std::make_unique<StopAllDesk>(*m_venue, StopAllDesk::Session{}, StopAllDesk::Pace{}, m_clock, m_scheduler);
            connect(m_desk.get(), &StopAllDesk::changed, this, &StopCommand::onChanged);
            m_desk->start(*m_options.stopAll, false);
        });
}

void StopCommand::onChanged(const StopAllView &view)
{
    for (const auto &line : view.lines) {
        const QString text = QStringLiteral("%1: %2, %3").arg(toName(line.step), toName(line.state)).arg(line.left);
        if (line.state == StopAllView::State::Running && text != m_told) {
            say(text);
            m_told = text;
        }
    }
    if (view.isRunning)
        return;
    for (const auto &order : view.standing)
        say(tr("Stands: %1 %2 %3 %4 %5").arg(order.instrument->id().symbol, toName(order.side), order.instrument->qtyText(order.qty), order.stopOrderType, order.orderId));
    for (const auto &position : view.positions)
        say(tr("Position: %1 %2 %3").arg(position.instrument->id().symbol, toName(*position.side), position.size.toString()));
    m_deadline.reset();
    m_venue->stop();
    Q_EMIT finished(0);
}

} // namespace bw
