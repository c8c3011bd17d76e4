// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakemarket.h"
#include "tests/support/fakescheduler.h"
#include "ui/models/laddermodel.h"
#include "ui/models/linkboard.h"
#include "ui/models/oneclick.h"
#include "ui/panels/ladderpanel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/ladderview.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace bw;
using std::chrono::milliseconds;

namespace {

constexpr int kBidRow = LadderModel::kDividerRow + 3; // two ticks below the best bid
constexpr int kAskRow = LadderModel::kDividerRow - 3;

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
    QSignalSpy chosen{&panel, &LadderPanel::priceChosen};

    Stage()
    {
        panel.resize(340, 560);
        panel.show();
        publish();
        pass(300);
        panel.setQty(QtyLots(20));
    }
    void publish(int step = 0)
    {
        client.publishBook(step);
        pass(20);
    }
    /// The same book, so many ticks further: every row has another price.
    void shift(std::int64_t ticks)
    {
        BookSnapshot book = *client.book().read();
        for (auto *side : {&book.bids, &book.asks})
            for (Level &level : *side)
                level.price += PriceTicks(ticks);
        client.publishBook(book);
        pass(20);
    }
    void pass(int ms) { scheduler.advance(milliseconds(ms)); }
    template <class Widget>
    [[nodiscard]] Widget *get(const char *name) const { return panel.findChild<Widget *>(QString::fromLatin1(name)); }
    [[nodiscard]] QString words() const { return get<QLabel>("ladderWords")->text(); }
    [[nodiscard]] QPoint at(int row, int column) const { return view->visualRect(model->index(row, column)).center(); }
    [[nodiscard]] PriceTicks priceAt(int row) const { return *model->priceAt(row); }
    void arm() { QTest::mouseClick(get<QPushButton>("ladderArm"), Qt::LeftButton); }
    void click(int row, int column) { QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at(row, column)); }
    void drag(int from, int to)
    {
        QTest::mousePress(view->viewport(), Qt::LeftButton, {}, at(from, LadderModel::PriceColumn));
        QTest::mouseMove(view->viewport(), at(to, LadderModel::PriceColumn));
        QTest::mouseRelease(view->viewport(), Qt::LeftButton, {}, at(to, LadderModel::PriceColumn));
    }
    Order rest(int row, const QString &id = QStringLiteral("bw-own"), OrderState state = OrderState::Accepted)
    {
        Order order = fakemarket::order(client.instrument(), 7, state, clock.utcNow());
        order.orderLinkId = id;
        order.side = LadderModel::sideOf(row);
        order.price = priceAt(row);
        Q_EMIT client.orderChanged(order);
        pass(20);
        return order;
    }
};

} // namespace

class LadderTradingTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itStartsUnarmedAndAClickFillsTheTicket();
    void armedAClickInTheBidColumnBuysOnceByThePreview();
    void armedAClickInTheAskColumnSells();
    void armedThePriceColumnStillFillsTheTicket();
    void aPriceThatCrossesIsNotEvenAskedAbout();
    void mayCrossLetsItTakeAndIsForgottenWhenDisarmed();
    void aRefusedPreviewIsSaidAndNothingIsSent();
    void aLateAnswerIsNeverSent();
    void anAnswerAfterDisarmingIsNeverSent();
    void aSecondPressWaitsForTheFirst();
    void withoutAQuantityNothingIsSent();
    void aRowThatJustMovedIgnoresTheClick();
    void aGroupedRowOnlyFillsTheTicket();
    void aStaleBookTakesNoPress();
    void anotherInstrumentAndLockDisarm();
    void inHedgeModeThePressOpensItsSide();
    void draggingAnOwnOrderAsksForOneAmend();
    void aDragAcrossTheSpreadChangesNothing();
    void anUnknownOrderIsNotDragged();
    void severalOrdersAtAPriceAreNotDragged();
    void aRefusedAmendIsSaid();
    void digitsAndLettersGoToTheTicket();
};

