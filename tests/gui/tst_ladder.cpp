// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakemarket.h"
#include "tests/support/fakescheduler.h"
#include "ui/models/linkboard.h"
#include "ui/models/laddergroup.h"
#include "ui/models/laddermodel.h"
#include "ui/panels/ladderpanel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/ladderview.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <numeric>

using namespace bw;
using std::chrono::milliseconds;

namespace {

std::shared_ptr<const BookSnapshot> shared(const BookSnapshot &book) { return std::make_shared<const BookSnapshot>(book); }

std::int64_t sum(const std::vector<Level> &levels)
{
    return std::accumulate(levels.begin(), levels.end(), std::int64_t(0), [](std::int64_t all, const Level &l) { return all + l.qty.value(); });
}

struct Stage {
    FakeClock clock;
    FakeScheduler scheduler{clock};
    Theme theme;
    FramePulse pulse{scheduler, clock};
    FakeEngineClient client{clock};
    LinkBoard links{client};
    LadderPanel panel{client, links, theme, pulse};
    LadderView *view = panel.findChild<LadderView *>(QStringLiteral("ladderView"));
    LadderModel *model = panel.findChild<LadderModel *>();

    Stage()
    {
        panel.resize(300, 500);
        panel.show();
    }
    void publish(int step = 0)
    {
        client.publishBook(step);
        frame();
    }
    void frame() { scheduler.advance(milliseconds(120)); } // a tenth of a second too
    [[nodiscard]] QPoint middleOf(int row) const { return view->visualRect(model->index(row, LadderModel::PriceColumn)).center(); }
};

} // namespace

class LadderTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void groupsNeverFlatterAndKeepTheSum();
    void theModelKeepsItsContractWhileTheBookLives();
    void anEqualBookChangesNoCell();
    void oneChangedLevelChangesOneRow();
    void anOwnOrderIsMarkedAlsoWhereTheBookHasNoLevel();
    void aDoneOrderLosesItsMark();
    void aClickMeansThePriceAtThePress();
    void aDragIsNoClick();
    void aStaleBookIsSaidAndTakesNoClicks();
    void withoutABookItSaysWhatItWaitsFor();
    void anotherInstrumentNeverShowsTheOldNumbers();
    void columnWidthsStandStill();
    void spaceBringsTheDividerBack();
    void theDividerShowsTheRawSpreadWhateverTheGroup();
    void hiddenItDoesNotLook();
    void tradesStandBesideTheirPriceInTheSameGroups();
    void tradesInsideTheSpreadAreSaidOnTheDivider();
    void aThousandLevelsHaveARowEach();
    void theGroupIsKeptFromInstrumentToInstrument();
    void tradesOfAnotherInstrumentAreNotShown();
    void groupedTradesKeepTheirSumInsideTheBook();
    void aLargeSizeIsMarkedInWordsAndNotTwice();
    void theCursorStaysWithItsPriceAndEnterTakesIt();
    void enterOutOfSightShowsThePriceFirst();
    void plusAndMinusChangeTheGroup();
    void theDepthThatTheBookHasIsShown();
    void aNarrowLadderLeavesTheTradedColumnsOut();
    void theStateTellsAgeAndTrust();
};

