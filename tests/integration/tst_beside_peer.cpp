// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/livesession.h"
#include "tests/integration/sandboxtalk.h"
#include "tests/integration/venuerow.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

using namespace bw;

namespace {

constexpr int kDeadline = 10'000;

/// bybit-api in a process of its own, on the session's account.
class Peer final {
public:
    explicit Peer(const SandboxAddress &at)
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PEER_KEY"), at.key);
        environment.insert(QStringLiteral("PEER_SECRET"), QString::fromUtf8(at.secret.reveal()));
        m_node.setProcessEnvironment(environment);
        m_node.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_node.start(qEnvironmentVariable("BELLWETHER_PEER_NODE"), {QStringLiteral(BW_PEERS_SOURCE "/trader.mjs"), qEnvironmentVariable("BELLWETHER_PEERS_DIR"), at.rest});
    }
    ~Peer()
    {
        m_node.closeWriteChannel();
        if (!m_node.waitForFinished(5000))
            m_node.kill();
        m_node.waitForFinished(1000);
    }
    Q_DISABLE_COPY_MOVE(Peer)

    /// The answer's retCode, or -1 where none came. Of linear BTCUSDT.
    [[nodiscard]] int call(const char *name, QJsonObject args)
    {
        args.insert(QStringLiteral("category"), QStringLiteral("linear"));
        args.insert(QStringLiteral("symbol"), QStringLiteral("BTCUSDT"));
        m_node.write(QJsonDocument(QJsonObject{{QStringLiteral("call"), QLatin1StringView(name)}, {QStringLiteral("args"), args}}).toJson(QJsonDocument::Compact) + '\n');
        if (!QTest::qWaitFor([this] { return m_node.canReadLine(); }, kDeadline))
            return -1;
        return QJsonDocument::fromJson(m_node.readLine()).object().value(QLatin1StringView("retCode")).toInt(-1);
    }
    [[nodiscard]] int order(const char *linkId, const char *side, const char *type, const char *qty, QJsonObject more = {})
    {
        more.insert(QStringLiteral("orderLinkId"), QLatin1StringView(linkId));
        more.insert(QStringLiteral("side"), QLatin1StringView(side));
        more.insert(QStringLiteral("orderType"), QLatin1StringView(type));
        more.insert(QStringLiteral("qty"), QLatin1StringView(qty));
        return call("submitOrder", more);
    }

private:
    QProcess m_node;
};

} // namespace

/// Another program trades on our account: our rows follow, and say whose they are. Skips unless tests/peers starts it (peer_beside).
class TestBesidePeer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ordersFillsAndPositionsFollow();
};

void TestBesidePeer::ordersFillsAndPositionsFollow()
{
    if (!qEnvironmentVariableIsSet("BELLWETHER_PEER_NODE"))
        QSKIP("the test peer_beside starts this, where Node and the peers are");
    SandboxConfig config;
    config.seed = 9;
    LiveSession session(std::move(config));
    QTRY_VERIFY_WITH_TIMEOUT(session.isReady(), kDeadline);
    Peer peer(session.address);
    const auto row = [&session](const char *linkId) { return session.orders.value(QLatin1StringView(linkId)); };
    const QString rests = QLatin1StringView("peer-rests"), fills = QLatin1StringView("peer-fills");

    // It places, amends and cancels.
    QCOMPARE(peer.order("peer-rests", "Buy", "Limit", "0.010", {{QStringLiteral("price"), QStringLiteral("50000")}}), 0);
    QTRY_COMPARE_WITH_TIMEOUT(row("peer-rests").state, OrderState::Accepted, kDeadline);
    QCOMPARE(row("peer-rests").origin, Origin::External);
    QCOMPARE(row("peer-rests").qty, QtyLots(10));
    QCOMPARE(peer.call("amendOrder", {{QStringLiteral("orderLinkId"), rests}, {QStringLiteral("qty"), QStringLiteral("0.020")}, {QStringLiteral("price"), QStringLiteral("50100")}}), 0);
    QTRY_COMPARE_WITH_TIMEOUT(row("peer-rests").qty, QtyLots(20), kDeadline);
    QCOMPARE(row("peer-rests").price, std::optional(PriceTicks(501'000)));
    QCOMPARE(peer.call("cancelOrder", {{QStringLiteral("orderLinkId"), rests}}), 0);
    QTRY_COMPARE_WITH_TIMEOUT(row("peer-rests").state, OrderState::Cancelled, kDeadline);

    // It fills, and a position comes; ours goes out beside it, and each row says whose it is.
    QCOMPARE(peer.order("peer-fills", "Buy", "Market", "0.050"), 0);
    QTRY_COMPARE_WITH_TIMEOUT(row("peer-fills").state, OrderState::Filled, kDeadline);
    QCOMPARE(row("peer-fills").origin, Origin::External);
    QTRY_COMPARE_WITH_TIMEOUT(session.size(), Decimal::fromScaled(50, 3), kDeadline);
    Decimal filled;
    for (const auto &execution : std::as_const(session.executions))
        filled += execution.orderLinkId == fills ? execution.qty : Decimal(0);
    QCOMPARE(filled, Decimal::fromScaled(50, 3));
    OrderDraft draft;
    draft.instrument = session.client.instrument();
    draft.side = Side::Sell;
    draft.type = OrderType::Market;
    draft.qty = QtyLots(20);
    const QString own = session.send(draft);
    QVERIFY(!own.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(session.orders.value(own).state, OrderState::Filled, kDeadline);
    QCOMPARE(session.orders.value(own).origin, Origin::Manual);
    QTRY_COMPARE_WITH_TIMEOUT(session.size(), Decimal::fromScaled(30, 3), kDeadline);

    // It protects, and takes the protection away.
    QVERIFY(!session.isProtected());
    const auto stop = [](const char *price) {
        return QJsonObject{{QStringLiteral("tpslMode"), QStringLiteral("Full")}, {QStringLiteral("positionIdx"), 0}, {QStringLiteral("stopLoss"), QLatin1StringView(price)}};
    };
    QCOMPARE(peer.call("setTradingStop", stop("50000")), 0);
    QTRY_VERIFY_WITH_TIMEOUT(session.isProtected(), kDeadline);
    QCOMPARE(session.held()->stopLoss, Decimal(50'000));
    QCOMPARE(peer.call("setTradingStop", stop("0")), 0);
    QTRY_VERIFY_WITH_TIMEOUT(!session.isProtected(), kDeadline);

    // It closes; and what our screen shows is what the exchange says.
    QCOMPARE(peer.order("peer-closes", "Sell", "Market", "0.030", {{QStringLiteral("reduceOnly"), true}}), 0);
    QTRY_COMPARE_WITH_TIMEOUT(session.size(), Decimal(0), kDeadline);
    const auto state = sandboxState(session.address.rest);
    const auto orders = state.value(QLatin1StringView("orders")).toArray();
    for (const auto &value : orders) {
        const auto venue = value.toObject();
        const QString link = venuerow::text(venue, "orderLinkId"), key = link.isEmpty() ? venuerow::text(venue, "orderId") : link;
        QVERIFY2(session.orders.contains(key), qPrintable(key));
        QTRY_VERIFY_WITH_TIMEOUT(venuerow::agrees(session.orders.value(key).state, venuerow::text(venue, "orderStatus")), kDeadline);
    }
    QCOMPARE(session.executions.size(), state.value(QLatin1StringView("executions")).toArray().size());
}

QTEST_GUILESS_MAIN(TestBesidePeer)
#include "tst_beside_peer.moc"
