// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/account/accountmode.h"
#include "core/domain/order/order.h"

namespace bw::positionwords {

/// The figures of a position in words, for the table, the panel and the lists of STOP ALL. Pure functions; absent reads as missing.

[[nodiscard]] QString sideWord(const Position &position); ///< "Long", "Short", "Flat"
[[nodiscard]] QString slotWord(const Position &position); ///< of hedge mode: "long side", "short side"; "" in one-way mode
[[nodiscard]] QString size(const Position &position);
[[nodiscard]] QString unit(const Instrument &instrument); ///< of a size: base coin, USD of inverse contracts
[[nodiscard]] QString price(const Position &position, const Decimal &price);
[[nodiscard]] QString pnl(const Position &position);      ///< "+5.8760 USDT"
[[nodiscard]] QString ownPnl(const Position &position);   ///< from the fills that we have seen, with the venue's places
[[nodiscard]] QString leverage(const Position &position, const std::optional<AccountMode> &mode); ///< "10x cross"
[[nodiscard]] QString liquidation(const Position &position);
[[nodiscard]] QString adl(const Position &position);      ///< "1 of 5"

/// Stops of the venue cover the whole size.
[[nodiscard]] bool isCovered(const Position &position);
/// "0.020 covered by stops", "UNPROTECTED", "UNPROTECTED: 0.010 of 0.030 covered".
[[nodiscard]] QString protection(const Position &position);
/// The same as a sentence that says what it means.
[[nodiscard]] QString protectionSentence(const Position &position);

[[nodiscard]] QString word(MarginMode mode);

} // namespace bw::positionwords
