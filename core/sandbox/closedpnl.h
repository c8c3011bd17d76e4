// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/orderrecord.h"

namespace bw::sandbox {

/// One row of closed-pnl: what one order closed of a position, and what that brought. Its prices hold the fees, as Bybit's do: they are no
/// execution prices. A value; one for each order that closes something.
struct ClosedPnl {
    std::uint64_t number = 0;
    InstrumentPtr instrument;
    QString orderId, execType;
    Side side = Side::Buy; ///< of the order
    OrderType type = OrderType::Limit;
    PriceTicks orderPrice;
    Decimal qty, closed, entryValue, exitValue, openFee, closeFee, leverage;
    int fills = 0;
    UtcTime createdAt{}, updatedAt{};

    [[nodiscard]] QJsonObject toJson() const;
};

} // namespace bw::sandbox
