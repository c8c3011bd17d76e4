// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/enginefactory.h"
#include "app/sandboxhost.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace bw;

namespace {

constexpr int kDeadline = 30'000; // ms; only a failing test waits that long

/// The real engine with its real feed against the sandbox exchange in a thread of its own; faults are set over HTTP while both run, and what
/// the engine says of them is read from its event file.
class Desk {
public:
    Desk()
    {
        SandboxConfig config;
        config.seed = 11;
        QObject::connect(&host, &SandboxHost::listening, &client, [this](const SandboxAddress &address) {
            rest = address.rest;
            auto file = std::make_unique<QFile>(eventFile());
            QVERIFY(file->open(QIODevice::WriteOnly | QIODevice::Unbuffered));
            EnginePlan plan;
            plan.config.instrument = {Category::Linear, QStringLiteral("BTCUSDT")};
            plan.config.analyst = {address.analyst, SecretBytes(address.key.toUtf8()), true};
            plan.endpoints = BybitEndpoints::custom(address.rest, address.socket).value();
            plan.journalPath = folder.filePath(QStringLiteral("journal.sqlite"));
            plan.eventFile = std::make_shared<std::unique_ptr<QFile>>(std::move(file));
            client.start(engineFactory(std::move(plan)));
        });
        host.start(std::move(config));
    }

    [[nodiscard]] bool isLive() const
    {
        const auto book = client.book().read();
        return book && book->isLive() && book->hasBothSides();
    }
    [[nodiscard]] QList<QJsonObject> events(const QString &name) const
    {
        QFile file(eventFile());
        QList<QJsonObject> found;
        if (file.open(QIODevice::ReadOnly))
            for (const QByteArray &line : file.readAll().split('\n'))
                if (const auto object = QJsonDocument::fromJson(line).object(); object.value(u"event").toString() == name)
                    found.append(object);
        return found;
    }
    /// Breaks of the book that is open, in their order.
    [[nodiscard]] QStringList gaps() const
    {
        QStringList whats;
        for (const QJsonObject &gap : events(QStringLiteral("gap")))
            if (gap.value(u"symbol").toString() == u"BTCUSDT" && gap.value(u"category").toString() == u"linear")
                whats.append(gap.value(u"what").toString());
        return whats;
    }
    /// The body of the sandbox's answer; empty when none came.
    QByteArray ask(const QByteArray &head, const QByteArray &body = {}) const
    {
        QTcpSocket socket;
        QByteArray got;
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&] { got += socket.readAll(); });
        socket.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(QUrl(rest).port()));
        socket.write(head + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        const bool isWhole = QTest::qWaitFor([&] { return !got.isEmpty() && socket.state() == QAbstractSocket::UnconnectedState; }, kDeadline);
        return isWhole && got.startsWith("HTTP/1.1 200") ? got.sliced(got.indexOf("\r\n\r\n") + 4) : QByteArray();
    }
    void misbehave(const QByteArray &faults) const { QVERIFY(!ask("POST /sandbox/faults", faults).isEmpty()); }

    /// The whole window as text, from the engine and from the exchange.
    [[nodiscard]] QString shown() const
    {
        const auto book = client.book().read();
        QStringList rows;
        for (const auto *side : {&book->bids, &book->asks})
            for (const Level &level : *side)
                rows.append(book->instrument->priceText(level.price) + u'x' + book->instrument->qty(level.qty).normalized().toString());
        return rows.join(u' ');
    }
    [[nodiscard]] QString told() const
    {
        const auto state = QJsonDocument::fromJson(ask("GET /sandbox/state?category=linear&symbol=BTCUSDT&limit=50"));
        const QJsonValue book = state[u"book"][u"linear"][u"BTCUSDT"];
        const auto instrument = client.book().read()->instrument;
        QStringList rows;
        for (const auto &side : {QStringLiteral("b"), QStringLiteral("a")})
            for (const QJsonValue &level : book[side].toArray())
                rows.append(instrument->priceText(*instrument->toTicks(*Decimal::parse(level[0].toString()))) + u'x' + level[1].toString());
        return rows.join(u' ');
    }

    QTemporaryDir folder;
    QString rest;
    SandboxHost host;
    ThreadedEngineClient client{RiskLimits(), 0.05};

private:
    [[nodiscard]] QString eventFile() const { return folder.filePath(QStringLiteral("events.ndjson")); }
};

} // namespace

