// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/sequencer.h"
#include "tests/support/recorded.h"
#include "tests/support/samples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <map>

using namespace bw;
using samples::level;
using Action = Sequencer::Action;
using Kind = BookUpdate::Kind;

namespace {

BookUpdate frame(Kind kind, std::uint64_t u, std::vector<Level> bids, std::vector<Level> asks, int depth = 50)
{
    BookUpdate update;
    update.kind = kind;
    update.depth = depth;
    update.updateId = u;
    update.sequence = u * 10;
    update.bids = std::move(bids);
    update.asks = std::move(asks);
    return update;
}
BookUpdate snapshot(std::uint64_t u, int depth = 50)
{
    return frame(Kind::Snapshot, u, {level(100, 5), level(99, 6)}, {level(101, 7), level(102, 8)}, depth);
}

/// A recorded frame, read in the plainest way there is.
std::optional<BookUpdate> read(const QByteArray &line, const Instrument &instrument)
{
    const auto root = QJsonDocument::fromJson(line).object();
    const auto topic = root.value(QLatin1StringView("topic")).toString().split(u'.');
    if (topic.value(0) != QLatin1StringView("orderbook"))
        return std::nullopt;
    const auto data = root.value(QLatin1StringView("data")).toObject();
    const auto levels = [&](QLatin1StringView key) {
        std::vector<Level> all;
        for (const auto &row : data.value(key).toArray())
            all.push_back({*instrument.toTicks(*Decimal::parse(QStringView(row.toArray().at(0).toString()))),
                           instrument.toLots(*Decimal::parse(QStringView(row.toArray().at(1).toString()))).value_or(QtyLots(0))});
        return all;
    };
    const bool isSnapshot = root.value(QLatin1StringView("type")) == QLatin1StringView("snapshot");
    auto update = frame(isSnapshot ? Kind::Snapshot : Kind::Delta, static_cast<std::uint64_t>(data.value(QLatin1StringView("u")).toInteger()),
                        levels(QLatin1StringView("b")), levels(QLatin1StringView("a")), topic.value(1).toInt());
    update.sequence = static_cast<std::uint64_t>(data.value(QLatin1StringView("seq")).toInteger());
    return update;
}

std::vector<BookUpdate> readFile(const QString &path, const Instrument &instrument)
{
    std::vector<BookUpdate> updates;
    for (const auto &line : readLines(path))
        if (auto update = read(line, instrument))
            updates.push_back(std::move(*update));
    return updates;
}

template <class Map>
void applyTo(Map &side, const std::vector<Level> &changes)
{
    for (const auto &change : changes) {
        side.erase(change.price);
        if (!change.qty.isZero())
            side.emplace(change.price, change.qty);
    }
}
template <class Map>
bool isSame(const Map &expected, std::span<const Level> levels)
{
    return std::equal(expected.begin(), expected.end(), levels.begin(), levels.end(),
                      [](const auto &pair, const Level &shown) { return pair.first == shown.price && pair.second == shown.qty; });
}

} // namespace

