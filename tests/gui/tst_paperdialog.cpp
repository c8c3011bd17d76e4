// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakescheduler.h"
#include "ui/dialogs/paperdialog.h"
#include "ui/models/numberformat.h"
#include "ui/shell/profilebadge.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace bw;

namespace {

PaperSettings usual()
{
    PaperSettings settings;
    settings.balanceUsdt = 100'000;
    settings.of(Category::Linear) = {Decimal::fromScaled(2, 2), Decimal::fromScaled(55, 3)};
    return settings;
}

struct Stage {
    Theme theme;
    QWidget parent;
    QPointer<PaperDialog> dialog;
    PaperSettings saved, reset;
    int saves = 0, resets = 0;

    explicit Stage(bool isPaper = true)
    {
        theme.applyTo(*qApp);
        dialog = new PaperDialog(usual(), isPaper, theme, &parent);
        QObject::connect(dialog, &PaperDialog::saved, &parent, [this](const PaperSettings &settings) {
            saved = settings;
            ++saves;
        });
        QObject::connect(dialog, &PaperDialog::resetConfirmed, &parent, [this](const PaperSettings &settings) {
            reset = settings;
            ++resets;
        });
        dialog->show();
    }
    [[nodiscard]] QLineEdit *edit(const char *name) const { return dialog->findChild<QLineEdit *>(QStringLiteral("paper.") + QLatin1StringView(name)); }
    void save() const { dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click(); }
    [[nodiscard]] QMessageBox *ask() const
    {
        dialog->findChild<QPushButton *>(QStringLiteral("paperReset"))->click();
        return dialog->findChild<QMessageBox *>(QStringLiteral("paperResetQuestion"));
    }
};

} // namespace

class PaperDialogTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theAssumptionsAreWholeSentencesAndSayTheLatency();
    void whatIsTypedIsSavedExactly();
    void aWrongValueSavesNothing_data();
    void aWrongValueSavesNothing();
    void aResetAsksAndItsAnswerIsNoUnlessSaidOtherwise();
    void anotherProfileHasNothingToReset();
    void theBadgeOfPaperSaysSoAndCanBePressed();
};

void PaperDialogTest::theAssumptionsAreWholeSentencesAndSayTheLatency()
{
    PaperSettings settings = usual();
    settings.latency = std::chrono::milliseconds(120);
    const QStringList sentences = paperAssumptions(settings);
    for (const QString &sentence : sentences)
        QVERIFY2(sentence.endsWith(u'.') && sentence.size() > 30, qPrintable(sentence));
    QVERIFY(sentences.join(u' ').contains(QStringLiteral("120 ms")));
    Stage stage;
    QCOMPARE(stage.dialog->findChildren<QLabel *>(QStringLiteral("paperAssumption")).size(), sentences.size());
}

void PaperDialogTest::whatIsTypedIsSavedExactly()
{
    Stage stage;
    QCOMPARE(stage.edit("latency")->text(), QStringLiteral("50"));
    QCOMPARE(stage.edit("linear.taker")->text(), QStringLiteral("0.055"));
    stage.edit("latency")->setText(QStringLiteral("80"));
    stage.edit("balance")->setText(QStringLiteral("2500.50"));
    stage.edit("spot.maker")->setText(QStringLiteral("0.08"));
    stage.save();
    QCOMPARE(stage.saves, 1);
    QCOMPARE(stage.saved.latency.count(), 80);
    QCOMPARE(stage.saved.balanceUsdt.toString(), QStringLiteral("2500.50"));
    QCOMPARE(stage.saved.of(Category::Spot).makerPct.toString(), QStringLiteral("0.08"));
    QVERIFY(stage.saved.of(Category::Linear) == usual().of(Category::Linear));
}

void PaperDialogTest::aWrongValueSavesNothing_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("typed");
    QTest::newRow("too late") << "latency" << "10001";
    QTest::newRow("half a millisecond") << "latency" << "0.5";
    QTest::newRow("no money") << "balance" << "0";
    QTest::newRow("a word") << "linear.maker" << "cheap";
    QTest::newRow("a rebate") << "linear.maker" << "-0.01";
    QTest::newRow("nothing") << "spot.taker" << "";
}

void PaperDialogTest::aWrongValueSavesNothing()
{
    QFETCH(QString, field);
    QFETCH(QString, typed);
    Stage stage;
    stage.edit(field.toLatin1().constData())->setText(typed);
    stage.save();
    QCOMPARE(stage.saves, 0);
    QVERIFY(stage.dialog->isVisible());
    QVERIFY(stage.dialog->findChild<QLabel *>(QStringLiteral("paperProblem"))->text().contains(QStringLiteral("From")));
    QVERIFY(!stage.ask()); // and nothing is begun anew with it
}

void PaperDialogTest::aResetAsksAndItsAnswerIsNoUnlessSaidOtherwise()
{
    Stage stage;
    stage.edit("balance")->setText(QStringLiteral("5000"));
    auto *box = stage.ask();
    QVERIFY(box && !box->isModal());
    QVERIFY(box->text().contains(readDecimal(5000, 2)));
    QCOMPARE(box->textFormat(), Qt::PlainText);
    QCOMPARE(box->defaultButton()->text(), QStringLiteral("No"));
    QCOMPARE(box->escapeButton(), static_cast<QAbstractButton *>(box->defaultButton()));
    box->defaultButton()->click();
    QCOMPARE(stage.resets, 0);
    QTRY_VERIFY(!stage.dialog->findChild<QMessageBox *>());
    box = stage.ask();
    for (QAbstractButton *button : box->buttons())
        if (button != box->defaultButton())
            button->click();
    QCOMPARE(stage.resets, 1);
    QCOMPARE(stage.reset.balanceUsdt.toString(), QStringLiteral("5000"));
    QCOMPARE(stage.saves, 0);
}

void PaperDialogTest::anotherProfileHasNothingToReset()
{
    Stage stage(false);
    const auto *button = stage.dialog->findChild<QPushButton *>(QStringLiteral("paperReset"));
    QVERIFY(!button->isEnabled() && !button->toolTip().isEmpty());
}

void PaperDialogTest::theBadgeOfPaperSaysSoAndCanBePressed()
{
    FakeClock clock;
    Theme theme;
    FakeEngineClient client(clock);
    ProfileBadge badge(client, theme);
    badge.resize(badge.sizeHint());
    badge.show();
    SessionView session = client.session();
    session.profile = Profile::Paper;
    client.setSession(session);
    QCOMPARE(badge.word(), QStringLiteral("PAPER"));
    QSignalSpy pressed(&badge, &QAbstractButton::clicked);
    QTest::mouseClick(&badge, Qt::LeftButton);
    QTest::keyClick(&badge, Qt::Key_Space);
    QCOMPARE(pressed.size(), 2);
}

QTEST_MAIN(PaperDialogTest)
#include "tst_paperdialog.moc"
