// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/relaybook.h"
#include "core/tardis/relaycodec.h"
#include "tests/support/recorded.h"
#include "tests/unit/tardis/slowrelay.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <random>

using namespace bw;
using namespace std::chrono_literals;
using Action = RelayBook::Action;
using Type = RelayMessage::Type;

namespace {

QByteArray change(bool isSnapshot, const QByteArray &bids, const QByteArray &asks)
{
    const auto levels = [](const QByteArray &text) { // "100:1 99:2"
        QByteArrayList rows;
        for (const auto &pair : text.split(' '))
            if (const auto colon = pair.indexOf(':'); colon > 0)
                rows << "{\"price\":" + pair.first(colon) + ",\"amount\":" + pair.sliced(colon + 1) + '}';
        return '[' + rows.join(',') + ']';
    };
    return QByteArray("{\"type\":\"book_change\",\"symbol\":\"BTCUSDT\",\"exchange\":\"bybit\",\"isSnapshot\":") + (isSnapshot ? "true" : "false")
        + ",\"bids\":" + levels(bids) + ",\"asks\":" + levels(asks)
        + ",\"timestamp\":\"2026-01-15T00:00:00.071Z\",\"localTimestamp\":\"2026-11-22T19:52:36.763Z\"}";
}

/// A book and the codec before it.
struct Bench {
    explicit Bench(const char *tick = nullptr, const char *lot = nullptr)
        : book(tick ? std::optional(*Decimal::parse(std::string_view(tick))) : std::nullopt,
               lot ? std::optional(*Decimal::parse(std::string_view(lot))) : std::nullopt)
    {
    }
    Action feed(const QByteArray &frame)
    {
        const auto &message = codec.decode(frame);
        if (message.type == Type::BookChange)
            return book.apply(message, now);
        return message.type == Type::Malformed ? book.malformed() : Action::Ignored;
    }
    Action snapshot(const QByteArray &bids, const QByteArray &asks) { return feed(change(true, bids, asks)); }
    Action update(const QByteArray &bids, const QByteArray &asks) { return feed(change(false, bids, asks)); }
    [[nodiscard]] QString text() const
    {
        const auto side = [](const std::vector<DecimalLevel> &levels) {
            QStringList words;
            for (const auto &level : levels)
                words << level.price.toString() + u':' + level.amount.toString();
            return words.join(u' ');
        };
        return side(book.bids(100)) + QStringLiteral(" | ") + side(book.asks(100));
    }

    RelayCodec codec;
    RelayBook book;
    MonoTime now{std::chrono::seconds(100)};
};

/// Tick and lot of what was recorded; the others are kept by their decimal texts.
const QHash<QString, std::pair<const char *, const char *>> &recordedSteps()
{
    static const QHash<QString, std::pair<const char *, const char *>> steps{
        {QStringLiteral("bybit|BTCUSDT"), {"0.1", "0.001"}},          {QStringLiteral("bybit|ETHUSDT"), {"0.01", "0.01"}},
        {QStringLiteral("bybit|XRPUSDT"), {"0.0001", "1"}},           {QStringLiteral("okex-swap|BTC-USDT-SWAP"), {"0.1", "0.01"}},
        {QStringLiteral("okex|BTC-USDT"), {"0.1", "0.00000001"}},     {QStringLiteral("deribit|BTC-PERPETUAL"), {"0.5", "10"}},
        {QStringLiteral("binance-futures|BTCUSDT"), {"0.1", "0.001"}}, {QStringLiteral("okex-futures|BTC-USD-220527"), {"0.1", "1"}}};
    return steps;
}

/// What a recording says of one book, counted as its expected.json counts.
struct Tally {
    explicit Tally(const RelayBook &start) : book(start) {}
    RelayBook book;
    int snapshots = 0, updates = 0, invalidations = 0;
    std::optional<Decimal> minSpread, maxSpread;
    std::vector<DecimalLevel> bids, asks; ///< top ten when last live
    std::size_t bidLevels = 0, askLevels = 0;

