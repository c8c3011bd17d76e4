// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/viewkeeper.h"

#include <QTemporaryDir>
#include <QTest>

using namespace bw;

class TestViewKeeper : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatWasChosenIsThereNextTime()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("settings.ini"));
        ViewChoices choices;
        {
            Settings settings(path);
            QVERIFY(readView(settings) == choices); // the defaults are the same on both sides
            choices.tapeFilter = Decimal::fromScaled(125, 2);
            choices.largeFactor = 10;
            choices.depth = 1000;
            choices.ladderGroup = 50;
            choices.candles = CandleInterval::H4;
            choices.areBooksFull = true;
            choices.compareTab = 2;
            choices.historyMinutes = 240;
            choices.links = QStringLiteral("watch:1 book:1 price:0 2:linear:ETHUSDT 0:spot:BTCUSDT");
            keepView(choices, settings);
            QVERIFY(settings.save().has_value());
        }
        QVERIFY(readView(Settings(path)) == choices);
    }
};

QTEST_GUILESS_MAIN(TestViewKeeper)
#include "tst_viewkeeper.moc"