class TestBook : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void snapshotInAnyOrderEndsBestFirstWithoutEmptyLevels()
    {
        OrderBook book;
        book.replace(std::vector{level(99, 1), level(101, 2), level(100, 0), level(98, 3)}, std::vector{level(104, 1), level(102, 2), level(103, 0)});
        QCOMPARE(std::vector(book.bids().begin(), book.bids().end()), (std::vector{level(101, 2), level(99, 1), level(98, 3)}));
        QCOMPARE(std::vector(book.asks().begin(), book.asks().end()), (std::vector{level(102, 2), level(104, 1)}));
    }

    void lastWordOnAPriceWinsInOneSnapshot()
    {
        OrderBook book;
        book.replace(std::vector{level(99, 1), level(100, 2), level(99, 3), level(100, 0)}, {});
        QCOMPARE(std::vector(book.bids().begin(), book.bids().end()), (std::vector{level(99, 3)}));
    }

    void deltaInsertsOverwritesAndDeletes()
    {
        OrderBook book;
        book.replace(std::vector{level(100, 5), level(99, 6)}, std::vector{level(103, 7)});
        book.apply(std::vector{level(101, 1), level(100, 0), level(99, 9), level(50, 0)}, std::vector{level(103, 0), level(102, 4), level(110, 2)});
        QCOMPARE(std::vector(book.bids().begin(), book.bids().end()), (std::vector{level(101, 1), level(99, 9)}));
        QCOMPARE(std::vector(book.asks().begin(), book.asks().end()), (std::vector{level(102, 4), level(110, 2)}));
    }

    void equalBestPricesAreCrossed()
    {
        OrderBook book;
        book.replace(std::vector{level(100, 1)}, std::vector{level(101, 1)});
        QVERIFY(!book.isCrossed());
        book.apply(std::vector{level(101, 1)}, {});
        QVERIFY(book.isCrossed());
        book.apply({}, std::vector{level(101, 0)});
        QVERIFY(!book.isCrossed()); // one side alone crosses nothing
    }

    void deltaBeforeTheSnapshotIsDropped()
    {
        Sequencer sequencer;
        QCOMPARE(sequencer.apply(frame(Kind::Delta, 7, {level(100, 1)}, {})), Action::Ignored);
        QCOMPARE(sequencer.state(), BookState::Waiting);
        QCOMPARE(sequencer.gap(), GapKind::BeforeSnapshot);
        QVERIFY(sequencer.book().isEmpty());
        QCOMPARE(sequencer.apply(snapshot(8)), Action::Applied);
        QCOMPARE(sequencer.state(), BookState::Live);
        QCOMPARE(sequencer.gap(), GapKind::None);
    }

    void brokenIdsEmptyTheBookUntilTheNextSnapshot_data()
    {
        QTest::addColumn<qulonglong>("u");
        QTest::addColumn<qulonglong>("seq");
        QTest::addColumn<GapKind>("gap");
        QTest::newRow("skipped one") << 12ull << 120ull << GapKind::Sequence;
        QTest::newRow("repeated") << 10ull << 100ull << GapKind::Sequence;
        QTest::newRow("older") << 9ull << 90ull << GapKind::Sequence;
        QTest::newRow("zero") << 0ull << 100ull << GapKind::Sequence;
        QTest::newRow("seq backwards") << 11ull << 99ull << GapKind::SeqBackwards;
        QTest::newRow("seq equal is no older") << 11ull << 100ull << GapKind::None;
        QTest::newRow("next") << 11ull << 5000ull << GapKind::None;
    }
    void brokenIdsEmptyTheBookUntilTheNextSnapshot()
    {
        QFETCH(qulonglong, u);
        QFETCH(qulonglong, seq);
        QFETCH(GapKind, gap);
        Sequencer sequencer;
        QCOMPARE(sequencer.apply(snapshot(10)), Action::Applied);
        auto delta = frame(Kind::Delta, u, {level(100, 1)}, {});
        delta.sequence = seq;
        QCOMPARE(sequencer.apply(delta), gap == GapKind::None ? Action::Applied : Action::Resync);
        QCOMPARE(sequencer.gap(), gap);
        if (gap == GapKind::None) {
            QCOMPARE(sequencer.state(), BookState::Live);
            QCOMPARE(sequencer.book().bids().front(), level(100, 1));
            return;
        }
        QCOMPARE(sequencer.state(), BookState::Resyncing);
        QVERIFY(sequencer.book().isEmpty());
        QCOMPARE(sequencer.apply(frame(Kind::Delta, u + 7, {level(100, 1)}, {})), Action::Ignored);
        QCOMPARE(sequencer.gap(), gap);
        QVERIFY(sequencer.book().isEmpty());
        QCOMPARE(sequencer.apply(snapshot(40)), Action::Applied);
        QCOMPARE(sequencer.state(), BookState::Live);
    }

    void whatCanNotBeInABookIsRefused_data()
    {
        QTest::addColumn<qlonglong>("price");
        QTest::addColumn<qlonglong>("qty");
        QTest::addColumn<bool>("inSnapshot");
        QTest::addColumn<GapKind>("gap");
        for (const bool inSnapshot : {true, false}) {
            const char *where = inSnapshot ? "snapshot" : "delta";
            QTest::addRow("zero price in a %s", where) << 0ll << 5ll << inSnapshot << GapKind::Malformed;
            QTest::addRow("negative price in a %s", where) << -100ll << 5ll << inSnapshot << GapKind::Malformed;
            QTest::addRow("negative quantity in a %s", where) << 98ll << -1ll << inSnapshot << GapKind::Malformed;
            QTest::addRow("bid at the ask in a %s", where) << 101ll << 5ll << inSnapshot << GapKind::Crossed;
            QTest::addRow("bid above the ask in a %s", where) << 150ll << 5ll << inSnapshot << GapKind::Crossed;
            QTest::addRow("sane in a %s", where) << 98ll << 5ll << inSnapshot << GapKind::None;
        }
    }
    void whatCanNotBeInABookIsRefused()
    {
        QFETCH(qlonglong, price);
        QFETCH(qlonglong, qty);
        QFETCH(bool, inSnapshot);
        QFETCH(GapKind, gap);
        Sequencer sequencer;
        QCOMPARE(sequencer.apply(snapshot(10)), Action::Applied);
        auto update = inSnapshot ? snapshot(11) : frame(Kind::Delta, 11, {}, {});
        update.bids.push_back(level(price, qty));
        QCOMPARE(sequencer.apply(update), gap == GapKind::None ? Action::Applied : Action::Resync);
        QCOMPARE(sequencer.gap(), gap);
        QCOMPARE(sequencer.book().isEmpty(), gap != GapKind::None);
    }

    void anEndlessBookIsRefused()
    {
        Sequencer sequencer;
        QCOMPARE(sequencer.apply(frame(Kind::Snapshot, 10, {}, {level(1'000'000, 1)})), Action::Applied);
        std::uint64_t u = 10;
        std::int64_t price = 1;
        Action action = Action::Applied;
        while (action == Action::Applied && u < 100) {
            std::vector<Level> bids;
            for (int i = 0; i < 1000; ++i)
                bids.push_back(level(price++, 1));
            action = sequencer.apply(frame(Kind::Delta, ++u, std::move(bids), {}));
        }
        QCOMPARE(action, Action::Resync);
        QCOMPARE(sequencer.gap(), GapKind::Malformed);
        QVERIFY(sequencer.book().isEmpty());
    }

    void secondSnapshotReplacesWhateverItsNumbers()
    {
        Sequencer sequencer;
        QCOMPARE(sequencer.apply(snapshot(10)), Action::Applied);
        QCOMPARE(sequencer.apply(frame(Kind::Snapshot, 5, {level(50, 1)}, {level(60, 1)})), Action::Applied);
        QCOMPARE(sequencer.book().bids().size(), 1u);
        QCOMPARE(sequencer.updateId(), 5u);
        QCOMPARE(sequencer.apply(frame(Kind::Delta, 6, {level(51, 1)}, {})), Action::Applied);
    }

    void updateIdOneReplacesEvenWhenItCallsItselfADelta()
    {
        Sequencer sequencer;
        QCOMPARE(sequencer.apply(snapshot(10)), Action::Applied);
        QCOMPARE(sequencer.apply(frame(Kind::Delta, 1, {level(50, 1)}, {level(60, 1)})), Action::Applied);
        QCOMPARE(sequencer.gap(), GapKind::Reset);
        QCOMPARE(sequencer.state(), BookState::Live);
        QCOMPARE(sequencer.book().bids().size(), 1u);
        QCOMPARE(sequencer.apply(frame(Kind::Delta, 2, {level(51, 1)}, {})), Action::Applied);
        QCOMPARE(sequencer.gap(), GapKind::None);
    }

    void repeatOnDepthOneIsNoNewsAndNoError()
    {
        Sequencer sequencer;
        const auto first = frame(Kind::Snapshot, 10, {level(100, 5)}, {level(101, 7)}, 1);
        QCOMPARE(sequencer.apply(first), Action::Applied);
        QCOMPARE(sequencer.apply(first), Action::Ignored);
        QCOMPARE(sequencer.apply(frame(Kind::Delta, 10, {level(100, 5)}, {}, 1)), Action::Ignored);
        QCOMPARE(sequencer.state(), BookState::Live);
        // The same number on other levels is a snapshot like any other.
        QCOMPARE(sequencer.apply(frame(Kind::Snapshot, 10, {level(99, 5)}, {level(101, 7)}, 1)), Action::Applied);
        QCOMPARE(sequencer.book().bids().front(), level(99, 5));
    }

    void silenceKeepsTheLevelsAndTheNextFrameEndsIt()
    {
        Sequencer sequencer;
        sequencer.markStale(GapKind::Silence);
        QCOMPARE(sequencer.state(), BookState::Waiting); // nothing to be stale
        QCOMPARE(sequencer.apply(frame(Kind::Snapshot, 10, {level(100, 5)}, {level(101, 7)}, 1)), Action::Applied);
        sequencer.markStale(GapKind::Silence);
        QCOMPARE(sequencer.state(), BookState::Stale);
        QCOMPARE(sequencer.gap(), GapKind::Silence);
        QVERIFY(!sequencer.book().isEmpty());
        QCOMPARE(sequencer.apply(frame(Kind::Snapshot, 10, {level(100, 5)}, {level(101, 7)}, 1)), Action::Applied);
        QCOMPARE(sequencer.state(), BookState::Live);
        sequencer.markStale(GapKind::Silence);
        QCOMPARE(sequencer.apply(frame(Kind::Delta, 12, {}, {}, 1)), Action::Resync); // silence hides no gap
    }

    void lostConnectionAndUnreadableFramesLeaveNoLevels()
    {
        Sequencer sequencer;
        QCOMPARE(sequencer.apply(snapshot(10)), Action::Applied);
        QCOMPARE(sequencer.malformed(), Action::Resync);
        QCOMPARE(sequencer.state(), BookState::Resyncing);
        QCOMPARE(sequencer.gap(), GapKind::Malformed);
        QVERIFY(sequencer.book().isEmpty());
        QCOMPARE(sequencer.apply(snapshot(11)), Action::Applied);
        sequencer.reset(GapKind::Disconnected);
        QCOMPARE(sequencer.state(), BookState::Waiting);
        QVERIFY(sequencer.book().isEmpty());
        QCOMPARE(sequencer.apply(frame(Kind::Delta, 12, {level(1, 1)}, {})), Action::Ignored);
        QCOMPARE(sequencer.gap(), GapKind::Disconnected); // the reason stays
    }

    void recordedBooksStayLiveAndTrue_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("tick");
        QTest::addColumn<QString>("lot");
        QTest::addColumn<int>("levels");
        QTest::addColumn<int>("frames");
        QTest::newRow("linear 500") << QStringLiteral("linear-orderbook500-XRPUSDT-20241201.jsonl") << QStringLiteral("0.0001")
                                    << QStringLiteral("1") << 500 << 50;
        QTest::newRow("spot 200") << QStringLiteral("spot-orderbook200-BTCUSDT-20231224.jsonl") << QStringLiteral("0.01")
                                  << QStringLiteral("0.000001") << 200 << 2;
        QTest::newRow("spot 50") << QStringLiteral("spot-orderbook50-BTCUSDT-20260824.jsonl") << QStringLiteral("0.1")
                                 << QStringLiteral("0.000001") << 50 << 9;
    }
    void recordedBooksStayLiveAndTrue()
    {
        QFETCH(QString, file);
        QFETCH(QString, tick);
        QFETCH(QString, lot);
        QFETCH(int, levels);
        QFETCH(int, frames);
        const QString path = recordedFile(QStringLiteral("bybit/ws-public/") + file);
        BW_REQUIRE_RECORDED(path);
        const auto instrument = samples::make({Category::Linear, QStringLiteral("RECORDED")},
                                              samples::filters(tick.toLatin1().constData(), lot.toLatin1().constData()), QStringLiteral("USDT"));
        const auto updates = readFile(path, *instrument);
        QCOMPARE(static_cast<int>(updates.size()), frames);

        Sequencer sequencer;
        std::map<PriceTicks, QtyLots, std::greater<>> bids;
        std::map<PriceTicks, QtyLots> asks;
        for (const auto &update : updates) {
            if (update.kind == Kind::Snapshot) {
                bids.clear();
                asks.clear();
            }
            applyTo(bids, update.bids);
            applyTo(asks, update.asks);
            QCOMPARE(sequencer.apply(update), Action::Applied);
            QVERIFY(isSame(bids, sequencer.book().bids()));
            QVERIFY(isSame(asks, sequencer.book().asks()));
            QCOMPARE(static_cast<int>(sequencer.book().bids().size()), levels);
            QCOMPARE(static_cast<int>(sequencer.book().asks().size()), levels);
        }

        // The same recording with any one delta lost is noticed by the very next one.
        for (std::size_t lost = 1; lost + 1 < updates.size(); ++lost) {
            Sequencer other;
            for (std::size_t i = 0; i < lost; ++i)
                QCOMPARE(other.apply(updates[i]), Action::Applied);
            QCOMPARE(other.apply(updates[lost + 1]), Action::Resync);
            QVERIFY(other.book().isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestBook)
#include "tst_book.moc"