void LadderTest::groupsNeverFlatterAndKeepTheSum()
{
    QRandomGenerator random(20'260'521);
    for (int round = 0; round < 300; ++round) {
        const std::int64_t step = kLadderGroups[static_cast<std::size_t>(random.bounded(int(kLadderGroups.size())))];
        for (const Side side : {Side::Buy, Side::Sell}) {
            std::vector<Level> levels;
            std::int64_t price = 1'000'000 + random.bounded(1000);
            for (int i = 0; i < 50; ++i) {
                levels.push_back({PriceTicks(price), QtyLots(1 + random.bounded(100'000))});
                price += (side == Side::Buy ? -1 : 1) * (1 + random.bounded(9));
            }
            const auto groups = groupLevels(levels, side, step);
            QCOMPARE(sum(groups), sum(levels));
            for (std::size_t i = 1; i < groups.size(); ++i)
                QVERIFY(side == Side::Buy ? groups[i].price < groups[i - 1].price : groups[i].price > groups[i - 1].price);
            for (const Level &level : levels) {
                const PriceTicks group = groupPrice(level.price, side, step);
                QCOMPARE(group.value() % step, std::int64_t(0));
                QVERIFY(side == Side::Buy ? group <= level.price : group >= level.price);
                QVERIFY(std::abs(group.value() - level.price.value()) < step);
            }
        }
    }
}

void LadderTest::theModelKeepsItsContractWhileTheBookLives()
{
    FakeClock clock;
    LadderModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto instrument = fakemarket::btcusdt();
    for (int step = 0; step < 40; ++step) {
        model.setBook(shared(fakemarket::book(instrument, clock.utcNow(), clock.now(), step)));
        model.setGroup(kLadderGroups[static_cast<std::size_t>(step) % kLadderGroups.size()]);
        model.setOrder(fakemarket::order(instrument, step % 7, step % 3 ? OrderState::Accepted : OrderState::Filled, clock.utcNow()));
    }
    model.setBook(nullptr);
    QCOMPARE(model.rowCount(), LadderModel::kRows);
    QVERIFY(!model.priceAt(LadderModel::kDividerRow - 1));
}

void LadderTest::anEqualBookChangesNoCell()
{
    FakeClock clock;
    LadderModel model;
    const auto book = fakemarket::book(fakemarket::btcusdt(), clock.utcNow(), clock.now());
    model.setBook(shared(book));
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setBook(shared(book));
    QCOMPARE(changes.count(), 0);
}

void LadderTest::oneChangedLevelChangesOneRow()
{
    FakeClock clock;
    LadderModel model;
    auto book = fakemarket::book(fakemarket::btcusdt(), clock.utcNow(), clock.now());
    model.setBook(shared(book));
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    book.bids[3].qty += QtyLots(1);
    model.setBook(shared(book));
    QCOMPARE(changes.count(), 1);
    QCOMPARE(changes[0][0].toModelIndex().row(), LadderModel::kDividerRow + 4);
    QCOMPARE(changes[0][1].toModelIndex().row(), LadderModel::kDividerRow + 4);
}

void LadderTest::anOwnOrderIsMarkedAlsoWhereTheBookHasNoLevel()
{
    FakeClock clock;
    LadderModel model;
    auto book = fakemarket::book(fakemarket::btcusdt(), clock.utcNow(), clock.now());
    const PriceTicks removed = book.bids[2].price;
    book.bids.erase(book.bids.begin() + 2);
    model.setBook(shared(book));
    Order order = fakemarket::order(book.instrument, 1, OrderState::Unknown, clock.utcNow());
    order.side = Side::Buy;
    order.price = removed;
    model.setOrder(order);
    const int row = LadderModel::kDividerRow + 3;
    QCOMPARE(model.priceAt(row), std::optional(removed));
    QVERIFY(model.qtyAt(row).isZero());
    const QModelIndex mark = model.index(row, LadderModel::OwnColumn);
    QVERIFY(mark.data(LadderModel::OwnUnknownRole).toBool());
    QVERIFY(mark.data(Qt::ToolTipRole).toString().contains(QLatin1StringView("UNKNOWN")));
}

void LadderTest::aDoneOrderLosesItsMark()
{
    FakeClock clock;
    LadderModel model;
    const auto book = fakemarket::book(fakemarket::btcusdt(), clock.utcNow(), clock.now());
    model.setBook(shared(book));
    Order order = fakemarket::order(book.instrument, 1, OrderState::Accepted, clock.utcNow());
    order.side = Side::Sell;
    order.price = book.asks[0].price;
    model.setOrder(order);
    const QModelIndex mark = model.index(LadderModel::kDividerRow - 1, LadderModel::OwnColumn);
    QVERIFY(mark.data(Qt::ToolTipRole).isValid());
    order.state = OrderState::Cancelled;
    model.setOrder(order);
    QVERIFY(!mark.data(Qt::ToolTipRole).isValid());
}

void LadderTest::aClickMeansThePriceAtThePress()
{
    Stage stage;
    stage.publish();
    QSignalSpy chosen(&stage.panel, &LadderPanel::priceChosen);
    const int row = LadderModel::kDividerRow + 2;
    const PriceTicks pressed = *stage.model->priceAt(row);
    QTest::mousePress(stage.view->viewport(), Qt::LeftButton, {}, stage.middleOf(row));
    int step = 1;
    while (stage.model->priceAt(row) == pressed)
        stage.publish(step++); // until the book has truly moved under the pointer
    QTest::mouseRelease(stage.view->viewport(), Qt::LeftButton, {}, stage.middleOf(row));
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].value<PriceTicks>(), pressed);
}

void LadderTest::aDragIsNoClick()
{
    Stage stage;
    stage.publish();
    QSignalSpy chosen(&stage.panel, &LadderPanel::priceChosen);
    QTest::mousePress(stage.view->viewport(), Qt::LeftButton, {}, stage.middleOf(LadderModel::kDividerRow + 1));
    QTest::mouseRelease(stage.view->viewport(), Qt::LeftButton, {}, stage.middleOf(LadderModel::kDividerRow + 6));
    QCOMPARE(chosen.count(), 0);
}

void LadderTest::aStaleBookIsSaidAndTakesNoClicks()
{
    Stage stage;
    stage.publish();
    BookSnapshot stale = fakemarket::book(stage.client.instrument(), stage.clock.utcNow(), stage.clock.now());
    stale.state = BookState::Stale;
    stale.gap = GapKind::Silence;
    stage.client.publishBook(stale);
    stage.scheduler.advance(milliseconds(7000));
    const auto *state = stage.panel.findChild<QLabel *>(QStringLiteral("ladderState"));
    QVERIFY2(state->text().contains(QLatin1StringView("STALE 7 s")) || state->text().contains(QLatin1StringView("STALE 6 s")), qPrintable(state->text()));
    QSignalSpy chosen(&stage.panel, &LadderPanel::priceChosen);
    QTest::mouseClick(stage.view->viewport(), Qt::LeftButton, {}, stage.middleOf(LadderModel::kDividerRow + 1));
    QCOMPARE(chosen.count(), 0);
}

void LadderTest::withoutABookItSaysWhatItWaitsFor()
{
    Stage stage;
    stage.frame();
    const auto *waiting = stage.panel.findChild<QLabel *>(QStringLiteral("ladderWaiting"));
    QVERIFY(waiting->isVisible());
    QVERIFY(waiting->text().contains(QLatin1StringView("BTCUSDT")));
    QVERIFY(!stage.view->isVisible());
}

void LadderTest::anotherInstrumentNeverShowsTheOldNumbers()
{
    Stage stage;
    stage.publish();
    QVERIFY(stage.model->priceAt(LadderModel::kDividerRow + 1));
    stage.client.setInstrument(fakemarket::tinycoin()); // the channel still holds the old book
    stage.frame();
    QVERIFY(!stage.model->priceAt(LadderModel::kDividerRow + 1));
    QVERIFY(!stage.view->isVisible());
    stage.publish();
    QVERIFY(stage.view->isVisible());
    QCOMPARE(stage.model->book()->instrument->id(), fakemarket::tinycoin()->id());
}

void LadderTest::columnWidthsStandStill()
{
    Stage stage;
    stage.publish();
    const auto widths = [&] {
        QVector<int> all;
        for (int column = 0; column < LadderModel::ColumnCount; ++column)
            all << stage.view->columnWidth(column);
        return all;
    };
    const auto before = widths();
    BookSnapshot book = fakemarket::book(stage.client.instrument(), stage.clock.utcNow(), stage.clock.now(), 5);
    for (Level &level : book.asks)
        level.qty = QtyLots(1'189'999'999);
    for (Level &level : book.bids)
        level.price = level.price - PriceTicks(600'000); // two digits fewer
    stage.client.publishBook(book);
    stage.frame();
    QCOMPARE(widths(), before);
    stage.publish(9);
    QCOMPARE(widths(), before);
}

void LadderTest::spaceBringsTheDividerBack()
{
    Stage stage;
    stage.publish();
    const int centred = stage.view->verticalScrollBar()->value();
    QVERIFY(centred > 0);
    stage.view->verticalScrollBar()->setValue(0);
    QTest::keyClick(stage.view, Qt::Key_Space);
    QCOMPARE(stage.view->verticalScrollBar()->value(), centred);
}

void LadderTest::theDividerShowsTheRawSpreadWhateverTheGroup()
{
    Stage stage;
    stage.publish();
    const QString raw = stage.model->spreadText();
    QVERIFY(raw.contains(QLatin1StringView("0.1")));
    auto *group = stage.panel.findChild<QComboBox *>(QStringLiteral("ladderGroup"));
    QCOMPARE(group->count(), int(kLadderGroups.size()));
    group->setCurrentIndex(3);
    QCOMPARE(stage.model->group(), std::int64_t(10));
    QCOMPARE(stage.model->priceAt(LadderModel::kDividerRow - 1)->value() % 10, std::int64_t(0));
    QCOMPARE(stage.model->spreadText(), raw);
}

void LadderTest::hiddenItDoesNotLook()
{
    Stage stage;
    stage.publish();
    stage.panel.hide();
    QSignalSpy changes(stage.model, &QAbstractItemModel::dataChanged);
    stage.publish(3);
    QCOMPARE(changes.count(), 0);
    stage.panel.show();
    stage.frame();
    QVERIFY(changes.count() > 0);
}

void LadderTest::tradesStandBesideTheirPriceInTheSameGroups()
{
    FakeClock clock;
    LadderModel model;
    auto book = fakemarket::book(fakemarket::btcusdt(), clock.utcNow(), clock.now());
    const PriceTicks bid = book.bids[2].price;
    const PriceTicks ask = book.asks[1].price;
    book.bids.erase(book.bids.begin() + 4); // a price with trades and nothing resting
    const PriceTicks empty = bid - PriceTicks(2);
    model.setBook(shared(book));
    auto traded = std::make_shared<TradedVolume>();
    traded->id = book.instrument->id();
    traded->prices = {{ask, QtyLots(7), QtyLots(1)}, {bid, QtyLots(2), QtyLots(9)}, {empty, QtyLots(0), QtyLots(4)}};
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setTraded(traded);
    QVERIFY(changes.count() > 0 && changes.count() <= 3);
    const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(LadderModel::kDividerRow - 2, LadderModel::BoughtColumn), QStringLiteral("0.007"));
    QCOMPARE(text(LadderModel::kDividerRow - 2, LadderModel::SoldColumn), QStringLiteral("0.001"));
    QCOMPARE(text(LadderModel::kDividerRow + 3, LadderModel::SoldColumn), QStringLiteral("0.009"));
    QCOMPARE(model.priceAt(LadderModel::kDividerRow + 5), std::optional(empty));
    QCOMPARE(text(LadderModel::kDividerRow + 5, LadderModel::SoldColumn), QStringLiteral("0.004"));
    QCOMPARE(text(LadderModel::kDividerRow + 5, LadderModel::BidColumn), QString());
    QVERIFY(model.index(LadderModel::kDividerRow + 3, 0).data(Qt::AccessibleTextRole).toString().contains(QLatin1StringView("sold 0.009")));
    changes.clear();
    model.setTraded(std::make_shared<TradedVolume>(*traded));
    QCOMPARE(changes.count(), 0);
}

void LadderTest::tradesInsideTheSpreadAreSaidOnTheDivider()
{
    FakeClock clock;
    LadderModel model;
    auto book = fakemarket::book(fakemarket::btcusdt(), clock.utcNow(), clock.now());
    book.asks.erase(book.asks.begin(), book.asks.begin() + 3); // the spread opened where there was trade
    const PriceTicks inside = book.bids[0].price + PriceTicks(1);
    model.setBook(shared(book));
    QVERIFY(!model.spreadText().contains(QLatin1StringView("inside")));
    auto traded = std::make_shared<TradedVolume>();
    traded->id = book.instrument->id();
    traded->prices = {{book.asks[0].price, QtyLots(50), QtyLots(0)}, {inside + PriceTicks(1), QtyLots(7), QtyLots(0)}, {inside, QtyLots(0), QtyLots(9)},
                      {book.bids[0].price, QtyLots(0), QtyLots(60)}};
    model.setTraded(traded);
    QVERIFY2(model.spreadText().endsWith(QLatin1StringView("inside: sold 0.009, bought 0.007")), qPrintable(model.spreadText()));
    QVERIFY(model.index(LadderModel::kDividerRow, 0).data(Qt::AccessibleTextRole).toString().contains(QLatin1StringView("inside")));
}

void LadderTest::aThousandLevelsHaveARowEach()
{
    FakeClock clock;
    LadderModel model;
    auto book = fakemarket::book(fakemarket::btcusdt(), clock.utcNow(), clock.now());
    const PriceTicks bid = book.bids.front().price, ask = book.asks.front().price;
    book.depth = 1000;
    book.bids.clear();
    book.asks.clear();
    for (int i = 0; i < 1000; ++i) {
        book.bids.push_back({bid - PriceTicks(i), QtyLots(10 + i)});
        book.asks.push_back({ask + PriceTicks(i), QtyLots(10 + i)});
    }
    model.setBook(shared(book));
    QCOMPARE(model.rowsOf(Side::Buy), 1000);
    QCOMPARE(model.priceAt(LadderModel::kRows - 1), std::optional(bid - PriceTicks(999)));
    QCOMPARE(model.priceAt(0), std::optional(ask + PriceTicks(999)));
    book.bids.resize(50); // and none of them is left behind by a shallower one
    book.asks.resize(50);
    model.setBook(shared(book));
    QCOMPARE(model.rowsOf(Side::Sell), 50);
    for (int row = 0; row < LadderModel::kRows; ++row)
        QCOMPARE(model.priceAt(row).has_value(), row != LadderModel::kDividerRow && std::abs(row - LadderModel::kDividerRow) <= 50);
}

void LadderTest::theGroupIsKeptFromInstrumentToInstrument()
{
    Stage stage;
    QSignalSpy chosen(&stage.panel, &LadderPanel::groupChosen);
    stage.panel.setGroup(10);
    QCOMPARE(chosen.count(), 0); // it was kept, not chosen
    QCOMPARE(stage.model->group(), 10);
    stage.panel.setGroup(7);
    QCOMPARE(stage.model->group(), 10);
    stage.client.setInstrument(fakemarket::tinycoin());
    QCOMPARE(stage.model->group(), 10);
    stage.panel.findChild<QComboBox *>(QStringLiteral("ladderGroup"))->setCurrentIndex(1);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(stage.panel.group(), 2);
}

void LadderTest::tradesOfAnotherInstrumentAreNotShown()
{
    FakeClock clock;
    LadderModel model;
    const auto book = fakemarket::book(fakemarket::btcusdt(), clock.utcNow(), clock.now());
    model.setBook(shared(book));
    auto traded = std::make_shared<TradedVolume>();
    traded->id = fakemarket::tinycoin()->id();
    traded->prices = {{book.bids[0].price, QtyLots(5), QtyLots(5)}};
    model.setTraded(traded);
    QVERIFY(model.tradedAt(LadderModel::kDividerRow + 1).isZero());
}

void LadderTest::groupedTradesKeepTheirSumInsideTheBook()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 300; ++round) {
        const std::int64_t step = kLadderGroups[static_cast<std::size_t>(random.bounded(int(kLadderGroups.size())))];
        for (const Side side : {Side::Buy, Side::Sell}) {
            const int away = side == Side::Buy ? -1 : 1;
            std::vector<Level> levels;
            std::int64_t price = 1000;
            for (int i = 0; i < 20; ++i, price += away * (1 + random.bounded(6)))
                levels.push_back({PriceTicks(price), QtyLots(1 + random.bounded(99))});
            std::vector<TradedVolume::AtPrice> traded;
            const PriceTicks worst = groupPrice(levels.back().price, side, step);
            std::int64_t inside = 0;
            for (std::int64_t at = 1150; at > 850; at -= 1 + random.bounded(4)) {
                traded.push_back({PriceTicks(at), QtyLots(random.bounded(50)), QtyLots(random.bounded(50))});
                const PriceTicks group = groupPrice(PriceTicks(at), side, step);
                const bool isBehindBest = side == Side::Buy ? at <= levels.front().price.value() : at >= levels.front().price.value();
                if (isBehindBest && (side == Side::Buy ? group >= worst : group <= worst))
                    inside += traded.back().bought.value() + traded.back().sold.value();
            }
            std::int64_t shown = 0;
            std::int64_t resting = 0;
            const auto rows = ladderLevels(levels, traded, side, step);
            for (std::size_t i = 0; i < rows.size(); ++i) {
                shown += rows[i].bought.value() + rows[i].sold.value();
                resting += rows[i].resting.value();
                QVERIFY(i == 0 || (side == Side::Buy ? rows[i].price < rows[i - 1].price : rows[i].price > rows[i - 1].price));
            }
            QCOMPARE(shown, inside);
            QCOMPARE(resting, sum(levels));
        }
    }
}

void LadderTest::aLargeSizeIsMarkedInWordsAndNotTwice()
{
    Stage stage;
    BookSnapshot book = fakemarket::book(stage.client.instrument(), stage.clock.utcNow(), stage.clock.now());
    for (std::vector<Level> *side : {&book.bids, &book.asks})
        for (Level &level : *side)
            level.qty = QtyLots(100);
    book.bids[1].qty = QtyLots(500);
    book.asks[1].qty = QtyLots(499);
    stage.client.publishBook(book);
    stage.frame();
    const auto isLarge = [&](int row, int column) { return stage.model->index(row, column).data(LadderModel::LargeRole).toBool(); };
    QVERIFY(isLarge(LadderModel::kDividerRow + 2, LadderModel::BidColumn));
    QVERIFY(!isLarge(LadderModel::kDividerRow + 2, LadderModel::AskColumn));
    QVERIFY(!isLarge(LadderModel::kDividerRow - 2, LadderModel::AskColumn));
    QVERIFY(stage.model->index(LadderModel::kDividerRow + 2, 0).data(Qt::AccessibleTextRole).toString().contains(QLatin1StringView("large")));
    stage.panel.setLargeFactor(0);
    QVERIFY(!isLarge(LadderModel::kDividerRow + 2, LadderModel::BidColumn));
    QSignalSpy changes(stage.model, &QAbstractItemModel::dataChanged);
    stage.panel.setLargeFactor(3);
    QCOMPARE(changes.count(), 2);
    stage.panel.setLargeFactor(3);
    QCOMPARE(changes.count(), 2);
}

void LadderTest::theCursorStaysWithItsPriceAndEnterTakesIt()
{
    Stage stage;
    stage.publish();
    QSignalSpy chosen(&stage.panel, &LadderPanel::priceChosen);
    QTest::keyClick(stage.view, Qt::Key_Return);
    QCOMPARE(chosen.count(), 0); // there is no cursor yet
    QTest::keyClick(stage.view, Qt::Key_Down);
    QCOMPARE(stage.view->currentIndex().row(), LadderModel::kDividerRow + 1);
    QTest::keyClick(stage.view, Qt::Key_Up);
    QCOMPARE(stage.view->currentIndex().row(), LadderModel::kDividerRow - 1); // over the divider
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(stage.view, Qt::Key_Down);
    const PriceTicks aimed = *stage.model->priceAt(LadderModel::kDividerRow + 4);
    BookSnapshot book = fakemarket::book(stage.client.instrument(), stage.clock.utcNow(), stage.clock.now());
    book.bids.insert(book.bids.begin(), {book.bids[0].price + PriceTicks(1), QtyLots(1)});
    book.asks.erase(book.asks.begin());
    stage.client.publishBook(book);
    stage.frame();
    QCOMPARE(stage.view->currentIndex().row(), LadderModel::kDividerRow + 5);
    QTest::keyClick(stage.view, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].value<PriceTicks>(), aimed);
}

