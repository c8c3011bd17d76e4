// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakemarket.h"
#include "ui/models/fillsmodel.h"
#include "ui/models/logmodel.h"
#include "ui/models/numberformat.h"
#include "ui/models/ordersfilter.h"
#include "ui/models/positionsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace bw;
using std::chrono::seconds;

namespace {

const UtcTime kNow = fromMs(1'700'000'000'000);

QString cell(const QAbstractItemModel &model, int row, int column) { return model.index(row, column).data().toString(); }

Tone rowTone(const QAbstractItemModel &model, int row)
{
    return static_cast<Tone>(model.index(row, 0).data(TableRole::RowTone).toInt());
}

} // namespace

class TablesTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anOrderChangesInItsPlaceAndTheNewestComesFirst();
    void aLateReportedOrderTakesItsPlaceInTime();
    void ordersWithoutLinkIdAreToldApartByTheVenuesId();
    void unknownAndLostOrdersAreCountedAndAmber();
    void onlyOrdersThatMayRestOfferCancel();
    void everyOrderStateStandsInExactlyTheTabsThatItBelongsTo();
    void aFullTableForgetsClosedOrdersOnly();
    void pricesAreReadWithThinSpacesAndCopiedPlain();
    void textFromTheVenueIsNeverMarkup();
    void columnHintsHoldWhateverTheRowsHold();
    void fillsAreOrderedByTimeAndBounded();
    void whatIsNotATradeIsCalledByItsName();
    void positionsAreNeverFlatBeforeTheVenueHasAnswered();
    void anUnknownPositionKeepsItsRowAndSaysSinceWhen();
    void knownPositionsUpdateInPlaceAndLeaveWhenFlat();
    void anUnprotectedPositionSaysSo();
    void anAmendThatIsOpenShowsBothValues();
    void anOldCancelIsNoLongerListedAndNobodyMustLook();
    void theLogKeepsTheLastFiveThousandAndCountsWhatWasLost();
};

void TablesTest::anOrderChangesInItsPlaceAndTheNewestComesFirst()
{
    OrdersModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const InstrumentPtr of = fakemarket::btcusdt();
    Order first = fakemarket::order(of, 1, OrderState::Sent, kNow);
    model.apply(first);
    model.apply(fakemarket::order(of, 2, OrderState::Accepted, kNow + seconds(1)));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.at(0).orderLinkId, fakemarket::order(of, 2, OrderState::Accepted, kNow).orderLinkId);

    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    first.state = OrderState::Filled;
    model.apply(first);
    QCOMPARE(inserted.size(), 0);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    QCOMPARE(changed[0][1].toModelIndex().row(), 1);
    QCOMPARE(cell(model, 1, OrdersModel::State), QStringLiteral("filled"));
}

void TablesTest::aLateReportedOrderTakesItsPlaceInTime()
{
    OrdersModel model;
    const InstrumentPtr of = fakemarket::btcusdt();
    model.apply(fakemarket::order(of, 1, OrderState::Accepted, kNow));
    model.apply(fakemarket::order(of, 2, OrderState::Accepted, kNow - seconds(60)));
    QCOMPARE(model.at(1).createdAt, kNow - seconds(60));
}

void TablesTest::ordersWithoutLinkIdAreToldApartByTheVenuesId()
{
    OrdersModel model;
    for (const int number : {1, 2, 1}) {
        Order order = fakemarket::order(fakemarket::btcusdt(), number, OrderState::Accepted, kNow);
        order.orderLinkId.clear();
        order.origin = Origin::External;
        model.apply(order);
    }
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(cell(model, 0, OrdersModel::LinkId), QStringLiteral("external"));
}

void TablesTest::unknownAndLostOrdersAreCountedAndAmber()
{
    OrdersModel model;
    for (const Order &order : fakemarket::ordersInEveryState(fakemarket::btcusdt(), kNow))
        model.apply(order);
    QCOMPARE(model.unknownCount(), 2);
    for (int row = 0; row < model.rowCount(); ++row) {
        const bool isUnsure = model.at(row).state == OrderState::Unknown || model.at(row).state == OrderState::NotAtVenue;
        QCOMPARE(rowTone(model, row), isUnsure ? Tone::Caution : Tone::Normal);
    }
    QVERIFY(cell(model, 0, OrdersModel::State).startsWith(u"UNKNOWN"));
}

