// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakemarket.h"
#include "tests/support/fakescheduler.h"
#include "ui/models/ordersmodel.h"
#include "ui/panels/orderspanel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QTabWidget>
#include <QTest>

using namespace bw;

namespace {

struct Stage {
    FakeClock clock;
    FakeScheduler scheduler{clock};
    Theme theme;
    FramePulse pulse{scheduler, clock};
    FakeEngineClient client{clock};
    Drain<LogLine> log{100};
    OrdersPanel panel{client, theme, pulse, log};

    Stage()
    {
        panel.resize(1000, 300);
        panel.show();
    }
    [[nodiscard]] TableView *table(const char *name) const { return panel.findChild<TableView *>(QString::fromLatin1(name)); }
    Order add(int number, OrderState state)
    {
        const Order order = fakemarket::order(client.instrument(), number, state, clock.utcNow());
        Q_EMIT client.orderChanged(order);
        return order;
    }
};

void clickCell(TableView *table, int row, int column)
{
    const QRect cell = table->visualRect(table->model()->index(row, column));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, cell.center());
}

} // namespace

class OrdersPanelTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anOrderThatBecomesUnknownBringsItsTabToTheFront();
    void theUnknownTabDoesNotComeBackForWhatWasSeenAlready();
    void cancelAsksOnceForTheOrderOfItsRow();
    void aRowThatMovedBetweenPressAndReleaseIsNotCancelled();
    void deleteCancelsTheSelectedOrderAndAHeldKeyDoesNotRepeat();
    void columnWidthsDoNotFollowTheNumbers();
    void anEmptyTableSaysWhatWouldFillIt();
    void positionsThatAreUnknownAreMarkedOnTheTab();
    void copiedRowsHoldPlainNumbers();
    void agesCountOnlyWhileSeen();
    void theLogIsDrained();
};

void OrdersPanelTest::anOrderThatBecomesUnknownBringsItsTabToTheFront()
{
    Stage stage;
    Order order = stage.add(1, OrderState::Sent);
    QCOMPARE(stage.panel.tabs()->currentIndex(), int(OrdersPanel::Working));
    order.state = OrderState::Unknown;
    Q_EMIT stage.client.orderChanged(order);
    QCOMPARE(stage.panel.tabs()->currentIndex(), int(OrdersPanel::Unknown));
    QCOMPARE(stage.panel.tabs()->tabText(OrdersPanel::Unknown), QStringLiteral("UNKNOWN 1"));
    QVERIFY(!stage.panel.tabs()->tabIcon(OrdersPanel::Unknown).isNull());
}

void OrdersPanelTest::theUnknownTabDoesNotComeBackForWhatWasSeenAlready()
{
    Stage stage;
    Order order = stage.add(1, OrderState::Unknown);
    stage.panel.tabs()->setCurrentIndex(OrdersPanel::Fills);
    order.lookups = 2;
    Q_EMIT stage.client.orderChanged(order);
    QCOMPARE(stage.panel.tabs()->currentIndex(), int(OrdersPanel::Fills));
    stage.add(2, OrderState::Unknown);
    QCOMPARE(stage.panel.tabs()->currentIndex(), int(OrdersPanel::Unknown));
}

void OrdersPanelTest::cancelAsksOnceForTheOrderOfItsRow()
{
    Stage stage;
    stage.add(1, OrderState::Accepted);
    const Order newest = stage.add(2, OrderState::Accepted);
    clickCell(stage.table("workingTable"), 0, OrdersModel::Action);
    QCOMPARE(stage.client.calls.cancels.size(), 1);
    QCOMPARE(stage.client.calls.cancels[0].first, newest.orderLinkId);
    QCOMPARE(stage.client.calls.cancels[0].second, newest.orderId);
    clickCell(stage.table("workingTable"), 0, OrdersModel::Price);
    QCOMPARE(stage.client.calls.cancels.size(), 1);
}

