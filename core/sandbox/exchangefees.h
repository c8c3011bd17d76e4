// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/instrument.h"

namespace bw {

/// Fractions of a fill's value; below zero is a rebate.
struct FeePair {
    Decimal maker{}, taker{};
    bool operator==(const FeePair &) const = default;
};

/// What an exchange takes in each category; at first Bybit's for an account without a VIP level. A value.
struct ExchangeFees {
    FeePair linear{Decimal::fromScaled(2, 4), Decimal::fromScaled(55, 5)};  ///< 0.0002, 0.00055
    FeePair inverse{Decimal::fromScaled(2, 4), Decimal::fromScaled(55, 5)};
    FeePair spot{Decimal::fromScaled(1, 3), Decimal::fromScaled(1, 3)};     ///< 0.001 on both sides
    bool operator==(const ExchangeFees &) const = default;

    [[nodiscard]] const FeePair &of(Category category) const
    {
        return category == Category::Spot ? spot : category == Category::Inverse ? inverse : linear;
    }
};

} // namespace bw
