// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/relaycodec.h"
#include "core/tardis/relaytime.h"
#include "tests/support/recorded.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace bw;
using Type = RelayMessage::Type;

namespace {

const QByteArray kBook = R"({"type":"book_change","symbol":"BTCUSDT","exchange":"bybit","isSnapshot":true,)"
                         R"("bids":[{"price":96249.9,"amount":1.339}],"asks":[{"price":96250.1,"amount":6.2e-7},{"amount":0,"price":96251}],)"
                         R"("timestamp":"2026-01-15T00:00:00.071Z","localTimestamp":"2026-11-22T19:52:36.763Z"})";

QByteArray replaced(QByteArray text, const QByteArray &before, const QByteArray &after)
{
    if (!text.contains(before))
        qFatal("nothing to replace: %s", before.constData());
    return text.replace(before, after);
}

QString numberText(const char *token)
{
    const auto number = RelayNumber::read(token);
    return number ? number->toDecimal().toString() : QStringLiteral("refused");
}

} // namespace

class TestRelayCodec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAreReadFromTheirText_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *token, const char *text) { QTest::newRow(token) << QByteArray(token) << QString(QLatin1StringView(text)); };
        row("0", "0");
        row("-0", "0");
        row("0.000", "0");
        row("96249.7", "96249.7");
        row("96249.700", "96249.7");
        row("1200", "1200");
        row("6.2e-7", "0.00000062");
        row("6.2E-07", "0.00000062");
        row("1e3", "1000");
        row("1.5e+1", "15");
        row("-0.0001", "-0.0001");
        row("92.15599999999999", "92.15599999999999");
        row("0.30000000000000004", "0.30000000000000004");
        row("5.551115123125783e-17", "0.000000000000000056"); // rounded to 18 places
        row("1e-30", "0");
        row("123456789012345678", "123456789012345678");
        row("1000000000000000000000", "invalid"); // 10^21 of anything is none
        row("1234567890123456789", "refused");    // no double has so many digits
        row("5e-324", "refused");
        row("1e999999999999", "refused");
        for (const char *wrong : {"", "-", ".5", "5.", "01", "+1", "1e", "1e+", "0x10", "1,5", "1 2", "NaN", "Infinity", "null", "\"1\"", "--1", "1.2.3", "1e5.0"})
            row(wrong, "refused");
    }
    void numbersAreReadFromTheirText()
    {
        QFETCH(QByteArray, token);
        QFETCH(QString, text);
        QCOMPARE(numberText(token.constData()), text);
    }

    void stepsAreCountedExactly_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<qint64>("steps");
        QTest::addColumn<bool>("isClose");
        const auto row = [](const char *step, const char *token, qint64 steps, bool isClose) {
            QTest::addRow("%s of %s", token, step) << QByteArray(step) << QByteArray(token) << steps << isClose;
        };
        row("0.1", "96249.7", 962497, true);
        row("0.5", "96249.5", 192499, true);
        row("0.05", "0.15", 3, true);
        row("2.5", "7.5", 3, true);
        row("10", "250", 25, true);
        row("1", "0", 0, true);
        row("0.1", "96249.70000000001", 962497, true);
        row("0.1", "96249.69999999999", 962497, true);
        row("0.1", "96249.74", 962497, false);
        row("0.1", "96249.75", 962497, false); // halves go down
        row("0.1", "96249.76", 962498, false);
        row("10", "255", 25, false);
        row("0.00000001", "6.2e-7", 62, true);
        row("0.00000001", "5.551115123125783e-17", 0, true);
        row("0.001", "0.0004", 0, false);
        row("0.001", "1e40", -1, false);
        row("0.001", "9007199254740.992", -1, false); // 2^53
        row("0.001", "9007199254740.991", 9007199254740991, true);
        row("1", "-1", -1, false);
        row("0.12345", "1", -1, false); // a step like that nobody has
        row("0", "1", -1, false);
    }
    void stepsAreCountedExactly()
    {
        QFETCH(QByteArray, step);
        QFETCH(QByteArray, token);
        QFETCH(qint64, steps);
        QFETCH(bool, isClose);
        const auto nearest = RelaySteps(*Decimal::parse(step.toStdString())).nearest(*RelayNumber::read(token.toStdString()));
        QCOMPARE(nearest.steps, steps);
        QCOMPARE(nearest.isClose, isClose);
    }

    void timesHaveThreeToNineDigits()
    {
        const auto ms = [](const char *text) {
            const auto time = readRelayTime(text);
            return time ? toMs(*time) : -1;
        };
        QCOMPARE(ms("1970-01-01T00:00:00Z"), 0);
        QCOMPARE(ms("2026-01-15T00:00:00.071Z"), 1768435200071);
        QCOMPARE(ms("2026-01-15T00:00:06.997123Z"), 1768435206997);
        QCOMPARE(ms("2026-01-15T00:00:06.9Z"), 1768435206900);
        QCOMPARE(ms("2024-02-29T23:59:59.999999999Z"), 1709251199999);
        for (const char *wrong : {"", "2026-01-15", "2026-01-15T00:00:00.071", "2026-01-15 00:00:00.071Z", "2026-13-15T00:00:00Z", "2026-02-30T00:00:00Z",
                                  "2026-01-15T24:00:00Z", "2026-01-15T00:60:00Z", "2026-01-15T00:00:60Z", "2026-01-15T00:00:00.Z", "2026-01-15T00:00:00.1234567890Z",
                                  "2026-01-15T00:00:00.07xZ", "2026-01-15T00:00:00.071ZZ", "1969-12-31T00:00:00Z", "-026-01-15T00:00:00Z"})
            QCOMPARE(ms(wrong), -1);
    }

    void aBookChangeIsReadWhole()
    {
        RelayCodec codec;
        const auto &message = codec.decode(kBook);
        QCOMPARE(message.type, Type::BookChange);
        QCOMPARE(message.exchange, std::string("bybit"));
        QCOMPARE(message.symbol, std::string("BTCUSDT"));
        QVERIFY(message.isSnapshot);
        QCOMPARE(toMs(message.at), 1768435200071);
        QCOMPARE(message.bids.size(), std::size_t(1));
        QCOMPARE(message.bids[0].price, (RelayNumber{962499, -1}));
        QCOMPARE(message.asks.size(), std::size_t(2));
        QCOMPARE(message.asks[0].amount, (RelayNumber{62, -8}));
        QCOMPARE(message.asks[1].price, (RelayNumber{96251, 0}));
        QVERIFY(!codec.decode(replaced(kBook, "true", "false")).isSnapshot);
    }

    void theOrderOfKeysAndUnknownOnesDoNotMatter()
    {
        RelayCodec codec;
        const QByteArray shuffled = R"({"asks":[],"new":{"a":[1,null,true,"\u00e9",{"b":-1e5}]},"isSnapshot":false,"bids":[{"amount":2,"price":1}],)"
                                    R"("symbol":"X","exchange":"y","type":"book_change"})";
        const auto &message = codec.decode(shuffled);
        QCOMPARE(message.type, Type::BookChange);
        QCOMPARE(message.bids.size(), std::size_t(1));
        QCOMPARE(message.at, UtcTime{}); // absent is absent
    }

    void othersAreReadToo()
    {
        RelayCodec codec;
        const auto &message = codec.decode(R"({"type":"trade","symbol":"BTCUSDT","exchange":"bybit","id":"7","price":96250.1,"amount":0.5,"side":"buy",)"
                                           R"("timestamp":"2026-01-15T00:00:00.071Z","localTimestamp":"2026-11-22T19:52:36.763Z"})");
        QCOMPARE(message.type, Type::Trade);
        QCOMPARE(message.price.toString(), QStringLiteral("96250.1"));
        QVERIFY(message.side == Side::Buy);
        QCOMPARE(message.id, std::string("7"));
        static_cast<void>(codec.decode(R"({"type":"liquidation","symbol":"A","exchange":"b","id":null,"price":1,"amount":2,"side":"sell"})"));
        QCOMPARE(message.type, Type::Liquidation);
        QVERIFY(message.side == Side::Sell);
        static_cast<void>(codec.decode(R"({"type":"trade","symbol":"A","exchange":"b","price":1,"amount":2,"side":"unknown"})"));
        QCOMPARE(message.type, Type::Trade);
        QVERIFY(!message.side);
        static_cast<void>(codec.decode(R"({"type":"derivative_ticker","symbol":"A","exchange":"b","lastPrice":1.5,"fundingRate":-0.0001,"openInterest":null,)"
                                       R"("fundingTimestamp":"2026-01-15T08:00:00.000Z","predictedFundingRate":0.1})"));
        QCOMPARE(message.type, Type::Ticker);
        QCOMPARE(message.fundingRate->toString(), QStringLiteral("-0.0001"));
        QCOMPARE(toMs(*message.nextFunding), 1768464000000);
        QVERIFY(message.last && !message.mark && !message.openInterest);
        static_cast<void>(codec.decode(R"({"type":"derivative_ticker","symbol":"A","exchange":"b"})"));
        QVERIFY(!message.last && !message.fundingRate && !message.nextFunding); // nothing of the one before
        static_cast<void>(codec.decode(R"({"type":"disconnect","exchange":"bybit","symbols":["A","B"],"localTimestamp":"2026-11-22T20:01:21.905Z"})"));
        QCOMPARE(message.type, Type::Disconnect);
        QCOMPARE(message.symbols, (std::vector<std::string>{"A", "B"}));
        static_cast<void>(codec.decode(R"({"type":"disconnect","exchange":"bybit","localTimestamp":"2026-01-15T00:00:06.997123Z"})"));
        QCOMPARE(message.type, Type::Disconnect);
        QVERIFY(message.symbols.empty());
        static_cast<void>(codec.decode(QByteArray(R"({"type":"error","exchange":"bybit","details":")") + QByteArray(5000, 'x') + "\",\"subSequentErrorsCount\":1}"));
        QCOMPARE(message.type, Type::Error);
        QCOMPARE(message.details.size(), std::size_t(300));
        static_cast<void>(codec.decode(R"({"type":"book_snapshot","symbol":"A","exchange":"b","bids":[{},{"price":1,"amount":2}],"depth":10})"));
        QCOMPARE(message.type, Type::Other);
    }

    void whatIsNotWholeIsMalformed_data()
    {
        QTest::addColumn<QByteArray>("frame");
        const auto row = [](const char *name, const QByteArray &frame) { QTest::newRow(name) << frame; };
        row("empty", {});
        row("blank", "   ");
        row("not JSON", "hello");
        row("a list", "[]");
        row("a number", "1");
        row("no type", R"({"responseText":"x","message":"HttpError"})");
        row("type is a number", replaced(kBook, "\"book_change\"", "1"));
        row("two types", replaced(kBook, "{\"type\"", "{\"type\":\"book_change\",\"type\""));
        row("two bids", replaced(kBook, "\"asks\"", "\"bids\":[],\"asks\""));
        row("escaped key", replaced(kBook, "\"asks\"", "\"\\u0062ids\":[],\"asks\""));
        row("no asks", replaced(kBook, "\"asks\"", "\"bsks\""));
        row("no symbol", replaced(kBook, "\"symbol\"", "\"symbal\""));
        row("snapshot as text", replaced(kBook, "true", "\"true\""));
        row("price as text", replaced(kBook, "96249.9", "\"96249.9\""));
        row("price is null", replaced(kBook, "96249.9", "null"));
        row("price is zero", replaced(kBook, "96249.9", "0"));
        row("price is negative", replaced(kBook, "96249.9", "-1"));
        row("amount is negative", replaced(kBook, "1.339", "-1"));
        row("a level without amount", replaced(kBook, ",\"amount\":1.339", ""));
        row("an empty level", replaced(kBook, R"({"price":96249.9,"amount":1.339})", "{}"));
        row("a level with more", replaced(kBook, "1.339", "1.339,\"count\":1"));
        row("two prices", replaced(kBook, "1.339", "1.339,\"price\":1"));
        row("levels are an object", replaced(kBook, R"([{"price":96249.9,"amount":1.339}])", "{}"));
        row("time is nonsense", replaced(kBook, "T00:00:00.071Z", "T99"));
        row("broken unknown field", replaced(kBook, "\"isSnapshot\"", "\"foo\":nul,\"isSnapshot\""));
        row("something behind", kBook + "{}");
        row("two documents", kBook + kBook);
        row("bad UTF-8", replaced(kBook, "bybit", "\xff\xfe"));
        row("long name", replaced(kBook, "BTCUSDT", QByteArray(65, 'X')));
        row("deep", QByteArray(R"({"type":"trade","x":)") + QByteArray(500, '[') + QByteArray(500, ']') + '}');
        row("too long", QByteArray(R"({"type":"error","exchange":"x","details":")") + QByteArray(4'200'000, 'x') + "\"}");
        QByteArray many = "[";
        for (int i = 0; i < 20'001; ++i)
            many += R"({"price":1,"amount":1},)";
        many.back() = ']';
        row("too many levels", replaced(kBook, R"([{"price":96249.9,"amount":1.339}])", many));
    }
    void whatIsNotWholeIsMalformed()
    {
        QFETCH(QByteArray, frame);
        RelayCodec codec;
        QCOMPARE(codec.decode(frame).type, Type::Malformed);
        QVERIFY(qstrlen(codec.fault()) > 0);
        QCOMPARE(codec.decode(kBook).type, Type::BookChange); // and the next one is read as ever
    }

    void everyCutOfAFrameIsMalformedAndStillSaysWhoseItWas()
    {
        RelayCodec codec;
        for (qsizetype length = 0; length < kBook.size(); ++length)
            QCOMPARE(codec.decode(kBook.first(length)).type, Type::Malformed);
        const auto &message = codec.decode(kBook.first(120));
        QCOMPARE(message.symbol, std::string("BTCUSDT"));
        QCOMPARE(message.exchange, std::string("bybit"));
    }

    void recordedFilesAreReadWithoutAFault()
    {
        const QString root = recordedFile(QStringLiteral("tardis"));
        BW_REQUIRE_RECORDED(root);
        RelayCodec codec;
        int files = 0;
        for (const char *folder : {"stream", "errors", "replay"})
            for (const auto &entry : QDir(root + u'/' + QLatin1StringView(folder)).entryInfoList({QStringLiteral("*.jsonl")})) {
                QHash<QString, int> kinds;
                for (const auto &line : readLines(entry.filePath())) {
                    const auto type = codec.decode(line).type;
                    QVERIFY2(type != Type::Malformed, line.constData());
                    const QString said = QJsonDocument::fromJson(line)[u"type"].toString();
                    const bool isKnown = QStringList{QStringLiteral("book_change"), QStringLiteral("trade"), QStringLiteral("derivative_ticker"),
                                                     QStringLiteral("liquidation"), QStringLiteral("disconnect"), QStringLiteral("error")}
                                             .contains(said);
                    QVERIFY2(isKnown == (type != Type::Other), line.constData());
                }
                ++files;
            }
        QVERIFY(files > 20);
        static_cast<void>(codec.decode(readAll(recordedFile(QStringLiteral("tardis/nautilus/book_change.json")))));
    }
};

QTEST_GUILESS_MAIN(TestRelayCodec)
#include "tst_relaycodec.moc"
