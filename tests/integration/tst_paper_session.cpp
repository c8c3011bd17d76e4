// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/enginefactory.h"
#include "app/sandboxhost.h"
#include "core/domain/account/portfolio.h"
#include "core/sandbox/fedmarket.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace bw;

/// The real engine on paper: prices of one exchange over real sockets, in the role of mainnet; orders to the other one, in the process.
class TestPaperSession : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anOrderFillsAtTheLivePriceAndNothingReachesTheVenue();
    void nothingFillsWhileTheVenueIsAway();
    void aSessionThatBeginsAgainFindsItsAccount();
    void whatIsHeldIsFollowedWhileAnotherBookIsOpen();
    void aResetReachesTheSession();
    void theClockIsTheVenues();
    void aViewerSeesThePortfolio();
};

namespace {

constexpr std::chrono::milliseconds kLatency{120};

/// An exchange in the role of the venue.
class Venue {
public:
    Venue()
    {
        QObject::connect(&host, &SandboxHost::listening, &host, [this](const SandboxAddress &address) { at = address; });
        SandboxConfig config;
        config.seed = 7;
        host.start(std::move(config));
    }
    [[nodiscard]] bool isThere() const { return !at.rest.isEmpty(); }
    [[nodiscard]] QJsonObject state() const
    {
        QNetworkAccessManager net;
        const std::unique_ptr<QNetworkReply> reply(net.get(QNetworkRequest(QUrl(at.rest + QStringLiteral("/sandbox/state")))));
        return QTest::qWaitFor([&reply] { return reply->isFinished(); }, 5000) ? QJsonDocument::fromJson(reply->readAll()).object() : QJsonObject();
    }
    void setFaults(const QByteArray &faults) const
    {
        QNetworkAccessManager net;
        const std::unique_ptr<QNetworkReply> reply(net.post(QNetworkRequest(QUrl(at.rest + QStringLiteral("/sandbox/faults"))), faults));
        QVERIFY(QTest::qWaitFor([&reply] { return reply->isFinished(); }, 5000));
    }
    SandboxHost host;
    SandboxAddress at;
};

class Paper {
public:
    Paper(const Venue &venue, const QString &folder)
    {
        QObject::connect(&host, &SandboxHost::listening, &client, [this, venue = venue.at, folder](const SandboxAddress &address) {
            EnginePlan plan;
            plan.config.profile = Profile::Paper;
            plan.config.mayTrade = true;
            plan.config.mayOrdersOutliveUs = true;
            plan.config.instrument = {Category::Linear, QStringLiteral("BTCUSDT")};
            plan.config.analyst = {address.analyst, SecretBytes(address.key.toUtf8()), true};
            plan.endpoints = BybitEndpoints::custom(address.rest, address.socket).value();
            plan.marketEndpoints = BybitEndpoints::custom(venue.rest, venue.socket).value();
            at = address;
            plan.fed = fed = address.fed;
            plan.exchange = address.server;
            plan.journalPath = folder + QStringLiteral("/journal.sqlite");
            client.start(engineFactory(std::move(plan)));
            client.useKey({address.key, address.secret});
        });
        QObject::connect(&client, &EngineClient::orderChanged, &client, [this](const Order &order) { orders.insert(order.orderLinkId, order); });
        QObject::connect(&client, &EngineClient::executionAdded, &client, [this](const Execution &execution) { executions.append(execution); });
        QObject::connect(&client, &EngineClient::positionsChanged, &client, [this](const QVector<Position> &now) { positions = now; });
        QObject::connect(&client, &EngineClient::walletChanged, &client, [this](const Wallet &now) { wallet = now; });
        QObject::connect(&client, &EngineClient::previewReady, &client, [this](const Preview &p) { preview = p; });
        SandboxConfig config;
        config.makeMarket = [](const Clock &, Scheduler &) { return std::make_unique<FedMarket>(); };
        config.countsQueues = true;
        config.terms.latency = kLatency;
        config.accountFile = folder + QStringLiteral("/paper.jsonl");
        host.start(std::move(config));
    }
    [[nodiscard]] std::shared_ptr<const BookSnapshot> book() const { return client.book().read(); }
    [[nodiscard]] bool isReady() const
    {
        return client.session().tradingState == TradingState::Active && book() && book()->isLive() && book()->hasBothSides();
    }
    /// Sends one order when a preview of it is green; gives its link id.
    QString send(OrderType type, Side side = Side::Buy)
    {
        QSignalSpy accepted(&client, &EngineClient::submitAccepted);
        for (int attempt = 0; attempt < 100 && accepted.isEmpty(); ++attempt) {
            preview = {};
            OrderDraft draft;
            draft.instrument = client.instrument();
            draft.type = type;
            draft.side = side;
            draft.qty = QtyLots(10);
            if (type == OrderType::Limit && book() && book()->isLive())
                draft.price = book()->bids.front().price;
            client.requestPreview(draft);
            if (QTest::qWaitFor([this] { return preview.isSendable(); }, 200)) {
                client.submit(preview.id);
                static_cast<void>(accepted.wait(500));
            }
        }
        return accepted.isEmpty() ? QString() : accepted.first().at(1).toString();
    }
    /// Asked on the exchange's own thread.
    [[nodiscard]] bool isMatching(const InstrumentId &id = {Category::Linear, QStringLiteral("BTCUSDT")}) const
    {
        bool isLive = false;
        QMetaObject::invokeMethod(fed, [&] { isLive = fed->isLive(id); }, Qt::BlockingQueuedConnection);
        return isLive;
    }
    [[nodiscard]] MarketBook fedBook(const InstrumentId &id) const
    {
        MarketBook book;
        QMetaObject::invokeMethod(fed, [&] { book = fed->book(id); }, Qt::BlockingQueuedConnection);
        return book;
    }
    [[nodiscard]] OrderState stateOf(const QString &linkId) const { return orders.value(linkId).state; }
    [[nodiscard]] Decimal held() const
    {
        Decimal sum;
        for (const Position &position : positions)
            if (position.side)
                sum += position.size;
        return sum;
    }

