// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/instrument.h"

#include <QTest>

#include <rapidcheck.h>

using bw::Decimal;
using bw::Instrument;
using bw::InstrumentPtr;
using bw::Rounding;

namespace {

constexpr std::int64_t kMaxSteps = std::int64_t(1) << 53;

/// Steps as venues have them (0.01, 0.5, 0.0025, 1000) and as they might.
rc::Gen<Decimal> genStep()
{
    return rc::gen::exec([] {
        const auto mantissa = *rc::gen::oneOf(rc::gen::element<std::int64_t>(1, 2, 5, 10, 25, 100), rc::gen::inRange<std::int64_t>(1, 1000));
        return Decimal::fromScaled(mantissa, *rc::gen::inRange(0, 10));
    });
}

InstrumentPtr genInstrument()
{
    bw::InstrumentFilters filters;
    filters.tickSize = *genStep();
    filters.lotSize = *genStep();
    const auto made = Instrument::create({bw::Category::Linear, QStringLiteral("TESTUSDT")}, filters, QStringLiteral("TEST"),
                                         QStringLiteral("USDT"), QStringLiteral("USDT"), bw::InstrumentStatus::Trading);
    RC_ASSERT(made.has_value());
    return *made;
}

} // namespace

class TestTicksProperty : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ticksAndLotsSurviveTheRoundTrip()
    {
        QVERIFY(rc::check([] {
            const InstrumentPtr instrument = genInstrument();
            const auto count = *rc::gen::oneOf(rc::gen::inRange<std::int64_t>(1, 1000), rc::gen::inRange<std::int64_t>(1, kMaxSteps));
            const bw::PriceTicks ticks(count);
            const bw::QtyLots lots(count);
            const auto backTicks = instrument->toTicks(instrument->price(ticks));
            const auto backLots = instrument->toLots(instrument->qty(lots));
            RC_ASSERT(backTicks.has_value() && *backTicks == ticks);
            RC_ASSERT(backLots.has_value() && *backLots == lots);
            // and through the text that goes to the venue
            const auto text = Decimal::parse(QStringView(instrument->priceText(ticks)));
            RC_ASSERT(text.has_value() && text->scale() == instrument->priceDecimals());
            RC_ASSERT(*instrument->toTicks(*text) == ticks);
        }));
    }

    void offTheTickIsRefusedWithBothNeighbours()
    {
        QVERIFY(rc::check([] {
            const InstrumentPtr instrument = genInstrument();
            const bw::PriceTicks below(*rc::gen::inRange<std::int64_t>(1, 1'000'000));
            const bw::PriceTicks above = below + bw::PriceTicks(1);
            const Decimal low = instrument->price(below), high = instrument->price(above);
            const Decimal part = Decimal::fromScaled(*rc::gen::inRange(1, 1000), 3); // 0.001 .. 0.999 of a tick
            const Decimal price = low + instrument->filters().tickSize * part;
            const auto refused = instrument->toTicks(price);
            RC_ASSERT(!refused.has_value());
            RC_ASSERT(refused.error().family == bw::ErrorFamily::Input);
            RC_ASSERT(refused.error().detail.contains(low.toString()) && refused.error().detail.contains(high.toString()));
            RC_ASSERT(*instrument->toTicks(price, Rounding::Down) == below);
            RC_ASSERT(*instrument->toTicks(price, Rounding::Up) == above);
            const auto nearest = *instrument->toTicks(price, Rounding::HalfEven);
            RC_ASSERT(nearest == (part < Decimal::fromScaled(5, 1) ? below : part > Decimal::fromScaled(5, 1) ? above : nearest));
        }));
    }
};

QTEST_GUILESS_MAIN(TestTicksProperty)
#include "tst_ticks.moc"
