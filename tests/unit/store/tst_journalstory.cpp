// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journalback.h"
#include "core/store/journalfile.h"
#include "core/store/journalrows.h"
#include "core/store/orderdetails.h"
#include "core/store/sqlitejournal.h"
#include "core/store/timelineback.h"
#include "tests/support/fakeclock.h"
#include "tests/support/recorded.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace bw;

namespace {

Order order(const QString &linkId)
{
    InstrumentFilters filters;
    filters.tickSize = Decimal::fromScaled(1, 1);
    filters.lotSize = Decimal::fromScaled(1, 3);
    Order o;
    o.orderLinkId = linkId;
    o.instrument = *Instrument::create({Category::Linear, QStringLiteral("BTCUSDT")}, filters, QStringLiteral("BTC"), QStringLiteral("USDT"),
                                       QStringLiteral("USDT"), InstrumentStatus::Trading);
    o.qty = QtyLots(15);
    o.price = PriceTicks(610001);
    return o;
}

AccountChange leverageChange(const QString &id, AccountChange::State state)
{
    AccountChange change;
    change.id = id;
    change.kind = AccountChange::Kind::Leverage;
    change.instrument = order({}).instrument;
    change.positionIdx = 1;
    change.before = QStringLiteral("10");
    change.after = QStringLiteral("5");
    change.state = state;
    change.reason = QStringLiteral("timeout");
    change.at = fromMs(77);
    return change;
}

JournalledOrder readDetailsOf(const QString &details)
{
    JournalledOrder journalled;
    const bool isRead = readDetails(details, journalled);
    return isRead ? journalled : JournalledOrder();
}

Decimal price(qint64 ticks) { return Decimal::fromScaled(ticks, 1); }

} // namespace

/// What the second version of the file keeps: conditional orders and exits, changes, and the story of an order.
class TestJournalStory : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    FakeClock m_clock;
    [[nodiscard]] QString path(const char *name) const { return m_dir.filePath(QString::fromLatin1(name)); }

    static std::optional<Result<JournalledSession>> readBack(SqliteJournal &journal)
    {
        std::optional<Result<JournalledSession>> session;
        journal.readBack({}, [&](const Result<JournalledSession> &found) { session = found; });
        return QTest::qWaitFor([&] { return session.has_value(); }, 8000) ? session : std::nullopt;
    }
    static QVector<TimelineEntry> timeline(SqliteJournal &journal, const QString &key)
    {
        std::optional<Result<QVector<TimelineEntry>>> story;
        journal.readTimeline(key, [&](const Result<QVector<TimelineEntry>> &found) { story = found; });
        return QTest::qWaitFor([&] { return story.has_value(); }, 8000) && *story ? **story : QVector<TimelineEntry>{{}, {}, {}};
    }