void LadderTradingTest::itStartsUnarmedAndAClickFillsTheTicket()
{
    Stage stage;
    QVERIFY(!stage.get<QPushButton>("ladderArm")->isChecked());
    QVERIFY(stage.get<QPushButton>("ladderArm")->text().contains(QLatin1StringView("off")));
    stage.click(kBidRow, LadderModel::BidColumn);
    QCOMPARE(stage.chosen.size(), 1);
    QVERIFY(stage.client.calls.previews.isEmpty());
}

void LadderTradingTest::armedAClickInTheBidColumnBuysOnceByThePreview()
{
    Stage stage;
    stage.client.acceptsSubmits = true;
    stage.arm();
    QVERIFY(stage.get<QPushButton>("ladderArm")->text().contains(QLatin1StringView("ARMED 0.020")));
    const PriceTicks price = stage.priceAt(kBidRow);
    stage.click(kBidRow, LadderModel::BidColumn);
    QCOMPARE(stage.client.calls.previews.size(), 1);
    const OrderDraft draft = stage.client.calls.previews.constFirst();
    QCOMPARE(draft.side, Side::Buy);
    QCOMPARE(draft.price, std::optional(price));
    QCOMPARE(draft.qty, QtyLots(20));
    QCOMPARE(draft.origin, Origin::OneClick);
    QCOMPARE(draft.timeInForce, TimeInForce::PostOnly);
    QCOMPARE(stage.client.calls.submits.size(), 1);
    QVERIFY(stage.chosen.isEmpty());
    stage.pass(3000);
    QCOMPARE(stage.client.calls.submits.size(), 1);
}

void LadderTradingTest::armedAClickInTheAskColumnSells()
{
    Stage stage;
    stage.arm();
    stage.click(kAskRow, LadderModel::AskColumn);
    QCOMPARE(stage.client.calls.previews.value(0).side, Side::Sell);
    QCOMPARE(stage.client.calls.submits.size(), 1);
}

void LadderTradingTest::armedThePriceColumnStillFillsTheTicket()
{
    Stage stage;
    stage.arm();
    stage.click(kBidRow, LadderModel::PriceColumn);
    QCOMPARE(stage.chosen.size(), 1);
    QVERIFY(stage.client.calls.previews.isEmpty());
}

void LadderTradingTest::aPriceThatCrossesIsNotEvenAskedAbout()
{
    Stage stage;
    stage.arm();
    stage.click(LadderModel::kDividerRow - 1, LadderModel::BidColumn); // a buy at the best ask
    stage.click(LadderModel::kDividerRow + 1, LadderModel::AskColumn); // a sell at the best bid
    QVERIFY(stage.client.calls.previews.isEmpty());
    QVERIFY(stage.words().contains(QLatin1StringView("cross")));
}

void LadderTradingTest::mayCrossLetsItTakeAndIsForgottenWhenDisarmed()
{
    Stage stage;
    QVERIFY(!stage.get<QCheckBox>("ladderMayCross")->isVisible());
    stage.arm();
    stage.get<QCheckBox>("ladderMayCross")->click();
    stage.click(LadderModel::kDividerRow - 1, LadderModel::BidColumn);
    QCOMPARE(stage.client.calls.previews.value(0).timeInForce, TimeInForce::Gtc);
    QCOMPARE(stage.client.calls.submits.size(), 1);
    stage.arm(); // disarms
    stage.arm();
    QVERIFY(!stage.get<QCheckBox>("ladderMayCross")->isChecked());
}

void LadderTradingTest::aRefusedPreviewIsSaidAndNothingIsSent()
{
    Stage stage;
    stage.client.answersPreviews = false;
    stage.arm();
    stage.click(kBidRow, LadderModel::BidColumn);
    Preview preview = fakemarket::preview(QStringLiteral("p"), stage.client.calls.previews.value(0), stage.clock.utcNow());
    preview.verdicts[4].ok = false;
    preview.verdicts[4].why = QStringLiteral("order_too_large");
    Q_EMIT stage.client.previewReady(preview);
    QVERIFY(stage.client.calls.submits.isEmpty());
    QVERIFY(stage.words().contains(QLatin1StringView("cap")));
}

