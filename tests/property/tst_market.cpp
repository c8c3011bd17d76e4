// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Edges against exact fractions; candles against the series that they were cut from.
#include "core/domain/market/barhistory.h"
#include "core/domain/market/venuequote.h"

#include <QTest>

#include <boost/multiprecision/cpp_int.hpp>
#include <rapidcheck.h>

#include <map>

using namespace bw;
using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

namespace {

cpp_rational exact(std::int64_t mantissa, int scale)
{
    return {cpp_int(mantissa), cpp_int(boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(scale)))};
}

/// To the nearest ten-thousandth, ties to the even one.
cpp_int tenThousandths(const cpp_rational &value)
{
    const cpp_rational scaled = value * 10'000;
    const cpp_int &n = numerator(scaled), &d = denominator(scaled);
    cpp_int floor = n / d;
    if (n < 0 && floor * d != n)
        --floor;
    const cpp_int twice = 2 * (n - floor * d);
    const bool isUp = twice > d || (twice == d && floor % 2 != 0);
    return isUp ? cpp_int(floor + 1) : floor;
}

/// The digits without point, sign and zeros before them.
std::string digitsOf(const Decimal &value)
{
    const QString text = value.abs().toString().remove(u'.');
    const auto first = std::find_if(text.begin(), text.end(), [](QChar c) { return c != u'0'; });
    return first == text.end() ? "0" : text.mid(first - text.begin()).toStdString();
}

struct Number {
    std::int64_t mantissa;
    int scale;
    [[nodiscard]] Decimal decimal() const { return Decimal::fromScaled(mantissa, scale); }
    [[nodiscard]] cpp_rational rational() const { return exact(mantissa, scale); }
};

Number anyPrice()
{
    return {*rc::gen::oneOf(rc::gen::inRange<std::int64_t>(1, 1000), rc::gen::inRange<std::int64_t>(1, 1'000'000'000'000)), *rc::gen::inRange(0, 9)};
}
/// Rebates too.
Number anyFee() { return {*rc::gen::inRange<std::int64_t>(-500, 2000), *rc::gen::inRange(4, 7)}; }

constexpr std::int64_t kBase = 28'000'000; // minutes since 1970

UtcTime startOf(std::int64_t minute) { return UtcTime(std::chrono::minutes(kBase + minute)); }

/// The bar that the venue made in this minute; nobody else can know these figures.
Candle trueBar(std::int64_t minute)
{
    const std::int64_t open = 1000 + minute * 7919 % 500, close = 1000 + minute * 104'729 % 500;
    return {startOf(minute), PriceTicks(open), PriceTicks(std::max(open, close) + 3), PriceTicks(std::min(open, close) - 3), PriceTicks(close),
            QtyLots(minute * 31 % 1000), true};
}
/// The same minute before its end.
Candle halfBar(std::int64_t minute)
{
    Candle half = trueBar(minute);
    half.close = half.open;
    half.volume = QtyLots(half.volume.value() / 2);
    half.isClosed = false;
    return half;
}

std::vector<Candle> trueBars(std::int64_t from, std::int64_t to)
{
    std::vector<Candle> bars;
    for (auto minute = from; minute < to; ++minute)
        bars.push_back(trueBar(minute));
    return bars;
}

/// (RC_ASSERT takes its expression apart, so that "or" needs parentheses to stop at the first truth.)
/// Nothing made up, nothing twice, nothing half-made, nothing out of order.
void checkTruth(const BarHistory &history)
{
    const auto &bars = *history.closed();
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const auto minute = std::chrono::duration_cast<std::chrono::minutes>(bars[i].start - startOf(0)).count();
        RC_ASSERT(bars[i] == trueBar(minute));
        RC_ASSERT((i == 0 || bars[i - 1].start < bars[i].start));
    }
    RC_ASSERT((!history.open() || !history.open()->isClosed));
    RC_ASSERT((!history.open() || bars.empty() || bars.back().start < history.open()->start));
}

} // namespace

