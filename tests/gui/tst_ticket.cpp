// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/ticketstage.h"

#include <QAction>

using namespace bw;
using Stage = TicketStage;

namespace {

Signal longSignal(const InstrumentId &id, UtcTime now) { return fakemarket::signalsOfEveryKind(id, now).constLast(); }

} // namespace

class TicketTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noSideIsChosenForTheUser();
    void badTextStaysAndIsExplained_data();
    void badTextStaysAndIsExplained();
    void oneEditAsksOnceAfterThePauseAndThenEverySecond();
    void anEditedTicketNeverShowsAnOlderAnswer();
    void anAnswerFromBeforeAnEditAndBackIsNotTaken();
    void anotherOrdersPreviewIsNotTaken();
    void steppingGoesByTheTickAndNeverToZero();
    void reviewIsOffWithAllReasonsWhileAGuardIsRed();
    void theConfirmStepShowsThePreviewAndCancelHasTheFocus();
    void enterNeverSends();
    void ctrlEnterSendsOnce();
    void aDoubleClickSendsOnce();
    void theSecondClickOnReviewNeverReachesSend();
    void anOldPreviewCannotBeSent();
    void anEditLeavesTheConfirmStep();
    void escapeSendsNothing();
    void theResultIsSaidInWords();
    void aRefusalIsSaidAndNothingMoreIsSent();
    void aSignalFillsInTheSideAndNothingElse();
    void theOtherSideIsNotTheSignals();
    void aSignalForAnotherInstrumentIsRefused();
    void anotherInstrumentClearsTheNumbers();
    void aViewerSessionSaysWhyThereIsNoTicket();
};

void TicketTest::noSideIsChosenForTheUser()
{
    Stage stage;
    stage.type("ticketPrice", "63414.1");
    stage.type("ticketQty", "0.020");
    stage.pass(500);
    QVERIFY(stage.client.calls.previews.isEmpty());
    QVERIFY(!stage.button("ticketReview")->isEnabled());
    QVERIFY(stage.words("ticketBlocked").contains(QLatin1StringView("Buy or Sell")));
}

void TicketTest::badTextStaysAndIsExplained_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("off the tick") << QByteArray("ticketPrice") << QByteArray("63414.15") << QStringLiteral("63414.1 and 63414.2");
    QTest::newRow("off the lot") << QByteArray("ticketQty") << QByteArray("0.0205") << QStringLiteral("0.020 and 0.021");
    QTest::newRow("below the lot") << QByteArray("ticketQty") << QByteArray("0.0004") << QStringLiteral("0.001");
    QTest::newRow("comma") << QByteArray("ticketPrice") << QByteArray("63,414.1") << QStringLiteral("not a number");
    QTest::newRow("exponent") << QByteArray("ticketPrice") << QByteArray("6e4") << QStringLiteral("not a number");
    QTest::newRow("words") << QByteArray("ticketQty") << QByteArray("nan") << QStringLiteral("not a number");
    QTest::newRow("negative") << QByteArray("ticketQty") << QByteArray("-1") << QStringLiteral("above zero");
    QTest::newRow("zero") << QByteArray("ticketPrice") << QByteArray("0") << QStringLiteral("above zero");
}

void TicketTest::badTextStaysAndIsExplained()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    Stage stage;
    stage.fill();
    stage.client.calls.previews.clear();
    stage.type(field.constData(), text.constData());
    QCOMPARE(stage.edit(field.constData())->text(), QString::fromLatin1(text));
    const auto *problem = stage.get<QLabel>((field + "Problem").constData());
    QVERIFY(problem->isVisible());
    QVERIFY2(problem->text().contains(expected), qPrintable(problem->text()));
    stage.pass(3000);
    QVERIFY(stage.client.calls.previews.isEmpty());
    QVERIFY(!stage.button("ticketReview")->isEnabled());
    QCOMPARE(stage.edit(field.constData())->text(), QString::fromLatin1(text));
}

