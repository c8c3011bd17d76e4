// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/publiccodec.h"
#include "core/domain/book/sequencer.h"
#include "tests/property/slowbook.h"
#include "tests/support/recorded.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

#include <set>

using namespace bw;

namespace {

constexpr int kRuns = 200;
constexpr quint32 kFirstSeed = 20261123;

/// A connection's frames in their order, whole, and the books that they carry.
struct Stream {
    struct Book {
        QString topic; ///< "orderbook.50.BTCUSDT"
        int priceDecimals, qtyDecimals;
    };
    QList<Book> books;
    QList<QByteArray> frames;
};

/// The road of the terminal, from bytes to book, as BybitPublicLine and the desk walk it.
class FastBooks final {
public:
    explicit FastBooks(const QList<Stream::Book> &books)
    {
        for (const auto &book : books) {
            InstrumentFilters filters;
            filters.tickSize = Decimal::fromScaled(1, book.priceDecimals);
            filters.lotSize = Decimal::fromScaled(1, book.qtyDecimals);
            const auto instrument = Instrument::create({Category::Linear, book.topic.section(u'.', 2)}, filters, {}, {}, {}, InstrumentStatus::Trading).value();
            m_codec.add(instrument);
            m_books.append({instrument->id(), MarketTopic::book(book.topic.section(u'.', 1, 1).toInt()), {}});
        }
    }
    void feed(const QByteArray &frame)
    {
        const auto kind = m_codec.decode(frame);
        if (kind != PublicCodec::Frame::Book && kind != PublicCodec::Frame::Malformed)
            return;
        for (auto &book : m_books) {
            const bool isOfThis = m_codec.instrument() && m_codec.instrument()->id() == book.id && *m_codec.topic() == book.topic;
            if (kind == PublicCodec::Frame::Book && isOfThis)
                note(book.sequencer.apply(m_codec.book()), book.sequencer.gap());
            else if (kind == PublicCodec::Frame::Malformed && (isOfThis || !m_codec.instrument()))
                note(book.sequencer.malformed(), book.sequencer.gap());
        }
    }
    [[nodiscard]] const Sequencer &book(qsizetype i) const { return m_books.at(i).sequencer; }
    std::set<GapKind> gaps;

private:
    struct Book {
        InstrumentId id;
        MarketTopic topic;
        Sequencer sequencer;
    };
    void note(Sequencer::Action, GapKind gap) { gaps.insert(gap); }
    PublicCodec m_codec;
    QList<Book> m_books;
};

/// Damages what it is given, each time in another way.
class Vandal final {
public:
    explicit Vandal(quint32 seed) : m_random(seed) {}
    [[nodiscard]] int below(qsizetype n) { return m_random.bounded(int(std::max<qsizetype>(n, 1))); }
    [[nodiscard]] bool oneIn(int n) { return below(n) == 0; }