void OrdersPanelTest::aRowThatMovedBetweenPressAndReleaseIsNotCancelled()
{
    Stage stage;
    stage.add(1, OrderState::Accepted);
    TableView *table = stage.table("workingTable");
    const QPoint at = table->visualRect(table->model()->index(0, OrdersModel::Action)).center();
    QTest::mousePress(table->viewport(), Qt::LeftButton, {}, at);
    stage.add(2, OrderState::Accepted); // a new order slides under the pointer
    QTest::mouseRelease(table->viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(stage.client.calls.cancels.size(), 0);
}

void OrdersPanelTest::deleteCancelsTheSelectedOrderAndAHeldKeyDoesNotRepeat()
{
    Stage stage;
    stage.add(1, OrderState::Accepted);
    const Order order = stage.add(2, OrderState::Accepted);
    TableView *table = stage.table("workingTable");
    table->setCurrentIndex(table->model()->index(0, 0));
    QTest::keyClick(table, Qt::Key_Delete);
    QCOMPARE(stage.client.calls.cancels.size(), 1);
    QCOMPARE(stage.client.calls.cancels[0].first, order.orderLinkId);
    QKeyEvent held(QEvent::KeyPress, Qt::Key_Delete, Qt::NoModifier, QString(), true);
    QCoreApplication::sendEvent(table, &held);
    QCOMPARE(stage.client.calls.cancels.size(), 1);
}

void OrdersPanelTest::columnWidthsDoNotFollowTheNumbers()
{
    Stage stage;
    TableView *table = stage.table("workingTable");
    QVector<int> before;
    for (int column = 0; column < table->model()->columnCount(); ++column)
        before.append(table->columnWidth(column));
    Order order = stage.add(1, OrderState::Accepted);
    for (const qint64 price : {1LL, 99LL, 8'888'888LL}) {
        order.price = PriceTicks(price);
        order.qty = QtyLots(price);
        Q_EMIT stage.client.orderChanged(order);
        for (int column = 0; column < before.size(); ++column)
            QCOMPARE(table->columnWidth(column), before[column]);
    }
}

void OrdersPanelTest::anEmptyTableSaysWhatWouldFillIt()
{
    Stage stage;
    for (const char *name : {"workingTable", "unknownTable", "closedTable", "fillsTable", "positionsTable", "logTable"})
        QVERIFY2(!stage.table(name)->emptyText().isEmpty(), name);
    QVERIFY(stage.table("positionsTable")->emptyText().contains(QStringLiteral("not been read")));
    Q_EMIT stage.client.positionsChanged({});
    QVERIFY(stage.table("positionsTable")->emptyText().contains(QStringLiteral("No open position")));
}

void OrdersPanelTest::positionsThatAreUnknownAreMarkedOnTheTab()
{
    Stage stage;
    Q_EMIT stage.client.positionsChanged(fakemarket::positions(stage.client.instrument(), stage.clock.utcNow()));
    const QString known = stage.panel.tabs()->tabText(OrdersPanel::Positions);
    Q_EMIT stage.client.positionsUnknown(stage.clock.utcNow());
    QVERIFY(stage.panel.tabs()->tabText(OrdersPanel::Positions) != known);
    QCOMPARE(stage.table("positionsTable")->model()->rowCount(), 1);
}

void OrdersPanelTest::copiedRowsHoldPlainNumbers()
{
    Stage stage;
    stage.add(1, OrderState::Accepted);
    TableView *table = stage.table("workingTable");
    table->selectRow(0);
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY(copied.contains(QStringLiteral("63413.2")));
    QVERIFY(!copied.contains(u'\u2009'));
    QCOMPARE(copied.count(u'\n'), 1);
}

void OrdersPanelTest::agesCountOnlyWhileSeen()
{
    Stage stage;
    stage.add(1, OrderState::Accepted);
    const QModelIndex age = stage.table("workingTable")->model()->index(0, OrdersModel::Age);
    stage.scheduler.advance(std::chrono::seconds(8));
    const QString seen = age.data().toString();
    QVERIFY(seen == QStringLiteral("8 s") || seen == QStringLiteral("7 s"));
    stage.panel.hide();
    stage.scheduler.advance(std::chrono::seconds(30));
    QCOMPARE(age.data().toString(), seen);
}

void OrdersPanelTest::theLogIsDrained()
{
    Stage stage;
    stage.log.push({.utcMs = 0, .type = QtInfoMsg, .category = {}, .text = QStringLiteral("hello")});
    QCOMPARE(stage.table("logTable")->model()->rowCount(), 0);
    stage.scheduler.advance(std::chrono::milliseconds(200));
    QCOMPARE(stage.table("logTable")->model()->rowCount(), 1);
}

QTEST_MAIN(OrdersPanelTest)
#include "tst_orderspanel.moc"
