// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/publiccodec.h"
#include "core/bybit/publictopic.h"
#include "core/bybit/stepparser.h"
#include "core/domain/book/sequencer.h"
#include "tests/support/recorded.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

#include <map>

using namespace bw;
using Frame = PublicCodec::Frame;

namespace {

Decimal dec(const QString &text)
{
    return Decimal::parse(QStringView(text)).value();
}

InstrumentPtr make(const QString &symbol, const char *tick, const char *lot, Category category = Category::Linear)
{
    InstrumentFilters filters;
    filters.tickSize = dec(QString::fromLatin1(tick));
    filters.lotSize = dec(QString::fromLatin1(lot));
    return Instrument::create({category, symbol}, filters, QStringLiteral("BTC"), QStringLiteral("USDT"), QStringLiteral("USDT"),
                              InstrumentStatus::Trading).value();
}

QByteArray bookFrame(const QByteArray &bids, const QByteArray &asks, const QByteArray &type = "delta")
{
    return R"({"topic":"orderbook.50.BTCUSDT","type":")" + type + R"(","ts":1700000000100,"data":{"s":"BTCUSDT","b":)" + bids + R"(,"a":)" + asks
           + R"(,"u":7,"seq":9},"cts":1700000000050})";
}

/// The slow, plain way to the same numbers.
std::vector<Level> slowLevels(const QJsonArray &rows, const Instrument &instrument)
{
    std::vector<Level> levels;
    for (const QJsonValue &row : rows) {
        const QJsonArray pair = row.toArray();
        levels.push_back({instrument.toTicks(dec(pair.at(0).toString())).value(),
                          instrument.toLots(dec(pair.at(1).toString()), Rounding::Zero).value()});
    }
    return levels;
}

void compareWithSlowDecoder(const PublicCodec &codec, const QByteArray &frame, const Instrument &instrument)
{
    const QJsonObject root = QJsonDocument::fromJson(frame).object();
    const QJsonObject data = root.value(QLatin1String("data")).toObject();
    const BookUpdate &book = codec.book();
    QCOMPARE(book.kind == BookUpdate::Kind::Snapshot, root.value(QLatin1String("type")).toString() == u"snapshot");
    QCOMPARE(qint64(book.updateId), data.value(QLatin1String("u")).toInteger());
    QCOMPARE(qint64(book.sequence), data.value(QLatin1String("seq")).toInteger(0));
    QCOMPARE(toMs(book.sentAt), root.value(QLatin1String("ts")).toInteger());
    QCOMPARE(toMs(book.matchedAt), root.value(QLatin1String("cts")).toInteger(0));
    QVERIFY(book.bids == slowLevels(data.value(QLatin1String("b")).toArray(), instrument));
    QVERIFY(book.asks == slowLevels(data.value(QLatin1String("a")).toArray(), instrument));
}

std::int64_t steps(const char *step, const QByteArray &text)
{
    const QByteArray quoted = text + '"';
    return StepParser(dec(QString::fromLatin1(step))).parse(quoted.constData());
}

} // namespace

class TestPublicCodec : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textsBecomeWholeSteps_data();
    void textsBecomeWholeSteps();
    void textsThatAreNoWholeStepAreRefused_data();
    void textsThatAreNoWholeStepAreRefused();
    void stepsAgreeWithDecimalForRandomTexts();
    void recordedBooksEqualTheSlowDecoder_data();
    void recordedBooksEqualTheSlowDecoder();
    void everyRecordedPublicFrameIsUnderstood();
    void recordedControlFramesAreUnderstood();
    void recordedTradesAreRead();
    void recordedTickersMergeToTheFullPicture();
    void recordedLiquidationsAreRead();
    void candlesAreRead();
    void candlesThatCantBeAreMalformed_data();
    void candlesThatCantBeAreMalformed();
    void theSequenceOfTradesIsReadAsNumberAndAsText();
    void theTopicTellsDepthAndInterval_data();
    void theTopicTellsDepthAndInterval();
    void keysInAnyOrderGiveTheSameBook();
    void aFrameCutAtAnyByteIsMalformed();
    void randomDamageNeverCrashesAndNeverPassesForAnotherSymbol();
    void hostileNestingIsRefused();
    void brokenBooksAreMalformed_data();
    void brokenBooksAreMalformed();
    void aBrokenFrameStillTellsWhoseItWas();
    void fieldsThatNobodyReadsAreTolerated();
    void aTwelveDigitTimeIsTolerated();
    void whatNobodyAskedForIsUnknown();
    void aChangeThatDoesNotFitIsMalformed();
    void everyPongIsAPong_data();
    void everyPongIsAPong();
    void acksOfEveryCategory();
};

void TestPublicCodec::textsBecomeWholeSteps_data()
{
    QTest::addColumn<QByteArray>("step");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("wanted");
    const auto row = [](const char *step, const char *text, qint64 wanted) { QTest::addRow("%s in %s", text, step) << QByteArray(step) << QByteArray(text) << wanted; };
    row("0.10", "25000.50", 250005);
    row("0.1", "78715", 787150);
    row("0.5", "28560.50", 57121);
    row("0.05", "1.15", 23);
    row("0.01", "0", 0);
    row("0.01", "0.0", 0);
    row("0.000001", "1.271882", 1271882);
    row("1", "5823", 5823);
    row("10", "70", 7);
    row("0.1", "1.5000000000000000000000000", 15);
    row("0.00000001", "12345678.12345678", 1234567812345678);
    row("1", "9007199254740991", 9007199254740991);
    row("0.001", "007.5", 7500);
}