void LadderTradingTest::aLateAnswerIsNeverSent()
{
    Stage stage;
    stage.client.answersPreviews = false;
    stage.arm();
    stage.click(kBidRow, LadderModel::BidColumn);
    stage.pass(static_cast<int>(OneClick::kPatience.count()));
    Q_EMIT stage.client.previewReady(fakemarket::preview(QStringLiteral("p"), stage.client.calls.previews.value(0), stage.clock.utcNow()));
    QVERIFY(stage.client.calls.submits.isEmpty());
    QVERIFY(stage.words().contains(QLatin1StringView("too late")));
}

void LadderTradingTest::anAnswerAfterDisarmingIsNeverSent()
{
    Stage stage;
    stage.client.answersPreviews = false;
    stage.arm();
    stage.click(kBidRow, LadderModel::BidColumn);
    stage.arm(); // disarms
    stage.arm(); // and armed again: still not that press
    Q_EMIT stage.client.previewReady(fakemarket::preview(QStringLiteral("p"), stage.client.calls.previews.value(0), stage.clock.utcNow()));
    QVERIFY(stage.client.calls.submits.isEmpty());
}

void LadderTradingTest::aSecondPressWaitsForTheFirst()
{
    Stage stage;
    stage.arm();
    stage.click(kBidRow, LadderModel::BidColumn); // submitted, not answered
    stage.click(kBidRow + 1, LadderModel::BidColumn);
    QCOMPARE(stage.client.calls.submits.size(), 1);
    QCOMPARE(stage.client.calls.previews.size(), 1);
    Q_EMIT stage.client.submitAccepted(stage.client.calls.submits.value(0), QStringLiteral("bw-1"));
    stage.click(kBidRow + 1, LadderModel::BidColumn);
    QCOMPARE(stage.client.calls.submits.size(), 2);
}

void LadderTradingTest::withoutAQuantityNothingIsSent()
{
    Stage stage;
    stage.panel.setQty(std::nullopt);
    stage.arm();
    QVERIFY(stage.get<QPushButton>("ladderArm")->text().contains(QLatin1StringView("no quantity")));
    stage.click(kBidRow, LadderModel::BidColumn);
    QVERIFY(stage.client.calls.previews.isEmpty());
    QVERIFY(stage.words().contains(QLatin1StringView("quantity")));
}

void LadderTradingTest::aRowThatJustMovedIgnoresTheClick()
{
    Stage stage;
    stage.arm();
    stage.shift(2);
    stage.click(kBidRow, LadderModel::BidColumn);
    stage.click(kBidRow, LadderModel::PriceColumn);
    QVERIFY(stage.client.calls.previews.isEmpty());
    QVERIFY(stage.chosen.isEmpty());
    QVERIFY(stage.words().contains(QLatin1StringView("moved")));
    stage.pass(200);
    stage.click(kBidRow, LadderModel::BidColumn);
    QCOMPARE(stage.client.calls.previews.size(), 1);
}

void LadderTradingTest::aGroupedRowOnlyFillsTheTicket()
{
    Stage stage;
    stage.arm();
    stage.get<QComboBox>("ladderGroup")->setCurrentIndex(2);
    stage.pass(300);
    stage.click(kBidRow, LadderModel::BidColumn);
    QVERIFY(stage.client.calls.previews.isEmpty());
    QCOMPARE(stage.chosen.size(), 1);
}

void LadderTradingTest::aStaleBookTakesNoPress()
{
    Stage stage;
    stage.arm();
    BookSnapshot book = *stage.client.book().read();
    book.state = BookState::Stale;
    stage.client.publishBook(book);
    stage.pass(300);
    stage.click(kBidRow, LadderModel::BidColumn);
    QVERIFY(stage.client.calls.previews.isEmpty());
    QVERIFY(stage.chosen.isEmpty());
}

