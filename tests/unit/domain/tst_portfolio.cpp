// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The account and its figures in tests/data/money/portfolio.json were made and reckoned by hand.
#include "core/domain/account/portfolio.h"
#include "tests/support/recorded.h"
#include "tests/support/samples.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace bw;
using samples::num;
using namespace std::chrono_literals;

namespace {

UtcTime at(const QString &iso) { return fromMs(QDateTime::fromString(iso, Qt::ISODateWithMs).toMSecsSinceEpoch()); }
UtcTime at(const char *iso) { return at(QString::fromLatin1(iso)); }
Decimal amount(const QJsonValue &text) { return text.isUndefined() ? Decimal(0) : Decimal::parse(text.toString()).value(); }

LedgerEntry::Cause causeOf(const QString &name)
{
    for (int i = 0; i <= static_cast<int>(LedgerEntry::Cause::Other); ++i)
        if (toName(static_cast<LedgerEntry::Cause>(i)) == name)
            return static_cast<LedgerEntry::Cause>(i);
    return LedgerEntry::Cause::Other;
}

const ZoneOffset kUtc = [](UtcTime) { return 0ms; };

} // namespace

class TestPortfolio : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void figuresAreThoseReckonedByHand();
    void aMissingDayIsAGap();
    void theOrderOfTheRowsAndDoublesChangeNothing();
    void daysAreThoseOfTheZone();
    void aRowThatTheLogLacksShowsAsUnexplained();
    void anotherCoinIsAnotherPortfolio();
    void whatWasSeenBelongsToItsDayAndToNoOther();
    void clocksThatChangeMoveNoDay();

private:
    void compare(const PortfolioSums &sums, const QJsonObject &hand);
    QJsonObject m_account, m_hand;
    QVector<LedgerEntry> m_entries;
    UtcTime m_since{}, m_until{};
};

void TestPortfolio::initTestCase()
{
    m_account = QJsonDocument::fromJson(readAll(testDataFile(QStringLiteral("money/portfolio.json")))).object();
    m_hand = m_account.value(QStringLiteral("byHand")).toObject();
    m_since = at(m_account.value(QStringLiteral("since")).toString());
    m_until = at(m_account.value(QStringLiteral("until")).toString());
    for (const auto &value : m_account.value(QStringLiteral("rows")).toArray()) {
        const QJsonArray row = value.toArray();
        LedgerEntry entry;
        entry.id = QString::number(m_entries.size());
        entry.coin = QStringLiteral("USDT");
        entry.at = at(row.at(0).toString());
        entry.cause = causeOf(row.at(1).toString());
        entry.category = categoryFromName(row.at(2).toString());
        entry.symbol = row.at(3).toString();
        entry.cashFlow = amount(row.at(4));
        entry.fee = amount(row.at(5));
        entry.funding = amount(row.at(6));
        entry.change = amount(row.at(7));
        entry.balance = amount(row.at(8));
        QVERIFY(entry.cashFlow + entry.funding - entry.fee == entry.change); // the venue's own rule
        m_entries.append(entry);
    }
    QCOMPARE(m_entries.size(), 9);
}

void TestPortfolio::compare(const PortfolioSums &sums, const QJsonObject &hand)
{
    const std::pair<const char *, Decimal> parts[] = {{"price", sums.price}, {"fee", sums.fee}, {"funding", sums.funding}, {"interest", sums.interest},
                                                      {"settlement", sums.settlement}, {"other", sums.other}, {"exchanged", sums.exchanged},
                                                      {"transfer", sums.transfer}, {"result", sums.result()}, {"change", sums.change()}};
    for (const auto &[name, value] : parts)
        QVERIFY2(value == amount(hand.value(QLatin1StringView(name))), qPrintable(QStringLiteral("%1 is %2").arg(QLatin1StringView(name), value.toString())));
}

void TestPortfolio::figuresAreThoseReckonedByHand()
{
    const Portfolio made = portfolio(m_entries, {}, QStringLiteral("USDT"), m_since, m_until, kUtc);
    const QJsonArray days = m_hand.value(QStringLiteral("days")).toArray(), symbols = m_hand.value(QStringLiteral("symbols")).toArray();
    QCOMPARE(made.days.size(), days.size());
    for (qsizetype i = 0; i < days.size(); ++i) {
        const QJsonObject hand = days.at(i).toObject();
        QCOMPARE(made.days[i].day.toString(Qt::ISODate), hand.value(QStringLiteral("day")).toString());
        QCOMPARE(made.days[i].balance.has_value(), hand.contains(QStringLiteral("balance")));
        if (made.days[i].balance)
            QVERIFY(*made.days[i].balance == amount(hand.value(QStringLiteral("balance"))));
        compare(made.days[i].sums, hand);
    }
    QCOMPARE(made.symbols.size(), symbols.size());
    for (qsizetype i = 0; i < symbols.size(); ++i) {
        const auto &row = made.symbols[i];
        QCOMPARE(row.category ? toName(*row.category) + u' ' + row.symbol : row.symbol, symbols.at(i).toObject().value(QStringLiteral("name")).toString());
        compare(row.sums, symbols.at(i).toObject());
    }
    compare(made.total, m_hand.value(QStringLiteral("total")).toObject());
    const QJsonObject fall = m_hand.value(QStringLiteral("drawdown")).toObject();
    QVERIFY(made.drawdown.deepest == amount(fall.value(QStringLiteral("deepest"))) && made.drawdown.present == amount(fall.value(QStringLiteral("present"))));
    QCOMPARE(made.drawdown.peakAt, at(fall.value(QStringLiteral("peakAt")).toString()));
    QCOMPARE(made.drawdown.troughAt, at(fall.value(QStringLiteral("troughAt")).toString()));
    QVERIFY(*made.opening == amount(m_hand.value(QStringLiteral("opening"))) && *made.closing == amount(m_hand.value(QStringLiteral("closing"))));
    QVERIFY(made.unexplained.isZero());
}