private Q_SLOTS:
    void aConditionalOrderComesBackWhole()
    {
        Order o = order(QStringLiteral("bw-1"));
        o.trigger = Trigger{PriceTicks(600000), false, TriggerBy::MarkPrice};
        o.exits.takeProfit = ExitLeg{PriceTicks(650000), TriggerBy::LastPrice, PriceTicks(649990)};
        o.exits.stopLoss = ExitLeg{PriceTicks(590000), TriggerBy::IndexPrice, std::nullopt};
        o.exits.mode = StopMode::Partial;
        o.amend = PendingAmend{QtyLots(20), PriceTicks(610002), PriceTicks(600001)};
        o.closesPosition = o.isUnjournalled = true;
        o.restedAs = OrderState::Untriggered;
        o.sentAt = SentAt{price(610000), price(610001)};
        o.stopOrderType = QStringLiteral("Stop");
        o.createType = QStringLiteral("CreateByUser");
        o.parentOrderLinkId = QStringLiteral("bw-0");
        const JournalledOrder back = readDetailsOf(detailsOf(o));
        QCOMPARE(*back.trigger, price(600000));
        QVERIFY(back.order.trigger && !back.order.trigger->isRise && back.order.trigger->by == TriggerBy::MarkPrice);
        QCOMPARE(back.takeProfit->trigger, price(650000));
        QCOMPARE(*back.takeProfit->limit, price(649990));
        QCOMPARE(back.stopLoss->trigger, price(590000));
        QVERIFY(!back.stopLoss->limit);
        QCOMPARE(back.order.exits.stopLoss->by, TriggerBy::IndexPrice);
        QCOMPARE(back.order.exits.mode, StopMode::Partial);
        QVERIFY(back.order.amend);
        QCOMPARE(*back.amendQty, Decimal::fromScaled(20, 3));
        QCOMPARE(*back.amendPrice, price(610002));
        QCOMPARE(*back.amendTrigger, price(600001));
        QVERIFY(back.order.closesPosition && back.order.isUnjournalled);
        QCOMPARE(back.order.restedAs, OrderState::Untriggered); // a refused amend after a restart leads back there
        QCOMPARE(back.order.sentAt->mid, price(610000));
        QCOMPARE(back.order.sentAt->best, price(610001));
        QCOMPARE(back.order.stopOrderType, o.stopOrderType);
        QCOMPARE(back.order.createType, o.createType);
        QCOMPARE(back.order.parentOrderLinkId, o.parentOrderLinkId);
        QCOMPARE(detailsOf(order(QStringLiteral("bw-2"))), QString()); // a plain one has none of it
        const JournalledOrder plain = readDetailsOf({});
        QVERIFY(!plain.trigger && !plain.order.trigger && plain.order.exits.isEmpty() && !plain.order.amend);
    }
    void detailsThatAreNotUnderstoodAreNoDetails_data()
    {
        QTest::addColumn<QString>("details");
        for (const char *text : {"perhaps", "[]", "{'trigger':{}}", "{'trigger':{'price':'x','rise':true,'by':'LastPrice'}}", "{'trigger':{'price':'1','rise':true,'by':'Moon'}}",
                                 "{'trigger':{'price':'1','by':'LastPrice'}}", "{'exits':{'tp':{'price':'1','by':'LastPrice'}}}", "{'amend':{'qty':'much'}}"})
            QTest::newRow(text) << QString::fromLatin1(text).replace(u'\'', u'"');
    }
    void detailsThatAreNotUnderstoodAreNoDetails()
    {
        QFETCH(QString, details);
        JournalledOrder journalled;
        QVERIFY(!readDetails(details, journalled));
    }

    void aFileOfTheFirstVersionGoesOn()
    {
        const QString file = path("old.sqlite");
        QVERIFY(QFile::copy(testDataFile(QStringLiteral("journal/version1.sqlite")), file));
        QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
        QCOMPARE(SqliteJournal::readAll(file)->size(), 6); // to read it changes nothing of it
        SqliteJournal journal(file, m_clock);
        const auto session = readBack(journal);
        QVERIFY(session && *session);
        QCOMPARE((*session)->unreadable, 0);
        QCOMPARE((*session)->orders.size(), 3);
        const JournalledOrder &open = (*session)->orders.first();
        QCOMPARE(open.order.orderLinkId, QStringLiteral("bw-open"));
        QCOMPARE(open.order.orderId, QStringLiteral("venue-1"));
        QCOMPARE(open.filled, Decimal::fromScaled(5, 3));
        QVERIFY(!open.order.trigger && open.order.exits.isEmpty());
        QCOMPARE((*session)->orders.at(1).order.state, OrderState::Unknown);
        QCOMPARE((*session)->executionIds.size(), 1);
        QVERIFY((*session)->changes.isEmpty());

        bool isDurable = false, isRefused = false;
        journal.writeIntent(order(QStringLiteral("bw-new")), [&](const Done &done) { isDurable = done.has_value(); });
        journal.writeIntent(order(QStringLiteral("bw-open")), [&](const Done &done) { isRefused = !done; }); // the ids of then still count
        QTRY_VERIFY(isDurable && isRefused);
        QCOMPARE(SqliteJournal::readAll(file)->size(), 7);
        const auto story = timeline(journal, QStringLiteral("bw-open"));
        QCOMPARE(story.size(), 3);
    }

    void anOpenChangeIsReadBackAndASettledOneIsNot()
    {
        const QString file = path("changes.sqlite");
        using S = AccountChange::State;
        {
            SqliteJournal journal(file, m_clock);
            int durable = 0;
            for (const char *id : {"ch-sent", "ch-done", "ch-intent"})
                journal.writeAccountChange(leverageChange(QString::fromLatin1(id), S::Intent), [&](const Done &done) { durable += done ? 1 : 0; });
            QCOMPARE(durable, 0); // never from inside the call
            QTRY_COMPARE(durable, 3);
            journal.writeAccountChange(leverageChange(QStringLiteral("ch-sent"), S::Sent), {});
            journal.writeAccountChange(leverageChange(QStringLiteral("ch-done"), S::Settled), {});
            bool isRefused = false;
            journal.writeAccountChange(leverageChange(QStringLiteral("ch-sent"), S::Intent), [&](const Done &done) { isRefused = !done; });
            QTRY_VERIFY(isRefused); // an intent is written once
        }
        SqliteJournal journal(file, m_clock);
        const auto session = readBack(journal);
        QVERIFY(session && *session);
        QCOMPARE((*session)->changes.size(), 2);
        QCOMPARE((*session)->changeInstruments.size(), 2);
        const AccountChange &intent = (*session)->changes.at(0), &sent = (*session)->changes.at(1);
        QCOMPARE(intent.id, QStringLiteral("ch-intent"));
        QCOMPARE(sent.id, QStringLiteral("ch-sent"));
        QCOMPARE(sent.state, S::Sent);
        QCOMPARE(sent.kind, AccountChange::Kind::Leverage);
        QCOMPARE(sent.positionIdx, 1);
        QCOMPARE(sent.before, QStringLiteral("10"));
        QCOMPARE(sent.after, QStringLiteral("5"));
        QCOMPARE(sent.at, fromMs(77));
        QCOMPARE((*session)->changeInstruments.at(1), (InstrumentId{Category::Linear, QStringLiteral("BTCUSDT")}));
    }
    void aChangeInUnknownWordsIsCounted()
    {
        JournalChange row = journalRow(leverageChange(QStringLiteral("ch-1"), AccountChange::State::Unknown), 1);
        QCOMPARE(sessionOf({}, {}, {}, {row}).changes.size(), 1);
        row.kind = QStringLiteral("lottery");
        QCOMPARE(sessionOf({}, {}, {}, {row}).unreadable, 1);
    }

    void aTimelineTellsStatesFillsAndWordsInOrder()
    {
        SqliteJournal journal(path("story.sqlite"), m_clock);
        const auto step = [&] { m_clock.advance(std::chrono::milliseconds(10)); return m_clock.utcNow(); };
        using K = TimelineEntry::Kind;
        Order o = order(QStringLiteral("bw-1"));
        journal.writeIntent(o, [](const Done &) {});
        journal.writeNote({K::Request, o.orderLinkId, QStringLiteral("create"), 0, QString(5000, u'x'), step()});
        o.state = OrderState::Sent;
        step();
        journal.writeChange(o);
        journal.writeNote({K::Answer, o.orderLinkId, QStringLiteral("create"), 110007, QStringLiteral("no"), step()});
        o.state = OrderState::PartiallyFilled;
        o.orderId = QStringLiteral("venue-1");
        o.filled = QtyLots(5);
        step();
        journal.writeChange(o);
        o.lookups = 3; // a round of asking is no news
        journal.writeChange(o);
        Execution e;
        e.execId = QStringLiteral("e1");
        e.orderId = QStringLiteral("venue-1"); // some fills name no link id
        e.instrument = o.instrument;
        e.price = price(610001);
        e.qty = Decimal::fromScaled(5, 3);
        e.fee = Decimal::fromScaled(5, 4);
        e.feeCurrency = QStringLiteral("USDT");
        e.at = step();
        journal.writeExecution(e);
        journal.writeNote({K::Answer, QStringLiteral("bw-2"), QStringLiteral("create"), 0, {}, step()}); // another's

        const auto story = timeline(journal, QStringLiteral("bw-1"));
        QVector<K> kinds;
        for (const TimelineEntry &entry : story)
            kinds.append(entry.kind);
        QCOMPARE(kinds, (QVector<K>{K::State, K::Request, K::State, K::Answer, K::State, K::Fill}));
        QCOMPARE(story.at(0).what, QStringLiteral("intent"));
        QCOMPARE(story.at(0).detail, QStringLiteral("0.015 @ 61000.1"));
        QCOMPARE(story.at(1).detail.size(), 2000);
        QCOMPARE(story.at(3).code, 110007);
        QCOMPARE(story.at(4).detail, QStringLiteral("0.015 @ 61000.1, filled 0.005"));
        QCOMPARE(story.at(5).what, QStringLiteral("0.005 @ 61000.1"));
        QCOMPARE(story.at(5).detail, QStringLiteral("trade, fee 0.0005 USDT"));
        QCOMPARE(story.at(5).key, QStringLiteral("venue-1"));
        QVERIFY(timeline(journal, QString()).isEmpty());
        QVERIFY(timeline(journal, QStringLiteral("nobody")).isEmpty());
    }
    void aForeignOrderIsKnownByTheVenuesId()
    {
        SqliteJournal journal(path("foreign.sqlite"), m_clock);
        Order o = order({});
        o.orderId = QStringLiteral("venue-9");
        o.state = OrderState::Accepted;
        journal.writeChange(o);
        QCOMPARE(timeline(journal, QStringLiteral("venue-9")).size(), 1);
    }
    void onlyNotesGrowOld()
    {
        const QString file = path("old-notes.sqlite");
        JournalFile journal(file);
        QVERIFY(journal.open(JournalFile::Mode::Append));
        const TimelineEntry note{TimelineEntry::Kind::Answer, QStringLiteral("bw-1"), QStringLiteral("create"), 0, {}, {}};
        for (int i = 0; i < 10; ++i)
            QVERIFY(journal.append(journalRow(note, 1000 + i)));
        QVERIFY(journal.append(journalRow(order(QStringLiteral("bw-1")), true, 1)));
        QVERIFY(journal.pruneNotes(1003, 100));
        QCOMPARE(journal.readNotes(QStringLiteral("bw-1"))->size(), 7);
        QVERIFY(journal.pruneNotes(0, 4));
        QCOMPARE(journal.readNotes(QStringLiteral("bw-1"))->size(), 4);
        QCOMPARE(journal.readNotes(QStringLiteral("bw-1"))->first().writtenMs, 1006);
        QCOMPARE(journal.readRows()->size(), 1);
    }
    void aSessionLooksForOldNotesAtItsFirst()
    {
        const QString file = path("pruned.sqlite");
        const auto note = [&](SqliteJournal &journal, const char *key) {
            journal.writeNote({TimelineEntry::Kind::Answer, QString::fromLatin1(key), QStringLiteral("create"), 0, {}, m_clock.utcNow()});
        };
        {
            SqliteJournal journal(file, m_clock);
            note(journal, "bw-old");
            QCOMPARE(timeline(journal, QStringLiteral("bw-old")).size(), 1);
        }
        m_clock.advance(std::chrono::hours(31 * 24));
        SqliteJournal journal(file, m_clock);
        note(journal, "bw-new");
        QCOMPARE(timeline(journal, QStringLiteral("bw-new")).size(), 1);
        QVERIFY(timeline(journal, QStringLiteral("bw-old")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestJournalStory)
#include "tst_journalstory.moc"
