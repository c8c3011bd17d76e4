// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/bookupdate.h"

#include <QByteArray>
#include <QString>

#include <span>

namespace bw {

/// A book as text, to compare two of them by: the compact JSON {"bids":[["price","qty"],...],"asks":[...]}, best first, every number with
/// the instrument's own places.
[[nodiscard]] QByteArray bookJson(const Instrument &instrument, std::span<const Level> bids, std::span<const Level> asks);
/// SHA-256 of that JSON, 64 lower-case hexadecimal digits.
[[nodiscard]] QString bookHash(const Instrument &instrument, std::span<const Level> bids, std::span<const Level> asks);

} // namespace bw
