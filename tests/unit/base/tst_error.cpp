// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/base/error.h"

#include <QSet>
#include <QTest>

class TestError : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFamilyHasItsOwnName()
    {
        QSet<QString> names;
        for (int i = 0; i <= static_cast<int>(bw::ErrorFamily::Internal); ++i)
            names.insert(toName(static_cast<bw::ErrorFamily>(i)));
        QCOMPARE(names.size(), static_cast<int>(bw::ErrorFamily::Internal) + 1);
        QVERIFY(names.contains(QStringLiteral("rate_limit")));
        QCOMPARE(toName(bw::Retry::AfterResync), QStringLiteral("after_resync"));
        QCOMPARE(toName(bw::Retry::Later), QStringLiteral("later"));
        QCOMPARE(toName(bw::Retry::Never), QStringLiteral("never"));
        QCOMPARE(toName(bw::Certainty::NotSent), QStringLiteral("not_sent"));
        QCOMPARE(toName(bw::Certainty::Refused), QStringLiteral("refused"));
        QCOMPARE(toName(bw::Certainty::Unknown), QStringLiteral("unknown"));
    }

    void detailIsBounded()
    {
        QCOMPARE(bw::inputError(QString(1000, u'x')).detail.size(), 300);
        const auto error = bw::protocolError(QStringLiteral("cut"), bw::Certainty::Unknown);
        QCOMPARE(error.family, bw::ErrorFamily::Protocol);
        QCOMPARE(error.certainty, bw::Certainty::Unknown);
    }

    void timeIsPrintedWithMilliseconds()
    {
        QCOMPARE(bw::toIso8601(bw::fromMs(1'700'000'000'007)), QStringLiteral("2023-11-14T22:13:20.007Z"));
        QCOMPARE(bw::toIso8601(bw::fromMs(0)), QStringLiteral("1970-01-01T00:00:00.000Z"));
    }
};

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