void TestPublicCodec::textsBecomeWholeSteps()
{
    QFETCH(QByteArray, step);
    QFETCH(QByteArray, text);
    QFETCH(qint64, wanted);
    QCOMPARE(qint64(steps(step.constData(), text)), wanted);
}

void TestPublicCodec::textsThatAreNoWholeStepAreRefused_data()
{
    QTest::addColumn<QByteArray>("step");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *step, const char *text) { QTest::addRow("'%s' in %s", text, step) << QByteArray(step) << QByteArray(text); };
    for (const char *text : {"", "-1", "+1", " 1", "1 ", "1e3", "0x10", "1.", ".5", ".", "1..2", "1.2.3", "1,5", "nan", "inf", "1\\u0030",
                             "9007199254740992", "99999999999999999999", "123456789012345678901234567890"})
        row("1", text);
    row("0.1", "1.05");
    row("0.5", "1.3");
    row("0.05", "1.01");
    row("10", "75");
    row("0.01", "1.001");
    row("0.00000001", "1234567890.1");
}

void TestPublicCodec::textsThatAreNoWholeStepAreRefused()
{
    QFETCH(QByteArray, step);
    QFETCH(QByteArray, text);
    QCOMPARE(steps(step.constData(), text), StepParser::kRefused);
}

void TestPublicCodec::stepsAgreeWithDecimalForRandomTexts()
{
    QRandomGenerator random(20261123);
    const QStringList tickTexts{QStringLiteral("0.1"), QStringLiteral("0.5"), QStringLiteral("0.0025"), QStringLiteral("1"), QStringLiteral("0.00001"), QStringLiteral("25")};
    for (int i = 0; i < 20000; ++i) {
        const QString tickText = tickTexts.at(random.bounded(6));
        QString text = QString::number(random.bounded(2'000'000));
        if (random.bounded(3) != 0)
            text += u'.' + QString::number(random.bounded(100'000)).rightJustified(random.bounded(1, 7), u'0');
        const Decimal step = dec(tickText), value = dec(text);
        const std::int64_t wanted = value.isMultipleOf(step) ? value.stepsOf(step, Rounding::Zero).value() : StepParser::kRefused;
        const QByteArray quoted = text.toLatin1() + '"';
        if (StepParser(step).parse(quoted.constData()) != wanted)
            QFAIL(qPrintable(text + QStringLiteral(" in ") + tickText));
    }
}

void TestPublicCodec::recordedBooksEqualTheSlowDecoder_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<QByteArray>("tick");
    QTest::addColumn<QByteArray>("lot");
    QTest::addColumn<int>("books");
    QTest::newRow("linear 500") << QStringLiteral("linear-orderbook500-XRPUSDT-20241201.jsonl") << QStringLiteral("XRPUSDT") << QByteArray("0.0001") << QByteArray("1") << 50;
    QTest::newRow("spot 50") << QStringLiteral("spot-orderbook50-BTCUSDT-20260824.jsonl") << QStringLiteral("BTCUSDT") << QByteArray("0.1") << QByteArray("0.000001") << 9;
    QTest::newRow("spot 200") << QStringLiteral("spot-orderbook200-BTCUSDT-20231224.jsonl") << QStringLiteral("BTCUSDT") << QByteArray("0.01") << QByteArray("0.000001") << 2;
}

void TestPublicCodec::recordedBooksEqualTheSlowDecoder()
{
    QFETCH(QString, file);
    QFETCH(QString, symbol);
    QFETCH(QByteArray, tick);
    QFETCH(QByteArray, lot);
    QFETCH(int, books);
    const QString path = recordedFile(QStringLiteral("bybit/ws-public/") + file);
    BW_REQUIRE_RECORDED(path);
    const InstrumentPtr instrument = make(symbol, tick.constData(), lot.constData());
    PublicCodec codec;
    codec.add(instrument);
    Sequencer sequencer;
    int seen = 0;
    for (const QByteArray &line : readLines(path)) {
        const Frame frame = codec.decode(line);
        if (line.contains("\"topic\"")) {
            QCOMPARE(frame, Frame::Book);
            compareWithSlowDecoder(codec, line, *instrument);
            QCOMPARE(sequencer.apply(codec.book()), Sequencer::Action::Applied);
            ++seen;
        } else {
            QCOMPARE(frame, Frame::Ack);
        }
    }
    QCOMPARE(seen, books);
    QVERIFY(!sequencer.book().isCrossed());
    QVERIFY(!sequencer.book().isEmpty());
}

void TestPublicCodec::everyRecordedPublicFrameIsUnderstood()
{
    const QString folder = recordedFile(QStringLiteral("bybit/ws-public"));
    BW_REQUIRE_RECORDED(folder);
    std::map<Frame, int> seen;
    for (const QFileInfo &file : QDir(folder).entryInfoList(QDir::Files)) {
        QList<QByteArray> frames = readLines(file.filePath());
        if (file.suffix() == u"json") {
            frames.clear();
            for (const QJsonValue &value : QJsonDocument::fromJson(readAll(file.filePath())).array())
                frames.append(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
        }
        for (const QByteArray &text : frames) {
            const QJsonObject frame = QJsonDocument::fromJson(text).object();
            const QString symbol = frame.value(QLatin1String("topic")).toString().section(u'.', -1);
            PublicCodec codec;
            if (!symbol.isEmpty())
                codec.add(make(symbol, "0.00001", "0.00000001")); // finer than any of them
            const Frame kind = codec.decode(text);
            const bool isEdited = symbol == u"BTC-USDT"; // its saver changed the topic and left the symbol inside
            if ((kind == Frame::Malformed) != isEdited || kind == Frame::Error)
                QFAIL(text.left(300).constData());
            ++seen[kind];
        }
    }
    QVERIFY(seen[Frame::Book] > 60 && seen[Frame::Trades] >= 5 && seen[Frame::Ticker] > 100 && seen[Frame::Ack] >= 3);
    QCOMPARE(seen[Frame::Malformed], 1);
    QCOMPARE(seen[Frame::Liquidations], 3);
    QCOMPARE(seen[Frame::Unknown], 0);
}

void TestPublicCodec::recordedControlFramesAreUnderstood()
{
    const QString path = recordedFile(QStringLiteral("bybit/ws-private/control-frames.jsonl"));
    BW_REQUIRE_RECORDED(path);
    using Kind = ControlFrame::Kind;
    const QVector<Kind> wanted{Kind::Pong, Kind::Auth, Kind::Subscribe, Kind::Pong, Kind::Pong, Kind::Pong};
    const auto lines = readLines(path);
    QCOMPARE(lines.size(), wanted.size());
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const ControlFrame control = decodeControl(lines.at(i));
        QCOMPARE(control.kind, wanted.at(i));
        QVERIFY(control.isOk);
    }
}

void TestPublicCodec::recordedTradesAreRead()
{
    const QString path = recordedFile(QStringLiteral("bybit/ws-public/spot-publicTrade-BTCUSDT-20231224.jsonl"));
    BW_REQUIRE_RECORDED(path);
    PublicCodec codec;
    codec.add(make(QStringLiteral("BTCUSDT"), "0.01", "0.000001"));
    const auto lines = readLines(path);
    QCOMPARE(codec.decode(lines.at(0)), Frame::Ack);
    QCOMPARE(codec.decode(lines.at(1)), Frame::Trades);
    QCOMPARE(codec.trades().size(), std::size_t(1));
    const TradePrint &trade = codec.trades().front();
    QCOMPARE(trade.id, QStringLiteral("2290000000090712222"));
    QCOMPARE(toMs(trade.at), qint64(1703430744102));
    QCOMPARE(trade.taker, Side::Sell);
    QCOMPARE(qint64(trade.price.value()), qint64(4377400));
    QCOMPARE(qint64(trade.qty.value()), qint64(2600));
}

void TestPublicCodec::recordedTickersMergeToTheFullPicture()
{
    const QString path = recordedFile(QStringLiteral("bybit/ws-public/linear-tickers-BTCUSDT-testnet-20250523.json"));
    BW_REQUIRE_RECORDED(path);
    PublicCodec codec;
    codec.add(make(QStringLiteral("BTCUSDT"), "0.1", "0.001"));
    TickerUpdate merged;
    QString last, mark, change;
    int count = 0;
    for (const QJsonValue &value : QJsonDocument::fromJson(readAll(path)).array()) {
        const QJsonObject data = value.toObject().value(QLatin1String("data")).toObject();
        if (data.contains(QLatin1String("lastPrice")))
            last = data.value(QLatin1String("lastPrice")).toString();
        if (data.contains(QLatin1String("markPrice")))
            mark = data.value(QLatin1String("markPrice")).toString();
        QCOMPARE(codec.decode(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact)), Frame::Ticker);
        QCOMPARE(codec.ticker().isSnapshot, count == 0);
        QCOMPARE(codec.ticker().last.has_value(), data.contains(QLatin1String("lastPrice")));
        if (codec.ticker().last)
            merged.last = codec.ticker().last;
        if (codec.ticker().mark)
            merged.mark = codec.ticker().mark;
        ++count;
    }
    QCOMPARE(count, 102);
    QCOMPARE(merged.last->toString(), last);
    QCOMPARE(merged.mark->toString(), mark);

    const auto lines = readLines(recordedFile(QStringLiteral("bybit/ws-public/mixed-tickers-20240515.jsonl")));
    QCOMPARE(codec.decode(lines.at(2)), Frame::Ticker);
    QCOMPARE(codec.ticker().last->toString(), QStringLiteral("61874.00"));
    QCOMPARE(codec.ticker().change24hPct->toString(), QStringLiteral("-0.9772"));
    QCOMPARE(codec.ticker().fundingRate->toString(), QStringLiteral("0.00008055"));
    QCOMPARE(toMs(*codec.ticker().nextFunding), qint64(1715760000000));
    QCOMPARE(codec.decode(lines.at(3)), Frame::Ticker);
    QVERIFY(!codec.ticker().last && !codec.ticker().isSnapshot);
}

