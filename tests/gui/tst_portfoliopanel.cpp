// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakemarket.h"
#include "tests/support/fakescheduler.h"
#include "ui/models/csvtext.h"
#include "ui/models/numberformat.h"
#include "ui/panels/portfoliopanel.h"
#include "ui/widgets/csvexport.h"
#include "ui/widgets/equitychart.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace bw;
using namespace std::chrono_literals;

namespace {

Decimal num(const char *text) { return Decimal::parse(std::string_view(text)).value(); }

struct Stage {
    FakeClock clock;
    Theme theme;
    FakeEngineClient client{clock};
    PortfolioPanel panel{client, theme, clock};

    explicit Stage(bool isShown = true)
    {
        theme.applyTo(*qApp);
        client.trade().answersReads = true;
        panel.resize(900, 420);
        SessionView session = client.session();
        session.keyLevel = KeyLevel::ReadOnly; // a key that may only read
        session.mayTrade = false;
        session.viewerReason = SessionView::ViewerReason::KeyReadOnly;
        client.setSession(session);
        client.trade().ledgerEntries = {row(1, 30h, LedgerEntry::Cause::Trade, "12.5", "1.5", "0", "1011"), row(2, 2h, LedgerEntry::Cause::Funding, "0", "0", "-0.75", "1010.25")};
        if (isShown)
            panel.show();
    }
    [[nodiscard]] LedgerEntry row(int id, std::chrono::hours ago, LedgerEntry::Cause cause, const char *cashFlow, const char *fee, const char *funding, const char *balance) const
    {
        LedgerEntry made;
        made.id = QString::number(id);
        made.coin = QStringLiteral("USDT");
        made.category = Category::Linear;
        made.symbol = QStringLiteral("BTCUSDT");
        made.cause = cause;
        made.cashFlow = num(cashFlow);
        made.fee = num(fee);
        made.funding = num(funding);
        made.change = made.cashFlow + made.funding - made.fee;
        made.balance = num(balance);
        made.at = clock.utcNow() - ago;
        return made;
    }
    [[nodiscard]] QString figure(const char *name) const { return toPlain(panel.findChild<QLabel *>(QStringLiteral("portfolio.") + QLatin1StringView(name))->text()); }
    [[nodiscard]] QString words() const { return panel.findChild<QLabel *>(QStringLiteral("portfolioWords"))->text(); }
    [[nodiscard]] QString csv(PortfolioPanel::Tab tab) const { return csvText(*panel.table(tab)->model()); }
};

} // namespace

class PortfolioPanelTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itReadsAWeekOfWholeDaysWhenItIsFirstSeen();
    void aKeyThatOnlyReadsSeesEveryFigure();
    void aDayWithoutAWordIsAGapInTableCurveAndFile();
    void anAnswerToAnotherQuestionChangesNothing();
    void whatCannotBeReadIsUnknownAndNeverZero();
    void newFillsAreReadOnce();
    void theCurveIsOfWhatWasSeenToo();
    void everyCoinIsReckonedByItself();
    void anotherAccountInheritsNothing();
    void theFileIsWrittenWhole();
};

void PortfolioPanelTest::itReadsAWeekOfWholeDaysWhenItIsFirstSeen()
{
    Stage stage(false);
    auto &asked = stage.client.trade().calls.ledgers;
    QVERIFY(asked.isEmpty());
    stage.panel.show();
    QCOMPARE(asked.size(), 1);
    constexpr qint64 kDay = 86'400'000;
    QCOMPARE(toMs(asked[0].first) % kDay, 0);
    QCOMPARE(toMs(stage.clock.utcNow()) / kDay - toMs(asked[0].first) / kDay, 6);
    auto *span = stage.panel.findChild<QComboBox *>(QStringLiteral("portfolioSpan"));
    span->setCurrentIndex(2);
    Q_EMIT span->activated(2);
    QCOMPARE(toMs(stage.clock.utcNow()) / kDay - toMs(asked.last().first) / kDay, 89);
    Stage keyless(false);
    keyless.client.setSession({});
    keyless.panel.show();
    QVERIFY(keyless.client.trade().calls.ledgers.isEmpty()); // nobody to ask
    QVERIFY(keyless.words().contains(QStringLiteral("Nothing has been read")));
}

