// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/book/orderbook.h"
#include "core/domain/instrument.h"
#include "core/ports/marketfeed.h"

#include <array>
#include <optional>
#include <span>

namespace bw {

/// What a row of the watch list tells of a full book. Statistics in the quote coin, so doubles; nothing here goes into an order.

/// Notional that rests within so many basis points of the mid, a side.
struct NearDepth {
    double bid = 0, ask = 0;
};
[[nodiscard]] std::optional<NearDepth> nearDepth(const Instrument &instrument, const OrderBook &book, double basisPoints);

/// Notional that takers bought less what they sold over the last minute, in slices of a second. One thread, no clock of its own.
class FlowWindow final {
public:
    void add(MonoTime now, const Instrument &instrument, std::span<const TradePrint> trades);
    [[nodiscard]] double sum(MonoTime now) const;
    void clear() { m_slices = {}; }

private:
    static constexpr std::int64_t kSeconds = 60;
    struct Slice {
        std::int64_t second = -kSeconds; ///< of the monotonic clock
        double notional = 0;
    };
    std::array<Slice, kSeconds> m_slices;
};

} // namespace bw
