// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/decimal.h"
#include "core/base/result.h"
#include "core/base/units.h"

#include <QString>

#include <memory>
#include <optional>

namespace bw {

enum class Category : std::uint8_t { Linear, Inverse, Spot };
enum class Side : std::uint8_t { Buy, Sell };

[[nodiscard]] constexpr Side opposite(Side side) { return side == Side::Buy ? Side::Sell : Side::Buy; }
[[nodiscard]] QString toName(Category category); ///< "linear", "inverse", "spot": the words of the venue and of events
[[nodiscard]] std::optional<Category> categoryFromName(QStringView name);

/// Names one instrument at the venue; equal symbols of two categories are different instruments.
struct InstrumentId {
    Category category = Category::Linear;
    QString symbol;
    bool operator==(const InstrumentId &) const = default;
};
[[nodiscard]] size_t qHash(const InstrumentId &id, size_t seed = 0) noexcept;

enum class InstrumentStatus : std::uint8_t { PreLaunch, Trading, Delivering, Closed, Unknown };

/// The filters of an instrument as the venue states them (reference: GET /v5/market/instruments-info). An absent filter is
/// nullopt and is not checked; it is never taken for zero.
struct InstrumentFilters {
    Decimal tickSize; ///< > 0
    Decimal lotSize;  ///< > 0: qtyStep of contracts, basePrecision of spot
    std::optional<Decimal> minPrice, maxPrice;
    std::optional<Decimal> minQty;
    std::optional<Decimal> maxLimitQty, maxMarketQty;
    std::optional<Decimal> minNotional; ///< minNotionalValue, or minOrderAmt on spot; in quote coin (USD for inverse)
    std::optional<Decimal> maxLeverage;
};

/// One tradable thing and the only place where texts and Decimals become ticks and lots. Immutable; shared as InstrumentPtr between
/// threads. Rounds prices never by itself: what is off the tick or lot is refused with the nearest valid values named.
class Instrument final {
public:
    /// Refuses steps that are not positive, and scales beyond Decimal's.
    [[nodiscard]] static Result<std::shared_ptr<const Instrument>> create(InstrumentId id, InstrumentFilters filters, QString baseCoin,
                                                                          QString quoteCoin, QString settleCoin, InstrumentStatus status);

    [[nodiscard]] const InstrumentId &id() const { return m_id; }
    [[nodiscard]] const InstrumentFilters &filters() const { return m_filters; }
    [[nodiscard]] const QString &baseCoin() const { return m_baseCoin; }
    [[nodiscard]] const QString &quoteCoin() const { return m_quoteCoin; }
    [[nodiscard]] const QString &settleCoin() const { return m_settleCoin; } ///< of spot: the quote coin
    [[nodiscard]] InstrumentStatus status() const { return m_status; }
    [[nodiscard]] int priceDecimals() const { return m_filters.tickSize.scale(); } ///< tickSize is stored normalized
    [[nodiscard]] int qtyDecimals() const { return m_filters.lotSize.scale(); }

    /// Exact, or an input error that names the two neighbours. Positive values below 2^53 steps.
    [[nodiscard]] Result<PriceTicks> toTicks(const Decimal &price) const;
    [[nodiscard]] Result<QtyLots> toLots(const Decimal &qty) const;
    /// For suggestions and grouping: rounded as named.
    [[nodiscard]] Result<PriceTicks> toTicks(const Decimal &price, Rounding rounding) const;
    [[nodiscard]] Result<QtyLots> toLots(const Decimal &qty, Rounding rounding) const;
    [[nodiscard]] Decimal price(PriceTicks ticks) const;
    [[nodiscard]] Decimal qty(QtyLots lots) const;
    [[nodiscard]] QString priceText(PriceTicks ticks) const; ///< exactly priceDecimals() places
    [[nodiscard]] QString qtyText(QtyLots lots) const;

    /// Value of a quantity at a price in the quote coin: price x qty, or for inverse the quantity itself, which counts USD.
    [[nodiscard]] Decimal notional(PriceTicks price, QtyLots qty) const;

private:
    Instrument() = default;
    InstrumentId m_id;
    InstrumentFilters m_filters;
    QString m_baseCoin, m_quoteCoin, m_settleCoin;
    InstrumentStatus m_status = InstrumentStatus::Unknown;
};

using InstrumentPtr = std::shared_ptr<const Instrument>;

} // namespace bw