/// Every fault of market data over real sockets: it is seen within its limit, told as an event, and heals without a restart; after that the
/// book is the exchange's, level by level.
class TestMarketFaults final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isSeenToldAndHealed_data();
    void isSeenToldAndHealed();
    void aServiceThatBeginsAnewKeepsTheBookLive();
    void otherTopicsGoOnWhileOneIsSilent();
    void aBurstEndsInTheExchangesBook();
};

void TestMarketFaults::isSeenToldAndHealed_data()
{
    QTest::addColumn<QByteArray>("faults");
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("seenWithinMs");
    const auto row = [](const char *name, const char *faults, const char *what, int ms) { QTest::newRow(name) << QByteArray(faults) << QString::fromLatin1(what) << ms; };
    row("a lost delta", "gap=1,times=1,only=orderbook.50.BTCUSDT", "sequence", 2000);
    row("a doubled delta", "doubled=1,times=1,only=orderbook.50.BTCUSDT", "sequence", 2000);
    row("two deltas in the wrong order", "reordered=1,times=1,only=orderbook.50.BTCUSDT", "sequence", 2000);
    row("a crossed book", "crossed=1,times=1,only=orderbook.50.BTCUSDT", "crossed", 2000);
    row("an older sequence", "seq-backwards=1,times=1,only=orderbook.50.BTCUSDT", "seq_backwards", 2000);
    row("a broken frame", "corrupt=1,times=1,only=orderbook.50.BTCUSDT", "malformed", 2000);
    row("a silent topic", "silence-topic=orderbook.50.BTCUSDT", "silence", 12'000);
    row("a stream that differs from REST", "wrong-book=orderbook.50.BTCUSDT", "spot_check", 15'000);
}

void TestMarketFaults::isSeenToldAndHealed()
{
    QFETCH(QByteArray, faults);
    QFETCH(QString, what);
    QFETCH(int, seenWithinMs);
    Desk desk;
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLive(), kDeadline);
    QCOMPARE(desk.gaps(), QStringList());
    desk.misbehave(faults);
    QTRY_VERIFY_WITH_TIMEOUT(desk.gaps().contains(what), seenWithinMs);
    desk.misbehave("");
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLive(), kDeadline);
    // The market comes to rest, and both tell the same.
    QTRY_VERIFY_WITH_TIMEOUT(!desk.ask("POST /sandbox/burst", R"({"messages":20,"symbol":"BTCUSDT","ms":50})").isEmpty(), kDeadline);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLive() && desk.shown() == desk.told(), kDeadline);
}

void TestMarketFaults::aServiceThatBeginsAnewKeepsTheBookLive()
{
    Desk desk;
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLive(), kDeadline);
    desk.misbehave("restart=1,times=1,only=orderbook.50.BTCUSDT");
    QTRY_VERIFY_WITH_TIMEOUT(desk.gaps().contains(QStringLiteral("reset")), 5000);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLive() && desk.client.book().read()->updateId < 900, kDeadline); // it counts from one
    QCOMPARE(desk.gaps(), QStringList{QStringLiteral("reset")});
}

void TestMarketFaults::otherTopicsGoOnWhileOneIsSilent()
{
    Desk desk;
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLive(), kDeadline);
    desk.misbehave("silence-topic=orderbook.50.BTCUSDT");
    QTRY_VERIFY_WITH_TIMEOUT(!desk.gaps().isEmpty(), kDeadline);
    for (const QJsonObject &event : desk.events(QStringLiteral("connection")))
        QVERIFY2(event.value(u"state").toString() != u"down" && event.value(u"state").toString() != u"stale", qPrintable(event.value(u"reason").toString()));
    for (const QJsonObject &gap : desk.events(QStringLiteral("gap")))
        QCOMPARE(gap.value(u"symbol").toString() + gap.value(u"category").toString(), QStringLiteral("BTCUSDTlinear"));
}

void TestMarketFaults::aBurstEndsInTheExchangesBook()
{
    Desk desk;
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLive(), kDeadline);
    QVERIFY(!desk.ask("POST /sandbox/burst", R"({"messages":20000,"symbol":"BTCUSDT"})").isEmpty());
    const auto isDone = [&desk] { return QJsonDocument::fromJson(desk.ask("GET /sandbox/state?category=linear&symbol=BTCUSDT&limit=1"))[u"burst"][u"isDone"].toBool(); };
    QTRY_VERIFY_WITH_TIMEOUT(isDone(), 2 * kDeadline);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLive() && desk.shown() == desk.told(), kDeadline);
    QCOMPARE(desk.gaps().join(u' '), QString());
}

QTEST_GUILESS_MAIN(TestMarketFaults)
#include "tst_marketfaults.moc"