void LadderTest::enterOutOfSightShowsThePriceFirst()
{
    Stage stage;
    stage.publish();
    QSignalSpy chosen(&stage.panel, &LadderPanel::priceChosen);
    QTest::keyClick(stage.view, Qt::Key_End);
    QCOMPARE(stage.view->currentIndex().row(), LadderModel::kDividerRow + 50); // the last level of this book
    QTest::keyClick(stage.view, Qt::Key_Space);
    QTest::keyClick(stage.view, Qt::Key_Return);
    QCOMPARE(chosen.count(), 0);
    QTest::keyClick(stage.view, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
}

void LadderTest::plusAndMinusChangeTheGroup()
{
    Stage stage;
    stage.publish();
    QTest::keyClick(stage.view, Qt::Key_Minus);
    QCOMPARE(stage.model->group(), kLadderGroups[0]);
    QTest::keyClick(stage.view, Qt::Key_Plus);
    QTest::keyClick(stage.view, Qt::Key_Plus);
    QCOMPARE(stage.model->group(), kLadderGroups[2]);
    QTest::keyClick(stage.view, Qt::Key_Minus);
    QCOMPARE(stage.model->group(), kLadderGroups[1]);
}

void LadderTest::theDepthThatTheBookHasIsShown()
{
    Stage stage;
    stage.publish();
    auto *depth = stage.panel.findChild<QComboBox *>(QStringLiteral("ladderDepth"));
    QCOMPARE(depth->currentText(), QStringLiteral("50"));
    depth->setCurrentIndex(1);
    Q_EMIT depth->activated(1);
    QCOMPARE(stage.client.market().calls.depths, QVector<int>{200});
    stage.publish(1);
    QCOMPARE(depth->currentText(), QStringLiteral("200")); // asked for
    stage.scheduler.advance(std::chrono::seconds(6));
    stage.publish(2);
    QCOMPARE(depth->currentText(), QStringLiteral("50")); // and never given
    BookSnapshot book = fakemarket::book(stage.client.instrument(), stage.clock.utcNow(), stage.clock.now());
    book.depth = 1000;
    stage.client.publishBook(book);
    stage.frame();
    QCOMPARE(depth->currentText(), QStringLiteral("1000"));
    QCOMPARE(stage.client.market().calls.depths.size(), 1);
}

void LadderTest::aNarrowLadderLeavesTheTradedColumnsOut()
{
    Stage stage;
    stage.publish();
    stage.panel.resize(230, 500);
    QVERIFY(!stage.view->hasTradedColumns());
    const QString widest = stage.model->index(LadderModel::kDividerRow + 1, LadderModel::BidColumn).data().toString();
    QVERIFY(stage.view->columnWidth(LadderModel::BidColumn) > QFontMetrics(stage.theme.numberFont()).horizontalAdvance(widest));
    stage.panel.resize(460, 500);
    QVERIFY(stage.view->hasTradedColumns());
    int sum = 0;
    for (int column = 0; column < LadderModel::ColumnCount; ++column)
        sum += stage.view->columnWidth(column);
    QCOMPARE(sum, stage.view->viewport()->width());
}

void LadderTest::theStateTellsAgeAndTrust()
{
    Stage stage;
    BookSnapshot book = fakemarket::book(stage.client.instrument(), stage.clock.utcNow(), stage.clock.now());
    stage.client.publishBook(book);
    stage.frame();
    const auto *state = stage.panel.findChild<QLabel *>(QStringLiteral("ladderState"));
    QVERIFY2(!state->text().contains(u'0') || !state->text().contains(QLatin1StringView("trust 0")), qPrintable(state->text())); // not judged is no zero
    book.trust.score = 63;
    book.trust.lost[static_cast<std::size_t>(TrustPart::Gaps)] = 37;
    stage.client.publishBook(book);
    stage.frame();
    QVERIFY2(state->text().contains(QLatin1StringView("trust 63")), qPrintable(state->text()));
    QVERIFY2(state->text().contains(QLatin1StringView("0 s")), qPrintable(state->text()));
    book.isUpdateIdIgnored = true;
    stage.client.publishBook(book);
    stage.frame();
    QVERIFY(state->text().contains(QLatin1StringView("holes")));
    QCOMPARE(state->property("role").toString(), QStringLiteral("caution"));
}

QTEST_MAIN(LadderTest)
#include "tst_ladder.moc"
