// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/instrument.h"

#include <QMetaType>
#include <QVector>

#include <array>
#include <chrono>

namespace bw {

/// What a person may say of paper trading. A value; fees in per cent of a fill's value.
struct PaperSettings {
    struct Fees {
        Decimal makerPct{}, takerPct{};
        bool operator==(const Fees &) const = default;
    };
    std::chrono::milliseconds latency{50};
    Decimal balanceUsdt{};          ///< of an account that begins anew
    std::array<Fees, 3> fees{};     ///< by Category
    bool operator==(const PaperSettings &) const = default;

    [[nodiscard]] Fees &of(Category category) { return fees[static_cast<std::size_t>(category)]; }
    [[nodiscard]] const Fees &of(Category category) const { return fees[static_cast<std::size_t>(category)]; }
};

} // namespace bw