    void note()
    {
        if (!book.isLive())
            return;
        bids = book.bids(10);
        asks = book.asks(10);
        bidLevels = book.bidCount();
        askLevels = book.askCount();
        if (bids.empty() || asks.empty())
            return;
        const Decimal spread = asks.front().price - bids.front().price;
        minSpread = minSpread && *minSpread < spread ? *minSpread : spread;
        maxSpread = maxSpread && *maxSpread > spread ? *maxSpread : spread;
    }
};

std::map<QString, Tally> replay(const QString &file, bool withSteps)
{
    std::map<QString, Tally> tallies;
    RelayCodec codec;
    for (const auto &line : readLines(file)) {
        const auto &message = codec.decode(line);
        const QString exchange = QString::fromStdString(message.exchange), key = exchange + u'|' + QString::fromStdString(message.symbol);
        if (message.type == Type::Disconnect) {
            for (auto &[name, tally] : tallies) {
                tally.book.reset(GapKind::RelayDisconnect);
                ++tally.invalidations;
            }
            continue;
        }
        if (message.type == Type::Malformed)
            qFatal("%s: %s", codec.fault(), line.constData());
        if (message.type != Type::BookChange)
            continue;
        const auto steps = recordedSteps().value(key);
        const Bench fresh(withSteps ? steps.first : nullptr, withSteps ? steps.second : nullptr);
        auto &tally = tallies.try_emplace(key, fresh.book).first->second;
        ++(message.isSnapshot ? tally.snapshots : tally.updates);
        if (tally.book.apply(message, {}) == Action::Resync)
            qFatal("refused: %s", line.constData());
        tally.note();
    }
    return tallies;
}

Decimal decimalOf(double number)
{
    const auto read = RelayNumber::read(QByteArray::number(number, 'g', QLocale::FloatingPointShortest).toStdString());
    return read ? read->toDecimal() : Decimal::invalid();
}

bool isSame(const QJsonArray &expected, const std::vector<DecimalLevel> &levels)
{
    bool isSame = static_cast<std::size_t>(expected.size()) == levels.size();
    for (qsizetype i = 0; isSame && i < expected.size(); ++i) {
        const auto &level = levels[static_cast<std::size_t>(i)];
        isSame = decimalOf(expected.at(i)[0].toDouble()) == level.price && decimalOf(expected.at(i)[1].toDouble()) == level.amount;
    }
    return isSame;
}

} // namespace

