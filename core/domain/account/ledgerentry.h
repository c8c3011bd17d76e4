// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/instrument.h"

#include <QString>

namespace bw {

/// One row of the venue's transaction log, which is the truth about money (fact sheet Bybit v5, 7): change = cashFlow + funding - fee, and
/// balance is the coin's wallet after it. Per coin the changes of a span sum to the wallet's change. A value.
struct LedgerEntry {
    enum class Cause : std::uint8_t { Trade, Fee, Funding, Settlement, Interest, Transfer, Liquidation, Adl, Other };
    QString id;
    QString type;      ///< the venue's word, kept because the list is open
    Cause cause = Cause::Other;
    std::optional<Category> category; ///< absent for transfers and the like
    QString symbol;
    std::optional<Side> side;
    QString coin;
    Decimal cashFlow{}, fee{}; ///< fee > 0 paid, < 0 rebate
    Decimal funding{};      ///< > 0 received: the opposite sign of a Funding execution's fee
    Decimal change{}, balance{};
    Decimal qty = Decimal::invalid(), price = Decimal::invalid();
    QString tradeId, orderId, orderLinkId;
    UtcTime at{};
};
[[nodiscard]] QString toName(LedgerEntry::Cause cause); ///< "trade", "fee", "funding", "settlement", "interest", "transfer", "liquidation", "adl", "other"

} // namespace bw
