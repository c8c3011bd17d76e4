// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/programrun.h"
#include "tests/support/recorded.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

#include <map>

using namespace bw;

/// The program from outside: the tour, recorded markets through real sockets, bad options, secrets.
class TestTerminal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTourWalksTheWholeRoad();
    void theTourRunsInARealWindow();
    void aRecordedMarketEndsWithTheRebuiltBook_data();
    void aRecordedMarketEndsWithTheRebuiltBook();
    void aVenueThatAnswersNothingIsToldAndSurvived();
    void noSecretReachesEventsLogsOrFiles();
    void aSessionIsRecordedAndPlayedTwice();
    void badOptionsEndWithAWord();
    void twoInstancesDoNotShareAFolder();
};

static const QString kTerminal = QStringLiteral(BW_TERMINAL);
static const QString kSandbox = QStringLiteral(BW_SANDBOX);

static QStringList statesOf(const QList<QJsonObject> &orders)
{
    QStringList states;
    for (const auto &order : orders)
        states << order.value(QLatin1StringView("state")).toString();
    return states;
}

static void checkTour(const TerminalRun &run, const QString &picture)
{
    for (const auto *name : {"connection", "key_audit", "book", "ai_call", "signal", "preview", "order", "execution", "position"})
        QVERIFY2(!run.events(QLatin1StringView(name)).isEmpty(), name);
    const auto states = statesOf(run.events(QStringLiteral("order")));
    QCOMPARE(states.count(QStringLiteral("intent")), 1);
    QCOMPARE(states.count(QStringLiteral("sent")), 1);
    QCOMPARE(states.count(QStringLiteral("accepted")), 1);
    QVERIFY(states.indexOf(QStringLiteral("intent")) < states.indexOf(QStringLiteral("sent")));
    QVERIFY(states.indexOf(QStringLiteral("sent")) < states.indexOf(QStringLiteral("accepted")));
    QVERIFY(states.indexOf(QStringLiteral("accepted")) < states.indexOf(QStringLiteral("filled")));
    const QImage image(picture);
    QVERIFY(!image.isNull());
    QVERIFY(image.width() >= 1280);
}

void TestTerminal::theTourWalksTheWholeRoad()
{
    TerminalRun run({kTerminal});
    const QString picture = run.file(QStringLiteral("tour.png"));
    QVERIFY2(run.run({QStringLiteral("--tour"), QStringLiteral("--offscreen"), QStringLiteral("--size"), QStringLiteral("1280x720"),
                      QStringLiteral("--screenshot"), picture}, 90000), run.errors().constData());
    QVERIFY2(run.exitCode() == 0, run.errors().constData());
    checkTour(run, picture);
}

void TestTerminal::theTourRunsInARealWindow()
{
    const QString xvfb = QStandardPaths::findExecutable(QStringLiteral("xvfb-run"));
    if (xvfb.isEmpty())
        QSKIP("xvfb-run is not here: no real window can be shown");
    TerminalRun run({xvfb, QStringLiteral("-a"), QStringLiteral("-s"), QStringLiteral("-screen 0 1920x1080x24"), kTerminal});
    const QString picture = run.file(QStringLiteral("tour.png"));
    QVERIFY2(run.run({QStringLiteral("--tour"), QStringLiteral("--size"), QStringLiteral("1280x720"), QStringLiteral("--screenshot"), picture}, 90000),
             run.errors().constData());
    QVERIFY2(run.exitCode() == 0, run.errors().constData());
    checkTour(run, picture);
}

/// The best 50 levels of a recording, rebuilt with QJson and std::map: slow, and nothing shared with the terminal's codec.
class SlowBook {
public:
    explicit SlowBook(const QList<QByteArray> &lines)
    {
        for (const auto &line : lines) {
            const auto frame = QJsonDocument::fromJson(line).object();
            if (!frame.value(QLatin1StringView("topic")).toString().startsWith(QStringLiteral("orderbook.")))
                continue;
            const auto data = frame.value(QLatin1StringView("data")).toObject();
            if (frame.value(QLatin1StringView("type")) == QStringLiteral("snapshot")) {
                m_bids.clear();
                m_asks.clear();
            }
            apply(m_bids, data.value(QLatin1StringView("b")).toArray());
            apply(m_asks, data.value(QLatin1StringView("a")).toArray());
            updateId = data.value(QLatin1StringView("u")).toInteger();
        }
    }

