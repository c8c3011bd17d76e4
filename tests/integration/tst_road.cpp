// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/enginefactory.h"
#include "app/sandboxhost.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace bw;

/// The real engine with its real parts against the sandbox exchange, over real sockets, while the exchange misbehaves.
class TestRoad : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aLostAcknowledgementIsNeverSentAgainAndEndsAsFilled();
    void aRestingOrderIsAcceptedAndCancelled();
    void aBookComesBackAfterItsSocketIsCut();
    void aSecondSubmitOfOnePreviewSendsNothing();
};

namespace {

class Road {
public:
    explicit Road(const QString &faults)
    {
        SandboxConfig config;
        config.seed = 7;
        config.faults = Faults::parse(faults).value();
        QObject::connect(&host, &SandboxHost::listening, &client, [this](const SandboxAddress &address) {
            EnginePlan plan;
            plan.config.mayTrade = true;
            plan.config.instrument = {Category::Linear, QStringLiteral("BTCUSDT")};
            plan.config.analyst = {address.analyst, SecretBytes(address.key.toUtf8()), true};
            plan.endpoints = BybitEndpoints::custom(address.rest, address.socket).value();
            plan.journalPath = folder.filePath(QStringLiteral("journal.sqlite"));
            client.start(engineFactory(std::move(plan)));
            client.useKey({address.key, address.secret});
        });
        QObject::connect(&client, &EngineClient::orderChanged, &client, [this](const Order &order) { orders.append(order); });
        QObject::connect(&client, &EngineClient::executionAdded, &client, [this](const Execution &execution) { executions.append(execution); });
        QObject::connect(&client, &EngineClient::previewReady, &client, [this](const Preview &p) { preview = p; });
        host.start(std::move(config));
    }

    [[nodiscard]] bool isReady() const
    {
        const auto book = client.book().read();
        return client.session().tradingState == TradingState::Active && book && book->isLive() && book->hasBothSides();
    }
    /// Asks until every guard is green: a preview may fall into a moment between two books.
    [[nodiscard]] bool hasSendablePreview(OrderType type)
    {
        if (preview.isSendable())
            return true;
        const auto book = client.book().read();
        if (!book || !book->isLive())
            return false;
        OrderDraft draft;
        draft.instrument = client.instrument();
        draft.type = type;
        draft.qty = QtyLots(10);
        if (type == OrderType::Limit)
            draft.price = book->bids.back().price; // deep in the book: it rests
        client.requestPreview(draft);
        return false;
    }
    [[nodiscard]] bool hasSeen(OrderState state) const
    {
        return std::any_of(orders.begin(), orders.end(), [state](const Order &order) { return order.state == state; });
    }
    [[nodiscard]] int timesSeen(OrderState state) const
    {
        return static_cast<int>(std::count_if(orders.begin(), orders.end(), [state](const Order &order) { return order.state == state; }));
    }

    QTemporaryDir folder;
    SandboxHost host;
    ThreadedEngineClient client{RiskLimits(), 0.05};
    QVector<Order> orders;
    QVector<Execution> executions;
    Preview preview;
};

} // namespace

void TestRoad::aLostAcknowledgementIsNeverSentAgainAndEndsAsFilled()
{
    Road road(QStringLiteral("ack-lost=1"));
    QTRY_VERIFY_WITH_TIMEOUT(road.isReady(), 15000);
    QTRY_VERIFY_WITH_TIMEOUT(road.hasSendablePreview(OrderType::Market), 10000);
    road.client.submit(road.preview.id);
    QTRY_VERIFY_WITH_TIMEOUT(road.hasSeen(OrderState::Filled), 20000);
    QCOMPARE(road.timesSeen(OrderState::Intent), 1);
    QCOMPARE(road.timesSeen(OrderState::Sent), 1);
    QCOMPARE(road.timesSeen(OrderState::Accepted), 1);
    QCOMPARE(road.orders.last().state, OrderState::Filled);
    // Whatever the answer did, the venue has this quantity once.
    Decimal filled;
    for (const auto &execution : road.executions)
        filled += execution.qty;
    QVERIFY(filled == Decimal::fromScaled(10, 3));
}

void TestRoad::aRestingOrderIsAcceptedAndCancelled()
{
    Road road(QString{});
    QTRY_VERIFY_WITH_TIMEOUT(road.isReady(), 15000);
    QTRY_VERIFY_WITH_TIMEOUT(road.hasSendablePreview(OrderType::Limit), 10000);
    road.client.submit(road.preview.id);
    QTRY_VERIFY_WITH_TIMEOUT(road.hasSeen(OrderState::Accepted), 10000);
    road.client.cancelOrder(road.orders.last().orderLinkId, {});
    QTRY_COMPARE_WITH_TIMEOUT(road.orders.last().state, OrderState::Cancelled, 10000);
    QVERIFY(road.executions.isEmpty());
}

void TestRoad::aBookComesBackAfterItsSocketIsCut()
{
    Road road(QStringLiteral("drop-after=2s"));
    QSignalSpy status(&road.client, &EngineClient::connectionChanged);
    QTRY_VERIFY_WITH_TIMEOUT(road.isReady(), 15000);
    const auto isLive = [&road] {
        const auto book = road.client.book().read();
        return book && book->isLive();
    };
    QTRY_VERIFY_WITH_TIMEOUT(!isLive(), 10000);
    QVERIFY(road.client.book().read()->bids.empty()); // cleared, never shown as it was
    QTRY_VERIFY_WITH_TIMEOUT(isLive(), 15000);
}

void TestRoad::aSecondSubmitOfOnePreviewSendsNothing()
{
    Road road(QString{});
    QSignalSpy refused(&road.client, &EngineClient::submitRefused);
    QTRY_VERIFY_WITH_TIMEOUT(road.isReady(), 15000);
    QTRY_VERIFY_WITH_TIMEOUT(road.hasSendablePreview(OrderType::Market), 10000);
    road.client.submit(road.preview.id);
    road.client.submit(road.preview.id);
    QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, 10000);
    QTRY_VERIFY_WITH_TIMEOUT(road.hasSeen(OrderState::Filled), 10000);
    QCOMPARE(road.timesSeen(OrderState::Intent), 1);
}

QTEST_GUILESS_MAIN(TestRoad)
#include "tst_road.moc"