void TestPublicCodec::recordedLiquidationsAreRead()
{
    const QString path = recordedFile(QStringLiteral("bybit/ws-public/linear-allLiquidation.jsonl"));
    BW_REQUIRE_RECORDED(path);
    PublicCodec codec;
    codec.add(make(QStringLiteral("BTCUSDT"), "0.1", "0.001"));
    codec.add(make(QStringLiteral("PIPPINUSDT"), "0.00001", "1"));
    const auto lines = readLines(path);
    QCOMPARE(codec.decode(lines.at(0)), Frame::Unknown); // of a symbol that nobody asked for
    QCOMPARE(codec.decode(lines.at(1)), Frame::Liquidations);
    QVERIFY(*codec.topic() == MarketTopic::liquidations());
    QCOMPARE(codec.liquidations().size(), std::size_t(2));
    QCOMPARE(codec.liquidations()[0].position, Side::Buy); // a long was liquidated
    QCOMPARE(codec.liquidations()[0].price, PriceTicks(823969));
    QCOMPARE(codec.liquidations()[0].qty, QtyLots(6));
    QCOMPARE(toMs(codec.liquidations()[1].at), qint64(1791565601058));
    QCOMPARE(codec.decode(lines.at(2)), Frame::Liquidations);
    QCOMPARE(codec.liquidations().size(), std::size_t(1));
    QCOMPARE(codec.liquidations()[0].position, Side::Sell);
}