class TestRelayBook : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSnapshotResetsAndUpdatesAreAbsolute()
    {
        for (const bool withSteps : {true, false}) {
            Bench b(withSteps ? "0.1" : nullptr, withSteps ? "0.001" : nullptr);
            QCOMPARE(b.update("99.9:1", "100.1:1"), Action::Ignored);
            QCOMPARE(b.book.state(), BookState::Waiting);
            QCOMPARE(b.book.gap(), GapKind::BeforeSnapshot);
            QCOMPARE(b.snapshot("99.8:2 99.9:1 99.7:0", "100.2:2 100.1:1"), Action::Applied); // unordered, with a zero
            QVERIFY(b.book.isLive());
            QCOMPARE(b.book.gap(), GapKind::None);
            QCOMPARE(b.update("99.9:0 99.8:3 99.5:7 50:0", "100.1:5"), Action::Applied); // 50 is not there: harmless
            QCOMPARE(b.book.bids(1).front().price, Decimal::fromScaled(998, 1));
            QCOMPARE(b.book.bidCount(), std::size_t(2));
            QCOMPARE(b.snapshot("90:1", "91:1"), Action::Applied); // at any time
            QCOMPARE(b.text(), withSteps ? QStringLiteral("90.0:1.000 | 91.0:1.000") : QStringLiteral("90:1 | 91:1"));
        }
    }

    void aDoublesNoiseIsTakenAwayAndAnotherPriceRefused()
    {
        Bench b("0.1", "0.001");
        QCOMPARE(b.snapshot("99.9000000000001:0.30000000000000004", "100.09999999999999:92.15599999999999"), Action::Applied);
        QCOMPARE(b.text(), QStringLiteral("99.9:0.300 | 100.1:92.156"));
        QCOMPARE(b.update("99.9:5.551115123125783e-17", ""), Action::Applied); // dust of a sum that is zero
        QCOMPARE(b.text(), QStringLiteral(" | 100.1:92.156"));
        QCOMPARE(b.update("99.8:0.0004", "100.2:0.0016"), Action::Applied); // below half a lot is not nothing
        QCOMPARE(b.text(), QStringLiteral("99.8:0.001 | 100.1:92.156 100.2:0.002"));
        QCOMPARE(b.update("99.75:1", ""), Action::Resync);
        QCOMPARE(b.book.state(), BookState::Resyncing);
        QCOMPARE(b.book.gap(), GapKind::Malformed);
        QCOMPARE(b.text(), QStringLiteral(" | "));
        QCOMPARE(b.update("99.9:1", ""), Action::Ignored);
        QCOMPARE(b.snapshot("99.9:1", "100:1"), Action::Applied);
        QVERIFY(b.book.isLive());
    }

    void withoutStepsTheNumbersAreTheKeys()
    {
        Bench b;
        QCOMPARE(b.snapshot("6.2e-7:1.5E+1 0.00000063:2", "1e0:1e-8"), Action::Applied);
        QCOMPARE(b.text(), QStringLiteral("0.00000063:2 0.00000062:15 | 1:0.00000001"));
        QCOMPARE(b.update("0.00000062:0", "1.0:3"), Action::Applied); // the same price in another spelling
        QCOMPARE(b.text(), QStringLiteral("0.00000063:2 | 1:3"));
        QCOMPARE(b.update("5e-324:1", ""), Action::Resync);
    }

    void whatIsCrossedIsNotLiveAndIsGivenUpAfterASecond()
    {
        Bench b("0.1", "0.001");
        QCOMPARE(b.snapshot("99.9:1", "100:1"), Action::Applied);
        QCOMPARE(b.update("100:1", ""), Action::Applied); // locked counts as crossed
        QCOMPARE(b.book.state(), BookState::Stale);
        QCOMPARE(b.book.gap(), GapKind::Crossed);
        QCOMPARE(b.text(), QStringLiteral(" | "));
        b.now += 900ms;
        QCOMPARE(b.update("", "100:0 100.1:1"), Action::Applied); // only a moment
        QVERIFY(b.book.isLive());
        QCOMPARE(b.text(), QStringLiteral("100.0:1.000 99.9:1.000 | 100.1:1.000"));
        QCOMPARE(b.update("100.2:1", ""), Action::Applied);
        b.now += 1s;
        QCOMPARE(b.book.look(b.now), Action::Ignored);
        b.now += 1ms;
        QCOMPARE(b.book.look(b.now), Action::Resync);
        QCOMPARE(b.book.state(), BookState::Resyncing);
        QCOMPARE(b.book.gap(), GapKind::Crossed);
        QCOMPARE(b.update("100.2:0", ""), Action::Ignored);
    }

    void aBookMayGrowFarButNotForEver()
    {
        for (const bool withSteps : {true, false}) {
            Bench b(withSteps ? "0.1" : nullptr, withSteps ? "0.001" : nullptr);
            RelayMessage message;
            message.isSnapshot = true;
            message.asks.push_back({{1'000'000, 0}, {1, 0}});
            for (int from = 1; from <= 50'000; from += 10'000, message.isSnapshot = false, message.asks.clear()) {
                message.bids.clear();
                for (int i = 10'000; i-- > 0;)
                    message.bids.push_back({{from + i, 0}, {1, 0}}); // best first
                QCOMPARE(b.book.apply(message, b.now), Action::Applied);
            }
            QCOMPARE(b.book.bidCount(), std::size_t(50'000));
            message.bids = {{{60'000, 0}, {1, 0}}};
            QCOMPARE(b.book.apply(message, b.now), Action::Resync);
            QCOMPARE(b.book.gap(), GapKind::Malformed);
        }
    }

    void recordedStreamsGiveTheirExpectedBooks_data()
    {
        QTest::addColumn<QString>("file");
        const QString root = recordedFile(QStringLiteral("tardis"));
        for (const char *folder : {"stream", "errors", "replay"})
            for (const auto &entry : QDir(root + u'/' + QLatin1StringView(folder)).entryInfoList({QStringLiteral("*.expected.json")}))
                if (!root.isEmpty())
                    QTest::newRow(qPrintable(entry.completeBaseName())) << entry.filePath().chopped(14);
        if (root.isEmpty())
            QTest::newRow("none") << QString();
    }
    void recordedStreamsGiveTheirExpectedBooks()
    {
        QFETCH(QString, file);
        BW_REQUIRE_RECORDED(file);
        const auto books = QJsonDocument::fromJson(readAll(file + QStringLiteral(".expected.json")))[u"books"].toObject();
        QVERIFY(!books.isEmpty());
        for (const bool withSteps : {true, false}) {
            const auto tallies = replay(file + QStringLiteral(".jsonl"), withSteps);
            QCOMPARE(static_cast<qsizetype>(tallies.size()), books.size());
            for (const auto &[key, tally] : tallies) {
                const auto expected = books.value(key).toObject();
                QCOMPARE(tally.snapshots, expected[u"snapshots"].toInt());
                QCOMPARE(tally.updates, expected[u"updates"].toInt());
                QCOMPARE(tally.invalidations, expected[u"invalidations"].toInt());
                QCOMPARE(tally.book.isLive(), expected[u"validAtEnd"].toBool());
                QCOMPARE(static_cast<int>(tally.bidLevels), expected[u"bidLevels"].toInt());
                QCOMPARE(static_cast<int>(tally.askLevels), expected[u"askLevels"].toInt());
                QVERIFY(isSame(expected[u"top10Bids"].toArray(), tally.bids));
                QVERIFY(isSame(expected[u"top10Asks"].toArray(), tally.asks));
                QVERIFY(tally.minSpread && *tally.minSpread == decimalOf(expected[u"minSpread"].toDouble()));
                QVERIFY(tally.maxSpread && *tally.maxSpread == decimalOf(expected[u"maxSpread"].toDouble()));
            }
        }
    }

    void mutatedStreamsNeverLeaveALiveBookThatIsWrong_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("tick");
        QTest::addColumn<QByteArray>("lot");
        const auto row = [](const char *name, const char *tick, const char *lot) {
            QTest::newRow(name) << recordedFile(QStringLiteral("tardis/") + QLatin1StringView(name) + QStringLiteral(".jsonl")) << QByteArray(tick)
                                << QByteArray(lot);
        };
        row("stream/bybit-linear-BTCUSDT", "0.1", "0.001");
        row("errors/bybit-upstream-dies", "0.1", "0.001");
        row("stream/deribit-BTC-PERPETUAL", "0.5", "10");
        row("stream/okex-swap-UNI-USD-SWAP-real", "0.001", "1");
        row("stream/deribit-option-BTC-24SEP21-8000-P-real", "", "");
        row("stream/bybit-linear-XRPUSDT-real", "", "");
    }
    void mutatedStreamsNeverLeaveALiveBookThatIsWrong();
};

namespace {

/// Cuts, flips, doubles, drops and reorders frames.
QList<QByteArray> mutated(QList<QByteArray> frames, std::mt19937 &random)
{
    const auto below = [&random](qsizetype limit) { return static_cast<qsizetype>(random() % static_cast<unsigned>(std::max<qsizetype>(limit, 1))); };
    for (int i = 0; i < 6; ++i) {
        const auto at = below(frames.size());
        QByteArray &frame = frames[at];
        switch (random() % 8) {
        case 0: frame.truncate(below(frame.size())); break;
        case 1: frames.insert(at, QByteArray(frame)); break;
        case 2: frames.removeAt(at); break;
        case 3: frames.swapItemsAt(at, below(frames.size())); break;
        case 4: frame.remove(below(frame.size()), 1 + below(8)); break;
        case 5: frame.insert(below(frame.size()), QByteArray(1, "0123456789.e-+,:[]{}\"x"[random() % 22])); break;
        default:
            if (!frame.isEmpty())
                frame[below(frame.size())] = random() % 3 == 0 ? static_cast<char>(random() % 256) : "0123456789,\"}]"[random() % 14];
        }
    }
    return frames;
}

template <class Side>
bool agrees(const std::vector<DecimalLevel> &fast, const Side &slow)
{
    return std::equal(fast.begin(), fast.end(), slow.begin(), slow.end(),
                      [](const DecimalLevel &a, const auto &b) { return a.price == b.first && a.amount == b.second; });
}

} // namespace

void TestRelayBook::mutatedStreamsNeverLeaveALiveBookThatIsWrong()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, tick);
    QFETCH(QByteArray, lot);
    BW_REQUIRE_RECORDED(file);
    QList<QByteArray> frames;
    QString symbol;
    for (const auto &line : readLines(file))
        if (frames.size() < 160 && (line.contains("book_change") || line.contains("disconnect")))
            frames.append(line);
    std::mt19937 random(20261123);
    int live = 0, looked = 0;
    const int rounds = std::max(20, qEnvironmentVariableIntValue("BELLWETHER_MUTATION_ROUNDS")); // more by hand
    for (int round = 0; round < rounds; ++round) {
        Bench fast(tick.isEmpty() ? nullptr : tick.constData(), lot.isEmpty() ? nullptr : lot.constData());
        const auto step = [](const QByteArray &text) { return text.isEmpty() ? Decimal() : *Decimal::parse(text.toStdString()); };
        SlowBooks slow(step(tick), step(lot));
        std::optional<std::string> only;
        for (const auto &frame : mutated(frames, random)) {
            const auto &message = fast.codec.decode(frame);
            slow.feed(frame);
            if (message.type == Type::BookChange && !only)
                only = message.symbol;
            if (message.type == Type::BookChange && message.symbol == only)
                static_cast<void>(fast.book.apply(message, fast.now));
            else if (message.type == Type::Disconnect)
                fast.book.reset(GapKind::RelayDisconnect);
            else if (message.type == Type::Malformed)
                static_cast<void>(fast.book.malformed());
            ++looked;
            if (!fast.book.isLive())
                continue;
            ++live;
            const auto &rebuilt = slow.book(QString::fromStdString(only.value_or("")));
            const bool isRight = rebuilt.isValid && !rebuilt.isCrossed() && agrees(fast.book.bids(50'000), rebuilt.bids)
                && agrees(fast.book.asks(50'000), rebuilt.asks);
            QVERIFY2(isRight, frame.constData());
        }
    }
    QVERIFY2(live * 10 > looked, "hardly ever live: the test shows nothing");
    QVERIFY2(live < looked, "never refused: the test shows nothing");
}

QTEST_GUILESS_MAIN(TestRelayBook)
#include "tst_relaybook.moc"
