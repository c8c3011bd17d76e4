// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/instrument.h"

#include <QSet>
#include <QTest>

using bw::Category;
using bw::Decimal;
using bw::Instrument;
using bw::InstrumentFilters;
using bw::InstrumentPtr;
using bw::PriceTicks;
using bw::QtyLots;

namespace {

Decimal dec(const char *text)
{
    return *Decimal::parse(std::string_view(text));
}

InstrumentFilters filters(const char *tick, const char *lot)
{
    InstrumentFilters f;
    f.tickSize = dec(tick);
    f.lotSize = dec(lot);
    return f;
}

bw::Result<InstrumentPtr> make(InstrumentFilters f, Category category = Category::Linear, const QString &symbol = QStringLiteral("BTCUSDT"))
{
    return Instrument::create({category, symbol}, std::move(f), QStringLiteral("BTC"), QStringLiteral("USDT"), QStringLiteral("USDT"),
                              bw::InstrumentStatus::Trading);
}

} // namespace

class TestInstrument : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pricesAndQuantitiesBecomeSteps()
    {
        const auto made = make(filters("0.10", "0.001"));
        QVERIFY(made.has_value());
        const Instrument &btc = **made;
        QCOMPARE(btc.priceDecimals(), 1); // "0.10" is stored as 0.1
        QCOMPARE(btc.toTicks(dec("61000.1"))->value(), std::int64_t(610001));
        QCOMPARE(btc.toTicks(dec("61000.100"))->value(), std::int64_t(610001));
        QCOMPARE(btc.toLots(dec("0.003"))->value(), std::int64_t(3));
        QCOMPARE(btc.priceText(PriceTicks(610000)), QStringLiteral("61000.0"));
        QCOMPARE(btc.qtyText(QtyLots(5)), QStringLiteral("0.005"));
        QCOMPARE(btc.notional(PriceTicks(610000), QtyLots(10)), dec("610"));
    }

    void stepsThatAreNoPowerOfTenWork()
    {
        const auto made = make(filters("0.5", "1000"));
        QVERIFY(made.has_value());
        QCOMPARE((*made)->toTicks(dec("2.5"))->value(), std::int64_t(5));
        QCOMPARE((*made)->priceText(PriceTicks(4)), QStringLiteral("2.0"));
        QCOMPARE((*made)->qtyText(QtyLots(3)), QStringLiteral("3000"));
        QVERIFY(!(*made)->toTicks(dec("2.3")));
    }

    void offTheStepNamesTheNeighbours()
    {
        const auto made = make(filters("0.1", "0.001"));
        const auto price = (*made)->toTicks(dec("61000.05"));
        QVERIFY(!price);
        QCOMPARE(price.error().detail, QStringLiteral("61000.05 is no multiple of 0.1: the nearest are 61000.0 and 61000.1"));
        const auto qty = (*made)->toLots(dec("0.0004"));
        QVERIFY(!qty); // zero is no order: only one neighbour counts
        QCOMPARE(qty.error().detail, QStringLiteral("0.0004 is no multiple of 0.001: the nearest is 0.001"));
    }

    void whatIsNotPositiveOrTooLargeIsRefused()
    {
        const auto made = make(filters("0.1", "0.001"));
        for (const char *text : {"0", "-1", "0.0", "-0.1"}) {
            QVERIFY2(!(*made)->toTicks(dec(text)), text);
            QVERIFY2(!(*made)->toLots(dec(text)), text);
        }
        QCOMPARE((*made)->toTicks(dec("900719925474099.1"))->value(), (std::int64_t(1) << 53) - 1);
        QVERIFY(!(*made)->toTicks(dec("900719925474099.2")));
        QVERIFY(!(*made)->toTicks(dec("99999999999999999999")));
        const Decimal invalid = dec("999999999999999999999999999999999999") * Decimal(10);
        QVERIFY(!(*made)->toTicks(invalid));
        QVERIFY(!(*made)->toTicks(invalid, bw::Rounding::Down));
    }

    void inverseNotionalIsTheQuantity()
    {
        const auto made = make(filters("0.5", "1"), Category::Inverse, QStringLiteral("BTCUSD"));
        QCOMPARE((*made)->notional(PriceTicks(122000), QtyLots(100)), Decimal(100));
    }

    void badFiltersAreRefused()
    {
        QVERIFY(!make(filters("0", "1")));
        QVERIFY(!make(filters("1", "0")));
        QVERIFY(!make(filters("-0.1", "1")));
        QVERIFY(!make(InstrumentFilters{}));
        QVERIFY(!make(filters("1", "1"), Category::Linear, QString()));
        QVERIFY(!make(filters("1", "1"), Category::Linear, QString(65, u'A')));
        InstrumentFilters f = filters("1", "1");
        f.minQty = Decimal::fromScaled(1, 99);
        QVERIFY(!make(f));
        f.minQty = Decimal(-1);
        QVERIFY(!make(f));
        f.minQty.reset();
        QVERIFY(make(f).has_value());
    }

    void categoriesHaveTheVenuesNames()
    {
        for (const Category category : {Category::Linear, Category::Inverse, Category::Spot})
            QCOMPARE(bw::categoryFromName(toName(category)), category);
        QVERIFY(!bw::categoryFromName(u"Linear"));
        QVERIFY(!bw::categoryFromName(u""));
    }

    void equalSymbolsOfTwoCategoriesAreDifferent()
    {
        const bw::InstrumentId linear{Category::Linear, QStringLiteral("BTCUSDT")}, spot{Category::Spot, QStringLiteral("BTCUSDT")};
        QVERIFY(!(linear == spot));
        QSet<bw::InstrumentId> ids{linear, spot, linear};
        QCOMPARE(ids.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestInstrument)
#include "tst_instrument.moc"
