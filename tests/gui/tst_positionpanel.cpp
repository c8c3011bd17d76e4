// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakemarket.h"
#include "tests/support/fakescheduler.h"
#include "ui/panels/positionpanel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/positioncard.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace bw;

namespace {

struct Stage {
    FakeClock clock;
    FakeScheduler scheduler{clock};
    Theme theme;
    FramePulse pulse{scheduler, clock};
    FakeEngineClient client{clock};
    PositionPanel panel{client, theme, pulse};

    Stage()
    {
        theme.applyTo(*qApp);
        panel.resize(380, 420);
        panel.show();
        client.publishBook();
    }
    [[nodiscard]] Position held() const
    {
        Position position = fakemarket::positions(client.instrument(), clock.utcNow()).first();
        position.stoppedSize = position.size;
        return position;
    }
    template <class T>
    [[nodiscard]] T *find(const char *name) const { return panel.findChild<T *>(QString::fromLatin1(name)); }
    [[nodiscard]] QString text(const char *name) const { return find<QLabel>(name)->text(); }
    void press(const char *name) const { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    void settle() { scheduler.advance(std::chrono::milliseconds(600)); } ///< previews are asked, the grace is over
};

} // namespace

class PositionPanelTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void unknownIsNeverFlat();
    void aPositionWithoutFullCoverIsUnprotected();
    void figuresAreTheVenuesAndMissingOnesStayMissing();
    void hedgeModeShowsBothPositions();
    void closeAsksOnceMoreAndSendsThePreviewOnce();
    void enterNeverSendsAClose();
    void closeWorksWhileThePositionIsUnknownButReverseDoesNot();
    void aRefusedCloseSaysWhyAndCannotBeSent();
    void breakEvenOpensTheSheetWithTheStop();
    void aStopIsSentAsItWasShown();
    void anUnknownChangeShowsBothStatesInAmber();
    void aRefusedChangeSaysWhy();
    void otherSymbolsAreMentioned();
};

void PositionPanelTest::unknownIsNeverFlat()
{
    Stage stage;
    QVERIFY(stage.text("positionEmpty").contains(QStringLiteral("not been read")));
    Q_EMIT stage.client.positionsUnknown(stage.clock.utcNow());
    QVERIFY(stage.text("positionEmpty").contains(QStringLiteral("unknown since")));
    Q_EMIT stage.client.positionsChanged({});
    QVERIFY(stage.text("positionEmpty").startsWith(u"No position in BTCUSDT"));
    Q_EMIT stage.client.positionsChanged({stage.held()});
    Q_EMIT stage.client.positionsUnknown(stage.clock.utcNow());
    QVERIFY(stage.find<QWidget>("positionCard")->isVisible()); // the last that was known stays
    QVERIFY(stage.text("positionBadge").startsWith(u"unknown since"));
    QCOMPARE(stage.find<QLabel>("positionSize")->property("role").toString(), QStringLiteral("caution"));
}

void PositionPanelTest::aPositionWithoutFullCoverIsUnprotected()
{
    Stage stage;
    Position position = stage.held();
    Q_EMIT stage.client.positionsChanged({position});
    QCOMPARE(stage.text("positionBadge"), QStringLiteral("stops cover all"));
    QVERIFY(!stage.find<QLabel>("positionWarning")->isVisible());
    position.stoppedSize = *Decimal::parse(std::string_view("0.008"));
    Q_EMIT stage.client.positionsChanged({position});
    QCOMPARE(stage.text("positionBadge"), QStringLiteral("UNPROTECTED"));
    QCOMPARE(stage.find<QLabel>("positionBadge")->property("role").toString(), QStringLiteral("dangerBadge"));
    QVERIFY(stage.text("positionWarning").contains(QStringLiteral("0.008 of 0.020")));
}

void PositionPanelTest::figuresAreTheVenuesAndMissingOnesStayMissing()
{
    Stage stage;
    Position position = stage.held();
    stage.client.trade().mode = fakemarket::accountMode(stage.client.instrument());
    Q_EMIT stage.client.positionsChanged({position});
    QCOMPARE(stage.text("positionSize"), QStringLiteral("Long 0.020 BTC"));
    QCOMPARE(stage.text("positionFigure2"), QStringLiteral("+5.876 USDT"));
    QCOMPARE(stage.text("positionFigure3"), QStringLiteral("10x cross"));
    QCOMPARE(stage.text("positionFigure5"), QStringLiteral("1 of 5"));
    QCOMPARE(stage.text("positionFigure8"), QStringLiteral("\u2013"));
    position.liquidationPrice = Decimal::invalid();
    position.unrealisedPnl = Decimal::invalid();
    Q_EMIT stage.client.positionsChanged({position});
    QCOMPARE(stage.text("positionFigure2"), QStringLiteral("\u2013"));
    QCOMPARE(stage.text("positionFigure4"), QStringLiteral("none named"));
}

