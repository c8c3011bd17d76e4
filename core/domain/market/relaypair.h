// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/decimal.h"

#include <QDate>
#include <QString>
#include <QVector>

#include <optional>

namespace bw {

/// Names one book of the relay: its own ids (fact sheet Tardis, 4).
struct RelayKey {
    QString exchange; ///< "bybit", "binance-futures", "okex-swap", "deribit", ...
    QString symbol;   ///< in the exchange's own spelling
    bool operator==(const RelayKey &) const = default;
};
[[nodiscard]] size_t qHash(const RelayKey &key, size_t seed = 0) noexcept;

/// One row of the table of pairs (resources/instruments-relay.json): an instrument of another venue and what its numbers count. The table
/// is dated and editable, since venues change steps; what is not known there is nullopt and is never guessed.
struct RelayPair {
    enum class Kind : std::uint8_t { Spot, Linear, Inverse };
    enum class AmountUnit : std::uint8_t {
        Base,           ///< coins: used as it is
        Quote,          ///< quote currency: divided by the price
        BaseContracts,  ///< contracts of so many coins: times contractValue
        QuoteContracts, ///< contracts of so much quote currency: times contractValue, divided by the price
        Unknown,        ///< shown as contracts, never compared
    };

    RelayKey key;
    QString venue;      ///< "Binance", for the eye
    QString base, quote;
    Kind kind = Kind::Linear;
    AmountUnit unit = AmountUnit::Unknown;
    std::optional<Decimal> tick, lot, contractValue;
    Decimal takerFee;   ///< a fraction, 0.00055 = 5.5 basis points; editable
    QDate asOf;         ///< when the row was last checked
    bool isShown = true;

    /// Same base and quote coin and the same kind, and both sides in coins: only then may two rows be compared.
    [[nodiscard]] bool isComparableWith(const RelayPair &other) const;
    /// An amount of this row in coins at this price; nullopt where the unit or the contract value is not known.
    [[nodiscard]] std::optional<Decimal> inCoins(const Decimal &amount, const Decimal &price) const;
};

} // namespace bw