namespace {
/// The venue's documented example, with what a row changes in it.
QByteArray candleFrame(const QByteArray &before = {}, const QByteArray &after = {})
{
    QByteArray frame = R"({"topic":"kline.5.BTCUSDT","data":[{"start":1672324800000,"end":1672325099999,"interval":"5","open":"16649.5","close":"16677",)"
                       R"("high":"16677","low":"16608","volume":"2.081","turnover":"34666.4005","confirm":false,"timestamp":1672324988882}],)"
                       R"("ts":1672324988882,"type":"snapshot"})";
    return before.isEmpty() ? frame : frame.replace(before, after);
}
} // namespace

void TestPublicCodec::candlesAreRead()
{
    PublicCodec codec;
    codec.add(make(QStringLiteral("BTCUSDT"), "0.1", "0.001"));
    QCOMPARE(codec.decode(candleFrame()), Frame::Candles);
    QVERIFY(*codec.topic() == MarketTopic::candles(CandleInterval::M5));
    QCOMPARE(codec.candles().size(), std::size_t(1));
    const Candle wanted{fromMs(1672324800000), PriceTicks(166495), PriceTicks(166770), PriceTicks(166080), PriceTicks(166770), QtyLots(2081), false};
    QVERIFY(codec.candles().front() == wanted);
    QCOMPARE(codec.decode(candleFrame("false", "true")), Frame::Candles);
    QVERIFY(codec.candles().front().isClosed);
    QCOMPARE(codec.decode(candleFrame("\"2.081\"", "\"0\"")), Frame::Candles); // nothing was traded
    const QByteArray later = R"({"start":1672325100000,"interval":"5","open":"1","close":"1","high":"1","low":"1","volume":"1","confirm":false})";
    QCOMPARE(codec.decode(candleFrame("}],", "}," + later + "],")), Frame::Candles);
    QCOMPARE(codec.candles().size(), std::size_t(2));
    QVERIFY(codec.candles()[0].start < codec.candles()[1].start);
    QCOMPARE(codec.decode(QByteArray(candleFrame()).replace("kline.5", "kline.D").replace("\"interval\":\"5\"", "\"interval\":\"D\"").replace("1672324800000", "1672272000000")),
             Frame::Candles);
    QVERIFY(*codec.topic() == MarketTopic::candles(CandleInterval::D1));
}

void TestPublicCodec::candlesThatCantBeAreMalformed_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const char *before, const char *after) { QTest::newRow(name) << QByteArray(before) << QByteArray(after); };
    row("off the tick", "16649.5", "16649.55");
    row("off the lot", "2.081", "2.0815");
    row("low above open", "16608", "16650");
    row("high below close", "\"high\":\"16677\"", "\"high\":\"16676\"");
    row("price zero", "16608", "0");
    row("negative price", "16608", "-16608");
    row("negative volume", "2.081", "-2.081");
    row("off the interval's grid", "1672324800000", "1672324860000");
    row("another interval inside", "\"interval\":\"5\"", "\"interval\":\"15\"");
    row("an interval that is no text", "\"interval\":\"5\"", "\"interval\":5");
    row("a price that is a number", "\"16608\"", "16608");
    row("confirm as text", "false", "\"false\"");
    row("no start", "\"start\":1672324800000,", "");
    row("no confirm", "\"confirm\":false,", "");
    row("open twice", "\"open\":", "\"open\":\"16650\",\"open\":");
    row("start as text", "\"start\":1672324800000", "\"start\":\"1672324800000\"");
    row("an object for the rows", "[{", "{");
    row("a row that is no object", "[{", "[1,{");
    row("the same start twice", "}],",
        R"(},{"start":1672324800000,"interval":"5","open":"1","close":"1","high":"1","low":"1","volume":"1","confirm":false}],)");
    row("falling starts", "}],", R"(},{"start":1672324500000,"interval":"5","open":"1","close":"1","high":"1","low":"1","volume":"1","confirm":false}],)");
}

