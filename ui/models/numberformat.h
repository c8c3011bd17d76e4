// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/instrument.h"

#include <QString>
#include <QStringView>

#include <chrono>
#include <optional>

namespace bw {

/// How numbers are read on screen: the instrument's decimals, thin spaces between thousands, a true minus sign. What is copied or typed
/// is the plain text of Decimal::toString() or Instrument::priceText() instead. Pure functions; a value that is absent or invalid reads
/// as kMissing, never as zero.
inline constexpr QStringView kMissing = u"\u2013";

/// "63414.20" becomes "63 414.20", "-5" becomes "−5". Anything that is not a plain decimal comes back as it is.
[[nodiscard]] QString readNumber(const QString &plain);
[[nodiscard]] QString readDecimal(const Decimal &value);
[[nodiscard]] QString readDecimal(const Decimal &value, int places); ///< rounded half-even for reading
[[nodiscard]] QString readSigned(const Decimal &value, int places);  ///< with + or − before all but zero
[[nodiscard]] QString readPrice(const Instrument &instrument, PriceTicks ticks);
[[nodiscard]] QString readPrice(const Instrument &instrument, const Decimal &price); ///< at least the instrument's decimals
[[nodiscard]] QString readQty(const Instrument &instrument, QtyLots lots);
/// "12.3k": rounded down, so that a narrow column never flatters. Below a thousand at most one place.
[[nodiscard]] QString readCompact(const Decimal &value);
[[nodiscard]] QString readPercent(const std::optional<Decimal> &percent, int places); ///< "+0.42 %": always signed
[[nodiscard]] QString readUsd(const Decimal &usd, int places);                        ///< "0.03 $"

/// The inverse, for the clipboard: "63 414.20" becomes "63414.20", "−5" becomes "-5".
[[nodiscard]] QString toPlain(const QString &read);

[[nodiscard]] QString readAge(std::chrono::milliseconds age);             ///< "0 s", "8 s", "3 m", "2 h", "5 d"
[[nodiscard]] QString readMilliseconds(std::chrono::milliseconds span);   ///< "12 ms", "1.4 s"
[[nodiscard]] QString readCountdown(std::chrono::milliseconds left);      ///< "02:13:40", "00:00:00" when over
[[nodiscard]] QString readTime(UtcTime at);                               ///< "14:02:11", the column's head says UTC
[[nodiscard]] QString readTimeWithZone(UtcTime at);                       ///< "14:02:11 UTC"
[[nodiscard]] QString readDayTime(UtcTime at);                            ///< "11-23 14:02:11", for lists that go back for days
[[nodiscard]] QString readDateTimeWithZone(UtcTime at);                   ///< "2026-11-23 14:02:11 UTC"

/// The widest text that a number of so many digits can have, for the width of a column: widestNumber(7, 2) is "−0 000 000.00".
[[nodiscard]] QString widestNumber(int wholeDigits, int places);
[[nodiscard]] QString widestCount(int wholeDigits, int places); ///< of what has no sign: prices, quantities

} // namespace bw