void TablesTest::onlyOrdersThatMayRestOfferCancel()
{
    OrdersModel model;
    for (const Order &order : fakemarket::ordersInEveryState(fakemarket::btcusdt(), kNow))
        model.apply(order);
    for (int row = 0; row < model.rowCount(); ++row) {
        const OrderState state = model.at(row).state;
        const bool mayAsk = isWorking(state) && state != OrderState::CancelSent;
        QCOMPARE(model.index(row, OrdersModel::Action).data(TableRole::IsButton).toBool(), mayAsk);
        QCOMPARE(cell(model, row, OrdersModel::Action).isEmpty(), !mayAsk);
    }
}

void TablesTest::everyOrderStateStandsInExactlyTheTabsThatItBelongsTo()
{
    OrdersModel model;
    OrdersFilter working(model, OrdersFilter::Show::Working);
    OrdersFilter unknown(model, OrdersFilter::Show::Unknown);
    OrdersFilter closed(model, OrdersFilter::Show::Closed);
    const QAbstractItemModelTester tester(&working, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QVector<Order> orders = fakemarket::ordersInEveryState(fakemarket::btcusdt(), kNow);
    for (const Order &order : orders)
        model.apply(order);
    QCOMPARE(working.rowCount() + closed.rowCount() + 1, orders.size()); // all but the one not found, which is only unknown
    QCOMPARE(unknown.rowCount(), 2);
    QCOMPARE(model.workingCount(), working.rowCount());
    for (int row = 0; row < closed.rowCount(); ++row)
        QVERIFY(isTerminal(closed.at(closed.index(row, 0)).state));

    // A fill moves the order from one tab to the other.
    Order order = working.at(working.index(1, 0));
    order.state = OrderState::Filled;
    const int before = working.rowCount();
    model.apply(order);
    QCOMPARE(working.rowCount(), before - 1);
}

void TablesTest::aFullTableForgetsClosedOrdersOnly()
{
    OrdersModel model;
    const InstrumentPtr of = fakemarket::btcusdt();
    model.apply(fakemarket::order(of, 0, OrderState::Unknown, kNow - seconds(10)));
    for (int i = 1; i <= OrdersModel::kMaxRows + 5; ++i)
        model.apply(fakemarket::order(of, i, OrderState::Filled, kNow + seconds(i)));
    QCOMPARE(model.rowCount(), OrdersModel::kMaxRows);
    QCOMPARE(model.unknownCount(), 1);
    QCOMPARE(model.at(model.rowCount() - 1).state, OrderState::Unknown);
}

void TablesTest::pricesAreReadWithThinSpacesAndCopiedPlain()
{
    OrdersModel model;
    Order order = fakemarket::order(fakemarket::btcusdt(), 1, OrderState::Accepted, kNow);
    order.price = PriceTicks(634'080);
    model.apply(order);
    const QModelIndex price = model.index(0, OrdersModel::Price);
    QCOMPARE(price.data().toString(), QStringLiteral("63\u2009408.0"));
    QCOMPARE(price.data(TableRole::CopyText).toString(), QStringLiteral("63408.0"));
    order.price.reset();
    order.type = OrderType::Market;
    model.apply(order);
    QCOMPARE(price.data().toString(), QStringLiteral("market"));
}

void TablesTest::textFromTheVenueIsNeverMarkup()
{
    OrdersModel model;
    Order order = fakemarket::order(fakemarket::btcusdt(), 1, OrderState::Rejected, kNow);
    order.reason = QStringLiteral("<img src=x>\nsecond line");
    model.apply(order);
    const QString tip = model.index(0, OrdersModel::State).data(Qt::ToolTipRole).toString();
    QVERIFY(tip.contains(QStringLiteral("&lt;img")));
    QVERIFY(!tip.contains(QStringLiteral("<img")));
    QVERIFY(!cell(model, 0, OrdersModel::State).contains(u'\n'));
}

void TablesTest::columnHintsHoldWhateverTheRowsHold()
{
    OrdersModel model;
    QStringList before;
    for (int column = 0; column < model.columnCount(); ++column)
        before.append(model.headerData(column, Qt::Horizontal, TableRole::WidestText).toString());
    for (const Order &order : fakemarket::ordersInEveryState(fakemarket::btcusdt(), kNow))
        model.apply(order);
    for (int column = 0; column < model.columnCount(); ++column) {
        QCOMPARE(model.headerData(column, Qt::Horizontal, TableRole::WidestText).toString(), before[column]);
        if (!model.headerData(column, Qt::Horizontal, TableRole::IsNumber).toBool())
            continue;
        for (int row = 0; row < model.rowCount(); ++row)
            QVERIFY2(cell(model, row, column).size() <= before[column].size(), qPrintable(cell(model, row, column)));
    }
}

void TablesTest::fillsAreOrderedByTimeAndBounded()
{
    FillsModel model;
    // The tester walks all rows at every change: it goes before the flood.
    auto tester = std::make_unique<QAbstractItemModelTester>(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVector<Execution> list = fakemarket::executions(fakemarket::btcusdt(), kNow);
    std::reverse(list.begin(), list.end());
    for (const Execution &execution : list)
        model.add(execution);
    QCOMPARE(cell(model, 0, FillsModel::Time), readDayTime(list.first().at));
    QCOMPARE(cell(model, model.rowCount() - 1, FillsModel::Time), readDayTime(list.last().at));
    tester.reset();
    for (int i = 0; i < FillsModel::kMaxRows + 3; ++i) {
        Execution execution = list.first();
        execution.at = kNow + seconds(i);
        model.add(execution);
    }
    QCOMPARE(model.rowCount(), FillsModel::kMaxRows);
    QCOMPARE(cell(model, 0, FillsModel::Time), readDayTime(kNow + seconds(FillsModel::kMaxRows + 2)));
}

void TablesTest::whatIsNotATradeIsCalledByItsName()
{
    FillsModel model;
    Execution execution = fakemarket::executions(fakemarket::btcusdt(), kNow).first();
    execution.kind = Execution::Kind::Funding;
    model.add(execution);
    QCOMPARE(cell(model, 0, FillsModel::Kind), QStringLiteral("funding"));
    QCOMPARE(cell(model, 0, FillsModel::Liquidity), kMissing);
}

void TablesTest::positionsAreNeverFlatBeforeTheVenueHasAnswered()
{
    PositionsModel model;
    QVERIFY(!model.emptyText().contains(QStringLiteral("No open position")));
    model.setUnknown(kNow);
    QVERIFY(!model.emptyText().contains(QStringLiteral("No open position")));
    QVERIFY(model.emptyText().contains(QStringLiteral("22:13:20 UTC")));
    model.setPositions({});
    QVERIFY(model.emptyText().contains(QStringLiteral("No open position")));
}

void TablesTest::anUnknownPositionKeepsItsRowAndSaysSinceWhen()
{
    PositionsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPositions(fakemarket::positions(fakemarket::btcusdt(), kNow));
    model.setUnknown(kNow);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(cell(model, 0, PositionsModel::State), QStringLiteral("unknown since 22:13:20 UTC"));
    QCOMPARE(rowTone(model, 0), Tone::Caution);
    model.setPositions(fakemarket::positions(fakemarket::btcusdt(), kNow));
    QCOMPARE(rowTone(model, 0), Tone::Normal);
}

void TablesTest::knownPositionsUpdateInPlaceAndLeaveWhenFlat()
{
    PositionsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVector<Position> positions = fakemarket::positions(fakemarket::btcusdt(), kNow);
    Position other = positions.first();
    other.instrument = fakemarket::tinycoin();
    positions.append(other);
    model.setPositions(positions);
    QCOMPARE(model.rowCount(), 2);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    positions[0].unrealisedPnl = Decimal(-7);
    model.setPositions(positions);
    QCOMPARE(inserted.size() + removed.size(), 0);
    QCOMPARE(cell(model, 0, PositionsModel::Pnl), QStringLiteral("\u22127.0000"));
    positions[0].side.reset();
    model.setPositions(positions);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(cell(model, 0, PositionsModel::Symbol), fakemarket::tinycoin()->id().symbol);
}

void TablesTest::anUnprotectedPositionSaysSo()
{
    PositionsModel model;
    QVector<Position> positions = fakemarket::positions(fakemarket::btcusdt(), kNow);
    positions[0].stoppedSize = Decimal(0);
    model.setPositions(positions);
    const QModelIndex protection = model.index(0, PositionsModel::Protection);
    QCOMPARE(protection.data().toString(), QStringLiteral("UNPROTECTED"));
    QCOMPARE(static_cast<Tone>(protection.data(TableRole::CellTone).toInt()), Tone::Danger);
    positions[0].stoppedSize = Decimal::fromScaled(8, 3);
    model.setPositions(positions);
    QCOMPARE(protection.data().toString(), QStringLiteral("UNPROTECTED: 0.008 of 0.020 covered"));
    QCOMPARE(static_cast<Tone>(protection.data(TableRole::CellTone).toInt()), Tone::Danger);
    positions[0].stoppedSize = positions[0].size;
    model.setPositions(positions);
    QCOMPARE(protection.data().toString(), QStringLiteral("0.020 covered"));
}

void TablesTest::anAmendThatIsOpenShowsBothValues()
{
    OrdersModel model;
    Order order = fakemarket::order(fakemarket::btcusdt(), 1, OrderState::AmendSent, kNow);
    order.price = PriceTicks(634'080);
    order.amend = PendingAmend{QtyLots(30), PriceTicks(634'090), std::nullopt};
    model.apply(order);
    QCOMPARE(cell(model, 0, OrdersModel::Price), QStringLiteral("63\u2009408.0 ?"));
    QCOMPARE(cell(model, 0, OrdersModel::State),
             QStringLiteral("amend sent: price 63\u2009408.0 \u2192 63\u2009409.0, quantity 0.021 \u2192 0.030"));
    order.state = OrderState::Unknown;
    model.apply(order);
    QVERIFY2(cell(model, 0, OrdersModel::State).contains(QStringLiteral("price 63\u2009408.0 or 63\u2009409.0")), qPrintable(cell(model, 0, OrdersModel::State)));
    QCOMPARE(model.index(0, OrdersModel::Price).data(TableRole::CopyText).toString(), QStringLiteral("63408.0"));
    order.state = OrderState::Accepted;
    order.amend.reset();
    model.apply(order);
    QCOMPARE(cell(model, 0, OrdersModel::Price), QStringLiteral("63\u2009408.0"));
}

void TablesTest::anOldCancelIsNoLongerListedAndNobodyMustLook()
{
    OrdersModel model;
    OrdersFilter closed(model, OrdersFilter::Show::Closed);
    Order order = fakemarket::order(fakemarket::btcusdt(), 1, OrderState::NotAtVenue, kNow);
    order.updatedAt = kNow + std::chrono::hours(1);
    model.apply(order);
    QCOMPARE(model.unknownCount(), 1);
    order.updatedAt = kNow + std::chrono::hours(25);
    model.apply(order);
    QCOMPARE(model.unknownCount(), 0);
    QCOMPARE(closed.rowCount(), 1);
    QVERIFY(cell(model, 0, OrdersModel::State).startsWith(u"no longer listed"));
}

void TablesTest::theLogKeepsTheLastFiveThousandAndCountsWhatWasLost()
{
    LogModel model;
    {
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.append({{.utcMs = toMs(kNow), .type = QtInfoMsg, .category = {}, .text = {}}, {.utcMs = 0, .type = QtDebugMsg, .category = {}, .text = {}}}, 3);
        QCOMPARE(model.rowCount(), 3);
    }
    std::vector<LogLine> lines;
    for (int i = 0; i < LogModel::kMaxRows + 10; ++i)
        lines.push_back({.utcMs = toMs(kNow), .type = QtInfoMsg, .category = QStringLiteral("c"), .text = QString::number(i)});
    model.append(lines, 0);
    QCOMPARE(model.rowCount(), LogModel::kMaxRows);
    QCOMPARE(cell(model, 0, LogModel::Text), QString::number(LogModel::kMaxRows + 9));
    model.append({lines.front()}, 7);
    QCOMPARE(model.rowCount(), LogModel::kMaxRows);
    QCOMPARE(cell(model, 0, LogModel::Text), QStringLiteral("0"));
    QVERIFY(cell(model, 1, LogModel::Text).startsWith(u"7 "));
}

QTEST_GUILESS_MAIN(TablesTest)
#include "tst_tables.moc"
