// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journalfile.h"
#include "core/store/journalrows.h"
#include "core/store/sqlitejournal.h"
#include "tests/support/fakeclock.h"
#include "tests/unit/store/powerlossvfs.h"

#include <QFile>
#include <QSet>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
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

AccountChange stopChange(const QString &id)
{
    AccountChange change;
    change.id = id;
    change.instrument = order({}).instrument;
    change.after = QStringLiteral("SL 61000");
    return change;
}

/// The disk as a machine finds it that starts again.
QString written(const PowerLossVfs::Disk &disk, const QString &folder)
{
    for (auto file = disk.cbegin(); file != disk.cend(); ++file) {
        QFile out(folder + u'/' + file.key());
        if (!out.open(QIODevice::WriteOnly) || out.write(file.value()) != file.value().size())
            return {};
    }
    return folder + QStringLiteral("/journal.sqlite");
}

/// Whatever was told durable, by id.
struct Promised {
    QSet<QString> intents, changes;
};

/// "" when the disk keeps every promise and the journal can go on with it; else what is wrong.
QString faultOf(const PowerLossVfs::Disk &disk, const Promised &promised)
{
    QTemporaryDir folder;
    const QString path = written(disk, folder.path());
    if (path.isEmpty())
        return QStringLiteral("the copy could not be written");
    if (!disk.contains(QStringLiteral("journal.sqlite")))
        return promised.intents.isEmpty() && promised.changes.isEmpty() ? QString() : QStringLiteral("there is no file");
    JournalFile file(path);
    if (const Done opened = file.open(JournalFile::Mode::Append); !opened) // looks at its health too
        return opened.error().detail;
    const auto rows = file.readRows();
    const auto changes = file.readChanges();
    if (!rows || !changes)
        return QStringLiteral("rows can't be read");
    Promised missing = promised;
    for (const JournalRow &row : *rows)
        missing.intents.remove(row.orderLinkId);
    for (const JournalChange &row : *changes)
        missing.changes.remove(row.id);
    const auto lost = missing.intents.size() + missing.changes.size();
    return lost == 0 ? QString() : QStringLiteral("%1 of %2 are lost").arg(lost).arg(promised.intents.size() + promised.changes.size());
}

} // namespace

/// What SIGKILL can't show: that an intent is on the disk when it is called durable, not in a cache that dies with the power.
class TestPowerLoss : public QObject {
    Q_OBJECT
    FakeClock m_clock;

private Q_SLOTS:
    void initTestCase()
    {
        PowerLossVfs &vfs = PowerLossVfs::install();
        QTemporaryDir folder;
        JournalFile file(folder.filePath(QStringLiteral("journal.sqlite")));
        QVERIFY(file.open(JournalFile::Mode::Append));
        if (vfs.files() == 0)
            QSKIP("Qt's driver carries an SQLite of its own here");
    }

    void everyIntentThatCalledBackOutlivesAPowerLoss()
    {
        PowerLossVfs &vfs = PowerLossVfs::install();
        QTemporaryDir folder;
        constexpr int kIntents = 3000; // far enough for the log to be written back into the file more than once
        Promised promised;
        int answers = 0, cuts = 0;
        QString fault;
        SqliteJournal journal(folder.filePath(QStringLiteral("journal.sqlite")), m_clock);
        const auto answered = [&](QSet<QString> &kept, const QString &id, const Done &done) {
            QVERIFY(done);
            kept.insert(id);
            if (++answers % 97 != 0 || !fault.isEmpty())
                return;
            ++cuts;
            const auto part = static_cast<quint32>(cuts);
            fault = faultOf(vfs.disk(folder.path()), promised);
            if (fault.isEmpty())
                fault = faultOf(vfs.disk(folder.path(), part), promised);
        };
        // Not all at once: a batch of everything would be one commit.
        for (int i = 0; i < kIntents; ++i) {
            const QString id = QStringLiteral("bw-%1").arg(i);
            if (i % 10 == 3)
                journal.writeAccountChange(stopChange(id), [&, id](const Done &done) { answered(promised.changes, id, done); });
            else
                journal.writeIntent(order(id), [&, id](const Done &done) { answered(promised.intents, id, done); });
            if (i % 3 == 0)
                QCoreApplication::processEvents();
        }
        QTRY_COMPARE_WITH_TIMEOUT(answers, kIntents, 120'000);
        QCOMPARE(fault, QString());
        QVERIFY(cuts > 20);
    }

    /// The proof of the proof: the same disk loses what a weaker setting calls committed.
    void aWeakerSettingWouldLoseThem_data()
    {
        QTest::addColumn<QString>("setting");
        QTest::addColumn<bool>("isKept");
        QTest::newRow("as the journal sets it") << QString() << true;
        QTest::newRow("normal") << QStringLiteral("PRAGMA synchronous = NORMAL") << false;
        QTest::newRow("off") << QStringLiteral("PRAGMA synchronous = OFF") << false;
    }
    void aWeakerSettingWouldLoseThem()
    {
        QFETCH(QString, setting);
        QFETCH(bool, isKept);
        QTemporaryDir folder;
        JournalFile file(folder.filePath(QStringLiteral("journal.sqlite")));
        QVERIFY(file.open(JournalFile::Mode::Append));
        const QStringList names = QSqlDatabase::connectionNames();
        QCOMPARE(names.size(), 1);
        if (!setting.isEmpty()) {
            QSqlQuery query(QSqlDatabase::database(names.first()));
            QVERIFY(query.exec(setting));
        }
        Promised promised;
        for (int i = 0; i < 20; ++i) {
            const QString id = QStringLiteral("bw-%1").arg(i);
            QVERIFY(file.begin() && file.append(journalRow(order(id), true, i)) && file.commit());
            promised.intents.insert(id);
        }
        const auto disk = PowerLossVfs::install().disk(folder.path());
        file.close();
        QCOMPARE(faultOf(disk, promised).isEmpty(), isKept);
    }
};

QTEST_GUILESS_MAIN(TestPowerLoss)
#include "tst_powerloss.moc"
