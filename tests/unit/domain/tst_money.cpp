// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The golden cases in tests/data/money were computed by hand.
#include "core/domain/account/costsheet.h"
#include "core/domain/account/runningposition.h"
#include "tests/support/recorded.h"
#include "tests/support/samples.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace bw;
using samples::num;

namespace {

QJsonArray golden(const QString &name)
{
    QFile file(testDataFile(QStringLiteral("money/") + name));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).array() : QJsonArray();
}

Decimal numOf(const QJsonValue &value)
{
    return Decimal::parse(value.toString()).value_or(Decimal::invalid());
}

LedgerEntry::Cause causeOf(const QString &name)
{
    for (int i = 0; i <= static_cast<int>(LedgerEntry::Cause::Other); ++i)
        if (toName(static_cast<LedgerEntry::Cause>(i)) == name)
            return static_cast<LedgerEntry::Cause>(i);
    return LedgerEntry::Cause::Other;
}

/// Rows of one moment each a second apart, in the order given.
QVector<LedgerEntry> entriesOf(const QJsonArray &rows)
{
    QVector<LedgerEntry> entries;
    for (const auto &value : rows) {
        const auto row = value.toArray();
        LedgerEntry entry;
        entry.id = QStringLiteral("id%1").arg(entries.size());
        entry.coin = row.at(0).toString();
        entry.cause = causeOf(row.at(1).toString());
        entry.cashFlow = numOf(row.at(2));
        entry.fee = numOf(row.at(3));
        entry.funding = numOf(row.at(4));
        entry.change = numOf(row.at(5));
        entry.balance = numOf(row.at(6));
        entry.at = fromMs(1000 * (entries.size() + 1));
        entries.append(entry);
    }
    return entries;
}

void addRows(const QString &file)
{
    QTest::addColumn<QJsonObject>("golden");
    const auto cases = golden(file);
    QVERIFY2(cases.size() >= 6, "the golden cases are not there");
    for (const auto &one : cases)
        QTest::newRow(qPrintable(one.toObject().value(QStringLiteral("name")).toString())) << one.toObject();
}

void compare(const CostSheet &sheet, const QJsonArray &rows)
{
    QCOMPARE(sheet.rows.size(), rows.size());
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const auto wanted = rows.at(i).toObject();
        const auto &row = sheet.rows.at(i);
        const auto part = [&wanted](const char *key) { return wanted.contains(QLatin1StringView(key)) ? numOf(wanted.value(QLatin1StringView(key))) : Decimal(0); };
        QCOMPARE(row.coin, wanted.value(QStringLiteral("coin")).toString());
        QCOMPARE(row.tradePnl, part("tradePnl"));
        QCOMPARE(row.fee, part("fee"));
        QCOMPARE(row.funding, part("funding"));
        QCOMPARE(row.interest, part("interest"));
        QCOMPARE(row.settlement, part("settlement"));
        QCOMPARE(row.transfer, part("transfer"));
        QCOMPARE(row.walletChange, part("walletChange"));
        QCOMPARE(row.remainder, part("remainder"));
    }
}

LedgerEntry fillOf(Side side, const char *qty, const char *price, const char *tradeId)
{
    LedgerEntry fill;
    fill.cause = LedgerEntry::Cause::Trade;
    fill.category = Category::Linear;
    fill.symbol = QStringLiteral("BTCUSDT");
    fill.orderLinkId = QStringLiteral("a");
    fill.tradeId = QString::fromLatin1(tradeId);
    fill.side = side;
    fill.qty = num(qty);
    fill.price = num(price);
    return fill;
}

} // namespace

