// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/sandboxserver.h"

#include "core/sandbox/chatface.h"
#include "core/sandbox/exchange.h"
#include "core/sandbox/faultinjector.h"
#include "core/sandbox/gateway.h"
#include "core/sandbox/privatesession.h"
#include "core/sandbox/publicsession.h"
#include "core/sandbox/recordedmarket.h"
#include "core/sandbox/router.h"
#include "core/sandbox/steppedclock.h"
#include "core/sandbox/steppedmarket.h"
#include "core/sandbox/syntheticmarket.h"
#include "core/sandbox/tradesession.h"

#include <QRandomGenerator>
#include <QWebSocket>

namespace bw {
namespace {

QByteArray randomText(int length)
{
    static constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    QByteArray text(length, Qt::Uninitialized);
    for (char &c : text)
        c = kLetters[QRandomGenerator::system()->bounded(62)];
    return text;
}

} // namespace

std::optional<AtEnd> atEndFromName(QStringView name)
{
    return name == u"hold" ? std::optional(AtEnd::Hold) : name == u"loop" ? std::optional(AtEnd::Loop)
        : name == u"close" ? std::optional(AtEnd::Close) : std::nullopt;
}

/// Everything that lives on the server's thread. Members go in reverse order: sockets first, the market after what looks at it.
struct SandboxServer::House {
    SteppedClock clock;
    QtScheduler scheduler;
    FaultInjector faults;
    std::unique_ptr<MarketSource> market;
    std::unique_ptr<SteppedMarket> shown; ///< the market as the exchange and the faces see it
    std::unique_ptr<Exchange> exchange;
    std::unique_ptr<ChatFace> chat;
    std::unique_ptr<Router> router;
    std::map<QString, std::unique_ptr<PublicHub>> hubs; ///< by the path of their socket
    QObject sessions;                                   ///< parent of all WsSessions
    std::unique_ptr<Gateway> gateway;

