// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/account/portfolio.h"

#include "core/domain/account/ledgerorder.h"

#include <algorithm>

namespace bw {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr int kMostDays = 3700;

std::int64_t dayNumber(std::int64_t localMs)
{
    return localMs >= 0 ? localMs / kDayMs : (localMs - kDayMs + 1) / kDayMs;
}

PortfolioSymbol &rowOf(QVector<PortfolioSymbol> &symbols, const LedgerEntry &entry)
{
    const auto category = entry.symbol.isEmpty() ? std::nullopt : entry.category;
    const auto found = std::find_if(symbols.begin(), symbols.end(), [&](const PortfolioSymbol &row) { return row.symbol == entry.symbol && row.category == category; });
    if (found != symbols.end())
        return *found;
    symbols.append({category, entry.symbol, {}});
    return symbols.last();
}

/// Every day of the span, without a word about any.
QVector<PortfolioDay> emptyDays(UtcTime since, UtcTime until, const ZoneOffset &zone)
{
    QVector<PortfolioDay> days;
    if (until <= since)
        return days;
    const QDate last = dayOf(until - std::chrono::milliseconds(1), zone);
    for (QDate day = dayOf(since, zone); day <= last && days.size() < kMostDays; day = day.addDays(1))
        days.append({day, beginOf(day, zone), beginOf(day.addDays(1), zone), {}, {}, {}});
    return days;
}

PortfolioDay *dayAt(QVector<PortfolioDay> &days, UtcTime at)
{
    const auto after = std::upper_bound(days.begin(), days.end(), at, [](UtcTime when, const PortfolioDay &day) { return when < day.begin; });
    if (after == days.begin())
        return nullptr;
    PortfolioDay &day = *std::prev(after);
    return at < day.end ? &day : nullptr;
}

/// Follows the sum of results and keeps its deepest fall.
class Fall final {
public:
    void take(const LedgerEntry &entry)
    {
        PortfolioSums one;
        one.add(entry);
        m_sum += one.result();
        if (m_peak < m_sum) {
            m_peak = m_sum;
            m_peakAt = entry.at;
        }
        found.present = m_peak - m_sum;
        if (found.deepest < found.present) {
            found.deepest = found.present;
            found.peakAt = m_peakAt;
            found.troughAt = entry.at;
        }
    }
    Drawdown found;

private:
    Decimal m_sum, m_peak;
    UtcTime m_peakAt{};
};

} // namespace

void PortfolioSums::add(const LedgerEntry &entry)
{
    using Cause = LedgerEntry::Cause;
    fee -= entry.fee;
    funding += entry.funding;
    const bool isSpot = entry.category == Category::Spot;
    switch (entry.cause) {
    case Cause::Trade:
    case Cause::Liquidation:
    case Cause::Adl:
        (isSpot ? exchanged : price) += entry.cashFlow;
        ++trades;
        break;
    case Cause::Fee: fee += entry.cashFlow; break; // booked by itself it comes as cash flow
    case Cause::Funding: funding += entry.cashFlow; break;
    case Cause::Settlement: settlement += entry.cashFlow; break;
    case Cause::Interest: interest += entry.cashFlow; break;
    case Cause::Transfer: transfer += entry.cashFlow; break;
    case Cause::Other: other += entry.cashFlow; break;
    }
}

QDate dayOf(UtcTime at, const ZoneOffset &zone)
{
    return QDate(1970, 1, 1).addDays(dayNumber(toMs(at + zone(at))));
}

UtcTime beginOf(const QDate &day, const ZoneOffset &zone)
{
    const UtcTime utc = fromMs(QDate(1970, 1, 1).daysTo(day) * kDayMs);
    const UtcTime guess = utc - zone(utc);
    return utc - zone(guess); // where the clocks change between the two, the second look is right
}

Portfolio portfolio(const QVector<LedgerEntry> &entries, const QVector<EquityPoint> &seen, const QString &coin, UtcTime since, UtcTime until, const ZoneOffset &zone)
{
    Portfolio made;
    made.coin = coin;
    made.days = emptyDays(since, until, zone);
    Fall fall;
    for (const auto &rows : ledgerByCoin(entries)) {
        if (rows.first().coin != coin)
            continue;
        for (const LedgerEntry &entry : rows) {
            if (entry.at < since || entry.at >= until)
                continue;
            made.total.add(entry);
            rowOf(made.symbols, entry).sums.add(entry);
            fall.take(entry);
            PortfolioDay *day = dayAt(made.days, entry.at);
            if (day)
                day->sums.add(entry);
            if (!entry.balance.isValid())
                continue;
            if (!made.opening)
                made.opening = entry.balance - entry.change;
            made.closing = entry.balance;
            if (day)
                day->balance = entry.balance;
        }
    }
    if (made.opening)
        made.unexplained = *made.closing - *made.opening - made.total.change();
    made.drawdown = fall.found;
    for (const EquityPoint &point : seen)
        if (PortfolioDay *day = point.coin == coin && point.at >= since && point.at < until ? dayAt(made.days, point.at) : nullptr;
            day && (!day->seen || day->seen->at <= point.at))
            day->seen = point;
    std::stable_sort(made.symbols.begin(), made.symbols.end(),
                     [](const PortfolioSymbol &a, const PortfolioSymbol &b) { return b.sums.result().abs() < a.sums.result().abs(); });
    return made;
}

} // namespace bw