    QString hash() const
    {
        QByteArray json("{\"bids\":[");
        int left = 50;
        for (auto it = m_bids.rbegin(); it != m_bids.rend() && left > 0; ++it, --left)
            appendLevel(json, it->first, it->second);
        json += "],\"asks\":[";
        left = 50;
        for (auto it = m_asks.begin(); it != m_asks.end() && left > 0; ++it, --left)
            appendLevel(json, it->first, it->second);
        json += "]}";
        return QString::fromLatin1(QCryptographicHash::hash(json, QCryptographicHash::Sha256).toHex());
    }

    qint64 updateId = 0;

private:
    using Side = std::map<qint64, QString>; // price in 10^-8: exact for every recording here

    static qint64 scaled(const QString &price)
    {
        const auto parts = price.split(u'.');
        return parts[0].toLongLong() * 100'000'000 + parts.value(1).leftJustified(8, u'0').toLongLong();
    }
    static QString unscaled(qint64 price, int places)
    {
        const QString fraction = QString::number(price % 100'000'000).rightJustified(8, u'0').first(places);
        return places == 0 ? QString::number(price / 100'000'000) : QString::number(price / 100'000'000) + u'.' + fraction;
    }
    void apply(Side &side, const QJsonArray &rows)
    {
        for (const auto &row : rows) {
            const QString price = row.toArray().at(0).toString(), qty = row.toArray().at(1).toString();
            m_pricePlaces = std::max(m_pricePlaces, static_cast<int>(price.section(u'.', 1).size()));
            m_qtyPlaces = std::max(m_qtyPlaces, static_cast<int>(qty.section(u'.', 1).size()));
            if (scaled(qty) == 0)
                side.erase(scaled(price));
            else
                side[scaled(price)] = qty;
        }
    }
    void appendLevel(QByteArray &json, qint64 price, const QString &qty) const
    {
        if (!json.endsWith('['))
            json += ',';
        json += "[\"" + unscaled(price, m_pricePlaces).toLatin1() + "\",\"" + unscaled(scaled(qty), m_qtyPlaces).toLatin1() + "\"]";
    }
    Side m_bids, m_asks;
    int m_pricePlaces = 0, m_qtyPlaces = 0;
};

void TestTerminal::aRecordedMarketEndsWithTheRebuiltBook_data()
{
    QTest::addColumn<QString>("recording");
    QTest::addColumn<QString>("category");
    QTest::addColumn<QString>("symbol");
    QTest::newRow("XRPUSDT 500") << "bybit/ws-public/linear-orderbook500-XRPUSDT-20241201.jsonl" << "linear" << "XRPUSDT";
    QTest::newRow("BTCUSDT 50") << "bybit/ws-public/spot-orderbook50-BTCUSDT-20260824.jsonl" << "spot" << "BTCUSDT";
    QTest::newRow("BTCUSDT 200") << "bybit/ws-public/spot-orderbook200-BTCUSDT-20231224.jsonl" << "spot" << "BTCUSDT";
}

