// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/account/ledgerentry.h"

#include <QDate>
#include <QVector>

#include <functional>

namespace bw {

/// Why the wallet of one coin changed, signed as it acts on the wallet: what was paid is below zero.
struct PortfolioSums {
    Decimal price{};      ///< profit and loss of contracts that were closed, liquidations and deleveraging among them
    Decimal fee{};
    Decimal funding{};
    Decimal interest{};
    Decimal settlement{}; ///< of sessions and deliveries
    Decimal other{};      ///< bonuses and whatever the venue calls otherwise
    Decimal exchanged{};  ///< coins that changed hands on spot: no result, since the other coin came or went for it
    Decimal transfer{};   ///< into the account and out of it: no result either
    int trades = 0;

    [[nodiscard]] Decimal result() const { return price + fee + funding + interest + settlement + other; }
    [[nodiscard]] Decimal change() const { return result() + exchanged + transfer; }
    void add(const LedgerEntry &entry);
};

/// A wallet at one moment, as this terminal saw it.
struct EquityPoint {
    UtcTime at{};
    QString coin;
    Decimal wallet{}, unrealised{}, equity{};
    bool operator==(const EquityPoint &) const = default;
};

/// One calendar day of the chosen zone. What the log and this terminal say nothing of is absent: a day without a row has no balance here,
/// although the balance of the day before may still hold, and a day on which this terminal did not run has no equity.
struct PortfolioDay {
    QDate day;
    UtcTime begin{}, end{};
    PortfolioSums sums;
    std::optional<Decimal> balance; ///< of the wallet, after the day's last row
    std::optional<EquityPoint> seen; ///< the last of the day
    [[nodiscard]] bool isGap() const { return !balance && !seen; }
};

/// Nullopt category and "": rows that belong to no instrument.
struct PortfolioSymbol {
    std::optional<Category> category;
    QString symbol;
    PortfolioSums sums;
};

/// The deepest fall of the sum of results below its highest point, row by row, and where it stands now. Realised alone: the log does not
/// know what was open. From the span's beginning, where the sum is zero.
struct Drawdown {
    Decimal deepest{}, present{}; ///< >= 0
    UtcTime peakAt{}, troughAt{}; ///< of the deepest
};

/// What one coin of an account did in a span of days, from the venue's transaction log and what this terminal saw of the wallet. A value.
struct Portfolio {
    QString coin;
    QVector<PortfolioDay> days; ///< every one of the span, oldest first
    QVector<PortfolioSymbol> symbols; ///< by the size of their result, the largest first
    PortfolioSums total;
    std::optional<Decimal> opening, closing; ///< of the wallet: before the first row, and after the last
    Decimal unexplained{}; ///< closing - opening less all parts: rows that the log lacks
    Drawdown drawdown;
};

/// How far a zone is ahead of UTC at a moment.
using ZoneOffset = std::function<std::chrono::milliseconds(UtcTime)>;
[[nodiscard]] QDate dayOf(UtcTime at, const ZoneOffset &zone);
[[nodiscard]] UtcTime beginOf(const QDate &day, const ZoneOffset &zone);

/// Of the rows and sights within [since, until) alone.
[[nodiscard]] Portfolio portfolio(const QVector<LedgerEntry> &entries, const QVector<EquityPoint> &seen, const QString &coin, UtcTime since, UtcTime until,
                                  const ZoneOffset &zone);

} // namespace bw