void TicketTest::oneEditAsksOnceAfterThePauseAndThenEverySecond()
{
    Stage stage;
    stage.fill();
    const qsizetype asked = stage.client.calls.previews.size();
    QCOMPARE(asked, qsizetype(1));
    const OrderDraft draft = stage.client.calls.previews.constFirst();
    QCOMPARE(draft.side, Side::Buy);
    QCOMPARE(draft.price, std::optional(PriceTicks(634'141)));
    QCOMPARE(draft.qty, QtyLots(20));
    stage.pass(3000);
    QCOMPARE(stage.client.calls.previews.size(), asked + 3);
    QCOMPARE(stage.client.calls.previews.constLast().revision, draft.revision);
    stage.type("ticketQty", "0.021");
    stage.pass(200);
    QVERIFY(stage.client.calls.previews.constLast().revision > draft.revision);
}

void TicketTest::anEditedTicketNeverShowsAnOlderAnswer()
{
    Stage stage;
    stage.client.answersPreviews = false;
    stage.fill();
    const OrderDraft older = stage.client.calls.previews.constLast();
    stage.type("ticketQty", "0.5");
    const QString before = stage.words("previewFigure4");
    Q_EMIT stage.client.previewReady(fakemarket::preview(QStringLiteral("late"), older, stage.clock.utcNow()));
    QCOMPARE(stage.words("previewFigure4"), before);
    QVERIFY(!stage.button("ticketReview")->isEnabled());
    stage.pass(200);
    const OrderDraft present = stage.client.calls.previews.constLast();
    QCOMPARE(present.qty, QtyLots(500));
    Q_EMIT stage.client.previewReady(fakemarket::preview(QStringLiteral("now"), present, stage.clock.utcNow()));
    QVERIFY(stage.words("previewFigure4") != before);
    QVERIFY(stage.button("ticketReview")->isEnabled());
    stage.type("ticketQty", "0.6");
    QCOMPARE(stage.words("previewFigure4"), before); // the dash again, at once
    QVERIFY(!stage.button("ticketReview")->isEnabled());
}

void TicketTest::anAnswerFromBeforeAnEditAndBackIsNotTaken()
{
    Stage stage;
    stage.client.answersPreviews = false;
    stage.fill();
    const OrderDraft older = stage.client.calls.previews.constLast();
    stage.type("ticketQty", "0.5");
    stage.type("ticketQty", "0.020"); // the same order again, but its book is of now
    Q_EMIT stage.client.previewReady(fakemarket::preview(QStringLiteral("late"), older, stage.clock.utcNow()));
    QVERIFY(!stage.button("ticketReview")->isEnabled());
}

void TicketTest::anotherOrdersPreviewIsNotTaken()
{
    Stage stage;
    stage.client.answersPreviews = false;
    stage.fill();
    OrderDraft foreign = stage.client.calls.previews.constLast(); // the same revision, counted by somebody else
    foreign.side = Side::Sell;
    Q_EMIT stage.client.previewReady(fakemarket::preview(QStringLiteral("foreign"), foreign, stage.clock.utcNow()));
    QVERIFY(!stage.button("ticketReview")->isEnabled());
}

void TicketTest::steppingGoesByTheTickAndNeverToZero()
{
    Stage stage;
    stage.type("ticketPrice", "63414.15");
    QTest::keyClick(stage.edit("ticketPrice"), Qt::Key_Up);
    QCOMPARE(stage.edit("ticketPrice")->text(), QStringLiteral("63414.2"));
    QTest::keyClick(stage.edit("ticketPrice"), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(stage.edit("ticketPrice")->text(), QStringLiteral("63413.2"));
    stage.type("ticketQty", "0.002");
    for (int i = 0; i < 5; ++i)
        stage.click("ticketQtyMinus");
    QCOMPARE(stage.edit("ticketQty")->text(), QStringLiteral("0.001"));
    stage.type("ticketQty", "abc");
    stage.click("ticketQtyPlus");
    QCOMPARE(stage.edit("ticketQty")->text(), QStringLiteral("abc"));
}

void TicketTest::reviewIsOffWithAllReasonsWhileAGuardIsRed()
{
    Stage stage;
    stage.client.answersPreviews = false;
    stage.fill();
    Preview preview = fakemarket::preview(QStringLiteral("p"), stage.client.calls.previews.constLast(), stage.clock.utcNow());
    preview.verdicts[4].ok = false;
    preview.verdicts[4].why = QStringLiteral("too_large");
    preview.verdicts[7].ok = false;
    preview.verdicts[7].why = QStringLiteral("book_stale");
    Q_EMIT stage.client.previewReady(preview);
    QVERIFY(!stage.button("ticketReview")->isEnabled());
    QCOMPARE(stage.button("ticketReview")->toolTip().count(QLatin1StringView("<p>")), 2);
    QTest::keyClick(&stage.panel, Qt::Key_F9);
    QVERIFY(!stage.get<QWidget>("confirmSheet")->isVisible());
}

void TicketTest::theConfirmStepShowsThePreviewAndCancelHasTheFocus()
{
    Stage stage;
    stage.review();
    QCOMPARE(stage.focus(), stage.button("confirmCancel"));
    QVERIFY(stage.words("confirmLine0").contains(QLatin1StringView("SANDBOX")));
    QVERIFY(stage.words("confirmLine2").contains(QLatin1StringView("Buy")));
    QVERIFY(stage.words("confirmLine3").contains(QLatin1StringView("0.020")));
    QVERIFY(stage.button("confirmSend")->text().contains(QLatin1StringView("0.020")));
    const qsizetype asked = stage.client.calls.previews.size();
    stage.pass(3000);
    QCOMPARE(stage.client.calls.previews.size(), asked); // what was reviewed is not replaced
}

void TicketTest::enterNeverSends()
{
    Stage stage;
    stage.review();
    QTest::keyClick(stage.focus(), Qt::Key_Return);
    QTest::keyClick(stage.focus(), Qt::Key_Enter);
    stage.button("confirmSend")->setFocus();
    QTest::keyClick(stage.button("confirmSend"), Qt::Key_Return);
    QTest::keyClick(stage.button("confirmSend"), Qt::Key_Enter);
    QVERIFY(stage.client.calls.submits.isEmpty());
    QVERIFY(stage.get<QWidget>("confirmSheet")->isVisible());
    QVERIFY(stage.words("confirmHint").contains(QLatin1StringView("Ctrl+Enter sends")));
}

void TicketTest::ctrlEnterSendsOnce()
{
    Stage stage;
    stage.review();
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(stage.focus(), Qt::Key_Return, Qt::ControlModifier);
    stage.pass(200);
    QTest::keyClick(&stage.panel, Qt::Key_F9);
    QTest::keyClick(stage.focus(), Qt::Key_Enter, Qt::ControlModifier);
    QCOMPARE(stage.client.calls.submits.size(), 1);
}

void TicketTest::aDoubleClickSendsOnce()
{
    for (const bool isAnsweredAtOnce : {false, true}) {
        Stage stage;
        stage.client.acceptsSubmits = isAnsweredAtOnce;
        stage.review();
        QPushButton *send = stage.button("confirmSend");
        QTest::mouseClick(send, Qt::LeftButton);
        QTest::mouseDClick(send, Qt::LeftButton);
        QTest::mouseClick(send, Qt::LeftButton);
        QCOMPARE(stage.client.calls.submits.size(), 1);
    }
}

void TicketTest::theSecondClickOnReviewNeverReachesSend()
{
    Stage stage;
    stage.fill();
    stage.click("ticketReview");
    QVERIFY(stage.get<QWidget>("confirmSheet")->isVisible());
    QTest::mouseDClick(stage.button("confirmSend"), Qt::LeftButton);
    QVERIFY(stage.client.calls.submits.isEmpty());
    stage.pass(500);
    stage.click("confirmSend");
    QCOMPARE(stage.client.calls.submits.size(), 1);
}

void TicketTest::anOldPreviewCannotBeSent()
{
    Stage stage;
    stage.review();
    stage.clock.advance(kPreviewLife); // no frame in between: the press itself looks
    QTest::keyClick(stage.focus(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(stage.client.calls.submits.isEmpty());
    stage.pass(50);
    QVERIFY(!stage.button("confirmSend")->isEnabled());
    QVERIFY(stage.button("confirmAgain")->isVisible());
    stage.click("confirmAgain");
    stage.pass(200);
    QVERIFY(stage.button("ticketReview")->isEnabled());
    QVERIFY(stage.client.calls.submits.isEmpty());
}

void TicketTest::anEditLeavesTheConfirmStep()
{
    Stage stage;
    stage.review();
    stage.panel.setPrice(PriceTicks(634'000));
    QVERIFY(!stage.get<QWidget>("confirmSheet")->isVisible());
    QTest::keyClick(stage.focus(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(stage.client.calls.submits.isEmpty());
    QCOMPARE(stage.edit("ticketPrice")->text(), QStringLiteral("63400.0"));
}

void TicketTest::escapeSendsNothing()
{
    Stage stage;
    stage.review();
    QTest::keyClick(stage.focus(), Qt::Key_Escape);
    QVERIFY(!stage.get<QWidget>("confirmSheet")->isVisible());
    QVERIFY(stage.client.calls.submits.isEmpty());
    QCOMPARE(stage.edit("ticketQty")->text(), QStringLiteral("0.020"));
}

void TicketTest::theResultIsSaidInWords()
{
    Stage stage;
    stage.review();
    QTest::keyClick(stage.focus(), Qt::Key_Return, Qt::ControlModifier);
    const QString id = stage.client.calls.submits.value(0);
    Q_EMIT stage.client.submitAccepted(id, QStringLiteral("bw-1"));
    QVERIFY(!stage.get<QWidget>("confirmSheet")->isVisible());
    Order order = fakemarket::order(stage.client.instrument(), 1, OrderState::Unknown, stage.clock.utcNow());
    Q_EMIT stage.client.orderChanged(order); // another one: not ours
    QVERIFY(!stage.words("ticketResult").contains(QLatin1StringView("UNKNOWN")));
    order.orderLinkId = QStringLiteral("bw-1");
    Q_EMIT stage.client.orderChanged(order);
    QVERIFY2(stage.words("ticketResult").contains(QLatin1StringView("UNKNOWN")), qPrintable(stage.words("ticketResult")));
    QCOMPARE(stage.get<QLabel>("ticketResult")->property("role").toString(), QStringLiteral("caution"));
}

void TicketTest::aRefusalIsSaidAndNothingMoreIsSent()
{
    Stage stage;
    stage.review();
    QTest::keyClick(stage.focus(), Qt::Key_Return, Qt::ControlModifier);
    Q_EMIT stage.client.submitRefused({.previewId = stage.client.calls.submits.value(0), .why = SubmitRefusal::Why::Expired, .verdicts = {}});
    QVERIFY(stage.words("ticketResult").contains(QLatin1StringView("Nothing was sent")));
    QTest::keyClick(stage.focus(), Qt::Key_Return, Qt::ControlModifier);
    stage.pass(2000);
    QCOMPARE(stage.client.calls.submits.size(), 1);
}

void TicketTest::aSignalFillsInTheSideAndNothingElse()
{
    Stage stage;
    stage.type("ticketQty", "0.007");
    stage.panel.fillFromSignal(longSignal(stage.client.instrument()->id(), stage.clock.utcNow()));
    QVERIFY(stage.button("ticketBuy")->isChecked());
    QCOMPARE(stage.edit("ticketPrice")->text(), QString());
    QCOMPARE(stage.edit("ticketQty")->text(), QStringLiteral("0.007"));
    QCOMPARE(stage.focus(), stage.button("ticketBuy"));
    stage.type("ticketPrice", "63414.1");
    stage.pass(200);
    QCOMPARE(stage.client.calls.previews.constLast().signalId, QStringLiteral("s41"));
    QCOMPARE(stage.client.calls.previews.constLast().origin, Origin::Signal);
}

void TicketTest::theOtherSideIsNotTheSignals()
{
    Stage stage;
    stage.fill();
    stage.panel.fillFromSignal(longSignal(stage.client.instrument()->id(), stage.clock.utcNow()));
    stage.click("ticketSell");
    stage.pass(200);
    QCOMPARE(stage.client.calls.previews.constLast().side, Side::Sell);
    QCOMPARE(stage.client.calls.previews.constLast().signalId, QString());
    QCOMPARE(stage.client.calls.previews.constLast().origin, Origin::Manual);
}

void TicketTest::aSignalForAnotherInstrumentIsRefused()
{
    Stage stage;
    stage.panel.fillFromSignal(longSignal({Category::Linear, QStringLiteral("ETHUSDT")}, stage.clock.utcNow()));
    QVERIFY(!stage.button("ticketBuy")->isChecked());
    QVERIFY(stage.words("ticketResult").contains(QLatin1StringView("ETHUSDT")));
}

void TicketTest::anotherInstrumentClearsTheNumbers()
{
    Stage stage;
    stage.review();
    stage.client.setInstrument(fakemarket::btcusdt()); // the same one, read again
    QCOMPARE(stage.edit("ticketQty")->text(), QStringLiteral("0.020"));
    stage.client.setInstrument(fakemarket::tinycoin());
    QVERIFY(!stage.get<QWidget>("confirmSheet")->isVisible());
    QCOMPARE(stage.edit("ticketQty")->text(), QString());
    QCOMPARE(stage.edit("ticketPrice")->text(), QString());
}

void TicketTest::aViewerSessionSaysWhyThereIsNoTicket()
{
    Stage stage;
    stage.review();
    SessionView session = stage.client.session();
    session.mayTrade = false;
    session.viewerReason = SessionView::ViewerReason::KeyReadOnly;
    stage.client.setSession(session);
    QVERIFY(stage.get<QLabel>("ticketViewer")->isVisible());
    QVERIFY(stage.words("ticketViewer").size() > 40);
    QTest::keyClick(&stage.panel, Qt::Key_Return, Qt::ControlModifier);
    QTest::keyClick(&stage.panel, Qt::Key_F9);
    const qsizetype asked = stage.client.calls.previews.size();
    stage.pass(3000);
    QCOMPARE(stage.client.calls.previews.size(), asked);
    QVERIFY(stage.client.calls.submits.isEmpty());
    session.mayTrade = true;
    session.viewerReason = SessionView::ViewerReason::None;
    stage.client.setSession(session);
    QVERIFY(stage.button("ticketReview")->isVisible());
    QCOMPARE(stage.edit("ticketQty")->text(), QStringLiteral("0.020"));
}

QTEST_MAIN(TicketTest)
#include "tst_ticket.moc"