void PortfolioPanelTest::aKeyThatOnlyReadsSeesEveryFigure()
{
    Stage stage;
    QVERIFY(!stage.client.session().mayTrade);
    Wallet wallet;
    wallet.at = stage.clock.utcNow();
    CoinBalance usdt;
    usdt.coin = QStringLiteral("USDT");
    usdt.wallet = num("1010.25");
    usdt.unrealisedPnl = num("-3.5");
    usdt.equity = num("1006.75");
    wallet.coins = {usdt};
    Q_EMIT stage.client.walletChanged(wallet);
    Position held = fakemarket::positions(stage.client.instrument(), stage.clock.utcNow()).first();
    held.side = Side::Sell;
    held.value = num("600");
    held.unrealisedPnl = num("-3.5");
    Q_EMIT stage.client.positionsChanged({held});
    QCOMPARE(stage.figure("equity"), QStringLiteral("1006.75"));
    QCOMPARE(stage.figure("unrealised"), QStringLiteral("-3.50"));
    QCOMPARE(stage.figure("realised"), QStringLiteral("+10.25")); // 12.5 - 1.5 - 0.75
    QVERIFY2(stage.figure("fall").startsWith(QStringLiteral("0.75")), qPrintable(stage.figure("fall")));
    QVERIFY2(stage.figure("exposure").startsWith(QStringLiteral("600.00")), qPrintable(stage.figure("exposure")));
    QVERIFY2(stage.csv(PortfolioPanel::Symbols).contains(QStringLiteral("\r\nBTCUSDT linear,-600,-3.5,10.25,12.5,-1.5,-0.75,")), qPrintable(stage.csv(PortfolioPanel::Symbols)));
    const QString causes = stage.csv(PortfolioPanel::Causes);
    QVERIFY2(causes.contains(QStringLiteral("\r\nPrice,")) && causes.contains(QStringLiteral(",12.5\r\nFees,")), qPrintable(causes));
    QVERIFY2(causes.contains(QStringLiteral(",10.25\r\nExchanged,")), qPrintable(causes));
    for (const char *name : {"equity", "unrealised", "realised", "fall", "exposure"}) // each figure says what it is
        QVERIFY(!stage.panel.findChild<QLabel *>(QStringLiteral("portfolio.") + QLatin1StringView(name))->toolTip().isEmpty());
}

void PortfolioPanelTest::aDayWithoutAWordIsAGapInTableCurveAndFile()
{
    Stage stage;
    stage.client.trade().ledgerEntries = {stage.row(1, 97h, LedgerEntry::Cause::Trade, "12.5", "1.5", "0", "1011"),
                                          stage.row(2, 73h, LedgerEntry::Cause::Trade, "1", "0", "0", "1012"), stage.row(3, 1h, LedgerEntry::Cause::Trade, "2", "0", "0", "1014")};
    QTest::mouseClick(stage.panel.findChild<QPushButton *>(QStringLiteral("portfolioRead")), Qt::LeftButton);
    const QStringList lines = stage.csv(PortfolioPanel::Days).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 8); // a head and seven days
    QStringList days;
    int gaps = 0;
    for (const QString &line : lines.mid(1)) {
        days.append(line.left(10));
        gaps += line.mid(10) == QString(12, u',') ? 1 : 0; // nothing known: nothing written, and no zero
    }
    QCOMPARE(gaps, 4);
    QStringList sorted = days;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    QCOMPARE(days, sorted); // the newest first
    const auto runs = stage.panel.findChild<EquityChart *>()->balanceLines();
    QCOMPARE(runs.size(), 2); // no line crosses the days between
    QCOMPARE(runs[0].size() + runs[1].size(), 3);
}

void PortfolioPanelTest::anAnswerToAnotherQuestionChangesNothing()
{
    Stage stage;
    const QString before = stage.csv(PortfolioPanel::Days);
    CostSheet other;
    other.since = stage.clock.utcNow() - 1h;
    other.until = stage.clock.utcNow();
    Q_EMIT stage.client.trade().ledgerRead({}, other);
    Q_EMIT stage.client.trade().ledgerFailed({ErrorFamily::Timeout, Retry::Later, Certainty::NotSent, 0, {}});
    QCOMPARE(stage.csv(PortfolioPanel::Days), before);
    QCOMPARE(stage.figure("realised"), QStringLiteral("+10.25"));
    QVERIFY(stage.panel.findChild<QLabel *>(QStringLiteral("portfolioWords"))->property("role").toString() != QStringLiteral("danger"));
}

