// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakemarket.h"
#include "tests/support/fakescheduler.h"
#include "ui/models/csvtext.h"
#include "ui/models/ordersmodel.h"
#include "ui/panels/orderspanel.h"
#include "ui/panels/timelinepanel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
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
    void aRowOpensToItsTimelineWhichIsPlainText();
    void theTimelineReadsAgainWhenItsOrderChanges();
    void entriesPassBesideAnUnknownOrderOnlyWhenAsked();
    void cancelButtonsNameTheSymbolAndAskForTheirSide();
    void historyIsReadOnceWhenItIsFirstSeen();
    void theLedgerReadsTodayWhenItIsFirstSeenAndASpanWhenAsked();
    void aCostSheetThatDoesNotAddUpSaysSo();
    void differencesAreCountedOnTheTab();
    void balancesShowTheTotals();
    void venueMadeOrdersSayWhoMadeThem();
    void aRowThatProtectsOffersToDropIt();
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
    for (const char *name : {"workingTable", "unknownTable", "historyTable", "fillsTable", "positionsTable", "balancesTable", "costTable", "ledgerTable", "differencesTable",
                             "journalTable", "logTable"})
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

void OrdersPanelTest::aRowOpensToItsTimelineWhichIsPlainText()
{
    Stage stage;
    const Order order = stage.add(1, OrderState::Accepted);
    stage.client.trade().answersReads = true;
    stage.client.trade().timelineEntries = fakemarket::timeline(order.orderLinkId, stage.clock.utcNow());
    TableView *table = stage.table("workingTable");
    table->setCurrentIndex(table->model()->index(0, 0));
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(stage.client.trade().calls.timelines, QStringList{order.orderLinkId});
    TableView *timeline = stage.table("timelineTable");
    QVERIFY(timeline->isVisible());
    QCOMPARE(timeline->model()->rowCount(), 8);
    timeline->setCurrentIndex(timeline->model()->index(0, 0)); // the last answer
    auto *detail = stage.panel.findChild<QPlainTextEdit *>(QStringLiteral("timelineDetail"));
    QVERIFY(detail->isVisible());
    QVERIFY(detail->toPlainText().startsWith(QStringLiteral("<b>"))); // as it stands, no markup
    QTest::mouseClick(stage.panel.findChild<QPushButton *>(QStringLiteral("timelineClose")), Qt::LeftButton);
    QVERIFY(!timeline->isVisible());
}

void OrdersPanelTest::theTimelineReadsAgainWhenItsOrderChanges()
{
    Stage stage;
    Order order = stage.add(1, OrderState::Accepted);
    stage.add(2, OrderState::Accepted);
    TableView *table = stage.table("workingTable");
    Q_EMIT table->rowOpened(table->model()->index(1, 0));
    QCOMPARE(stage.client.trade().calls.timelines.size(), 1);
    stage.add(2, OrderState::PartiallyFilled); // another one
    QCOMPARE(stage.client.trade().calls.timelines.size(), 1);
    order.state = OrderState::CancelSent;
    Q_EMIT stage.client.orderChanged(order);
    QCOMPARE(stage.client.trade().calls.timelines, (QStringList{order.orderLinkId, order.orderLinkId}));
}

void OrdersPanelTest::entriesPassBesideAnUnknownOrderOnlyWhenAsked()
{
    Stage stage;
    auto *button = stage.panel.findChild<QPushButton *>(QStringLiteral("overrideUnknown"));
    QVERIFY(!button->isVisibleTo(&stage.panel));
    Order order = stage.add(1, OrderState::Unknown);
    QVERIFY(button->isVisible());
    QVERIFY(button->text().contains(QStringLiteral("BTCUSDT")));
    QCOMPARE(stage.client.trade().calls.overrides.size(), 0);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(stage.client.trade().calls.overrides.size(), 1);
    QCOMPARE(stage.client.trade().calls.overrides[0], stage.client.instrument()->id());
    order.state = OrderState::Cancelled;
    Q_EMIT stage.client.orderChanged(order);
    QVERIFY(!button->isVisibleTo(&stage.panel));
}

