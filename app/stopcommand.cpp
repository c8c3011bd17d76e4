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
#include <limits>
#include <utility>

namespace bw {

namespace {
using namespace std::chrono_literals;
constexpr auto kInstanceAnswers = 5s; // an engine thread that lives answers at once
constexpr auto kBeginning = 60s;      // a keychain alone may take 15 s; then clock and instruments
constexpr auto kNoProgress = 30s;     // cancels go at ten a second: as long as their number falls, it may take as long as it takes
constexpr auto kRetry = 2s;
} // namespace

StopCommand::StopCommand(const Options &options, const QString &dataFolder, Profile profile, Settings &settings)
    : m_options(options), m_folder(dataFolder), m_profile(profile), m_out(stdout, QIODevice::WriteOnly), m_settings(settings), m_book(settings, m_runKeys)
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
        goAlone(m_hasHeard ? tr("The running instance went away.") : tr("No instance answers."));
    });
    m_deadline = m_scheduler.after(kInstanceAnswers, [this] { goAlone(tr("No instance answers.")); });
    m_socket.connectToServer(StopListener::nameFor(m_folder));
}

void StopCommand::onInstanceLine()
{
    if (!std::exchange(m_hasHeard, true))
        m_deadline = m_scheduler.after(kNoProgress, [this] { onNoProgress(); });
    while (m_socket.canReadLine()) {
        const auto line = QJsonDocument::fromJson(m_socket.readLine()).object();
        const int left = line.value(QLatin1StringView("left")).toInt(-1);
        if (line.value(QLatin1StringView("finished")).toBool()) {
            const QString note = line.value(QLatin1StringView("note")).toString();
            if (!note.isEmpty())
                say(note);
            if (left < 0)
                return goAlone(tr("The running instance stops nothing."));
            m_deadline.reset();
            m_socket.disconnect(this);
            Q_EMIT finished(left == 0 ? 0 : 1);
            return;
        }
        tell(line.value(QLatin1StringView("step")).toString(), line.value(QLatin1StringView("state")).toString(), left);
    }
}

/// One line a step and change; what is left may only fall, or the patience ends.
void StopCommand::tell(const QString &step, const QString &state, int left, const QString &detail)
{
    if (state == toName(StopAllView::State::Waiting))
        return;
    QString text = left < 0 ? QStringLiteral("%1: %2").arg(step, state) : QStringLiteral("%1: %2, %3").arg(step, state).arg(left);
    if (!detail.isEmpty())
        text += QStringLiteral(" (%1)").arg(detail);
    if (std::exchange(m_told[step], text) != text)
        say(text);
    if (step == toName(StopAllView::Step::Reread) && left >= 0 && left < m_fewestLeft) {
        m_fewestLeft = left;
        m_deadline = m_scheduler.after(kNoProgress, [this] { onNoProgress(); });
    }
}

void StopCommand::onNoProgress()
{
    if (!m_plan)
        return goAlone(tr("The running instance gets no further."));
    if (m_desk)
        sayWhatStands();
    give(tr("The venue did not confirm that nothing is left. Look at the venue's own app."));
}

void StopCommand::goAlone(const QString &why)
{
    m_deadline.reset();
    m_socket.disconnect(this);
    m_socket.abort();
    if (m_profile == Profile::Sandbox || m_profile == Profile::Paper) {
        if (m_hasHeard && m_profile == Profile::Sandbox)
            return give(tr("The running instance did not finish; what it has in its sandbox ends with it."));
        say(tr("Nothing of this profile outlives its instance: there is nothing to stop."));
        Q_EMIT finished(0);
        return;
    }
    const auto plan = SessionPlan::make(m_profile, QProcessEnvironment::systemEnvironment(),
                                        {m_settings.text(SettingKey::VenueRest), m_settings.text(SettingKey::VenueSocket)});
    if (!plan)
        return give(plan.error().detail);
    m_plan = *plan;
    m_told.clear();
    m_fewestLeft = std::numeric_limits<int>::max();
    say(tr("%1 Cancelling at %2 from here.").arg(why, m_plan->venueHost()));
    m_deadline = m_scheduler.after(kBeginning, [this] { onNoProgress(); });
    m_keys = std::make_unique<KeyKeeper>(std::make_unique<KeychainSecretStore>(m_scheduler), m_book);
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
        if (std::exchange(m_isClockKnown, true))
            return;
        for (const auto category : {Category::Linear, Category::Inverse, Category::Spot})
            readInstruments(category);
    });
    m_venue->start(key);
}

/// Rows of an instrument that is not known could not be read, and would look like nothing.
void StopCommand::readInstruments(Category category)
{
    m_market->readInstruments(category, this, [this, category](const Result<QVector<InstrumentPtr>> &found) {
        if (!found) {
            m_retries[category] = m_scheduler.after(kRetry, [this, category] { readInstruments(category); });
            return;
        }
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
    for (const auto &line : view.lines)
        tell(toName(line.step), toName(line.state), line.left, line.error.detail);
    if (view.isRunning)
        return;
    sayWhatStands();
    m_deadline.reset();
    m_venue->stop();
    Q_EMIT finished(0);
}

void StopCommand::sayWhatStands()
{
    const auto &view = m_desk->view();
    for (const auto &order : view.standing) {
        const auto &id = order.instrument->id();
        QStringList words{toName(id.category), id.symbol, toName(order.side), order.instrument->qtyText(order.qty)};
        if (order.price)
            words.append(order.instrument->priceText(*order.price));
        if (order.trigger)
            words.append({order.stopOrderType, order.instrument->priceText(order.trigger->price)});
        words.append(order.orderId);
        words.removeAll(QString());
        say(tr("Stands: %1").arg(words.join(u' ')));
    }
    for (const auto &position : view.positions)
        say(tr("Position: %1 %2 %3 %4").arg(toName(position.instrument->id().category), position.instrument->id().symbol, toName(*position.side), position.size.toString()));
}

} // namespace bw