    void damageBytes(QByteArray &frame)
    {
        switch (below(7)) {
        case 0: // cut
            frame.truncate(below(frame.size()));
            break;
        case 1: // cut at the front
            frame.remove(0, below(frame.size()));
            break;
        case 2: // bytes flipped
            for (int n = below(4); n >= 0; --n)
                frame[below(frame.size())] = char(below(256));
            break;
        case 3: // digits that are still digits: the frame parses and lies
            for (int n = below(3); n >= 0; --n)
                changeADigit(frame);
            break;
        case 4: { // a piece doubled
            const int at = below(frame.size());
            frame.insert(at, frame.mid(at, 1 + below(12)));
            break;
        }
        case 5: // a piece dropped
            frame.remove(below(frame.size()), 1 + below(12));
            break;
        default: { // two pieces swapped
            const int length = 1 + below(8), a = below(frame.size() - length), b = below(frame.size() - length);
            const QByteArray first = frame.mid(a, length), second = frame.mid(b, length);
            frame.replace(a, first.size(), second);
            frame.replace(b, second.size(), first);
        }
        }
    }
    /// Frames dropped, doubled, swapped, delayed; bytes damaged.
    [[nodiscard]] QList<QByteArray> damage(QList<QByteArray> frames)
    {
        for (qsizetype i = 0; i < frames.size(); ++i) {
            if (!oneIn(12))
                continue;
            switch (below(8)) {
            case 0: frames.removeAt(i); break;
            case 1: frames.insert(i, frames.at(i)); break;
            case 2: frames.insert(std::min<qsizetype>(i + 1 + below(5), frames.size() - 1), frames.at(i)); break; // again, later
            case 3: frames.swapItemsAt(i, std::min<qsizetype>(i + 1 + below(3), frames.size() - 1)); break;
            default: damageBytes(frames[i]); break;
            }
        }
        return frames;
    }

private:
    void changeADigit(QByteArray &frame)
    {
        for (int tries = 0; tries < 50; ++tries) {
            char &c = *(frame.data() + below(frame.size()));
            if (c < '0' || c > '9')
                continue;
            c = char('0' + below(10));
            return;
        }
    }
    QRandomGenerator m_random;
};

/// Two books and the trades of one of them over one socket, made up: recordings are short, and of one book each.
Stream madeUp(quint32 seed)
{
    Vandal random(seed);
    Stream stream{{{QStringLiteral("orderbook.50.BTCUSDT"), 1, 3}, {QStringLiteral("orderbook.50.ETHUSDT"), 2, 2}}, {}};
    qint64 updates[2] = {0, 0}, sequences[2] = {1000, 5000};
    const auto level = [&](int price, bool mayDelete) {
        return QStringLiteral("[\"%1.%2\",\"%3\"]").arg(price / 10).arg(price % 10).arg(mayDelete && random.oneIn(4) ? 0 : 1 + random.below(9));
    };
    for (int i = 0; i < 240; ++i) {
        const int which = i < 2 ? i : random.below(2);
        const bool isSnapshot = i < 2 || random.oneIn(60), isRestart = i > 100 && random.oneIn(120);
        updates[which] = isRestart ? 1 : updates[which] == 0 ? 100 + random.below(1000) : updates[which] + 1;
        sequences[which] += random.below(50);
        QStringList bids, asks;
        for (int n = isSnapshot ? 20 : random.below(4); n > 0; --n) {
            bids << level(6000 - (isSnapshot ? n : 1 + random.below(25)), !isSnapshot);
            asks << level(6000 + (isSnapshot ? n : 1 + random.below(25)), !isSnapshot);
        }
        const QString symbol = stream.books.at(which).topic.section(u'.', 2);
        stream.frames << QStringLiteral("{\"topic\":\"orderbook.50.%1\",\"type\":\"%2\",\"ts\":1700000000000,\"data\":{\"s\":\"%1\",\"b\":[%3],\"a\":[%4],\"u\":%5,\"seq\":%6},"
                                        "\"cts\":1700000000000}")
                             .arg(symbol, isSnapshot ? QStringLiteral("snapshot") : QStringLiteral("delta"), bids.join(u','), asks.join(u','))
                             .arg(updates[which]).arg(sequences[which]).toLatin1();
        if (random.oneIn(5))
            stream.frames << R"({"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1700000000000,"data":[{"T":1700000000000,"s":"BTCUSDT","S":"Buy","v":"0.001","p":"600.0","L":"PlusTick","i":"x","BT":false}]})";
        if (random.oneIn(40))
            stream.frames << R"({"success":true,"ret_msg":"pong","conn_id":"a8","op":"ping"})";
    }
    return stream;
}

/// The stream as it comes where somebody asks for its books anew now and then: with the venue's snapshots in between.
QList<QByteArray> withAnswers(const Stream &stream, Vandal &random)
{
    QList<SlowBook> truth;
    for (const auto &book : stream.books)
        truth.append(SlowBook(book.topic, book.priceDecimals, book.qtyDecimals));
    QList<QByteArray> frames;
    for (const auto &frame : stream.frames) {
        frames.append(frame);
        for (auto &book : truth)
            book.feed(frame);
        if (const auto &book = truth.at(random.below(truth.size())); random.oneIn(6) && book.isLive())
            frames.append(book.snapshotFrame());
    }
    return frames;
}

bool isSame(std::span<const Level> levels, const SlowBook::Side &side, bool isDescending)
{
    if (levels.size() != side.size())
        return false;
    const auto isLevel = [](const Level &level, const auto &entry) { return level.price.value() == entry.first && level.qty.value() == entry.second; };
    return isDescending ? std::equal(levels.begin(), levels.end(), side.rbegin(), isLevel) : std::equal(levels.begin(), levels.end(), side.begin(), isLevel);
}

} // namespace

class TestMutation : public QObject {
    Q_OBJECT

    std::set<GapKind> m_gaps;
    qint64 m_checks = 0, m_live = 0, m_slowOnly = 0;