void TestPortfolio::aMissingDayIsAGap()
{
    const Portfolio made = portfolio(m_entries, {}, QStringLiteral("USDT"), m_since, m_until, kUtc);
    QVERIFY(!made.days[0].isGap() && made.days[1].isGap() && !made.days[2].isGap());
    QVERIFY(!made.days[1].balance); // not that of the day before, not a mean
    const Portfolio empty = portfolio({}, {}, QStringLiteral("USDT"), m_since, m_until, kUtc);
    QVERIFY(std::all_of(empty.days.begin(), empty.days.end(), [](const PortfolioDay &day) { return day.isGap(); }));
    QVERIFY(!empty.opening && !empty.closing);
    QVERIFY(portfolio(m_entries, {}, QStringLiteral("USDT"), m_until, m_since, kUtc).days.isEmpty());
}

void TestPortfolio::theOrderOfTheRowsAndDoublesChangeNothing()
{
    QVector<LedgerEntry> shuffled(m_entries.crbegin(), m_entries.crend());
    shuffled += m_entries;
    const Portfolio a = portfolio(m_entries, {}, QStringLiteral("USDT"), m_since, m_until, kUtc), b = portfolio(shuffled, {}, QStringLiteral("USDT"), m_since, m_until, kUtc);
    QVERIFY(a.total.change() == b.total.change() && a.drawdown.deepest == b.drawdown.deepest && *a.days[3].balance == *b.days[3].balance);
}

void TestPortfolio::daysAreThoseOfTheZone()
{
    const ZoneOffset east = [](UtcTime) { return 2h; };
    const Portfolio made = portfolio(m_entries, {}, QStringLiteral("USDT"), m_since - 2h, m_until - 2h, east);
    QCOMPARE(made.days.size(), 4);
    QCOMPARE(made.days.first().begin, at("2026-11-19T22:00:00.000Z"));
    QVERIFY(made.days[2].sums.interest.isZero());
    QVERIFY(made.days[3].sums.interest == num("-0.05")); // 23:59:59.999 in UTC is the next day here
    QVERIFY(*made.days[2].balance == num("760.55"));
}

void TestPortfolio::aRowThatTheLogLacksShowsAsUnexplained()
{
    QVector<LedgerEntry> entries = m_entries;
    entries.removeAt(7);
    const Portfolio made = portfolio(entries, {}, QStringLiteral("USDT"), m_since, m_until, kUtc);
    QVERIFY(made.unexplained == num("2.5"));
    QVERIFY(*made.closing == num("732.4"));
}

void TestPortfolio::anotherCoinIsAnotherPortfolio()
{
    QVector<LedgerEntry> entries = m_entries;
    LedgerEntry bought = entries[5];
    bought.coin = QStringLiteral("BTC");
    bought.cashFlow = num("0.003");
    bought.fee = num("0.000003");
    bought.change = bought.balance = num("0.002997");
    entries.append(bought);
    const Portfolio usdt = portfolio(entries, {}, QStringLiteral("USDT"), m_since, m_until, kUtc), btc = portfolio(entries, {}, QStringLiteral("BTC"), m_since, m_until, kUtc);
    QVERIFY(usdt.total.result() == num("-67.6"));
    QVERIFY(btc.total.exchanged == num("0.003") && btc.total.result() == num("-0.000003") && *btc.closing == num("0.002997"));
}

void TestPortfolio::whatWasSeenBelongsToItsDayAndToNoOther()
{
    const auto seen = [](const char *when, const char *equity) { return EquityPoint{at(when), QStringLiteral("USDT"), num("1000"), num("5"), num(equity)}; };
    const QVector<EquityPoint> points{seen("2026-11-21T18:00:00.000Z", "1007"), seen("2026-11-21T09:00:00.000Z", "1005"), seen("2026-11-23T23:00:00.000Z", "735"),
                                      seen("2026-11-24T00:00:00.000Z", "9")};
    const Portfolio made = portfolio(m_entries, points, QStringLiteral("USDT"), m_since, m_until, kUtc);
    QVERIFY(!made.days[0].seen && !made.days[2].seen);
    QVERIFY(made.days[1].seen->equity == num("1007")); // the last of the day, whatever the order
    QVERIFY(!made.days[1].balance && !made.days[1].isGap());
    QVERIFY(made.days[3].seen->equity == num("735"));
}

void TestPortfolio::clocksThatChangeMoveNoDay()
{
    // Central Europe, 25 October 2026: 25 hours long.
    const UtcTime change = at("2026-10-25T01:00:00.000Z");
    const ZoneOffset berlin = [change](UtcTime when) { return when < change ? std::chrono::milliseconds(2h) : std::chrono::milliseconds(1h); };
    const UtcTime begin = beginOf(QDate(2026, 10, 25), berlin), end = beginOf(QDate(2026, 10, 26), berlin);
    QCOMPARE(begin, at("2026-10-24T22:00:00.000Z"));
    QCOMPARE(end, at("2026-10-25T23:00:00.000Z"));
    QCOMPARE(dayOf(begin, berlin), QDate(2026, 10, 25));
    QCOMPARE(dayOf(begin - 1ms, berlin), QDate(2026, 10, 24));
    QCOMPARE(dayOf(end - 1ms, berlin), QDate(2026, 10, 25));
    QCOMPARE(dayOf(fromMs(-1), kUtc), QDate(1969, 12, 31));
}

QTEST_GUILESS_MAIN(TestPortfolio)
#include "tst_portfolio.moc"
