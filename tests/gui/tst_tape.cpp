// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakemarket.h"
#include "tests/support/fakescheduler.h"
#include "ui/models/numberformat.h"
#include "ui/panels/tapepanel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace bw;
using std::chrono::milliseconds;

namespace {

TapePrint print(std::uint64_t sequence, Side taker, std::int64_t price, std::int64_t lots, int atMs = 0)
{
    return {UtcTime(milliseconds(1'700'000'000'000 + atMs)), taker, PriceTicks(price), QtyLots(lots), sequence};
}

std::vector<TapeEntry> entries(std::initializer_list<TapePrint> prints)
{
    std::vector<TapeEntry> all;
    for (const TapePrint &each : prints)
        all.push_back({each, std::nullopt});
    return all;
}

QString cell(const QAbstractItemModel &model, int row, int column) { return model.index(row, column).data().toString(); }

struct Stage {
    FakeClock clock;
    FakeScheduler scheduler{clock};
    Theme theme;
    FramePulse pulse{scheduler, clock};
    FakeEngineClient client{clock};
    TapePanel panel{client, theme, pulse};
    TapeModel *model = panel.findChild<TapeModel *>();
    TableView *table = panel.findChild<TableView *>(QStringLiteral("tapeTable"));
    QPushButton *pause = panel.findChild<QPushButton *>(QStringLiteral("tapePause"));
    QLineEdit *filter = panel.findChild<QLineEdit *>(QStringLiteral("tapeFilter"));

    Stage()
    {
        panel.resize(340, 300);
        panel.show();
    }
    void frames() { scheduler.advance(milliseconds(64)); }
    [[nodiscard]] QString state() const { return panel.findChild<QLabel *>(QStringLiteral("tapeState"))->text(); }
    void pointer(QEvent::Type type)
    {
        QEvent event(type);
        QApplication::sendEvent(table->viewport(), &event);
    }
};

} // namespace

/// The tape: whole market orders, a filter that forgets nothing, and a pause that loses nothing.
class TapeTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void printsOfOneOrderAreOneRowAlsoWhenTheyComeInTwoLooks();
    void theFilterHidesAndForgetsNothing();
    void anOrderThatGrowsOverTheFilterAppears();
    void filteredAndUnfilteredTellTheSameAsAFreshModel();
    void liquidationsAreRowsOfTheirOwnAndSaidInWords();
    void itIsBounded();
    void pausedItCountsAndThenShowsAll();
    void itStandsUnderThePointerAndGoesOnAfterwards();
    void aWrongFilterChangesNothing();
    void anotherInstrumentStartsAnEmptyTape();
    void lostPrintsAreTold();
};

void TapeTest::printsOfOneOrderAreOneRowAlsoWhenTheyComeInTwoLooks()
{
    TapeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setInstrument(fakemarket::btcusdt());
    model.add(entries({print(1, Side::Buy, 1000, 5), print(2, Side::Sell, 999, 7), print(2, Side::Sell, 998, 3)}));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(cell(model, 0, TapeModel::Size), QStringLiteral("0.010"));
    QCOMPARE(cell(model, 0, TapeModel::Price), QStringLiteral("▼ 99.8"));
    QCOMPARE(model.index(0, TapeModel::Price).data(TableRole::CopyText).toString(), QStringLiteral("99.8"));
    QCOMPARE(cell(model, 0, TapeModel::Prints), QStringLiteral("2"));
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.add(entries({print(2, Side::Sell, 997, 1), print(3, Side::Sell, 997, 4)}));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(cell(model, 1, TapeModel::Size), QStringLiteral("0.011"));
    QCOMPARE(cell(model, 1, TapeModel::Prints), QStringLiteral("3"));
    QCOMPARE(cell(model, 0, TapeModel::Prints), QString());
    QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().contains(QLatin1StringView("from 99.9 to 99.7")));
    model.breakOff();
    model.add(entries({print(3, Side::Sell, 996, 4)})); // what lies between is not known
    QCOMPARE(model.rowCount(), 4);
}