    /// "" while every book of ours that says it is live equals the slow one.
    QString replay(const Stream &stream, const QList<QByteArray> &frames)
    {
        FastBooks fast(stream.books);
        QList<SlowBook> slow;
        for (const auto &book : stream.books)
            slow.append(SlowBook(book.topic, book.priceDecimals, book.qtyDecimals));
        for (qsizetype i = 0; i < frames.size(); ++i) {
            fast.feed(frames.at(i));
            for (qsizetype k = 0; k < slow.size(); ++k) {
                slow[k].feed(frames.at(i));
                const Sequencer &ours = fast.book(k);
                const bool isLive = ours.state() == BookState::Live;
                ++m_checks;
                m_live += isLive ? 1 : 0;
                m_slowOnly += !isLive && slow.at(k).isLive() ? 1 : 0;
                if (isLive && (!slow.at(k).isLive() || qint64(ours.updateId()) != slow.at(k).updateId() || ours.book().isCrossed()
                               || !isSame(ours.book().bids(), slow.at(k).bids(), true) || !isSame(ours.book().asks(), slow.at(k).asks(), false)))
                    return QStringLiteral("%1 after frame %2: %3").arg(stream.books.at(k).topic).arg(i).arg(QString::fromLatin1(frames.at(i).left(600)));
                if (!isLive && !ours.book().isEmpty())
                    return QStringLiteral("%1 after frame %2: not live and not empty").arg(stream.books.at(k).topic).arg(i);
            }
        }
        m_gaps.insert(fast.gaps.begin(), fast.gaps.end());
        return {};
    }
    QString replayDamaged(const Stream &stream, quint32 seed)
    {
        Vandal vandal(seed);
        return replay(stream, vandal.damage(withAnswers(stream, vandal)));
    }

private Q_SLOTS:
    void init()
    {
        m_gaps.clear();
        m_checks = m_live = m_slowOnly = 0;
    }

    /// Else the two could agree on nothing: whole streams are live in both, from the first snapshot on.
    void wholeStreamsAreLive()
    {
        const Stream stream = madeUp(1);
        QCOMPARE(replay(stream, stream.frames), QString());
        QVERIFY(m_live > m_checks * 9 / 10);
        QCOMPARE(m_slowOnly, qint64(0));
    }

    void noDamageLeavesAWrongBookLive()
    {
        for (quint32 seed = kFirstSeed; seed < kFirstSeed + kRuns; ++seed)
            if (const QString fault = replayDamaged(madeUp(seed), seed); !fault.isEmpty())
                QFAIL(qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(fault)));
        qInfo() << "checks" << m_checks << "live" << m_live << "only in the slow one" << m_slowOnly;
        QVERIFY(m_live > m_checks / 4);          // it heals
        QVERIFY(m_slowOnly * 100 < m_checks);    // and is hardly stricter than it must be
        for (const auto kind : {GapKind::Sequence, GapKind::SeqBackwards, GapKind::Crossed, GapKind::BeforeSnapshot, GapKind::Reset, GapKind::Malformed})
            QVERIFY2(m_gaps.contains(kind), qPrintable(toName(kind))); // the damage was of every kind
    }

    void norInRecordedStreams_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("topic");
        QTest::addColumn<int>("priceDecimals");
        QTest::addColumn<int>("qtyDecimals");
        QTest::newRow("linear 500") << QStringLiteral("linear-orderbook500-XRPUSDT-20241201.jsonl") << QStringLiteral("orderbook.500.XRPUSDT") << 4 << 0;
        QTest::newRow("spot 50") << QStringLiteral("spot-orderbook50-BTCUSDT-20260824.jsonl") << QStringLiteral("orderbook.50.BTCUSDT") << 1 << 6;
        QTest::newRow("spot 200") << QStringLiteral("spot-orderbook200-BTCUSDT-20231224.jsonl") << QStringLiteral("orderbook.200.BTCUSDT") << 2 << 6;
    }
    void norInRecordedStreams()
    {
        QFETCH(QString, file);
        QFETCH(QString, topic);
        QFETCH(int, priceDecimals);
        QFETCH(int, qtyDecimals);
        const QString path = recordedFile(QStringLiteral("bybit/ws-public/") + file);
        BW_REQUIRE_RECORDED(path);
        const Stream stream{{{topic, priceDecimals, qtyDecimals}}, readLines(path)};
        QCOMPARE(replay(stream, stream.frames), QString());
        QVERIFY(m_live >= m_checks - 1); // all but the acknowledgement before the snapshot
        for (quint32 seed = kFirstSeed; seed < kFirstSeed + kRuns / 3; ++seed)
            if (const QString fault = replayDamaged(stream, seed); !fault.isEmpty())
                QFAIL(qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(fault)));
    }

    /// Every frame damaged, again and again: nothing but survival is asked, and the same promise.
    void bytesThatAreHardlyFramesAnyMore()
    {
        const Stream stream = madeUp(2);
        for (quint32 seed = 1; seed <= 40; ++seed) {
            Vandal vandal(seed);
            QList<QByteArray> frames = stream.frames;
            for (auto &frame : frames)
                for (int n = vandal.below(6); n >= 0 && !frame.isEmpty(); --n)
                    vandal.damageBytes(frame);
            QCOMPARE(replay(stream, frames), QString());
        }
    }
};

QTEST_GUILESS_MAIN(TestMutation)
#include "tst_mutation.moc"
