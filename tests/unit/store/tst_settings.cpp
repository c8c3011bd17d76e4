// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/settings.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using bw::Decimal;
using bw::SettingKey;
using bw::Settings;

class TestSettings : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    int m_files = 0;

    QString fileWith(const QByteArray &content)
    {
        const QString path = m_dir.filePath(QStringLiteral("settings%1.ini").arg(++m_files));
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? path : QString();
    }

private Q_SLOTS:
    void firstRunHasTheDefaults()
    {
        const Settings settings(m_dir.filePath(QStringLiteral("sub/none.ini")));
        QCOMPARE(settings.text(SettingKey::Profile), QStringLiteral("sandbox"));
        QCOMPARE(settings.text(SettingKey::Symbol), QStringLiteral("BTCUSDT"));
        QCOMPARE(settings.text(SettingKey::AnalystModel), QStringLiteral("deepseek-v3.2"));
        QCOMPARE(settings.amount(SettingKey::SpreadThresholdPct).toString(), QStringLiteral("0.05"));
        QVERIFY(settings.bytes(SettingKey::WindowState).isEmpty());
        const bw::RiskLimits defaults, limits = settings.riskLimits(QStringLiteral("paper"));
        QVERIFY(limits.maxOrderNotional == defaults.maxOrderNotional && limits.maxPositionNotional == defaults.maxPositionNotional
                && limits.priceBandPct == defaults.priceBandPct && limits.maxBookAge == defaults.maxBookAge
                && limits.maxOrdersPerMinute == defaults.maxOrdersPerMinute && limits.duplicateWindow == defaults.duplicateWindow
                && limits.maxClockError == defaults.maxClockError && limits.minTrust == defaults.minTrust);
    }

    void whatIsSetIsThereNextTimeAndUnknownKeysStay()
    {
        const QString path = fileWith("[future]\nshape=round\n[session]\nprofile=paper\n");
        {
            Settings settings(path);
            QCOMPARE(settings.text(SettingKey::Profile), QStringLiteral("paper"));
            QSignalSpy changed(&settings, &Settings::changed);
            QVERIFY(settings.set(SettingKey::Theme, QStringLiteral("light")));
            QVERIFY(settings.set(SettingKey::Theme, QStringLiteral("light")));
            QCOMPARE(changed.size(), 1);
            QVERIFY(settings.set(SettingKey::WindowState, QByteArray("\0\1\xff,;", 5)));
            QVERIFY(settings.set(SettingKey::SpreadThresholdPct, QStringLiteral("0.125")));
            bw::RiskLimits limits;
            limits.maxOrderNotional = 250;
            limits.maxBookAge = std::chrono::milliseconds(750);
            limits.minTrust = 75;
            QVERIFY(settings.setRiskLimits(QStringLiteral("paper"), limits).has_value());
            QVERIFY(settings.save().has_value());
        }
        const Settings settings(path);
        QCOMPARE(settings.text(SettingKey::Theme), QStringLiteral("light"));
        QCOMPARE(settings.bytes(SettingKey::WindowState), QByteArray("\0\1\xff,;", 5));
        QCOMPARE(settings.amount(SettingKey::SpreadThresholdPct).toString(), QStringLiteral("0.125"));
        QVERIFY(settings.riskLimits(QStringLiteral("paper")).maxOrderNotional == Decimal(250));
        QCOMPARE(settings.riskLimits(QStringLiteral("paper")).maxBookAge, std::chrono::milliseconds(750));
        QCOMPARE(settings.riskLimits(QStringLiteral("paper")).minTrust, 75);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("shape=round"));
    }

    void oneBadValueCostsOneKey_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<SettingKey>("key");
        QTest::addColumn<QString>("fallback");
        QTest::newRow("unknown choice") << QByteArray("[session]\nprofile=casino") << SettingKey::Profile << QStringLiteral("sandbox");
        QTest::newRow("choice with more") << QByteArray("[session]\nprofile=live\\nx") << SettingKey::Profile << QStringLiteral("sandbox");
        QTest::newRow("comma number") << QByteArray("[spread]\nthresholdPct=0,05") << SettingKey::SpreadThresholdPct << QStringLiteral("0.05");
        QTest::newRow("negative") << QByteArray("[risk]\nmaxOrderNotional=-1") << SettingKey::MaxOrderNotional << QStringLiteral("5000");
        QTest::newRow("too large") << QByteArray("[risk]\nmaxOrderNotional=99999999999") << SettingKey::MaxOrderNotional << QStringLiteral("5000");
        QTest::newRow("zero band") << QByteArray("[risk]\npriceBandPct=0.0") << SettingKey::PriceBandPct << QStringLiteral("2.0");
        QTest::newRow("no number") << QByteArray("[risk]\nmaxBookAgeMs=nan") << SettingKey::MaxBookAgeMs << QStringLiteral("2000");
        QTest::newRow("fraction of a count") << QByteArray("[risk]\nmaxOrdersPerMinute=1.5") << SettingKey::MaxOrdersPerMinute << QStringLiteral("30");
        QTest::newRow("links") << QByteArray("[market]\nlinks=watch:9") << SettingKey::LinkGroups << QString();
        QTest::newRow("depth") << QByteArray("[ladder]\ndepth=51") << SettingKey::BookDepth << QStringLiteral("50");
        QTest::newRow("symbol") << QByteArray("[session]\nsymbol=../../etc") << SettingKey::Symbol << QStringLiteral("BTCUSDT");
    }
    void oneBadValueCostsOneKey()
    {
        QFETCH(QByteArray, line);
        QFETCH(SettingKey, key);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("^settings: the value of .* is not valid")));
        const Settings settings(fileWith(line + "\n[window]\ntheme=dark\n"));
        QTEST(settings.text(key), "fallback");
        QCOMPARE(settings.text(SettingKey::Theme), QStringLiteral("dark"));
    }

    void aBadValueIsNotTaken()
    {
        Settings settings(fileWith({}));
        QSignalSpy changed(&settings, &Settings::changed);
        QVERIFY(!settings.set(SettingKey::Profile, QStringLiteral("casino")));
        QVERIFY(!settings.set(SettingKey::SpreadThresholdPct, QStringLiteral("abc")));
        QVERIFY(!settings.set(SettingKey::WindowState, QStringLiteral("text")));
        QVERIFY(!settings.set(SettingKey::Theme, QByteArray("dark")));
        bw::RiskLimits limits;
        limits.maxOrderNotional = 100;
        limits.maxClockError = std::chrono::milliseconds(-1);
        QVERIFY(!settings.setRiskLimits(QStringLiteral("paper"), limits).has_value());
        QVERIFY(settings.riskLimits(QStringLiteral("paper")).maxOrderNotional == Decimal(5000)); // all or nothing
        QCOMPARE(changed.size(), 0);
    }

    void anUnwritableFileIsAnError()
    {
        const QString folder = m_dir.filePath(QStringLiteral("a-file"));
        QFile blocker(folder);
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        Settings settings(folder + QStringLiteral("/settings.ini"));
        QVERIFY(settings.set(SettingKey::Theme, QStringLiteral("dark")));
        const auto saved = settings.save();
        QVERIFY(!saved.has_value());
        QCOMPARE(saved.error().family, bw::ErrorFamily::Storage);
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