    explicit House(std::uint64_t seed) : faults(seed, clock) {}
    ~House()
    {
        gateway.reset();
        qDeleteAll(sessions.findChildren<FaceSession *>(QString(), Qt::FindDirectChildrenOnly));
    }
    Done makeMarket(const SandboxConfig &config, std::uint64_t seed);
    void makeFaces(SandboxConfig &config);
    void onSocket(QWebSocket *socket, QTcpSocket *line);
    [[nodiscard]] bool isServiceDown(const QString &path) const;
    Result<QJsonObject> burst(const QJsonObject &order);
    QString burstPath = QStringLiteral("/v5/public/linear"); ///< of the last one
};

Done SandboxServer::House::makeMarket(const SandboxConfig &config, std::uint64_t seed)
{
    if (config.makeMarket) {
        market = config.makeMarket(clock, scheduler);
    } else if (config.recording.isEmpty()) {
        market = std::make_unique<SyntheticMarket>(clock, scheduler, seed, SyntheticMarket::Listed{config.symbols, config.speed});
    } else {
        auto frames = RecordedFrames::load(config.recording, {config.category, config.instrumentsFile});
        if (!frames)
            return fail(frames.error());
        auto recorded = RecordedMarket::create(std::move(*frames), {config.speed, config.atEnd}, clock, scheduler);
        if (!recorded)
            return fail(recorded.error());
        market = std::move(*recorded);
    }
    return {};
}

void SandboxServer::House::makeFaces(SandboxConfig &config)
{
    ExchangeConfig exchangeConfig;
    exchangeConfig.keys.append({config.key, config.secret, config.keyKind});
    exchangeConfig.balances.insert(QStringLiteral("USDT"), config.balanceUsdt);
    exchangeConfig.seed = static_cast<std::uint32_t>(config.seed);
    exchangeConfig.fees = config.terms.fees;
    exchangeConfig.countsQueues = config.countsQueues;
    exchangeConfig.accountFile = config.accountFile;
    shown = std::make_unique<SteppedMarket>(*market);
    exchange = std::make_unique<Exchange>(clock, *shown, std::move(exchangeConfig));
    chat = std::make_unique<ChatFace>(clock, scheduler, faults, config.key, nullptr);
    router = std::make_unique<Router>(*exchange, *chat, faults, clock, scheduler, nullptr);
    router->setLatency(config.terms.latency);
    QObject::connect(router.get(), &Router::restarted, &sessions, [this] {
        for (auto *session : sessions.findChildren<FaceSession *>(QString(), Qt::FindDirectChildrenOnly))
            session->cut();
    });
    QObject::connect(router.get(), &Router::keyChanged, &sessions, [this] { // a socket of before would not notice
        for (auto *session : sessions.findChildren<PrivateSession *>(QString(), Qt::FindDirectChildrenOnly))
            session->cut();
    });
    QObject::connect(router.get(), &Router::clockStepped, &sessions, [this](std::chrono::milliseconds by) { clock.stepBy(by); });
    QObject::connect(router.get(), &Router::instrumentChanged, &sessions, [this](const InstrumentId &id, const InstrumentFilters &now) {
        const InstrumentFilters &own = market->instrument(id)->filters();
        shown->setSteps(id, now.tickSize.stepsOf(own.tickSize, Rounding::Down).value_or(1), now.lotSize.stepsOf(own.lotSize, Rounding::Down).value_or(1));
    });
    router->setFaults(config.faults);
    router->setBurst([this](const QJsonObject &order) { return burst(order); });
    for (const Category category : {Category::Linear, Category::Inverse, Category::Spot})
        hubs.emplace(QStringLiteral("/v5/public/") + toName(category), std::make_unique<PublicHub>(category, *shown, clock, scheduler, &faults));
    gateway = std::make_unique<Gateway>(
        scheduler, faults, [this](const InboundRequest &request, const HttpConnection::Answer &answer) { router->handle(request, answer); }, nullptr);
    QObject::connect(gateway.get(), &Gateway::socketOpened, &sessions, [this](QWebSocket *socket, QTcpSocket *line) { onSocket(socket, line); });
    QObject::connect(market.get(), &MarketSource::ended, &sessions, [this] {
        for (auto *session : sessions.findChildren<PublicSession *>(QString(), Qt::FindDirectChildrenOnly))
            session->close();
    });
}

Result<QJsonObject> SandboxServer::House::burst(const QJsonObject &order)
{
    constexpr int kMostMessages = 200'000, kLongestMs = 600'000;
    if (order.isEmpty())
        return hubs.at(burstPath)->lastBurst();
    const auto hub = hubs.find(QStringLiteral("/v5/public/") + order.value(u"category").toString(QStringLiteral("linear")));
    const int messages = order.value(u"messages").toInt(-1), ms = order.value(u"ms").toInt(1000);
    if (hub == hubs.end() || messages < 0 || messages > kMostMessages || ms < 1 || ms > kLongestMs)
        return fail(inputError(QStringLiteral("needs a category, 0 to %1 messages and 1 to %2 ms").arg(kMostMessages).arg(kLongestMs)));
    const QString topic = QStringLiteral("orderbook.%1.%2").arg(order.value(u"depth").toInt(50)).arg(order.value(u"symbol").toString());
    const auto done = hub->second->burst({topic.toUtf8(), messages, std::chrono::milliseconds(ms), order.value(u"hold").toBool(true)});
    if (!done)
        return fail(done.error());
    burstPath = hub->first;
    return hub->second->lastBurst();
}

bool SandboxServer::House::isServiceDown(const QString &path) const
{
    const Faults &now = faults.current();
    const bool isRestarting = now.venueRestart && now.venueRestart->count() > 0 && faults.isWithin(now.venueRestart);
    const bool isDown = path == u"/v5/private" && faults.isWithin(now.privateDown), isBanned = faults.isWithin(now.ban);
    if (isDown || isBanned)
        faults.hit(isDown ? QStringLiteral("private-down") : QStringLiteral("ban"));
    return isRestarting || isDown || isBanned;
}

void SandboxServer::House::onSocket(QWebSocket *socket, QTcpSocket *line)
{
    const QString path = socket->requestUrl().path();
    router->noteSocket(path);
    if (isServiceDown(path)) {
        QObject::connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
        socket->abort();
        return;
    }
    const FaceSession::Context context{clock, scheduler, faults, line};
    if (const auto hub = hubs.find(path); hub != hubs.end()) {
        new PublicSession(socket, *hub->second, context, &sessions);
    } else if (path == u"/v5/private") {
        new PrivateSession(socket, *exchange, context, &sessions);
    } else if (path == u"/v5/trade") {
        new TradeSession(socket, *exchange, context, &sessions);
    } else {
        QObject::connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
        socket->close(QWebSocketProtocol::CloseCodePolicyViolated, QStringLiteral("no such path"));
    }
}

SandboxServer::SandboxServer(SandboxConfig config, QObject *parent) : QObject(parent), m_config(std::move(config)) {}

SandboxServer::~SandboxServer() = default;

Result<SandboxEndpoints> SandboxServer::listen()
{
    if (m_config.key.isEmpty()) {
        m_config.key = randomText(18);
        QByteArray secret = randomText(36);
        m_config.secret = SecretBytes(secret);
        wipe(secret);
    }
    if (m_config.seed == 0)
        m_config.seed = QRandomGenerator::system()->generate();
    m_house = std::make_unique<House>(m_config.seed);
    if (const auto made = m_house->makeMarket(m_config, m_config.seed); !made)
        return fail(made.error());
    m_house->makeFaces(m_config);
    connect(m_house->exchange.get(), &Exchange::accountFileFailed, this, &SandboxServer::accountFileFailed);
    if (const auto opened = m_house->exchange->openAccount(); !opened)
        return fail(opened.error());
    const auto port = m_house->gateway->listen(m_config.port);
    if (!port)
        return fail(port.error());
    const QString address = QStringLiteral("127.0.0.1:%1").arg(*port);
    return SandboxEndpoints{QStringLiteral("http://") + address, QStringLiteral("ws://") + address,
                            QStringLiteral("http://%1/holysheep/v1").arg(address), m_config.key, m_config.secret};
}

void SandboxServer::stop()
{
    m_house.reset();
}

void SandboxServer::setFaults(const Faults &faults)
{
    m_config.faults = faults;
    if (m_house)
        m_house->router->setFaults(faults);
}

void SandboxServer::setTerms(const VenueTerms &terms)
{
    m_config.terms = terms;
    if (!m_house)
        return;
    m_house->exchange->setFees(terms.fees);
    m_house->router->setLatency(terms.latency);
}

void SandboxServer::setClockOffset(std::chrono::milliseconds offset)
{
    if (m_house)
        m_house->clock.stepBy(offset);
}

void SandboxServer::resetAccount(const Decimal &balanceUsdt)
{
    m_config.balanceUsdt = balanceUsdt;
    if (m_house)
        m_house->exchange->resetAccounts({{QStringLiteral("USDT"), balanceUsdt}});
}

MarketSource *SandboxServer::market() const
{
    return m_house ? m_house->market.get() : nullptr;
}

} // namespace bw
