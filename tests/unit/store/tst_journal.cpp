// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journalback.h"
#include "core/store/sqlitejournal.h"
#include "tests/support/fakeclock.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using bw::Done;
using bw::SqliteJournal;

namespace {

bw::Order order(const QString &linkId)
{
    bw::InstrumentFilters filters;
    filters.tickSize = bw::Decimal::fromScaled(1, 1);
    filters.lotSize = bw::Decimal::fromScaled(1, 3);
    bw::Order o;
    o.orderLinkId = linkId;
    o.instrument = *bw::Instrument::create({bw::Category::Linear, QStringLiteral("BTCUSDT")}, filters, QStringLiteral("BTC"),
                                           QStringLiteral("USDT"), QStringLiteral("USDT"), bw::InstrumentStatus::Trading);
    o.side = bw::Side::Sell;
    o.qty = bw::QtyLots(15);
    o.price = bw::PriceTicks(610001);
    o.reduceOnly = true;
    o.positionIdx = 2;
    o.signalId = QStringLiteral("s7");
    o.createdAt = bw::fromMs(1'700'000'000'001);
    o.updatedAt = bw::fromMs(1'700'000'000'002);
    return o;
}

bw::Execution execution(const QString &id)
{
    bw::Execution e;
    e.execId = id;
    e.instrument = order({}).instrument;
    e.price = bw::Decimal::fromScaled(610001, 1);
    e.qty = bw::Decimal::fromScaled(15, 3);
    e.fee = bw::Decimal::fromScaled(-5, 4);
    e.feeCurrency = QStringLiteral("USDT");
    e.isMaker = true;
    e.at = bw::fromMs(1'700'000'000'003);
    return e;
}

/// A second hand on the file, as another process would be.
class Rival {
public:
    explicit Rival(const QString &path)
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("rival"));
        db.setDatabaseName(path);
        m_isOpen = db.open();
    }
    ~Rival()
    {
        QSqlDatabase::database(QStringLiteral("rival")).close();
        QSqlDatabase::removeDatabase(QStringLiteral("rival"));
    }
    Q_DISABLE_COPY_MOVE(Rival)
    bool run(const char *statement)
    {
        QSqlQuery query(QSqlDatabase::database(QStringLiteral("rival")));
        return m_isOpen && query.exec(QString::fromLatin1(statement));
    }
    QString value(const char *statement)
    {
        QSqlQuery query(QSqlDatabase::database(QStringLiteral("rival")));
        return query.exec(QString::fromLatin1(statement)) && query.next() ? query.value(0).toString() : QString();
    }

private:
    bool m_isOpen = false;
};

} // namespace

class TestJournal : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    bw::FakeClock m_clock;
    [[nodiscard]] QString path(const char *name) const { return m_dir.filePath(QString::fromLatin1(name)); }

    /// Writes one intent and waits for its answer.
    static std::optional<Done> writeOne(SqliteJournal &journal, const QString &linkId)
    {
        std::optional<Done> result;
        int answers = 0;
        journal.writeIntent(order(linkId), [&](const Done &done) { result = done; ++answers; });
        if (!QTest::qWaitFor([&] { return answers > 0; }, 8000) || answers != 1)
            return std::nullopt;
        return result;
    }