void TapeTest::theFilterHidesAndForgetsNothing()
{
    TapeModel model;
    model.setInstrument(fakemarket::btcusdt());
    model.add(entries({print(1, Side::Buy, 1000, 5), print(2, Side::Buy, 1000, 50), print(3, Side::Buy, 1000, 49)}));
    model.setFilter(*Decimal::parse(u"0.0495")); // between two lots: the larger one counts
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(cell(model, 0, TapeModel::Size), QStringLiteral("0.050"));
    model.setFilter(*Decimal::parse(u"100000000000000000000"));
    QCOMPARE(model.rowCount(), 0);
    model.setFilter(*Decimal::parse(u"0.0000001")); // below a lot
    QCOMPARE(model.rowCount(), 3);
    model.setFilter(Decimal(0));
    QCOMPARE(model.rowCount(), 3);
}

void TapeTest::anOrderThatGrowsOverTheFilterAppears()
{
    TapeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setInstrument(fakemarket::btcusdt());
    model.setFilter(*Decimal::parse(u"0.010"));
    model.add(entries({print(1, Side::Buy, 1000, 6)}));
    QCOMPARE(model.rowCount(), 0);
    model.add(entries({print(1, Side::Buy, 1001, 6)}));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(cell(model, 0, TapeModel::Size), QStringLiteral("0.012"));
    model.add(entries({print(1, Side::Buy, 1002, 6)}));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(cell(model, 0, TapeModel::Size), QStringLiteral("0.018"));
}

void TapeTest::filteredAndUnfilteredTellTheSameAsAFreshModel()
{
    QRandomGenerator random(20'261'123);
    for (int round = 0; round < 60; ++round) {
        TapeModel live;
        const QAbstractItemModelTester tester(&live, QAbstractItemModelTester::FailureReportingMode::QtTest);
        live.setInstrument(fakemarket::btcusdt());
        live.setFilter(*Decimal::parse(u"0.020"));
        std::vector<TapeEntry> all;
        std::uint64_t sequence = 1;
        for (int batch = 0; batch < 12; ++batch) {
            std::vector<TapeEntry> some;
            for (int i = random.bounded(5); i >= 0; --i) {
                sequence += static_cast<std::uint64_t>(random.bounded(2));
                TapeEntry entry{print(sequence, sequence % 2 ? Side::Buy : Side::Sell, 1000, 1 + random.bounded(15)), std::nullopt};
                if (random.bounded(12) == 0)
                    entry.liquidated = Side::Buy;
                some.push_back(entry);
            }
            live.add(some);
            all.insert(all.end(), some.begin(), some.end());
        }
        TapeModel fresh;
        fresh.setInstrument(fakemarket::btcusdt());
        fresh.add(all);
        fresh.setFilter(*Decimal::parse(u"0.020"));
        QCOMPARE(live.rowCount(), fresh.rowCount());
        for (int row = 0; row < live.rowCount(); ++row)
            for (const int column : {TapeModel::Taker, TapeModel::Size, TapeModel::Prints})
                QCOMPARE(cell(live, row, column), cell(fresh, row, column));
    }
}

