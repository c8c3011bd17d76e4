// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stopalldesk.h"
#include "tests/support/fakescheduler.h"
#include "tests/unit/engine/fakeports.h"

#include <QTest>

using namespace bw;

namespace {

/// A venue whose lists the test writes; every read is answered at once, every cancel is noted.
class ListedVenue final : public ExecutionVenue {
public:
    explicit ListedVenue(const Clock &clock) : m_clock(clock) {}
    void start(const ApiKey &) override {}
    void stop() override {}
    void setInstruments(const QVector<InstrumentPtr> &) override {}
    void place(ApprovedOrder, std::function<void(const CommandOutcome &)>) override {}
    void cancel(const InstrumentId &, const QString &, const QString &orderId, std::function<void(const CommandOutcome &)> done) override
    {
        cancelled.append(orderId);
        if (obeys)
            orders.removeIf([&orderId](const OrderReport &report) { return report.orderId == orderId; });
        done({CommandOutcome::Kind::Accepted, {}, {}});
    }
    void cancelAll(const CancelScope &scope, std::function<void(const CommandOutcome &)> done) override
    {
        scopes.append(scope);
        done({CommandOutcome::Kind::Accepted, {}, {}});
    }
    void change(ApprovedChange, std::function<void(const CommandOutcome &)>) override {}
    void preCheck(const OrderDraft &, std::function<void(const Result<PreCheck> &)>) override {}
    void lookUp(const InstrumentId &, const QString &, std::function<void(const LookupOutcome &)>) override {}
    void readAccount(const AccountQuestion &, std::function<void(const AccountState &)>) override {}
    void readOpenOrders(Category category, const QString &, std::function<void(const Result<QVector<OrderReport>> &)> done) override
    {
        ++reads;
        if (fails)
            return done(fail({ErrorFamily::Timeout, Retry::Later, Certainty::NotSent, 0, QStringLiteral("timeout")}));
        done(category == Category::Linear ? orders : QVector<OrderReport>());
    }
    void readPositions(Category category, const QString &, std::function<void(const Result<QVector<Position>> &)> done) override
    {
        done(category == Category::Linear ? positions : QVector<Position>());
    }
    void readOrderHistory(Category, UtcTime, std::function<void(const Result<QVector<OrderReport>> &)>) override {}
    void readLedger(UtcTime, UtcTime, std::function<void(const Result<QVector<LedgerEntry>> &)>) override {}
    [[nodiscard]] std::optional<UtcTime> venueTime() const override { return m_clock.utcNow(); }
    [[nodiscard]] std::chrono::milliseconds recvWindow() const override { return std::chrono::milliseconds(5000); }

    QVector<OrderReport> orders;
    QVector<Position> positions;
    QVector<QString> cancelled;
    QVector<CancelScope> scopes;
    int reads = 0;
    bool obeys = true, fails = false;

private:
    const Clock &m_clock;
};

struct Bench {
    explicit Bench(StopAllDesk::Session session = {}) : desk(venue, std::move(session), {}, clock, scheduler) {}

    void rest(const char *orderId, const char *linkId, const char *stopOrderType = "", bool reduceOnly = false)
    {
        OrderReport report;
        report.instrument = instrument;
        report.orderId = QString::fromLatin1(orderId);
        report.orderLinkId = QString::fromLatin1(linkId);
        report.stopOrderType = QString::fromLatin1(stopOrderType);
        report.event = report.stopOrderType.isEmpty() ? OrderEvent::Acknowledge : OrderEvent::Trigger;
        if (!report.stopOrderType.isEmpty())
            report.trigger = Trigger{PriceTicks(600000), false, TriggerBy::LastPrice};
        report.reduceOnly = reduceOnly;
        report.qty = QtyLots(10);
        venue.orders.append(report);
    }
    void hold(int size)
    {
        Position position;
        position.instrument = instrument;
        position.side = Side::Buy;
        position.size = Decimal(size);
        venue.positions.append(position);
    }
    [[nodiscard]] StopAllView::Line line(StopAllView::Step step) const { return desk.view().lines.value(static_cast<int>(step)); }

    FakeClock clock;
    FakeScheduler scheduler{clock};
    ListedVenue venue{clock};
    InstrumentPtr instrument = Instrument::create({Category::Linear, QStringLiteral("BTCUSDT")}, {Decimal::fromScaled(1, 1), Decimal::fromScaled(1, 3), {}, {}, {}, {}, {}, {}, {}},
                                                  QStringLiteral("BTC"), QStringLiteral("USDT"), QStringLiteral("USDT"), InstrumentStatus::Trading).value();
    StopAllDesk desk;
};

} // namespace

/// STOP ALL: nothing is said to be gone before a list says so, and protection stays.
class TestStopAllDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oursCancelsWhatWePlacedAndKeepsTheRest();
    void protectionGoesOnlyWhenNamed();
    void theWholeAccountIsCancelledInEveryCategory();
    void whatDoesNotGoIsCancelledAgainAndNeverCalledGone();
    void aListThatCannotBeReadIsNotAnEmptyOne();
    void itWaitsForACreateThatIsOnItsWay();
    void cancelsKeepTheVenuesPace();
    void flattenClosesWhatStandsAndLooksUntilItIsFlat();
};