private Q_SLOTS:
    void anIntentIsOnTheDiskWhenItCallsBack()
    {
        const QString file = path("durable.db");
        SqliteJournal journal(file, m_clock);
        bool hasAnswered = false;
        QThread *answeredOn = nullptr;
        QVector<bw::JournalRow> seen;
        journal.writeIntent(order(QStringLiteral("bw-1")), [&](const Done &done) {
            QVERIFY(done.has_value());
            seen = *SqliteJournal::readAll(file); // a reader of its own finds it already
            answeredOn = QThread::currentThread();
            hasAnswered = true;
        });
        QVERIFY(!hasAnswered); // never from inside the call
        QTRY_VERIFY(hasAnswered);
        QCOMPARE(answeredOn, QThread::currentThread());
        QCOMPARE(seen.size(), 1);
    }

    void everythingOfAnOrderIsReadBack()
    {
        const QString file = path("back.db");
        {
            SqliteJournal journal(file, m_clock);
            bw::Order o = order(QStringLiteral("bw-1"));
            journal.writeIntent(o, [](const Done &) {});
            o.state = bw::OrderState::Unknown;
            o.orderId = QStringLiteral("venue-1");
            o.filled = bw::QtyLots(5);
            o.averagePrice = bw::Decimal::fromScaled(6100005, 2);
            o.reason = QStringLiteral("timeout, it's \"unknown\"; DROP TABLE orders");
            o.lookups = 3;
            m_clock.advance(std::chrono::milliseconds(5));
            journal.writeChange(o);
            journal.writeExecution(execution(QStringLiteral("e1")));
            journal.writeExecution(execution(QStringLiteral("e1"))); // told twice by the venue
            journal.writeExecution(execution(QStringLiteral("e2")));
        } // the destructor writes what waits
        const auto rows = SqliteJournal::readAll(file);
        QVERIFY(rows.has_value());
        QCOMPARE(rows->size(), 2);
        const bw::JournalRow &intent = rows->at(0), &change = rows->at(1);
        QVERIFY(intent.isIntent && !change.isIntent);
        QCOMPARE(intent.orderLinkId, QStringLiteral("bw-1"));
        QCOMPARE(intent.category, QStringLiteral("linear"));
        QCOMPARE(intent.symbol, QStringLiteral("BTCUSDT"));
        QCOMPARE(intent.side, QStringLiteral("Sell"));
        QCOMPARE(intent.qty, QStringLiteral("0.015"));
        QCOMPARE(intent.price, QStringLiteral("61000.1"));
        QCOMPARE(intent.averagePrice, QString());
        QVERIFY(intent.reduceOnly);
        QCOMPARE(intent.positionIdx, 2);
        QCOMPARE(intent.signalId, QStringLiteral("s7"));
        QCOMPARE(intent.state, QStringLiteral("intent"));
        QCOMPARE(intent.createdMs, 1'700'000'000'001);
        QCOMPARE(change.writtenMs, intent.writtenMs + 5);
        QCOMPARE(change.state, QStringLiteral("unknown"));
        QCOMPARE(change.orderId, QStringLiteral("venue-1"));
        QCOMPARE(change.filled, QStringLiteral("0.005"));
        QCOMPARE(change.averagePrice, QStringLiteral("61000.05"));
        QCOMPARE(change.reason, QStringLiteral("timeout, it's \"unknown\"; DROP TABLE orders"));
        QCOMPARE(change.lookups, 3);

        const auto executions = SqliteJournal::readExecutions(file);
        QCOMPARE(executions->size(), 2);
        QCOMPARE(executions->at(0).fee, QStringLiteral("-0.0005"));
        QVERIFY(executions->at(0).isMaker);
        QCOMPARE(executions->at(1).execId, QStringLiteral("e2"));
    }

    void aNewRunReadsBackTheNewestRowOfEachOrder()
    {
        const QString file = path("readback.sqlite");
        bw::JournalledSession session;
        int answers = 0;
        {
            SqliteJournal journal(file, m_clock);
            QVERIFY(writeOne(journal, QStringLiteral("bw-open")));
            QVERIFY(writeOne(journal, QStringLiteral("bw-closed")));
            auto open = order(QStringLiteral("bw-open"));
            open.state = bw::OrderState::Accepted;
            open.orderId = QStringLiteral("venue-1");
            open.filled = bw::QtyLots(5);
            open.averagePrice = bw::Decimal::fromScaled(6100005, 2);
            journal.writeChange(open);
            auto closed = order(QStringLiteral("bw-closed"));
            closed.state = bw::OrderState::Cancelled;
            journal.writeChange(closed);
            journal.writeExecution(execution(QStringLiteral("e1")));
        }
        SqliteJournal journal(file, m_clock);
        const auto read = [&](bw::UtcTime since) {
            journal.readBack(since, [&](const bw::Result<bw::JournalledSession> &found) {
                ++answers;
                if (found)
                    session = *found;
            });
        };
        read(bw::UtcTime{});
        QTRY_COMPARE(answers, 1);
        QCOMPARE(session.unreadable, 0);
        QCOMPARE(session.orders.size(), 2);
        const auto &open = session.orders.first();
        QCOMPARE(open.order.orderLinkId, QStringLiteral("bw-open"));
        QCOMPARE(open.order.orderId, QStringLiteral("venue-1"));
        QCOMPARE(open.order.state, bw::OrderState::Accepted);
        QCOMPARE(open.order.side, bw::Side::Sell);
        QCOMPARE(open.order.positionIdx, 2);
        QVERIFY(open.order.reduceOnly);
        QVERIFY(open.filled == bw::Decimal::fromScaled(5, 3));
        QVERIFY(open.price && *open.price == bw::Decimal::fromScaled(610001, 1));
        QVERIFY(open.order.averagePrice == bw::Decimal::fromScaled(6100005, 2));
        QCOMPARE(session.executionIds.size(), 1);
        QCOMPARE(session.executionIds.first().second, QStringLiteral("e1"));
        QCOMPARE(session.lastExecutionAt, std::optional(bw::fromMs(1'700'000'000'003)));

        read(m_clock.utcNow() + std::chrono::hours(1)); // what is over and old is left out, what is open never
        QTRY_COMPARE(answers, 2);
        QCOMPARE(session.orders.size(), 1);
        QCOMPARE(session.orders.first().order.orderLinkId, QStringLiteral("bw-open"));
        QVERIFY(session.executionIds.isEmpty());
    }

    void aRowOfAnotherVersionIsCountedAndNotGuessedAt()
    {
        bw::JournalRow row;
        row.orderLinkId = QStringLiteral("bw-1");
        row.category = QStringLiteral("linear");
        row.symbol = QStringLiteral("BTCUSDT");
        row.side = QStringLiteral("Buy");
        row.type = QStringLiteral("Market");
        row.timeInForce = QStringLiteral("GTC");
        row.qty = QStringLiteral("0.02");
        row.filled = QStringLiteral("0");
        row.origin = QStringLiteral("manual");
        row.state = QStringLiteral("sent");
        QCOMPARE(bw::sessionOf({row}, {}, {}).orders.size(), 1);
        for (QString bw::JournalRow::*field : {&bw::JournalRow::category, &bw::JournalRow::side, &bw::JournalRow::state, &bw::JournalRow::qty, &bw::JournalRow::origin, &bw::JournalRow::details}) {
            auto strange = row;
            strange.*field = QStringLiteral("perhaps");
            const auto session = bw::sessionOf({strange}, {}, {});
            QCOMPARE(session.unreadable, 1);
            QVERIFY(session.orders.isEmpty());
        }
    }

    void theSameIntentTwiceIsRefusedAndItsNeighboursAreNot()
    {
        SqliteJournal journal(path("twice.db"), m_clock);
        QVector<QPair<QString, bool>> answers;
        for (const auto &id : {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("c")})
            journal.writeIntent(order(id), [&answers, id](const Done &done) { answers.append({id, done.has_value()}); });
        QTRY_COMPARE(answers.size(), 4);
        QCOMPARE(answers, (QVector<QPair<QString, bool>>{{QStringLiteral("a"), true}, {QStringLiteral("b"), true}, {QStringLiteral("a"), false}, {QStringLiteral("c"), true}}));
        QCOMPARE(SqliteJournal::readAll(path("twice.db"))->size(), 3);
    }

    void rowsCannotBeChangedOrRemoved()
    {
        SqliteJournal journal(path("stay.db"), m_clock);
        QVERIFY(writeOne(journal, QStringLiteral("bw-1"))->has_value());
        Rival rival(path("stay.db"));
        QVERIFY(!rival.run("UPDATE orders SET state = 'filled'"));
        QVERIFY(!rival.run("DELETE FROM orders"));
        QVERIFY(!rival.run("DELETE FROM executions") || rival.value("SELECT count(*) FROM executions") == QStringLiteral("0"));
        QCOMPARE(rival.value("PRAGMA journal_mode"), QStringLiteral("wal"));
        QCOMPARE(rival.value("PRAGMA user_version"), QStringLiteral("2"));
        QVERIFY(!rival.run("UPDATE changes SET state = 'settled'") || rival.value("SELECT count(*) FROM changes") == QStringLiteral("0"));
    }

    void aLockThatStaysIsAnErrorAndItsEndIsNot()
    {
        SqliteJournal journal(path("locked.db"), m_clock);
        QVERIFY(writeOne(journal, QStringLiteral("bw-1"))->has_value());
        std::optional<bw::Error> reported;
        journal.setFailureHandler([&](const bw::Error &error) { reported = error; });
        Rival rival(path("locked.db"));
        QVERIFY(rival.run("BEGIN IMMEDIATE"));
        const auto refused = writeOne(journal, QStringLiteral("bw-2"));
        QVERIFY(refused && !refused->has_value());
        QCOMPARE(refused->error().family, bw::ErrorFamily::Storage);
        QCOMPARE(refused->error().retry, bw::Retry::Later);
        QVERIFY(reported.has_value());
        QVERIFY(rival.run("ROLLBACK"));
        QVERIFY(writeOne(journal, QStringLiteral("bw-3"))->has_value());
        QCOMPARE(SqliteJournal::readAll(path("locked.db"))->size(), 2);
    }

    void whatIsNoJournalIsRefusedAndLeftAlone_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("not a database") << 0;
        QTest::newRow("another program's database") << 1;
        QTest::newRow("a newer version") << 2;
        QTest::newRow("a folder") << 3;
        QTest::newRow("damaged") << 4;
    }
    void whatIsNoJournalIsRefusedAndLeftAlone()
    {
        QFETCH(int, what);
        const QString file = m_dir.filePath(QStringLiteral("foreign%1.db").arg(what));
        if (what == 0) {
            QFile junk(file);
            QVERIFY(junk.open(QIODevice::WriteOnly) && junk.write(QByteArray(9000, 'x')) == 9000);
        } else if (what == 1) {
            QVERIFY(Rival(file).run("CREATE TABLE foreign_things (a)"));
        } else if (what == 2 || what == 4) {
            {
                SqliteJournal journal(file, m_clock);
                for (int i = 0; i < 50; ++i)
                    QVERIFY(writeOne(journal, QString::number(i))->has_value());
            }
            if (what == 2) {
                QVERIFY(Rival(file).run("PRAGMA user_version = 99"));
            } else {
                QFile damaged(file); // overwrites pages behind the first
                QVERIFY(damaged.open(QIODevice::ReadWrite) && damaged.seek(4096) && damaged.write(QByteArray(8192, 'x')) == 8192);
            }
        } else {
            QVERIFY(QDir().mkpath(file));
        }
        QFile before(file);
        const QByteArray content = before.open(QIODevice::ReadOnly) ? before.readAll() : QByteArray();

        SqliteJournal journal(file, m_clock);
        int failures = 0;
        journal.setFailureHandler([&](const bw::Error &) { ++failures; });
        QTRY_VERIFY(failures > 0); // told before the first order
        const auto refused = writeOne(journal, QStringLiteral("bw-1"));
        QVERIFY(refused && !refused->has_value());
        QCOMPARE(refused->error().family, bw::ErrorFamily::Storage);
        QVERIFY(!SqliteJournal::readAll(file).has_value());
        QFile after(file);
        QCOMPARE(after.open(QIODevice::ReadOnly) ? after.readAll() : QByteArray(), content);
    }

    void aFolderThatCannotBeMadeIsAnError()
    {
        QFile blocker(path("blocker"));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        SqliteJournal journal(path("blocker") + QStringLiteral("/journal.db"), m_clock);
        const auto refused = writeOne(journal, QStringLiteral("bw-1"));
        QVERIFY(refused && !refused->has_value());
    }

    void aFullDiskIsAnErrorAndSpaceEndsIt()
    {
#ifdef Q_OS_UNIX
        SqliteJournal journal(path("full.db"), m_clock);
        QVERIFY(writeOne(journal, QStringLiteral("before"))->has_value());
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit old{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
        const rlimit small{1024, old.rlim_max}; // no file may grow beyond 1 kB now
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto refused = writeOne(journal, QStringLiteral("during"));
        setrlimit(RLIMIT_FSIZE, &old);
        QVERIFY(refused && !refused->has_value());
        QCOMPARE(refused->error().family, bw::ErrorFamily::Storage);
        const auto again = writeOne(journal, QStringLiteral("after"));
        QVERIFY(again && again->has_value());
        QCOMPARE(SqliteJournal::readAll(path("full.db"))->size(), 2);
#else
        QSKIP("needs a limit on the size of files");
#endif
    }

    void aBurstIsWrittenInOrderAndMoreThanTheQueueHoldsIsRefused()
    {
        const QString file = path("burst.db");
        SqliteJournal journal(file, m_clock);
        int written = 0, refused = 0;
        for (int i = 0; i < 10'050; ++i)
            journal.writeIntent(order(QString::number(i)), [&](const Done &done) { done ? ++written : ++refused; });
        QTRY_COMPARE_WITH_TIMEOUT(written + refused, 10'050, 60'000);
        QCOMPARE(refused, 50);
        const auto rows = SqliteJournal::readAll(file);
        QCOMPARE(rows->size(), 10'000);
        for (int i = 0; i < 10'000; ++i)
            QCOMPARE(rows->at(i).orderLinkId, QString::number(i));
    }

    void aJournalThatIsNotThereYetHoldsNothing()
    {
        const auto rows = SqliteJournal::readAll(path("never.db"));
        QVERIFY(rows.has_value() && rows->isEmpty());
        QVERIFY(!QFile::exists(path("never.db")));
    }

    void nobodyElseMayReadTheFile()
    {
#ifdef Q_OS_UNIX
        SqliteJournal journal(path("private.db"), m_clock);
        QVERIFY(writeOne(journal, QStringLiteral("bw-1"))->has_value());
        for (const char *suffix : {"", "-wal"}) {
            const auto permissions = QFile::permissions(path("private.db") + QString::fromLatin1(suffix));
            QVERIFY(!(permissions & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup | QFileDevice::WriteOther)));
        }
#else
        QSKIP("the folder's access list decides here");
#endif
    }
};

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
