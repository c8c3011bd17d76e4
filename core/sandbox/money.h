// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/instrument.h"

#include <QJsonValue>

namespace bw::sandbox {

/// Places behind the point of whatever has to be rounded: as many as Bybit shows (a fee of 0.022854645 was recorded as 0.02285465).
inline constexpr int kMoneyScale = 8;

/// "1.5": no zeros behind the last digit that counts, "0" for nothing.
[[nodiscard]] QString plain(const Decimal &value);
/// A quantity's worth as the account counts it: in the quote coin, or in the settle coin of inverse (rounded to 8 places).
[[nodiscard]] Decimal valueOf(const Instrument &instrument, const Decimal &price, const Decimal &qty);
/// worth x rate, rounded up to 8 places: never less than the exact fee.
[[nodiscard]] Decimal feeOf(const Decimal &worth, const Decimal &rate);
/// Milliseconds as JSON takes them.
[[nodiscard]] constexpr qint64 jsonMs(UtcTime at)
{
    return at.time_since_epoch().count();
}
/// What a body or a query calls a number: always a text. nullopt for "" and absence,
/// an invalid Decimal for anything that is no number.
[[nodiscard]] std::optional<Decimal> numberOf(const QJsonValue &value);

} // namespace bw::sandbox