void PositionPanelTest::hedgeModeShowsBothPositions()
{
    Stage stage;
    Position longOne = stage.held();
    longOne.positionIdx = 1;
    Position shortOne = stage.held();
    shortOne.positionIdx = 2;
    shortOne.side = Side::Sell;
    Q_EMIT stage.client.positionsChanged({longOne, shortOne});
    const auto cards = stage.panel.findChildren<PositionCard *>();
    QCOMPARE(cards.size(), 2);
    QVERIFY(!cards[0]->findChild<QPushButton *>(QStringLiteral("positionReverse"))->isEnabled());
    QTest::mouseClick(cards[1]->findChild<QPushButton *>(QStringLiteral("positionClose")), Qt::LeftButton);
    stage.settle();
    QCOMPARE(stage.client.calls.previews.last().positionIdx, 2);
    QCOMPARE(stage.client.calls.previews.last().side, Side::Buy);
    Q_EMIT stage.client.positionsChanged({longOne});
    QVERIFY(!cards[1]->isVisibleTo(&stage.panel));
}

void PositionPanelTest::closeAsksOnceMoreAndSendsThePreviewOnce()
{
    Stage stage;
    Q_EMIT stage.client.positionsChanged({stage.held()});
    stage.press("positionClose");
    QVERIFY(stage.find<QPushButton>("closeCancel")->hasFocus() || !stage.panel.isActiveWindow());
    QCOMPARE(stage.client.calls.submits.size(), 0);
    stage.settle();
    const OrderDraft &asked = stage.client.calls.previews.last();
    QVERIFY(asked.closesPosition && asked.reduceOnly && asked.qty.isZero());
    QVERIFY(asked.isConfirmedClose); // it must pass a halt
    QVERIFY(stage.find<QPushButton>("closeSend")->isEnabled());
    QCOMPARE(stage.find<QPushButton>("closeSend")->text(), QStringLiteral("Close long 0.020 at the market"));
    stage.press("closeSend");
    QCOMPARE(stage.client.calls.submits.size(), 1);
    QVERIFY(stage.find<QWidget>("positionCard")->isVisible());
    QVERIFY(!stage.text("positionWords").isEmpty());
}

