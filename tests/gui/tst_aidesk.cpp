// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakemarket.h"
#include "tests/support/fakescheduler.h"
#include "ui/models/analystcallmodel.h"
#include "ui/models/headlinemodel.h"
#include "ui/models/signalmodel.h"
#include "ui/panels/aideskpanel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

using namespace bw;
using std::chrono::milliseconds;

namespace {

struct Stage {
    FakeClock clock;
    FakeScheduler scheduler{clock};
    Theme theme;
    FramePulse pulse{scheduler, clock};
    FakeEngineClient client{clock};
    AiDeskPanel panel{client, theme, pulse};
    SignalModel *queue = panel.findChild<SignalModel *>();

    Stage()
    {
        panel.resize(1000, 320);
        panel.show();
    }
    template <class Widget>
    [[nodiscard]] Widget *get(const char *name) const { return panel.findChild<Widget *>(QString::fromLatin1(name)); }
    [[nodiscard]] QString words(const char *name) const { return get<QLabel>(name)->text(); }
    void play()
    {
        for (const Headline &headline : fakemarket::headlines(clock.utcNow()))
            Q_EMIT client.headlineAdded(headline);
        for (const Signal &signal : fakemarket::signalsOfEveryKind(client.instrument()->id(), clock.utcNow()))
            Q_EMIT client.signalChanged(signal);
    }
    void select(const char *id) { get<TableView>("signalTable")->selectRow(queue->rowOf(QString::fromLatin1(id))); }
    [[nodiscard]] QString cell(const char *id, int column) const
    {
        return queue->index(queue->rowOf(QString::fromLatin1(id)), column).data().toString();
    }
};

} // namespace

class AiDeskTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theModelsKeepTheirContracts();
    void rejectedNeutralAndTradableReadDifferently();
    void onlyATradableSignalGoesToTheTicket();
    void anExpiredSignalStopsBeingTradableOnScreen();
    void aRejectionCarriesItsReason();
    void nothingHereBuysOrSells();
    void everyLabelIsPlainText();
    void citedHeadlinesStandInFull();
    void aPasteIsOneHeadlineALine();
    void aHugePasteIsCutAndSaysSo();
    void aHostileHeadlineIsStruckAndNamed();
    void analyseNeedsACleanHeadlineAndWaitsWhileBusy();
    void jobsShowAskedAndServed();
};

void AiDeskTest::theModelsKeepTheirContracts()
{
    FakeClock clock;
    SignalModel queue;
    HeadlineModel headlines;
    AnalystCallModel calls;
    const auto mode = QAbstractItemModelTester::FailureReportingMode::QtTest;
    const QAbstractItemModelTester a(&queue, mode), b(&headlines, mode), c(&calls, mode);
    auto all = fakemarket::signalsOfEveryKind(fakemarket::btcusdt()->id(), clock.utcNow());
    for (int i = 0; i < 250; ++i) {
        Signal signal = all[i % all.size()];
        signal.id = QStringLiteral("n%1").arg(i % 230);
        queue.setSignal(signal);
        headlines.add({.id = QStringLiteral("h%1").arg(i * 3 % 700), .source = {}, .title = QStringLiteral("t"), .at = clock.utcNow()});
        calls.add(fakemarket::analystCalls().constFirst(), clock.utcNow());
        queue.setNow(clock.utcNow() + std::chrono::seconds(i));
    }
    QCOMPARE(queue.rowCount(), int(SignalModel::kMaxRows));
    QCOMPARE(queue.at(0)->id, queue.at(queue.rowOf(queue.at(0)->id))->id);
}

void AiDeskTest::rejectedNeutralAndTradableReadDifferently()
{
    Stage stage;
    stage.play();
    QCOMPARE(stage.cell("s40", SignalModel::ScoreColumn), QStringLiteral("rejected"));
    QCOMPARE(stage.cell("s40", SignalModel::ExpiresColumn), QStringLiteral("not tradable"));
    QCOMPARE(stage.cell("s38", SignalModel::SideColumn), QStringLiteral("none"));
    QCOMPARE(stage.cell("s38", SignalModel::ScoreColumn), QStringLiteral("+0.11"));
    QVERIFY(stage.cell("s41", SignalModel::SideColumn).contains(QLatin1StringView("LONG")));
    QVERIFY(stage.cell("s40", SignalModel::SideColumn) != stage.cell("s38", SignalModel::SideColumn));
}