void TapeTest::liquidationsAreRowsOfTheirOwnAndSaidInWords()
{
    Stage stage;
    stage.panel.setFilter(Decimal(5));
    LiquidationPrint seen{stage.clock.utcNow(), Side::Buy, PriceTicks(634'000), QtyLots(12)};
    Q_EMIT stage.client.market().liquidationSeen({Category::Spot, QStringLiteral("BTCUSDT")}, seen); // another instrument of that name
    Q_EMIT stage.client.market().liquidationSeen(stage.client.instrument()->id(), seen);
    stage.frames();
    QCOMPARE(stage.model->rowCount(), 1); // whatever the filter is
    QVERIFY(cell(*stage.model, 0, TapeModel::Taker).contains(QLatin1StringView("long liq")));
    QVERIFY(stage.model->index(0, 0).data(Qt::ToolTipRole).toString().contains(QLatin1StringView("a long was liquidated")));
    QCOMPARE(stage.model->index(0, TapeModel::Price).data(TableRole::CellTone).toInt(), static_cast<int>(Tone::Down)); // its closing sells
    QCOMPARE(stage.model->index(0, 0).data(TableRole::RowTone).toInt(), static_cast<int>(Tone::Caution));
}

void TapeTest::itIsBounded()
{
    TapeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setInstrument(fakemarket::btcusdt());
    std::uint64_t sequence = 1;
    for (const int count : {1500, 1500, 5000}) {
        std::vector<TapeEntry> many;
        for (int i = 0; i < count; ++i, ++sequence)
            many.push_back({print(sequence, Side::Buy, 1000, std::int64_t(sequence)), std::nullopt});
        model.add(many);
    }
    QCOMPARE(model.rowCount(), TapeModel::kMaxRows);
    QCOMPARE(toPlain(cell(model, 0, TapeModel::Size)), QStringLiteral("8.000"));
    QCOMPARE(toPlain(cell(model, TapeModel::kMaxRows - 1, TapeModel::Size)), QStringLiteral("6.001"));
}

void TapeTest::pausedItCountsAndThenShowsAll()
{
    Stage stage;
    stage.client.tape().push(print(1, Side::Buy, 1000, 1));
    stage.frames();
    QCOMPARE(stage.model->rowCount(), 1);
    stage.pause->click();
    for (std::uint64_t i = 2; i < 9; ++i)
        stage.client.tape().push(print(i, Side::Buy, 1000, 1));
    stage.frames();
    QCOMPARE(stage.model->rowCount(), 1);
    QVERIFY2(stage.state().contains(QLatin1StringView("7 wait")), qPrintable(stage.state()));
    stage.pause->click();
    QCOMPARE(stage.model->rowCount(), 8);
    QCOMPARE(stage.state(), QStringLiteral("0 s ago"));
}

void TapeTest::itStandsUnderThePointerAndGoesOnAfterwards()
{
    Stage stage;
    stage.pointer(QEvent::Enter);
    stage.client.tape().push(print(1, Side::Buy, 1000, 1));
    stage.frames();
    QCOMPARE(stage.model->rowCount(), 0);
    stage.pointer(QEvent::Leave);
    QCOMPARE(stage.model->rowCount(), 1);
    stage.pointer(QEvent::Enter);
    stage.panel.hide(); // nobody tells a hidden widget that the pointer left
    stage.panel.show();
    QVERIFY(!stage.panel.isPaused());
}

void TapeTest::aWrongFilterChangesNothing()
{
    Stage stage;
    QSignalSpy changed(&stage.panel, &TapePanel::filterChanged);
    stage.filter->setText(QStringLiteral("0.5"));
    QCOMPARE(changed.count(), 1);
    for (const QString &wrong : {QStringLiteral("0,5"), QStringLiteral("-1"), QStringLiteral("1e9"), QStringLiteral("x")}) {
        stage.filter->setText(wrong);
        QCOMPARE(stage.panel.filter(), *Decimal::parse(u"0.5"));
        QVERIFY2(stage.state().contains(QLatin1StringView("not a quantity")), qPrintable(wrong));
    }
    QCOMPARE(changed.count(), 1);
    stage.filter->clear();
    QCOMPARE(stage.panel.filter(), Decimal(0));
    QCOMPARE(changed.count(), 2);
    stage.panel.setFilter(*Decimal::parse(u"0.250"));
    QCOMPARE(stage.filter->text(), QStringLiteral("0.25"));
    QCOMPARE(changed.count(), 2);
}

void TapeTest::anotherInstrumentStartsAnEmptyTape()
{
    Stage stage;
    stage.panel.setFilter(Decimal(2));
    stage.client.tape().push(print(1, Side::Buy, 1000, 9000));
    stage.frames();
    QCOMPARE(stage.model->rowCount(), 1);
    stage.client.tape().push(print(2, Side::Buy, 1000, 9000)); // of the old one, not yet looked at
    stage.client.setInstrument(fakemarket::tinycoin());
    stage.frames();
    QCOMPARE(stage.model->rowCount(), 0);
    QVERIFY(stage.table->emptyText().contains(QLatin1StringView("at least 2")));
    stage.client.tape().push(print(3, Side::Sell, 1234, 2)); // lot 1: two lots are 2
    stage.frames();
    QCOMPARE(stage.model->rowCount(), 1);
    QCOMPARE(cell(*stage.model, 0, TapeModel::Price), QStringLiteral("▼ 0.00001234"));
}

void TapeTest::lostPrintsAreTold()
{
    Stage stage;
    for (std::uint64_t i = 1; i <= 5000; ++i)
        stage.client.tape().push(print(i, Side::Buy, 1000, 1));
    stage.frames();
    QVERIFY2(stage.state().contains(QLatin1StringView("2048 skipped")), qPrintable(stage.state()));
    stage.scheduler.advance(std::chrono::seconds(11));
    QCOMPARE(stage.state(), QStringLiteral("11 s ago"));
}

QTEST_MAIN(TapeTest)
#include "tst_tape.moc"