class TestMarketProperty : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anEdgeIsTheExactFractionRoundedOnce()
    {
        QVERIFY(rc::check([] {
            const Number ask = anyPrice(), bid = anyPrice(), buyFee = anyFee(), sellFee = anyFee();
            RelayPair buy, sell;
            buy.unit = sell.unit = RelayPair::AmountUnit::Base;
            buy.takerFee = buyFee.decimal();
            sell.takerFee = sellFee.decimal();
            VenueQuote buyQuote, sellQuote;
            buyQuote.state = sellQuote.state = BookState::Live;
            buyQuote.ask = ask.decimal();
            buyQuote.bid = Decimal(1);
            sellQuote.bid = bid.decimal();
            sellQuote.ask = Decimal(1);
            const cpp_rational net = (bid.rational() * (1 - sellFee.rational()) - ask.rational() * (1 + buyFee.rational())) / ask.rational() * 100;
            const auto edge = crossEdge(buy, buyQuote, sell, sellQuote);
            RC_ASSERT(edge.has_value());
            RC_ASSERT(edge->netPct.scale() == 4);
            const cpp_int expected = tenThousandths(net);
            RC_ASSERT(cpp_int(digitsOf(edge->netPct)) == boost::multiprecision::abs(expected));
            RC_ASSERT(edge->netPct.sign() == expected.sign());
            RC_ASSERT(edge->isPositive() == (expected > 0));
        }));
    }

    /// A stream that loses, repeats and shuffles, pages that come late or short: what stands is true, and a hole that can be known is.
    void candlesAreTrueWhateverGetsLost()
    {
        QVERIFY(rc::check([] {
            BarHistory history(CandleInterval::M1);
            std::int64_t now = *rc::gen::inRange<std::int64_t>(20, 60); // the minute that is being made
            const int steps = *rc::gen::inRange(1, 60);
            for (int i = 0; i < steps; ++i) {
                switch (*rc::gen::inRange(0, 7)) {
                case 0: history.addLive(halfBar(now)); break;
                case 1:
                    history.addLive(trueBar(now));
                    ++now;
                    break;
                case 2: now += *rc::gen::inRange(1, 6); break; // nobody told us
                case 3: history.addLive(*rc::gen::arbitrary<bool>() ? trueBar(now - 1) : halfBar(now - 1 - *rc::gen::inRange(0, 5))); break; // late
                case 4: {
                    const auto from = std::max<std::int64_t>(0, now - *rc::gen::inRange(1, 12)), to = now - *rc::gen::inRange(0, 2);
                    // The desk asks from what is certain on.
                    if (history.closed()->empty() || startOf(from) <= history.missingFrom().value_or(history.closed()->back().start))
                        history.addTail(trueBars(from, to));
                    break;
                }
                case 5:
                    if (!history.closed()->empty()) {
                        const auto oldest = std::chrono::duration_cast<std::chrono::minutes>(history.closed()->front().start - startOf(0)).count();
                        history.addOlder(trueBars(std::max<std::int64_t>(0, oldest - 5), oldest));
                    }
                    break;
                default: history.doubtOpen(); break;
                }
                checkTruth(history);
                if (history.missingFrom())
                    continue;
                const auto &bars = *history.closed();
                for (std::size_t k = 1; k < bars.size(); ++k)
                    RC_ASSERT(bars[k].start - bars[k - 1].start == std::chrono::minutes(1));
                RC_ASSERT((!history.open() || bars.empty() || history.open()->start - bars.back().start == std::chrono::minutes(1)));
            }
            // The venue's own word heals everything.
            history.doubtOpen();
            history.addTail(trueBars(0, now));
            history.addLive(halfBar(now));
            checkTruth(history);
            RC_ASSERT(!history.missingFrom().has_value());
            RC_ASSERT(history.closed()->back() == trueBar(now - 1));
            RC_ASSERT(history.open() == halfBar(now));
        }));
    }
};

QTEST_GUILESS_MAIN(TestMarketProperty)
#include "tst_market.moc"