void OrdersPanelTest::cancelButtonsNameTheSymbolAndAskForTheirSide()
{
    Stage stage;
    auto *buys = stage.panel.findChild<QPushButton *>(QStringLiteral("cancelBuys"));
    QCOMPARE(buys->text(), QStringLiteral("Cancel BTCUSDT buys"));
    QTest::mouseClick(buys, Qt::LeftButton);
    QTest::mouseClick(stage.panel.findChild<QPushButton *>(QStringLiteral("cancelSells")), Qt::LeftButton);
    QCOMPARE(stage.client.trade().calls.cancelledSides, (QVector<Side>{Side::Buy, Side::Sell}));
    QTest::mouseClick(stage.panel.findChild<QPushButton *>(QStringLiteral("cancelEntries")), Qt::LeftButton);
    QCOMPARE(stage.client.calls.cancelAllEntries, 1);
    stage.client.setInstrument(fakemarket::tinycoin());
    QVERIFY(buys->text().contains(fakemarket::tinycoin()->id().symbol));
}

void OrdersPanelTest::historyIsReadOnceWhenItIsFirstSeen()
{
    Stage stage;
    QCOMPARE(stage.client.trade().calls.histories.size(), 0);
    stage.panel.tabs()->setCurrentIndex(OrdersPanel::History);
    stage.panel.tabs()->setCurrentIndex(OrdersPanel::Fills);
    stage.panel.tabs()->setCurrentIndex(OrdersPanel::History);
    QCOMPARE(stage.client.trade().calls.histories, QVector<UtcTime>{stage.clock.utcNow() - std::chrono::hours(7 * 24)});
    QTest::mouseClick(stage.panel.findChild<QPushButton *>(QStringLiteral("history30")), Qt::LeftButton);
    QCOMPARE(stage.client.trade().calls.histories.size(), 2);
}

void OrdersPanelTest::theLedgerReadsTodayWhenItIsFirstSeenAndASpanWhenAsked()
{
    Stage stage;
    stage.panel.tabs()->setCurrentIndex(OrdersPanel::Ledger);
    auto &calls = stage.client.trade().calls.ledgers;
    QCOMPARE(calls.size(), 1);
    QCOMPARE(toMs(calls[0].first) % (24LL * 3600 * 1000), 0);
    QCOMPARE(calls[0].second, stage.clock.utcNow());
    auto *from = stage.panel.findChild<QLineEdit *>(QStringLiteral("ledgerFromSheet"));
    QTest::keyClicks(from, QStringLiteral("2023-11-0x"));
    QTest::keyClick(from, Qt::Key_Return);
    QCOMPARE(calls.size(), 1); // no date, no question
    from->setText(QStringLiteral("2023-11-02"));
    QTest::keyClick(from, Qt::Key_Return);
    QCOMPARE(calls.size(), 2);
    QCOMPARE(calls[1].first, fromMs(1'698'883'200'000));
    QCOMPARE(calls[1].second, std::min(fromMs(1'698'969'600'000), stage.clock.utcNow()));
}

void OrdersPanelTest::aCostSheetThatDoesNotAddUpSaysSo()
{
    Stage stage;
    stage.client.trade().answersReads = true;
    stage.client.trade().costSheet = fakemarket::costSheet(stage.clock.utcNow());
    stage.client.trade().ledgerEntries = fakemarket::ledger(stage.client.instrument(), stage.clock.utcNow());
    stage.panel.tabs()->setCurrentIndex(OrdersPanel::Ledger);
    auto *words = stage.panel.findChild<QLabel *>(QStringLiteral("costTableWords"));
    QVERIFY(words->text().contains(QStringLiteral("unexplained")));
    QCOMPARE(words->property("role").toString(), QStringLiteral("caution"));
    const QString csv = csvText(*stage.table("costTable")->model());
    QVERIFY2(csv.contains(QStringLiteral("\r\nUSDT,510.18573000,0,12.40500000,-2.10944000,-0.10983000,500,")), qPrintable(csv));
    QTest::mouseClick(stage.panel.findChild<QPushButton *>(QStringLiteral("ledgerTurnSheet")), Qt::LeftButton);
    QVERIFY(stage.table("ledgerTable")->isVisible());
    QCOMPARE(stage.table("ledgerTable")->model()->rowCount(), 4);

    // The rows of an order are a trade; a transfer is none.
    auto *rowWords = stage.panel.findChild<QLabel *>(QStringLiteral("ledgerTableWords"));
    stage.table("ledgerTable")->selectRow(0);
    QCOMPARE(stage.client.trade().calls.tradeCosts, QVector<QStringList>{{QStringLiteral("bw-7f3a001025")}});
    QVERIFY2(rowWords->toolTip().contains(QStringLiteral("0.69432")) || rowWords->text().contains(QStringLiteral("0.69432")), qPrintable(rowWords->text()));
    stage.table("ledgerTable")->selectRow(2);
    QCOMPARE(stage.client.trade().calls.tradeCosts.size(), 1);
    QVERIFY(rowWords->text().contains(QStringLiteral("unexplained")));
}