    SandboxHost host; ///< goes last: the engine speaks to it
    ThreadedEngineClient client{RiskLimits(), 0.05};
    FedMarket *fed = nullptr;
    SandboxAddress at;
    QHash<QString, Order> orders;
    QVector<Execution> executions;
    QVector<Position> positions;
    Wallet wallet;
    Preview preview;
};

} // namespace

void TestPaperSession::anOrderFillsAtTheLivePriceAndNothingReachesTheVenue()
{
    QTemporaryDir folder;
    Venue venue;
    QTRY_VERIFY(venue.isThere());
    Paper paper(venue, folder.path());
    QTRY_VERIFY_WITH_TIMEOUT(paper.isReady(), 20000);
    const auto before = paper.book();
    QElapsedTimer time;
    time.start();
    const QString linkId = paper.send(OrderType::Market);
    QVERIFY(!linkId.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(paper.stateOf(linkId), OrderState::Filled, 10000);
    QVERIFY(time.elapsed() >= kLatency.count()); // no sooner than it may
    QCOMPARE(paper.executions.size(), 1);
    const double at = paper.executions.first().price.toDouble(), live = before->instrument->price(before->asks.front().price).toDouble();
    QVERIFY2(std::abs(at - live) < live * 0.005, qPrintable(QStringLiteral("%1 at %2").arg(at).arg(live)));
    QTRY_COMPARE_WITH_TIMEOUT(paper.held(), Decimal::fromScaled(10, 3), 20000);
    const QJsonObject state = venue.state();
    QVERIFY(!state.isEmpty() && state.value(QStringLiteral("orders")).toArray().isEmpty() && state.value(QStringLiteral("executions")).toArray().isEmpty());
}

void TestPaperSession::nothingFillsWhileTheVenueIsAway()
{
    QTemporaryDir folder;
    Venue venue;
    QTRY_VERIFY(venue.isThere());
    Paper paper(venue, folder.path());
    QTRY_VERIFY_WITH_TIMEOUT(paper.isReady(), 20000);
    QVERIFY(paper.isMatching());
    venue.setFaults("silence-after=0s"); // sockets stay open, nothing comes any more
    QTRY_VERIFY_WITH_TIMEOUT(!paper.book()->isLive(), 20000);
    // The exchange itself knows of it, whatever the gate says.
    QTRY_VERIFY_WITH_TIMEOUT(!paper.isMatching(), 20000);
    OrderDraft draft;
    draft.instrument = paper.client.instrument();
    draft.type = OrderType::Market;
    draft.qty = QtyLots(10);
    paper.client.requestPreview(draft);
    QTRY_VERIFY_WITH_TIMEOUT(!paper.preview.id.isEmpty(), 20000);
    QVERIFY(!paper.preview.isSendable());
    QVERIFY(paper.executions.isEmpty());
}

void TestPaperSession::aSessionThatBeginsAgainFindsItsAccount()
{
    QTemporaryDir folder;
    Venue venue;
    QTRY_VERIFY(venue.isThere());
    QString rests;
    Decimal balance;
    {
        Paper paper(venue, folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(paper.isReady(), 20000);
        const QString taken = paper.send(OrderType::Market);
        QTRY_COMPARE_WITH_TIMEOUT(paper.stateOf(taken), OrderState::Filled, 10000);
        OrderDraft draft;
        draft.instrument = paper.client.instrument();
        draft.type = OrderType::Limit;
        draft.qty = QtyLots(20);
        QSignalSpy accepted(&paper.client, &EngineClient::submitAccepted);
        for (int attempt = 0; attempt < 50 && accepted.isEmpty(); ++attempt) {
            paper.preview = {};
            draft.price = paper.book()->bids.back().price; // deep in the book
            paper.client.requestPreview(draft);
            if (QTest::qWaitFor([&paper] { return paper.preview.isSendable(); }, 300)) {
                paper.client.submit(paper.preview.id);
                static_cast<void>(accepted.wait(500));
            }
        }
        QVERIFY(!accepted.isEmpty());
        rests = accepted.first().at(1).toString();
        QTRY_COMPARE_WITH_TIMEOUT(paper.stateOf(rests), OrderState::Accepted, 10000);
        QTRY_VERIFY_WITH_TIMEOUT(!paper.wallet.coins.isEmpty() && paper.wallet.coins.first().wallet < Decimal(100'000), 10000);
        balance = paper.wallet.coins.first().wallet;
    }
    Paper again(venue, folder.path());
    QTRY_VERIFY_WITH_TIMEOUT(again.isReady(), 30000);
    QTRY_COMPARE_WITH_TIMEOUT(again.held(), Decimal::fromScaled(10, 3), 10000);
    QTRY_VERIFY_WITH_TIMEOUT(!again.wallet.coins.isEmpty(), 20000);
    QCOMPARE(again.wallet.coins.first().wallet, balance);
    QTRY_COMPARE_WITH_TIMEOUT(again.stateOf(rests), OrderState::Accepted, 20000); // the journal's order, found at the exchange again
    again.client.cancelOrder(rests, {});
    QTRY_COMPARE_WITH_TIMEOUT(again.stateOf(rests), OrderState::Cancelled, 10000);
}

void TestPaperSession::whatIsHeldIsFollowedWhileAnotherBookIsOpen()
{
    QTemporaryDir folder;
    Venue venue;
    QTRY_VERIFY(venue.isThere());
    Paper paper(venue, folder.path());
    QTRY_VERIFY_WITH_TIMEOUT(paper.isReady(), 20000);
    const InstrumentId bitcoin{Category::Linear, QStringLiteral("BTCUSDT")}, ether{Category::Linear, QStringLiteral("ETHUSDT")};
    const QString taken = paper.send(OrderType::Market);
    QTRY_COMPARE_WITH_TIMEOUT(paper.stateOf(taken), OrderState::Filled, 10000);
    const auto moves = [&paper](const InstrumentId &id) {
        const auto before = paper.fedBook(id).updateId;
        return QTest::qWaitFor([&] { return paper.isMatching(id) && paper.fedBook(id).updateId > before; }, 20000);
    };
    const auto open = [&paper](const InstrumentId &id) {
        paper.client.selectInstrument(id);
        return QTest::qWaitFor([&] { return paper.client.instrument() && paper.client.instrument()->id() == id && paper.isReady(); }, 20000);
    };
    QVERIFY(open(ether));
    QVERIFY(moves(ether));
    QVERIFY(moves(bitcoin)); // a position is in it
    QVERIFY(open(bitcoin));
    QVERIFY(moves(bitcoin));
    QVERIFY(!paper.isMatching(ether)); // nothing is in it, and nobody looks at it
}

void TestPaperSession::aResetReachesTheSession()
{
    QTemporaryDir folder;
    Venue venue;
    QTRY_VERIFY(venue.isThere());
    Paper paper(venue, folder.path());
    QTRY_VERIFY_WITH_TIMEOUT(paper.isReady(), 20000);
    const QString taken = paper.send(OrderType::Market);
    QTRY_COMPARE_WITH_TIMEOUT(paper.stateOf(taken), OrderState::Filled, 10000);
    QTRY_COMPARE_WITH_TIMEOUT(paper.held(), Decimal::fromScaled(10, 3), 20000);
    const QString rests = paper.send(OrderType::Limit);
    QVERIFY(!rests.isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(paper.stateOf(rests) == OrderState::Accepted || paper.stateOf(rests) == OrderState::Filled, 10000);
    const bool wasResting = paper.stateOf(rests) == OrderState::Accepted;
    paper.host.resetAccount(5000);
    QTRY_VERIFY_WITH_TIMEOUT(paper.held().isZero(), 30000); // no fill tells of it: two lists in a row have to miss it
    QTRY_VERIFY_WITH_TIMEOUT(paper.wallet.coins.size() == 1 && paper.wallet.coins.first().wallet == Decimal(5000), 20000);
    if (wasResting)
        QTRY_VERIFY_WITH_TIMEOUT(paper.stateOf(rests) == OrderState::Cancelled || paper.stateOf(rests) == OrderState::Filled, 20000);
    const QString again = paper.send(OrderType::Market); // and the session goes on
    QTRY_COMPARE_WITH_TIMEOUT(paper.stateOf(again), OrderState::Filled, 10000);
    QTRY_COMPARE_WITH_TIMEOUT(paper.held(), Decimal::fromScaled(10, 3), 20000);
}

void TestPaperSession::theClockIsTheVenues()
{
    QTemporaryDir folder;
    Venue venue;
    QTRY_VERIFY(venue.isThere());
    venue.setFaults("clock-step=700ms");
    Paper paper(venue, folder.path());
    QTRY_VERIFY_WITH_TIMEOUT(paper.isReady(), 20000);
    // The exchange in the process tells the venue's time, and so does the session that measures it.
    const auto measured = [&paper] {
        const auto gauges = paper.client.gauges().read();
        return gauges && gauges->clockOffset ? *gauges->clockOffset : std::chrono::microseconds(0);
    };
    QTRY_VERIFY_WITH_TIMEOUT(measured() > std::chrono::milliseconds(600) && measured() < std::chrono::milliseconds(800), 90000);
}

void TestPaperSession::aViewerSeesThePortfolio()
{
    QTemporaryDir folder;
    Venue venue;
    QTRY_VERIFY(venue.isThere());
    Paper paper(venue, folder.path());
    QTRY_VERIFY_WITH_TIMEOUT(paper.isReady(), 20000);
    const QString bought = paper.send(OrderType::Market), sold = paper.send(OrderType::Market, Side::Sell);
    QTRY_COMPARE_WITH_TIMEOUT(paper.stateOf(sold), OrderState::Filled, 10000);
    QTRY_VERIFY_WITH_TIMEOUT(paper.held().isZero() && paper.executions.size() >= 2, 10000);

    ThreadedEngineClient viewer{RiskLimits(), 0.05}; // the same account, and nothing may be sent
    EnginePlan plan;
    plan.config.mayTrade = false;
    plan.config.instrument = {Category::Linear, QStringLiteral("BTCUSDT")};
    plan.config.analyst = {paper.at.analyst, SecretBytes("viewer"), true};
    plan.endpoints = BybitEndpoints::custom(paper.at.rest, paper.at.socket).value();
    plan.journalPath = folder.filePath(QStringLiteral("viewer.sqlite"));
    QSignalSpy audited(&viewer, &EngineClient::keyAudited);
    QVector<LedgerEntry> rows;
    QObject::connect(&viewer.trade(), &TradeClient::ledgerRead, &viewer, [&rows](const QVector<LedgerEntry> &read) { rows = read; });
    viewer.start(engineFactory(std::move(plan)));
    viewer.useKey({paper.at.key, paper.at.secret});
    QTRY_VERIFY_WITH_TIMEOUT(!audited.isEmpty(), 10000);
    const UtcTime now = SystemClock().utcNow();
    viewer.trade().readLedger(now - std::chrono::hours(24), now + std::chrono::hours(1));
    QTRY_VERIFY_WITH_TIMEOUT(rows.size() >= 2, 10000);
    QVERIFY(!viewer.session().mayTrade);

    const Portfolio made = portfolio(rows, {}, QStringLiteral("USDT"), now - std::chrono::hours(24), now + std::chrono::hours(1), [](UtcTime) { return std::chrono::milliseconds(0); });
    // By the executions alone: what was sold less what was bought, and the fees.
    Decimal price, fee;
    for (const Execution &execution : paper.executions) {
        const Decimal value = execution.price * execution.qty;
        price += execution.side == Side::Sell ? value : -value;
        fee -= execution.fee;
    }
    QVERIFY2(made.total.price == price, qPrintable(made.total.price.toString() + u' ' + price.toString()));
    QVERIFY(made.total.fee == fee);
    QVERIFY(*made.closing == Decimal(100'000) + price + fee && made.unexplained.isZero());
}

QTEST_GUILESS_MAIN(TestPaperSession)
#include "tst_paper_session.moc"