void TestPublicCodec::candlesThatCantBeAreMalformed()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    PublicCodec codec;
    codec.add(make(QStringLiteral("BTCUSDT"), "0.1", "0.001"));
    const QByteArray frame = candleFrame(before, after);
    QVERIFY(frame != candleFrame());
    QCOMPARE(codec.decode(frame), Frame::Malformed);
    QVERIFY(codec.topic() && *codec.topic() == MarketTopic::candles(CandleInterval::M5));
}

void TestPublicCodec::theSequenceOfTradesIsReadAsNumberAndAsText()
{
    PublicCodec codec;
    codec.add(make(QStringLiteral("BTCUSDT"), "0.1", "0.001"));
    const auto trade = [](const QByteArray &seq) {
        return R"({"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1,"data":[{"T":1,"s":"BTCUSDT","S":"Buy","v":"1","p":"1","i":"a","BT":false,"RPI":false)" + seq + "}]}";
    };
    for (const char *seq : {R"(,"seq":1783284617)", R"(,"seq":"1783284617")"}) {
        QCOMPARE(codec.decode(trade(seq)), Frame::Trades);
        QCOMPARE(codec.trades().front().sequence, std::uint64_t(1783284617));
    }
    QCOMPARE(codec.decode(trade("")), Frame::Trades);
    QCOMPARE(codec.trades().front().sequence, std::uint64_t(0));
    for (const char *seq : {R"(,"seq":-1)", R"(,"seq":1.5)", R"(,"seq":"x")", R"(,"seq":null)", R"(,"seq":"99999999999999999999")"})
        QCOMPARE(codec.decode(trade(seq)), Frame::Malformed);
}

void TestPublicCodec::theTopicTellsDepthAndInterval_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<MarketTopic>("topic");
    for (const int depth : {1, 50, 200, 500, 1000})
        QTest::addRow("book %d", depth) << "orderbook." + QByteArray::number(depth) << MarketTopic::book(depth);
    for (const auto interval : kCandleIntervals)
        QTest::addRow("candles %d", int(interval)) << "kline." + toName(interval).toLatin1() << MarketTopic::candles(interval);
    QTest::newRow("trades") << QByteArray("publicTrade") << MarketTopic::trades();
    QTest::newRow("ticker") << QByteArray("tickers") << MarketTopic::ticker();
    QTest::newRow("liquidations") << QByteArray("allLiquidation") << MarketTopic::liquidations();
}