void OrdersPanelTest::differencesAreCountedOnTheTab()
{
    Stage stage;
    Q_EMIT stage.client.trade().differencesFound(fakemarket::differences(stage.clock.utcNow()));
    QCOMPARE(stage.panel.tabs()->tabText(OrdersPanel::Differences), QStringLiteral("Differences 2"));
    QVERIFY(!stage.panel.tabs()->tabIcon(OrdersPanel::Differences).isNull());
    Q_EMIT stage.client.trade().differencesFound({});
    QCOMPARE(stage.panel.tabs()->tabText(OrdersPanel::Differences), QStringLiteral("Differences"));
    QVERIFY(stage.table("differencesTable")->emptyText().contains(QStringLiteral("found no difference")));
}

void OrdersPanelTest::balancesShowTheTotals()
{
    Stage stage;
    Wallet wallet = fakemarket::wallet(stage.clock.utcNow());
    wallet.totalMargin = Decimal::invalid();
    Q_EMIT stage.client.walletChanged(wallet);
    const QString words = stage.panel.findChild<QLabel *>(QStringLiteral("balancesTableWords"))->text();
    QVERIFY2(words.contains(QStringLiteral("22\u2009603.11 $")) && words.contains(QStringLiteral("initial margin \u2013")), qPrintable(words));
    QCOMPARE(stage.table("balancesTable")->model()->rowCount(), 3);
}

void OrdersPanelTest::venueMadeOrdersSayWhoMadeThem()
{
    Stage stage;
    for (const Order &order : fakemarket::foreignOrders(stage.client.instrument(), stage.clock.utcNow()))
        Q_EMIT stage.client.orderChanged(order);
    const auto cell = [&](const char *table, int row, int column) { return stage.table(table)->model()->index(row, column).data().toString(); };
    QCOMPARE(cell("workingTable", 0, OrdersModel::OriginOf), QStringLiteral("venue: stop loss"));
    QCOMPARE(cell("workingTable", 0, OrdersModel::TriggerOf), QStringLiteral("\u2264 62\u2009900.0 mark"));
    QCOMPARE(cell("workingTable", 1, OrdersModel::OriginOf), QStringLiteral("external"));
    QCOMPARE(cell("historyTable", 0, OrdersModel::OriginOf), QStringLiteral("venue: liquidation"));
}

void OrdersPanelTest::aRowThatProtectsOffersToDropIt()
{
    Stage stage;
    const Order stop = fakemarket::foreignOrders(stage.client.instrument(), stage.clock.utcNow()).first();
    Q_EMIT stage.client.orderChanged(stop);
    const QModelIndex action = stage.table("workingTable")->model()->index(0, OrdersModel::Action);
    QCOMPARE(action.data().toString(), QStringLiteral("Drop"));
    QVERIFY(action.data(Qt::ToolTipRole).toString().contains(QStringLiteral("protection")));
    clickCell(stage.table("workingTable"), 0, OrdersModel::Action);
    QCOMPARE(stage.client.calls.cancels, (QVector<std::pair<QString, QString>>{{QString(), stop.orderId}}));
}

QTEST_MAIN(OrdersPanelTest)
#include "tst_orderspanel.moc"