void TestStopAllDesk::oursCancelsWhatWePlacedAndKeepsTheRest()
{
    bool isHalted = false;
    StopAllDesk::Session session;
    session.halt = [&isHalted] { isHalted = true; };
    Bench bench(std::move(session));
    bench.rest("1", "bw-a");
    bench.rest("2", "");
    bench.rest("3", "", "StopLoss", true);
    bench.rest("4", "bw-b", "Stop", true); // our own conditional exit protects as well
    bench.desk.start(StopAllView::Scope::Ours, false);
    QVERIFY(isHalted);
    bench.scheduler.advance(std::chrono::seconds(5));
    QCOMPARE(bench.venue.cancelled, QVector<QString>{QStringLiteral("1")});
    QVERIFY(bench.venue.scopes.isEmpty());
    QVERIFY(bench.desk.isFinished());
    QCOMPARE(bench.desk.view().standing.size(), 3);
    QCOMPARE(bench.line(StopAllView::Step::Reread).left, 0);
}

void TestStopAllDesk::protectionGoesOnlyWhenNamed()
{
    Bench bench;
    bench.rest("1", "", "StopLoss", true);
    bench.rest("2", "", "PartialTakeProfit", true);
    bench.desk.start(StopAllView::Scope::Account, false);
    bench.scheduler.advance(std::chrono::seconds(5));
    QVERIFY(bench.venue.cancelled.isEmpty());
    QCOMPARE(bench.desk.view().standing.size(), 2);
    bench.desk.start(StopAllView::Scope::Account, true);
    bench.scheduler.advance(std::chrono::seconds(5));
    QCOMPARE(bench.venue.cancelled.size(), 2);
    QVERIFY(bench.desk.view().standing.isEmpty());
}

void TestStopAllDesk::theWholeAccountIsCancelledInEveryCategory()
{
    Bench bench;
    bench.desk.start(StopAllView::Scope::Account, false);
    bench.scheduler.advance(std::chrono::seconds(2));
    QVector<Category> categories;
    for (const auto &scope : bench.venue.scopes) {
        QVERIFY(!scope.withProtection);
        categories.append(scope.category);
    }
    QCOMPARE(categories.count(Category::Linear), 2); // USDT and USDC settle apart
    QCOMPARE(categories.count(Category::Inverse), 1);
    QCOMPARE(categories.count(Category::Spot), 1);
    QVERIFY(bench.desk.isFinished());
}

void TestStopAllDesk::whatDoesNotGoIsCancelledAgainAndNeverCalledGone()
{
    Bench bench;
    bench.venue.obeys = false;
    bench.rest("1", "bw-a");
    bench.desk.start(StopAllView::Scope::Ours, false);
    bench.scheduler.advance(std::chrono::seconds(10));
    QVERIFY(bench.venue.cancelled.size() > 5);
    QVERIFY(!bench.desk.isFinished());
    QCOMPARE(bench.line(StopAllView::Step::Reread).left, 1);
    bench.venue.orders.clear();
    bench.scheduler.advance(std::chrono::seconds(2));
    QVERIFY(bench.desk.isFinished());
}

void TestStopAllDesk::aListThatCannotBeReadIsNotAnEmptyOne()
{
    Bench bench;
    bench.venue.fails = true;
    bench.desk.start(StopAllView::Scope::Ours, false);
    bench.scheduler.advance(std::chrono::seconds(10));
    QVERIFY(!bench.desk.isFinished());
    QCOMPARE(bench.line(StopAllView::Step::Reread).left, -1);
    QCOMPARE(bench.line(StopAllView::Step::Reread).error.family, ErrorFamily::Timeout);
    bench.venue.fails = false;
    bench.scheduler.advance(std::chrono::seconds(2));
    QVERIFY(bench.desk.isFinished());
}

void TestStopAllDesk::itWaitsForACreateThatIsOnItsWay()
{
    bool isInFlight = true;
    StopAllDesk::Session session;
    session.hasCreateInFlight = [&isInFlight] { return isInFlight; };
    Bench bench(std::move(session));
    bench.desk.start(StopAllView::Scope::Ours, false);
    bench.scheduler.advance(std::chrono::seconds(10));
    QVERIFY(!bench.desk.isFinished());
    isInFlight = false;
    bench.scheduler.advance(std::chrono::seconds(2));
    QVERIFY(bench.desk.isFinished());
}

void TestStopAllDesk::cancelsKeepTheVenuesPace()
{
    Bench bench;
    for (int i = 0; i < 40; ++i)
        bench.rest(QByteArray::number(i).constData(), ("bw-" + QByteArray::number(i)).constData());
    bench.desk.start(StopAllView::Scope::Ours, false);
    bench.scheduler.advance(std::chrono::milliseconds(1000));
    QVERIFY(bench.venue.cancelled.size() <= 10);
    bench.scheduler.advance(std::chrono::seconds(10));
    QVERIFY(bench.desk.isFinished());
    QVERIFY(bench.venue.orders.isEmpty());
}

void TestStopAllDesk::flattenClosesWhatStandsAndLooksUntilItIsFlat()
{
    QVector<Position> closed;
    StopAllDesk::Session session;
    session.close = [&closed](const Position &position) { closed.append(position); };
    Bench bench(std::move(session));
    bench.hold(2);
    bench.desk.flatten(); // nothing has been listed yet
    QVERIFY(closed.isEmpty());
    bench.desk.start(StopAllView::Scope::Ours, false);
    bench.scheduler.advance(std::chrono::seconds(1));
    QCOMPARE(bench.line(StopAllView::Step::Flatten).left, 1);
    bench.desk.flatten();
    QCOMPARE(closed.size(), 1);
    bench.scheduler.advance(std::chrono::seconds(5));
    QVERIFY(!bench.desk.isFinished());
    bench.venue.positions.clear();
    bench.scheduler.advance(std::chrono::seconds(2));
    QVERIFY(bench.desk.isFinished());
    QCOMPARE(bench.line(StopAllView::Step::Flatten).state, StopAllView::State::Finished);
}

QTEST_GUILESS_MAIN(TestStopAllDesk)
#include "tst_stopalldesk.moc"
