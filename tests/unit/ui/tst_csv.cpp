// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakemarket.h"
#include "ui/models/balancesmodel.h"
#include "ui/models/csvtext.h"
#include "ui/models/ordersmodel.h"

#include <QTest>

using namespace bw;

class CsvTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fieldsAreQuotedAndFormulasDisarmed_data();
    void fieldsAreQuotedAndFormulasDisarmed();
    void numbersArePlainAndActionsAreLeftOut();
    void whatIsMissingIsAnEmptyField();
};

void CsvTest::fieldsAreQuotedAndFormulasDisarmed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const char *text, const char *field) {
        QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(field);
    };
    row("plain", "working", "working");
    row("comma", "a, b", "\"a, b\"");
    row("quote", "say \"no\"", "\"say \"\"no\"\"\"");
    row("line", "a\nb", "\"a\nb\"");
    row("negative number", "-0.1268", "-0.1268");
    row("signed number", "+5", "+5");
    row("formula", "=HYPERLINK(1)", "'=HYPERLINK(1)");
    row("minus formula", "-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0");
    row("plus formula", "+1+1", "'+1+1");
    row("at", "@SUM(1)", "'@SUM(1)");
    row("tab", "\t=1", "'\t=1");
    row("formula with comma", "=A(1,2)", "\"'=A(1,2)\"");
}

void CsvTest::fieldsAreQuotedAndFormulasDisarmed()
{
    QFETCH(QString, text);
    QTEST(csvField(text), "field");
}

void CsvTest::numbersArePlainAndActionsAreLeftOut()
{
    OrdersModel model;
    Order order = fakemarket::order(fakemarket::btcusdt(), 1, OrderState::Rejected, fromMs(1'700'000'000'000));
    order.orderLinkId = QStringLiteral("=1+1");
    order.reason = QStringLiteral("170131: insufficient balance, see \"help\"");
    model.apply(order);
    const QStringList lines = csvText(model).split(QStringLiteral("\r\n"));
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[2].isEmpty()); // the last line ends too
    QCOMPARE(lines[0].count(u','), OrdersModel::Action - 1 + 1); // "TP, SL" is one head
    QVERIFY2(lines[1].startsWith(QStringLiteral("'=1+1,2023-11-14T22:13:20.000Z,BTCUSDT,Buy,Limit,63413.2,,0.021,0.000,,")), qPrintable(lines[1]));
    QVERIFY2(lines[1].contains(QStringLiteral("\"rejected: 170131: insufficient balance, see \"\"help\"\"\"")), qPrintable(lines[1]));
}

void CsvTest::whatIsMissingIsAnEmptyField()
{
    BalancesModel model;
    Wallet wallet;
    wallet.coins = {CoinBalance{QStringLiteral("BTC"), Decimal(1), Decimal(0), Decimal::invalid()}};
    model.setWallet(wallet);
    const QString line = csvText(model).split(QStringLiteral("\r\n"))[1];
    QCOMPARE(line, QStringLiteral("BTC,1,0,0,0,0,,,1,"));
}

QTEST_GUILESS_MAIN(CsvTest)
#include "tst_csv.moc"