void TestTerminal::aRecordedMarketEndsWithTheRebuiltBook()
{
    QFETCH(QString, recording);
    QFETCH(QString, category);
    QFETCH(QString, symbol);
    const QString path = recordedFile(recording);
    BW_REQUIRE_RECORDED(path);
    const SandboxRun sandbox(kSandbox, {QStringLiteral("--market"), QStringLiteral("recorded:") + path, QStringLiteral("--at-end"), QStringLiteral("hold"),
                                        QStringLiteral("--category"), category, QStringLiteral("--speed"), QStringLiteral("4")});
    TerminalRun run({kTerminal});
    run.setEnvironment(QStringLiteral("BYBIT_TESTNET_BASE_URL"), sandbox.address(QStringLiteral("rest")));
    run.setEnvironment(QStringLiteral("BYBIT_TESTNET_WS_URL"), sandbox.address(QStringLiteral("ws")));
    QVERIFY2(run.run({QStringLiteral("--offscreen"), QStringLiteral("--profile"), QStringLiteral("testnet"), QStringLiteral("--category"), category,
                      QStringLiteral("--symbol"), symbol, QStringLiteral("--run-for"), QStringLiteral("6")}, 60000), run.errors().constData());
    const auto books = run.events(QStringLiteral("book"));
    QVERIFY2(!books.isEmpty(), run.errors().constData());
    const SlowBook expected(readLines(path));
    const auto last = books.last();
    QCOMPARE(last.value(QLatin1StringView("state")).toString(), QStringLiteral("live"));
    QCOMPARE(last.value(QLatin1StringView("levels")).toArray(), (QJsonArray{50, 50}));
    QCOMPARE(last.value(QLatin1StringView("hash")).toString(), expected.hash());
}

void TestTerminal::aVenueThatAnswersNothingIsToldAndSurvived()
{
    TerminalRun run({kTerminal});
    run.setEnvironment(QStringLiteral("BYBIT_TESTNET_BASE_URL"), QStringLiteral("http://127.0.0.1:1")); // nobody listens on the first port
    run.setEnvironment(QStringLiteral("BYBIT_TESTNET_WS_URL"), QStringLiteral("ws://127.0.0.1:1"));
    QVERIFY2(run.run({QStringLiteral("--offscreen"), QStringLiteral("--profile"), QStringLiteral("testnet"), QStringLiteral("--run-for"), QStringLiteral("4")}, 30000),
             run.errors().constData());
    QCOMPARE(run.exitCode(), 0);
    const auto told = run.events(QStringLiteral("connection")) + run.events(QStringLiteral("error"));
    QVERIFY(!told.isEmpty());
    for (const auto &book : run.events(QStringLiteral("book")))
        QVERIFY(book.value(QLatin1StringView("state")) != QStringLiteral("live"));
}

