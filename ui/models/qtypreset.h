// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ticketform.h"

#include <array>

namespace bw {

/// A quantity kept under one of the keys 1 to 5: a number and what it counts. A size of one instrument would be another worth in the next,
/// so the first ones are shares of the available balance.
struct QtyPreset {
    QtyUnit unit = QtyUnit::MarginPercent;
    QString value; ///< plain digits
    bool operator==(const QtyPreset &) const = default;
};
using QtyPresets = std::array<QtyPreset, 5>;

[[nodiscard]] QtyPresets usualPresets(); ///< 1, 2, 5, 10 and 25 % of the available balance as margin
/// As settings keep them: "percent:5 size:0.01 notional:500 risk:20 percent:25". nullopt for anything else.
[[nodiscard]] QString toText(const QtyPresets &presets);
[[nodiscard]] std::optional<QtyPresets> presetsFromText(const QString &text);
/// On its button: "5 %", "0.01", "500 USDT", "risk 20".
[[nodiscard]] QString presetLabel(const QtyPreset &preset, const Instrument *instrument);

} // namespace bw