void PortfolioPanelTest::whatCannotBeReadIsUnknownAndNeverZero()
{
    Stage stage(false);
    stage.client.trade().answersReads = false;
    stage.panel.show();
    QVERIFY(stage.words().startsWith(QStringLiteral("Reading")));
    Q_EMIT stage.client.trade().ledgerFailed({ErrorFamily::Timeout, Retry::Later, Certainty::NotSent, 0, {}});
    QCOMPARE(stage.panel.findChild<QLabel *>(QStringLiteral("portfolioWords"))->property("role").toString(), QStringLiteral("danger"));
    for (const char *name : {"equity", "unrealised", "realised", "fall", "exposure"})
        QCOMPARE(stage.figure(name), kMissing.toString());
    QCOMPARE(stage.panel.table(PortfolioPanel::Causes)->model()->rowCount(), 0);
    Q_EMIT stage.client.positionsChanged({});
    QVERIFY(stage.figure("exposure").startsWith(QStringLiteral("0.00"))); // flat is known
    Q_EMIT stage.client.positionsUnknown(stage.clock.utcNow());
    QCOMPARE(stage.figure("exposure"), kMissing.toString());
}

void PortfolioPanelTest::newFillsAreReadOnce()
{
    Stage stage;
    auto &asked = stage.client.trade().calls.ledgers;
    QCOMPARE(asked.size(), 1);
    Q_EMIT stage.client.positionsChanged({});
    QCOMPARE(asked.size(), 1);
    Q_EMIT stage.client.executionAdded({});
    Q_EMIT stage.client.executionAdded({});
    QCOMPARE(asked.size(), 1);
    Q_EMIT stage.client.positionsChanged({});
    Q_EMIT stage.client.positionsChanged({});
    QCOMPARE(asked.size(), 2);
    stage.panel.hide();
    Q_EMIT stage.client.executionAdded({});
    Q_EMIT stage.client.positionsChanged({});
    QCOMPARE(asked.size(), 2); // nobody looks
}

void PortfolioPanelTest::theCurveIsOfWhatWasSeenToo()
{
    Stage stage;
    stage.panel.beginAccount({{stage.clock.utcNow() - 50h, QStringLiteral("USDT"), num("1000"), num("4"), num("1004")}});
    const Portfolio &shown = stage.panel.shown();
    int seen = 0;
    for (const PortfolioDay &day : shown.days)
        if (day.seen) {
            ++seen;
            QVERIFY(day.seen->equity == num("1004"));
        }
    QCOMPARE(seen, 1);
}

void PortfolioPanelTest::everyCoinIsReckonedByItself()
{
    Stage stage;
    LedgerEntry coin = stage.row(7, 3h, LedgerEntry::Cause::Trade, "0.00012", "0.00000055", "0", "0.5");
    coin.coin = QStringLiteral("BTC");
    stage.client.trade().ledgerEntries.append(coin);
    QTest::mouseClick(stage.panel.findChild<QPushButton *>(QStringLiteral("portfolioRead")), Qt::LeftButton);
    auto *coins = stage.panel.findChild<QComboBox *>(QStringLiteral("portfolioCoin"));
    QCOMPARE(coins->currentText(), QStringLiteral("USDT"));
    QCOMPARE(stage.figure("realised"), QStringLiteral("+10.25"));
    coins->setCurrentText(QStringLiteral("BTC"));
    Q_EMIT coins->activated(coins->currentIndex());
    QCOMPARE(stage.figure("realised"), QStringLiteral("+0.00011945"));
}

void PortfolioPanelTest::anotherAccountInheritsNothing()
{
    Stage stage;
    stage.panel.beginAccount({{stage.clock.utcNow() - 1h, QStringLiteral("USDT"), num("7"), num("0"), num("7")}});
    stage.client.trade().ledgerEntries.clear();
    stage.client.trade().answersReads = false;
    stage.panel.beginAccount({});
    QCOMPARE(stage.figure("realised"), kMissing.toString());
    QVERIFY(std::all_of(stage.panel.shown().days.begin(), stage.panel.shown().days.end(), [](const PortfolioDay &day) { return day.isGap(); }));
    QVERIFY(stage.words().startsWith(QStringLiteral("Reading")));
}

void PortfolioPanelTest::theFileIsWrittenWhole()
{
    Stage stage;
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("days.csv"));
    QVERIFY(writeCsv(path, stage.csv(PortfolioPanel::Days)));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray head = file.readLine();
    QCOMPARE(head.trimmed(), QByteArray("Day,Wallet balance,Equity seen,Unrealised seen,Realised,Price,Fees,Funding,Interest,Settlement,Other,Exchanged,Transfers"));
    QTest::mouseClick(stage.panel.findChild<QPushButton *>(QStringLiteral("portfolioCsv")), Qt::LeftButton);
    auto *dialog = stage.panel.findChild<QDialog *>(QStringLiteral("csvDialog"));
    QVERIFY(dialog && !dialog->isModal());
    dialog->close();
}

QTEST_MAIN(PortfolioPanelTest)
#include "tst_portfoliopanel.moc"