void TestTerminal::noSecretReachesEventsLogsOrFiles()
{
    const QString key = QStringLiteral("cAnArYkEy0123456789"), secret = QStringLiteral("cAnArYsEcReT0123456789abcdef"), ai = QStringLiteral("cr_cAnArYmOdEl0123456789");
    const SandboxRun sandbox(kSandbox, {QStringLiteral("--key"), key, QStringLiteral("--secret"), secret});
    TerminalRun run({kTerminal});
    run.setEnvironment(QStringLiteral("BYBIT_TESTNET_BASE_URL"), sandbox.address(QStringLiteral("rest")));
    run.setEnvironment(QStringLiteral("BYBIT_TESTNET_WS_URL"), sandbox.address(QStringLiteral("ws")));
    run.setEnvironment(QStringLiteral("BYBIT_API_KEY"), key);
    run.setEnvironment(QStringLiteral("BYBIT_API_SECRET"), secret);
    run.setEnvironment(QStringLiteral("HOLYSHEEP_API_KEY"), ai);
    run.setEnvironment(QStringLiteral("HOLYSHEEP_BASE_URL"), sandbox.address(QStringLiteral("holysheep")));
    QVERIFY2(run.run({QStringLiteral("--offscreen"), QStringLiteral("--profile"), QStringLiteral("testnet"), QStringLiteral("--run-for"), QStringLiteral("5")}, 30000),
             run.errors().constData());
    QVERIFY2(!run.events(QStringLiteral("key_audit")).isEmpty(), run.errors().constData()); // the key was really used
    QByteArray everything = run.errors() + readAll(run.file(QStringLiteral("events.ndjson")));
    QDirIterator files(run.file(QStringLiteral("data")), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        everything += readAll(files.next());
    QVERIFY(everything.size() > 1000);
    for (const auto &hidden : {secret, ai})
        QVERIFY2(!everything.contains(hidden.toUtf8()), qPrintable(hidden));
}

void TestTerminal::aSessionIsRecordedAndPlayedTwice()
{
    TerminalRun live({kTerminal});
    const QString recording = live.file(QStringLiteral("tour.rec"));
    QVERIFY2(live.run({QStringLiteral("--tour"), QStringLiteral("--offscreen"), QStringLiteral("--size"), QStringLiteral("1280x720"),
                       QStringLiteral("--record"), recording}, 90000), live.errors().constData());
    QVERIFY2(live.exitCode() == 0, live.errors().constData());
    QVERIFY(QFileInfo(recording).size() > 1000);

    QStringList hashes;
    for (const auto *speed : {"100", "4"}) {
        TerminalRun replay({kTerminal});
        const QString picture = replay.file(QStringLiteral("end.png"));
        QVERIFY2(replay.run({QStringLiteral("--replay"), recording, QStringLiteral("--speed"), QLatin1StringView(speed), QStringLiteral("--offscreen"),
                             QStringLiteral("--size"), QStringLiteral("1280x720"), QStringLiteral("--screenshot"), picture}, 60000),
                 replay.errors().constData()); // ends with the recording
        QVERIFY2(replay.exitCode() == 0, replay.errors().constData());
        const auto told = replay.events(QStringLiteral("replay"));
        QVERIFY(!told.isEmpty());
        QCOMPARE(told.last().value(QLatin1StringView("state")).toString(), QStringLiteral("ended"));
        QVERIFY(told.last().value(QLatin1StringView("frames")).toInteger() > 50);
        hashes.append(told.last().value(QLatin1StringView("hash")).toString());
        const auto books = replay.events(QStringLiteral("book"));
        QVERIFY(!books.isEmpty());
        QCOMPARE(books.last().value(QLatin1StringView("state")).toString(), QStringLiteral("live"));
        QVERIFY(!replay.events(QStringLiteral("execution")).isEmpty()); // the order of then is seen again
        const auto states = statesOf(replay.events(QStringLiteral("order")));
        QVERIFY(!states.contains(QStringLiteral("intent")) && !states.contains(QStringLiteral("sent"))); // and none is made
        QVERIFY(!QImage(picture).isNull());
    }
    QCOMPARE(hashes.first().size(), 64);
    QCOMPARE(hashes.first(), hashes.last());

    TerminalRun again({kTerminal}); // what was recorded is not written over
    QVERIFY(again.run({QStringLiteral("--offscreen"), QStringLiteral("--record"), recording, QStringLiteral("--run-for"), QStringLiteral("1")}, 30000));
    QCOMPARE(again.exitCode(), 2);
    QVERIFY2(again.errors().contains("holds something"), again.errors().constData());
    TerminalRun other({kTerminal});
    QVERIFY(other.run({QStringLiteral("--offscreen"), QStringLiteral("--replay"), live.file(QStringLiteral("events.ndjson"))}, 30000));
    QCOMPARE(other.exitCode(), 2);
    QVERIFY2(other.errors().contains("not a recording"), other.errors().constData());
}

void TestTerminal::badOptionsEndWithAWord()
{
    TerminalRun run({kTerminal});
    QVERIFY(run.run({QStringLiteral("--profil"), QStringLiteral("x")}, 10000));
    QCOMPARE(run.exitCode(), 2);
    QVERIFY(run.errors().contains("--help"));
}

void TestTerminal::twoInstancesDoNotShareAFolder()
{
    TerminalRun first({kTerminal});
    QProcess second;
    second.start(kTerminal, {QStringLiteral("--offscreen"), QStringLiteral("--data-dir"), first.file(QStringLiteral("data")), QStringLiteral("--run-for"), QStringLiteral("20")});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(first.file(QStringLiteral("data/bellwether.lock"))), 10000);
    QVERIFY(first.run({QStringLiteral("--offscreen"), QStringLiteral("--run-for"), QStringLiteral("1")}, 15000));
    QCOMPARE(first.exitCode(), 2);
    QVERIFY2(first.errors().contains("--data-dir"), first.errors().constData());
    second.kill();
    QVERIFY(second.waitForFinished(5000));
}

QTEST_GUILESS_MAIN(TestTerminal)
#include "tst_terminal.moc"