void AiDeskTest::onlyATradableSignalGoesToTheTicket()
{
    Stage stage;
    stage.play();
    QSignalSpy sent(&stage.panel, &AiDeskPanel::toTicket);
    auto *button = stage.get<QPushButton>("signalToTicket");
    for (const char *id : {"s38", "s39", "s40"}) {
        stage.select(id);
        QVERIFY2(!button->isEnabled(), id);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(sent.count(), 0);
    stage.select("s41");
    QVERIFY(button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(sent.count(), 1);
    QCOMPARE(sent[0][0].value<Signal>().id, QStringLiteral("s41"));
    QCOMPARE(stage.client.calls.reviews.size(), 1);
    QCOMPARE(stage.client.calls.reviews[0].decision, SignalState::Approved);
}

void AiDeskTest::anExpiredSignalStopsBeingTradableOnScreen()
{
    Stage stage;
    stage.play();
    stage.select("s41");
    stage.scheduler.advance(milliseconds(1000));
    QVERIFY(stage.get<QPushButton>("signalToTicket")->isEnabled());
    stage.scheduler.advance(milliseconds(120'000));
    QVERIFY(!stage.get<QPushButton>("signalToTicket")->isEnabled());
    QVERIFY(!stage.get<QPushButton>("signalReject")->isEnabled());
    QCOMPARE(stage.cell("s41", SignalModel::ExpiresColumn), QStringLiteral("expired"));
}

void AiDeskTest::aRejectionCarriesItsReason()
{
    Stage stage;
    stage.play();
    stage.select("s41");
    auto *reason = stage.get<QComboBox>("signalRejectReason");
    QVERIFY(reason->count() >= 3);
    reason->setEditText(QStringLiteral("known since yesterday"));
    QTest::mouseClick(stage.get<QPushButton>("signalReject"), Qt::LeftButton);
    QCOMPARE(stage.client.calls.reviews.size(), 1);
    QCOMPARE(stage.client.calls.reviews[0].decision, SignalState::Rejected);
    QCOMPARE(stage.client.calls.reviews[0].reason, QStringLiteral("known since yesterday"));
}

void AiDeskTest::nothingHereBuysOrSells()
{
    Stage stage;
    stage.play();
    for (QPushButton *button : stage.panel.findChildren<QPushButton *>()) {
        QVERIFY(!button->text().contains(QLatin1StringView("buy"), Qt::CaseInsensitive));
        QVERIFY(!button->text().contains(QLatin1StringView("sell"), Qt::CaseInsensitive));
        if (button->isEnabled() && button->isVisible())
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QVERIFY(stage.client.calls.previews.isEmpty());
    QVERIFY(stage.client.calls.submits.isEmpty());
}

void AiDeskTest::everyLabelIsPlainText()
{
    Stage stage;
    stage.play();
    Signal hostile = fakemarket::signalsOfEveryKind(stage.client.instrument()->id(), stage.clock.utcNow()).constLast();
    hostile.id = QStringLiteral("s99");
    hostile.explanation = QStringLiteral("<b>buy</b><img src='file:///etc/passwd'>");
    hostile.model = QStringLiteral("<h1>x</h1>");
    Q_EMIT stage.client.signalChanged(hostile);
    stage.select("s99");
    QVERIFY(stage.words("signalExplanation").contains(QLatin1StringView("<b>buy</b>")));
    for (const QLabel *label : stage.panel.findChildren<QLabel *>())
        QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->objectName()));
    for (int column = 0; column < stage.queue->columnCount(); ++column) {
        const QString tip = stage.queue->index(0, column).data(Qt::ToolTipRole).toString();
        QVERIFY(!tip.contains(QLatin1StringView("<b>")));
    }
}

void AiDeskTest::citedHeadlinesStandInFull()
{
    Stage stage;
    stage.play();
    stage.select("s41");
    QVERIFY(stage.words("signalEvidence").contains(fakemarket::headlines(stage.clock.utcNow())[1].title));
    QVERIFY(stage.words("signalSource").contains(QLatin1StringView("offline demo")));
    stage.select("s40");
    QVERIFY(stage.words("signalVerdict").contains(QLatin1StringView("not tradable")));
}

void AiDeskTest::aPasteIsOneHeadlineALine()
{
    Stage stage;
    stage.get<QTabWidget>("aiDeskTabs")->setCurrentIndex(AiDeskPanel::Headlines);
    auto *input = stage.get<QPlainTextEdit>("headlineInput");
    input->setPlainText(QStringLiteral("First one\n\n   Second one  \n"));
    QTest::keyClick(input, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(stage.client.calls.headlines, (QStringList{QStringLiteral("First one"), QStringLiteral("Second one")}));
    QVERIFY(input->document()->isEmpty());
    QTest::keyClick(input, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(stage.client.calls.headlines.size(), 2);
}

void AiDeskTest::aHugePasteIsCutAndSaysSo()
{
    Stage stage;
    stage.get<QTabWidget>("aiDeskTabs")->setCurrentIndex(AiDeskPanel::Headlines);
    stage.get<QPlainTextEdit>("headlineInput")->setPlainText(QStringLiteral("line\n").repeated(80));
    QTest::mouseClick(stage.get<QPushButton>("headlineAdd"), Qt::LeftButton);
    QCOMPARE(stage.client.calls.headlines.size(), 50);
    QVERIFY(stage.words("headlineNote").contains(QLatin1StringView("30")));
}

void AiDeskTest::aHostileHeadlineIsStruckAndNamed()
{
    Stage stage;
    stage.play();
    auto *model = stage.panel.findChild<HeadlineModel *>();
    int hostile = -1;
    for (int row = 0; row < model->rowCount(); ++row)
        if (model->index(row, HeadlineModel::TitleColumn).data(TableRole::IsStruck).toBool())
            hostile = row;
    QVERIFY(hostile >= 0);
    QCOMPARE(model->index(hostile, HeadlineModel::SourceColumn).data().toString(), QStringLiteral("hostile, not sent"));
    QCOMPARE(model->cleanCount(), model->rowCount() - 1);
}

void AiDeskTest::analyseNeedsACleanHeadlineAndWaitsWhileBusy()
{
    Stage stage;
    auto *analyse = stage.get<QPushButton>("analyseNow");
    QVERIFY(!analyse->isEnabled());
    Q_EMIT stage.client.headlineAdded({.id = QStringLiteral("x"), .source = {}, .title = QStringLiteral("ignore"), .isHostile = true, .at = {}});
    QVERIFY(!analyse->isEnabled());
    stage.play();
    QTest::mouseClick(analyse, Qt::LeftButton);
    QCOMPARE(stage.client.calls.analyses, 1);
    Q_EMIT stage.client.analystBusyChanged(true);
    QVERIFY(!analyse->isEnabled());
    QTest::mouseClick(analyse, Qt::LeftButton);
    QCOMPARE(stage.client.calls.analyses, 1);
    Q_EMIT stage.client.analystBusyChanged(false);
    QVERIFY(analyse->isEnabled());
}

void AiDeskTest::jobsShowAskedAndServed()
{
    Stage stage;
    AnalystCall call;
    call.job = QStringLiteral("sentiment");
    call.model = QStringLiteral("asked-model");
    call.servedModel = QStringLiteral("served-model");
    call.status = AnalystCall::Status::Rejected;
    call.attempts = 3;
    call.promptTokens = 210;
    call.completionTokens = 41;
    Q_EMIT stage.client.analystCallFinished(call);
    const auto *model = stage.panel.findChild<AnalystCallModel *>();
    const auto cell = [&](int column) { return model->index(0, column).data().toString(); };
    QCOMPARE(cell(AnalystCallModel::AskedColumn), call.model);
    QCOMPARE(cell(AnalystCallModel::ServedColumn), call.servedModel);
    QCOMPARE(cell(AnalystCallModel::AttemptsColumn), QStringLiteral("3"));
    QCOMPARE(cell(AnalystCallModel::TokensColumn), QStringLiteral("210 + 41"));
}

QTEST_MAIN(AiDeskTest)
#include "tst_aidesk.moc"
