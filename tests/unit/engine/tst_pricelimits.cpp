// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/pricelimitdesk.h"
#include "tests/support/fakescheduler.h"
#include "tests/unit/engine/fakeports.h"

#include <QTest>

using namespace bw;

class TestPriceLimits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void limitsOfTheOpenInstrumentStayYoung()
    {
        FakeClock clock;
        FakeScheduler scheduler{clock};
        FakeReader reader;
        PriceLimitDesk desk(reader, clock, scheduler);
        const InstrumentId id{Category::Linear, QStringLiteral("BTCUSDT")};
        const auto ask = [&](const InstrumentId &of) {
            RiskContext context;
            desk.describe(context, of);
            return context;
        };
        QVERIFY(!ask(id).priceLimitsAt);
        desk.setInstrument(id);
        QCOMPARE(ask(id).buyLimit.value_or(Decimal()), Decimal(1'000'000));
        QCOMPARE(ask(id).sellLimit.value_or(Decimal()), Decimal(1));
        QVERIFY(!ask({Category::Spot, id.symbol}).priceLimitsAt);
        scheduler.advance(std::chrono::seconds(60));
        QVERIFY(clock.now() - *ask(id).priceLimitsAt <= std::chrono::seconds(2));
        reader.priceLimit = fail(inputError({}));
        const auto last = ask(id).priceLimitsAt;
        scheduler.advance(std::chrono::seconds(60));
        QVERIFY(ask(id).priceLimitsAt && clock.now() - *last >= std::chrono::seconds(60)); // kept, and old
        QCOMPARE(ask(id).priceLimitsAt, last);
        desk.setInstrument({Category::Linear, QStringLiteral("ETHUSDT")});
        QVERIFY(!ask({Category::Linear, QStringLiteral("ETHUSDT")}).priceLimitsAt);
    }
};

QTEST_GUILESS_MAIN(TestPriceLimits)
#include "tst_pricelimits.moc"