void LadderTradingTest::anotherInstrumentAndLockDisarm()
{
    Stage stage;
    stage.arm();
    stage.client.setLocked(true);
    QVERIFY(!stage.get<QPushButton>("ladderArm")->isChecked());
    stage.client.setLocked(false);
    QVERIFY(!stage.get<QPushButton>("ladderArm")->isChecked());
    stage.arm();
    stage.client.setInstrument(fakemarket::tinycoin());
    QVERIFY(!stage.get<QPushButton>("ladderArm")->isChecked());
}

void LadderTradingTest::inHedgeModeThePressOpensItsSide()
{
    Stage stage;
    stage.client.trade().mode = AccountMode{stage.client.instrument(), MarginMode::Cross, true, Decimal(10), std::nullopt};
    stage.arm();
    stage.click(kAskRow, LadderModel::AskColumn);
    QCOMPARE(stage.client.calls.previews.value(0).positionIdx, 2);
}

void LadderTradingTest::draggingAnOwnOrderAsksForOneAmend()
{
    Stage stage;
    const Order order = stage.rest(kBidRow);
    const PriceTicks to = stage.priceAt(kBidRow + 4);
    stage.drag(kBidRow, kBidRow + 4);
    QCOMPARE(stage.client.trade().calls.changes.size(), 1);
    const auto amend = std::get<AmendDraft>(stage.client.trade().calls.changes.constFirst());
    QCOMPARE(amend.orderLinkId, order.orderLinkId);
    QCOMPARE(amend.price, std::optional(to));
    QVERIFY(!amend.qty);
    QVERIFY(stage.chosen.isEmpty());
    stage.drag(kBidRow + 2, kBidRow + 5); // no own order there
    QCOMPARE(stage.client.trade().calls.changes.size(), 1);
}

void LadderTradingTest::aDragAcrossTheSpreadChangesNothing()
{
    Stage stage;
    (void)stage.rest(kBidRow);
    stage.drag(kBidRow, LadderModel::kDividerRow - 1);
    QVERIFY(stage.client.trade().calls.changes.isEmpty());
    QVERIFY(stage.words().contains(QLatin1StringView("cross")));
}

void LadderTradingTest::anUnknownOrderIsNotDragged()
{
    Stage stage;
    (void)stage.rest(kBidRow, QStringLiteral("bw-own"), OrderState::Unknown);
    stage.drag(kBidRow, kBidRow + 4);
    QVERIFY(stage.client.trade().calls.changes.isEmpty());
    QVERIFY(stage.words().contains(QLatin1StringView("can't be moved")));
}

void LadderTradingTest::severalOrdersAtAPriceAreNotDragged()
{
    Stage stage;
    (void)stage.rest(kBidRow);
    (void)stage.rest(kBidRow, QStringLiteral("bw-other"));
    stage.drag(kBidRow, kBidRow + 4);
    QVERIFY(stage.client.trade().calls.changes.isEmpty());
    QVERIFY(stage.words().contains(QLatin1StringView("Several")));
}

void LadderTradingTest::aRefusedAmendIsSaid()
{
    Stage stage;
    (void)stage.rest(kBidRow);
    stage.drag(kBidRow, kBidRow + 4);
    Q_EMIT stage.client.trade().changeRefused({stage.client.trade().calls.changes.constFirst(), ChangeRefusal::Why::NoSuchOrder, {}});
    QVERIFY(stage.words().contains(QLatin1StringView("Nothing was changed")));
}

void LadderTradingTest::digitsAndLettersGoToTheTicket()
{
    Stage stage;
    QSignalSpy keys(&stage.panel, &LadderPanel::tradingKeyPressed);
    QTest::keyClick(stage.view, Qt::Key_2);
    QTest::keyClick(stage.view, Qt::Key_S);
    QTest::keyClick(stage.view, Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(keys.size(), 2);
    QCOMPARE(keys.constFirst().constFirst().toInt(), int(Qt::Key_2));
}

QTEST_MAIN(LadderTradingTest)
#include "tst_laddertrading.moc"