/// Of a frame that can't be read above all: the gap belongs to that topic and to no other.
void TestPublicCodec::theTopicTellsDepthAndInterval()
{
    QFETCH(QByteArray, text);
    QFETCH(MarketTopic, topic);
    QCOMPARE(topicText({Category::Linear, QStringLiteral("BTCUSDT")}, topic), text + ".BTCUSDT"); // as we ask, so it answers
    PublicCodec codec;
    codec.add(make(QStringLiteral("BTCUSDT"), "0.1", "0.001"));
    for (const char *rest : {R"(.BTCUSDT","type":"snapshot","data":7})", R"(.BTCUSDT","type":"snap)", R"(.BTCUSDT","type":"x","data":[]})"}) {
        QCOMPARE(codec.decode(R"({"topic":")" + text + rest), Frame::Malformed);
        QVERIFY(codec.topic() && *codec.topic() == topic);
        QCOMPARE(codec.instrument()->id().symbol, QStringLiteral("BTCUSDT"));
    }
    if (topic.kind == MarketTopic::Kind::Book) {
        QCOMPARE(codec.decode(R"({"topic":")" + text + R"(.BTCUSDT","type":"snapshot","data":{"s":"BTCUSDT","b":[],"a":[],"u":1,"seq":1}})"), Frame::Book);
        QCOMPARE(codec.book().depth, topic.depth);
    }
    QCOMPARE(codec.decode(R"({"topic":")" + text + R"(.ETHUSDT","type":"snap)"), Frame::Unknown);
    QVERIFY(!codec.topic());
}

void TestPublicCodec::keysInAnyOrderGiveTheSameBook()
{
    PublicCodec codec;
    codec.add(make(QStringLiteral("BTCUSDT"), "0.1", "0.001"));
    const QByteArray data = R"("data":{"seq":9,"u":7,"a":[["100.2","2"]],"b":[["100.1","1.5"]],"s":"BTCUSDT"})";
    const QByteArray topic = R"("topic":"orderbook.50.BTCUSDT")", type = R"("type":"snapshot")", ts = R"("ts":1700000000100)";
    for (const QByteArray &frame : {QByteArray('{' + topic + ',' + type + ',' + ts + ',' + data + '}'), QByteArray('{' + data + ',' + ts + ',' + topic + ',' + type + '}'),
                                    QByteArray("{ " + ts + ", " + data + " , " + type + ",\n" + topic + "}")}) {
        QCOMPARE(codec.decode(frame), Frame::Book);
        QCOMPARE(codec.book().kind, BookUpdate::Kind::Snapshot);
        QCOMPARE(codec.book().depth, 50);
        QCOMPARE(codec.book().updateId, std::uint64_t(7));
        QVERIFY((codec.book().bids == std::vector<Level>{{PriceTicks(1001), QtyLots(1500)}}));
        QVERIFY((codec.book().asks == std::vector<Level>{{PriceTicks(1002), QtyLots(2000)}}));
    }
}

void TestPublicCodec::aFrameCutAtAnyByteIsMalformed()
{
    PublicCodec codec;
    codec.add(make(QStringLiteral("BTCUSDT"), "0.1", "0.001"));
    const QList<QByteArray> frames{
        bookFrame(R"([["100.1","1.5"],["100","0"]])", R"([["100.2","2"]])"),
        R"({"topic":"publicTrade.BTCUSDT","ts":1,"type":"snapshot","data":[{"i":"1","T":5,"p":"100.1","v":"1","S":"Buy","s":"BTCUSDT","BT":false}]})",
        R"({"topic":"tickers.BTCUSDT","type":"delta","data":{"symbol":"BTCUSDT","markPrice":"61875.06"},"cs":17,"ts":1715748763063})",
        R"({"success":true,"ret_msg":"pong","conn_id":"a","op":"ping"})",
    };
    for (const QByteArray &frame : frames) {
        QVERIFY(codec.decode(frame) != Frame::Malformed);
        for (qsizetype cut = 0; cut < frame.size(); ++cut) {
            // In a buffer of its own size, so that a sanitizer sees a read behind the end.
            const QByteArray part(frame.constData(), cut);
            if (codec.decode(part) != Frame::Malformed)
                QFAIL(part.constData());
        }
        QCOMPARE(codec.decode(frame + '}'), Frame::Malformed);
        QCOMPARE(codec.decode(frame + frame), Frame::Malformed);
        QVERIFY(codec.decode(frame + "\n") != Frame::Malformed);
    }
}

void TestPublicCodec::randomDamageNeverCrashesAndNeverPassesForAnotherSymbol()
{
    PublicCodec codec;
    codec.add(make(QStringLiteral("BTCUSDT"), "0.1", "0.001"));
    const QByteArray good = bookFrame(R"([["100.1","1.5"],["100","0"]])", R"([["100.2","2"]])", "snapshot");
    QRandomGenerator random(7);
    int books = 0;
    for (int i = 0; i < 100'000; ++i) {
        QByteArray frame = good;
        for (int n = random.bounded(1, 4); n > 0; --n)
            frame[random.bounded(frame.size())] = char(random.bounded(256));
        if (codec.decode(frame) != Frame::Book)
            continue;
        ++books;
        QCOMPARE(codec.instrument()->id().symbol, QStringLiteral("BTCUSDT"));
        for (const auto *side : {&codec.book().bids, &codec.book().asks})
            for (const Level &level : *side)
                QVERIFY(level.price.value() > 0 && level.qty.value() >= 0);
    }
    QVERIFY(books > 100); // a changed digit is still a book: else this tested nothing
}

void TestPublicCodec::hostileNestingIsRefused()
{
    PublicCodec codec;
    codec.add(make(QStringLiteral("BTCUSDT"), "0.1", "0.001"));
    const QByteArray deep(200'000, '[');
    QCOMPARE(codec.decode(deep), Frame::Malformed);
    QCOMPARE(codec.decode(bookFrame(deep, "[]")), Frame::Malformed);
    QCOMPARE(codec.decode(R"({"x":)" + deep + QByteArray(200'000, ']') + '}'), Frame::Malformed);
    QCOMPARE(codec.decode(QByteArray(5 * 1024 * 1024, ' ')), Frame::Malformed);
    QCOMPARE(codec.decode(QByteArray()), Frame::Malformed);
    QByteArray many = "[";
    for (int i = 0; i < 6000; ++i)
        many += R"(["1","1"],)";
    many.back() = ']';
    QCOMPARE(codec.decode(bookFrame(many, "[]")), Frame::Malformed);
}

void TestPublicCodec::brokenBooksAreMalformed_data()
{
    QTest::addColumn<QByteArray>("frame");
    const auto row = [](const char *name, const QByteArray &frame) { QTest::newRow(name) << frame; };
    row("off tick", bookFrame(R"([["100.15","1"]])", "[]"));
    row("off lot", bookFrame(R"([["100.1","0.0005"]])", "[]"));
    row("negative size", bookFrame(R"([["100.1","-1"]])", "[]"));
    row("price zero", bookFrame(R"([["0","1"]])", "[]"));
    row("numbers, not texts", bookFrame("[[100.1,1]]", "[]"));
    row("one element", bookFrame(R"([["100.1"]])", "[]"));
    row("three elements", bookFrame(R"([["100.1","1","1"]])", "[]"));
    row("an object for a level", bookFrame(R"([{"100.1":"1"}])", "[]"));
    row("an object for a side", bookFrame("{}", "[]"));
    row("null side", bookFrame("null", "[]"));
    row("trailing comma", bookFrame(R"([["100.1","1"],])", "[]"));
    row("no u", QByteArray(bookFrame("[]", "[]")).replace("\"u\":7,", ""));
    row("u as text", QByteArray(bookFrame("[]", "[]")).replace("\"u\":7", "\"u\":\"7\""));
    row("u negative", QByteArray(bookFrame("[]", "[]")).replace("\"u\":7", "\"u\":-7"));
    row("u twice", QByteArray(bookFrame("[]", "[]")).replace("\"u\":7", "\"u\":7,\"u\":8"));
    row("no b", QByteArray(bookFrame("[]", "[]")).replace("\"b\":[],", ""));
    row("another symbol inside", QByteArray(bookFrame("[]", "[]")).replace("\"s\":\"BTCUSDT\"", "\"s\":\"ETHUSDT\""));
    row("no type", QByteArray(bookFrame("[]", "[]")).replace("\"type\":\"delta\",", ""));
    row("a type that we don't know", bookFrame("[]", "[]", "something"));
    row("data twice", QByteArray(bookFrame("[]", "[]")).replace("\"cts\"", "\"data\":{},\"cts\""));
    row("topic twice", QByteArray(bookFrame("[]", "[]")).replace("\"cts\"", "\"topic\":\"orderbook.50.BTCUSDT\",\"cts\""));
    row("data of one topic, then another topic", R"({"data":[],"topic":"orderbook.50.BTCUSDT","topic":"publicTrade.BTCUSDT","type":"delta"})");
    row("ts as text", QByteArray(bookFrame("[]", "[]")).replace("1700000000100", "\"x\""));
    for (const char *field : {R"("x":17a6)", R"("x":tru)", R"("x":nul)", R"("x":[1,])", R"("x":{"y"})", "\"x\":\"\\q\"", "\"x\\\":1", R"("x":01)", R"("x":{"y":[-]})"}) {
        QTest::addRow("no JSON beside the data: %s", field) << QByteArray(bookFrame("[]", "[]")).replace("\"cts\"", field + QByteArray(",\"cts\""));
        QTest::addRow("no JSON inside the data: %s", field) << QByteArray(bookFrame("[]", "[]")).replace("\"u\"", field + QByteArray(",\"u\""));
    }
    row("not UTF-8", QByteArray(bookFrame("[]", "[]")).replace("\"cts\"", "\"\xff\xfe\":1,\"cts\""));
}

void TestPublicCodec::brokenBooksAreMalformed()
{
    QFETCH(QByteArray, frame);
    PublicCodec codec;
    codec.add(make(QStringLiteral("BTCUSDT"), "0.1", "0.001"));
    QCOMPARE(codec.decode(bookFrame("[]", "[]")), Frame::Book); // what each row breaks
    QCOMPARE(codec.decode(frame), Frame::Malformed);
    QCOMPARE(codec.topic(), MarketTopic::book(50));
    QVERIFY(codec.instrument());
}

void TestPublicCodec::aBrokenFrameStillTellsWhoseItWas()
{
    PublicCodec codec;
    codec.add(make(QStringLiteral("BTCUSDT"), "0.1", "0.001"));
    codec.add(make(QStringLiteral("ETHUSDT"), "0.01", "0.01"));
    const QByteArray frame = QByteArray(bookFrame("[]", "[]")).replace("BTCUSDT", "ETHUSDT");
    QCOMPARE(codec.decode(frame.first(frame.size() - 20)), Frame::Malformed);
    QCOMPARE(codec.instrument()->id().symbol, QStringLiteral("ETHUSDT"));
    QCOMPARE(codec.topic(), MarketTopic::book(50));
    QCOMPARE(codec.decode("{\"topic\":\"orderbook.50.ETH"), Frame::Malformed);
    QVERIFY(!codec.instrument());
    QCOMPARE(codec.decode("<html>"), Frame::Malformed);
    QVERIFY(!codec.instrument());
    QCOMPARE(codec.decode("{\"topic\":\"orderbook.50.SOLUSDT\",broken"), Frame::Unknown);
}

void TestPublicCodec::fieldsThatNobodyReadsAreTolerated()
{
    PublicCodec codec;
    codec.add(make(QStringLiteral("BTCUSDT"), "0.1", "0.001"));
    for (const char *field : {R"("x":17.5e3)", R"("x":true)", R"("x":null)", R"("x":[1,[2,{}]])", "\"x\":{\"y\":{\"z\":\"\\u00e9\\n\"}}", R"("x":"")"}) {
        QCOMPARE(codec.decode(QByteArray(bookFrame("[]", "[]")).replace("\"cts\"", field + QByteArray(",\"cts\""))), Frame::Book);
        QCOMPARE(codec.decode(QByteArray(bookFrame("[]", "[]")).replace("\"u\"", field + QByteArray(",\"u\""))), Frame::Book);
    }
    const QByteArray refusal = "{\"success\":false,\"ret_msg\":\"error: \\\"x\\\" \\u00e9\",\"conn_id\":\"c\",\"req_id\":\"s1\",\"op\":\"subscribe\"}";
    QCOMPARE(codec.decode(refusal), Frame::Error);
    QCOMPARE(codec.control().requestId, QStringLiteral("s1"));
}

void TestPublicCodec::aTwelveDigitTimeIsTolerated()
{
    PublicCodec codec;
    codec.add(make(QStringLiteral("BTCPERP"), "0.1", "0.001"));
    QCOMPARE(codec.decode(R"({"topic":"tickers.BTCPERP","type":"delta","data":{"symbol":"BTCPERP","bid1Size":"0.035"},"cs":1,"ts":171575661221})"), Frame::Ticker);
}

void TestPublicCodec::whatNobodyAskedForIsUnknown()
{
    PublicCodec codec;
    const InstrumentPtr instrument = make(QStringLiteral("BTCUSDT"), "0.1", "0.001");
    codec.add(instrument);
    QCOMPARE(codec.decode(R"({"topic":"kline.3.BTCUSDT","type":"snapshot","data":[]})"), Frame::Unknown); // an interval that nobody offers
    QVERIFY(!codec.topic() && !codec.instrument());
    for (const char *topic : {"kline.BTCUSDT", "kline..BTCUSDT", "kline.", "kline.15", "kline.D1.BTCUSDT", "kline.00000000001.BTCUSDT", "orderbook..BTCUSDT",
                              "orderbook.0.BTCUSDT", "orderbook.50", "orderbook.", "allLiquidation.", "allLiquidation", "liquidation.BTCUSDT"})
        QCOMPARE(codec.decode(R"({"topic":")" + QByteArray(topic) + R"(","type":"snapshot","data":[]})"), Frame::Unknown);
    QCOMPARE(codec.decode(R"({"topic":"orderbook.rpi.BTCUSDT","type":"snapshot","data":{}})"), Frame::Unknown);
    QCOMPARE(codec.decode(R"({"topic":"orderbook.50.BTCUSD","type":"snapshot","data":{}})"), Frame::Unknown);
    QCOMPARE(codec.decode(bookFrame("[]", "[]")), Frame::Book);
    codec.remove(instrument->id());
    QCOMPARE(codec.decode(bookFrame("[]", "[]")), Frame::Unknown);
}

void TestPublicCodec::aChangeThatDoesNotFitIsMalformed()
{
    PublicCodec codec;
    codec.add(make(QStringLiteral("BTCUSDT"), "0.1", "0.001"));
    const auto change = [](const QByteArray &text) { return R"({"topic":"tickers.BTCUSDT","type":"delta","data":{"price24hPcnt":")" + text + R"("}})"; };
    QCOMPARE(codec.decode(change("0.5")), Frame::Ticker);
    QCOMPARE(codec.ticker().change24hPct->toString(), QStringLiteral("50"));
    QCOMPARE(codec.decode(change("99999999999999999999999999999999999999")), Frame::Malformed);
}

void TestPublicCodec::everyPongIsAPong_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("spot, linear, inverse") << QByteArray(R"({"success":true,"ret_msg":"pong","conn_id":"a8","req_id":"b2","op":"ping"})");
    QTest::newRow("option, private") << QByteArray(R"({"op":"pong","args":["1753340040127"],"conn_id":"d1"})");
    QTest::newRow("order entry") << QByteArray(R"({"retCode":0,"retMsg":"OK","op":"pong","data":["1711002002529"],"connId":"cn"})");
}

void TestPublicCodec::everyPongIsAPong()
{
    QFETCH(QByteArray, frame);
    PublicCodec codec;
    QCOMPARE(codec.decode(frame), Frame::Pong);
}

void TestPublicCodec::acksOfEveryCategory()
{
    PublicCodec codec;
    QCOMPARE(codec.decode(R"({"success":true,"ret_msg":"subscribe","conn_id":"d9","req_id":"s1","op":"subscribe"})"), Frame::Ack);
    QCOMPARE(codec.control().requestId, QStringLiteral("s1"));
    QCOMPARE(codec.decode(R"({"success":true,"ret_msg":"","conn_id":"d9","req_id":"s2","op":"subscribe"})"), Frame::Ack);
    QCOMPARE(codec.decode(R"({"success":true,"conn_id":"aa","data":{"failTopics":[],"successTopics":["tickers.X"]},"type":"COMMAND_RESP"})"), Frame::Ack);
    QCOMPARE(codec.decode(R"({"success":true,"conn_id":"aa","data":{"failTopics":["tickers.X"],"successTopics":[]},"type":"COMMAND_RESP"})"), Frame::Error);
    QCOMPARE(codec.decode(R"({"success":false,"ret_msg":"error:handler not found","conn_id":"d9","req_id":"s3","op":"subscribe"})"), Frame::Error);
    QCOMPARE(codec.control().message, QStringLiteral("error:handler not found"));
    QCOMPARE(codec.decode("{}"), Frame::Malformed);
    QCOMPARE(codec.decode("[]"), Frame::Malformed);
    QCOMPARE(codec.decode("null"), Frame::Malformed);
}

QTEST_GUILESS_MAIN(TestPublicCodec)
#include "tst_publiccodec.moc"