class TestMoney : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void positionIsReckonedAsByHand_data() { addRows(QStringLiteral("positions.json")); }
    void positionIsReckonedAsByHand()
    {
        QFETCH(QJsonObject, golden);
        RunningPosition position(*categoryFromName(golden.value(QStringLiteral("category")).toString()));
        Decimal sum;
        for (const auto &value : golden.value(QStringLiteral("fills")).toArray()) {
            const auto fill = value.toArray();
            const auto side = fill.at(0).toString() == toName(Side::Buy) ? Side::Buy : Side::Sell;
            const auto realised = position.apply(side, numOf(fill.at(1)), numOf(fill.at(2)));
            QCOMPARE(realised, numOf(fill.at(3)));
            sum += realised;
        }
        QCOMPARE(position.realised(), sum);
        QCOMPARE(position.size(), numOf(golden.value(QStringLiteral("size"))));
        const auto entry = golden.value(QStringLiteral("entry")).toString();
        QCOMPARE(position.entryPrice().isValid(), !entry.isEmpty());
        if (!entry.isEmpty())
            QCOMPARE(position.entryPrice(), Decimal::parse(entry).value_or(Decimal::invalid()));
    }

    void hedgeModeKeepsTwoPositions()
    {
        RunningPosition longLeg, shortLeg;
        longLeg.apply(Side::Buy, 1, 100);
        shortLeg.apply(Side::Sell, 1, 110);
        QCOMPARE(longLeg.unrealised(105), Decimal(5));
        QCOMPARE(shortLeg.unrealised(105), Decimal(5));
        QCOMPARE(longLeg.apply(Side::Sell, 1, 105) + shortLeg.apply(Side::Buy, 1, 105), Decimal(10));
    }

    void partsSumToTheWalletsChange_data() { addRows(QStringLiteral("ledgers.json")); }
    void partsSumToTheWalletsChange()
    {
        QFETCH(QJsonObject, golden);
        auto entries = entriesOf(golden.value(QStringLiteral("entries")).toArray());
        const auto rows = golden.value(QStringLiteral("rows")).toArray();
        compare(costSheet(entries), rows);
        const auto page = entries;
        entries += page; // a page that came twice
        compare(costSheet(entries), rows);
    }

    void orderOfTheRowsDoesNotMatter()
    {
        auto entries = entriesOf(golden(QStringLiteral("ledgers.json")).first().toObject().value(QStringLiteral("entries")).toArray());
        const auto rows = golden(QStringLiteral("ledgers.json")).first().toObject().value(QStringLiteral("rows")).toArray();
        std::reverse(entries.begin(), entries.end()); // as the venue lists them
        compare(costSheet(entries), rows);
        for (auto &entry : entries)
            entry.at = fromMs(1); // one moment: the balances tell the order
        compare(costSheet(entries), rows);
        std::reverse(entries.begin(), entries.end());
        compare(costSheet(entries), rows);
    }

    void tradeAndDayHaveTheirOwnSheets()
    {
        auto entries = entriesOf(golden(QStringLiteral("ledgers.json")).first().toObject().value(QStringLiteral("entries")).toArray());
        entries[0].orderLinkId = QStringLiteral("a");
        entries[2].orderLinkId = QStringLiteral("b");
        entries[2].at = fromMs(86'400'000 + 5);
        const auto trade = costSheetOfOrders(entries, {QStringLiteral("a"), QStringLiteral("b")});
        QCOMPARE(trade.rows.size(), 1);
        QCOMPARE(trade.rows.first().walletChange, num("8.4945")); // without the funding
        QVERIFY(trade.rows.first().remainder.isZero());
        const auto days = costSheetsByDay(entries);
        QCOMPARE(days.size(), 2);
        QCOMPARE(days.first().rows.first().walletChange, num("-0.15"));
        QCOMPARE(days.last().rows.first().walletChange, num("8.3445"));
        QCOMPARE(toMs(days.last().since), 86'400'000);
    }

    void executionCostsSplitIntoSpreadAndSlippage()
    {
        CostSheet sheet;
        const auto nobody = [](const QString &) { return std::optional<SentAt>(); };
        const auto sent = [](const QString &) { return std::optional(SentAt{num("100.5"), num("101")}); };
        addExecutionCosts(sheet, {fillOf(Side::Buy, "2", "101.5", "1")}, nobody);
        QVERIFY(!sheet.spreadCost.isValid());
        addExecutionCosts(sheet, {fillOf(Side::Buy, "2", "101.5", "1"), fillOf(Side::Buy, "2", "101.5", "1")}, sent); // a row for each coin
        QCOMPARE(sheet.spreadCost, num("1"));
        QCOMPARE(sheet.slippageCost, num("1"));
        addExecutionCosts(sheet, {fillOf(Side::Buy, "1", "100", "2")}, sent); // a maker earns half the spread
        QCOMPARE(sheet.spreadCost, num("0.5"));
        QCOMPARE(sheet.slippageCost, num("1"));
        auto inverse = fillOf(Side::Buy, "1010", "101", "3");
        inverse.category = Category::Inverse;
        addExecutionCosts(sheet, {inverse}, [](const QString &) { return std::optional(SentAt{num("100"), num("101")}); });
        QCOMPARE(sheet.spreadCost, num("0.6")); // 1010 USD are 10.1 coins at the mid and 10 at the ask
    }
};

QTEST_GUILESS_MAIN(TestMoney)
#include "tst_money.moc"