void PositionPanelTest::enterNeverSendsAClose()
{
    Stage stage;
    Q_EMIT stage.client.positionsChanged({stage.held()});
    stage.press("positionClose");
    stage.settle();
    for (const char *name : {"closeSend", "closeCancel", "closeSheet"})
        QTest::keyClick(stage.find<QWidget>(name), Qt::Key_Return);
    QCOMPARE(stage.client.calls.submits.size(), 0);
    QTest::keyClick(stage.find<QWidget>("closeCancel"), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(stage.client.calls.submits.size(), 1);
}

void PositionPanelTest::closeWorksWhileThePositionIsUnknownButReverseDoesNot()
{
    Stage stage;
    Q_EMIT stage.client.positionsChanged({stage.held()});
    QVERIFY(stage.find<QPushButton>("positionReverse")->isEnabled());
    Q_EMIT stage.client.positionsUnknown(stage.clock.utcNow());
    QVERIFY(!stage.find<QPushButton>("positionReverse")->isEnabled());
    QVERIFY(stage.find<QPushButton>("positionReverse")->toolTip().contains(QStringLiteral("not known")));
    stage.press("positionClose");
    stage.settle();
    stage.press("closeSend");
    QCOMPARE(stage.client.calls.submits.size(), 1);
}

void PositionPanelTest::aRefusedCloseSaysWhyAndCannotBeSent()
{
    Stage stage;
    stage.client.answersPreviews = false;
    Q_EMIT stage.client.positionsChanged({stage.held()});
    stage.press("positionClose");
    stage.settle();
    QVERIFY(!stage.find<QPushButton>("closeSend")->isEnabled()); // no answer, nothing to send
    Preview preview = fakemarket::preview(QStringLiteral("p"), stage.client.calls.previews.last(), stage.clock.utcNow());
    preview.verdicts[1].ok = false;
    preview.verdicts[1].why = QStringLiteral("key_read_only");
    Q_EMIT stage.client.previewReady(preview);
    QVERIFY(!stage.find<QPushButton>("closeSend")->isEnabled());
    QVERIFY(stage.text("closeHint").contains(QStringLiteral("only read")));
}

void PositionPanelTest::breakEvenOpensTheSheetWithTheStop()
{
    Stage stage;
    Q_EMIT stage.client.positionsChanged({stage.held()});
    stage.press("positionBreakEven");
    QVERIFY(stage.find<QWidget>("protectSheet")->isVisible());
    QCOMPARE(stage.find<QLineEdit>("protectStopLoss")->text(), QStringLiteral("63126.9"));
    QCOMPARE(stage.client.trade().calls.changes.size(), 0);
    stage.press("protectSend");
    QCOMPARE(stage.client.trade().calls.changes.size(), 1);
    const auto &draft = std::get<StopDraft>(stage.client.trade().calls.changes[0]);
    QCOMPARE(draft.stopLoss->trigger, PriceTicks(631'269));
    QVERIFY(!draft.takeProfit && !draft.trailingDistance && !draft.removesTakeProfit);
}

void PositionPanelTest::aStopIsSentAsItWasShown()
{
    Stage stage;
    Q_EMIT stage.client.positionsChanged({stage.held()});
    stage.press("positionProtect");
    QVERIFY(!stage.find<QPushButton>("protectSend")->isEnabled()); // nothing would change yet
    stage.press("protectPartial");
    QVERIFY(!stage.find<QWidget>("protectTrailing")->isVisible());
    stage.find<QLineEdit>("protectStopLoss")->setText(QStringLiteral("63000.05"));
    QVERIFY(!stage.find<QPushButton>("protectSend")->isEnabled());
    stage.find<QLineEdit>("protectStopLoss")->setText(QStringLiteral("63000"));
    stage.find<QLineEdit>("protectSize")->setText(QStringLiteral("0.005"));
    QVERIFY2(stage.text("protectChanges").contains(QStringLiteral("63\u2009000.0")), qPrintable(stage.text("protectChanges")));
    stage.press("protectSend");
    const auto &draft = std::get<StopDraft>(stage.client.trade().calls.changes.last());
    QCOMPARE(draft.mode, StopMode::Partial);
    QCOMPARE(*draft.size, QtyLots(5));
    QVERIFY(stage.find<QWidget>("positionCard")->isVisible());
}

void PositionPanelTest::anUnknownChangeShowsBothStatesInAmber()
{
    Stage stage;
    AccountChange change = fakemarket::accountChanges(stage.client.instrument(), stage.clock.utcNow()).last();
    Q_EMIT stage.client.trade().accountChangeUpdated(change);
    const auto *words = stage.find<QLabel>("positionChanges");
    QVERIFY(words->isVisible());
    QVERIFY(words->text().contains(change.before) && words->text().contains(change.after));
    QCOMPARE(words->property("role").toString(), QStringLiteral("caution"));
    change.state = AccountChange::State::Settled;
    Q_EMIT stage.client.trade().accountChangeUpdated(change);
    QVERIFY(!words->isVisible());
}

void PositionPanelTest::aRefusedChangeSaysWhy()
{
    Stage stage;
    StopDraft draft;
    draft.instrument = stage.client.instrument();
    Q_EMIT stage.client.trade().changeRefused({draft, ChangeRefusal::Why::AlreadyPending, {}});
    QVERIFY(stage.text("positionWords").startsWith(u"Nothing was changed"));
    QCOMPARE(stage.find<QLabel>("positionWords")->property("role").toString(), QStringLiteral("danger"));
}

void PositionPanelTest::otherSymbolsAreMentioned()
{
    Stage stage;
    Position other = stage.held();
    other.instrument = fakemarket::tinycoin();
    Q_EMIT stage.client.positionsChanged({other});
    QVERIFY(stage.text("positionEmpty").startsWith(u"No position in BTCUSDT"));
    QVERIFY(stage.text("positionOthers").startsWith(u"1 position is open in another symbol"));
}

QTEST_MAIN(PositionPanelTest)
#include "tst_positionpanel.moc"
