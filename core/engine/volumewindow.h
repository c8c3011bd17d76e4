// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/widemarketviews.h"
#include "core/ports/marketfeed.h"

#include <deque>
#include <map>
#include <span>

namespace bw {

/// What was traded at each price over the last TradedVolume::kWindow, kept in slices of a second so that the old falls out without a
/// word on each print. Bounded, whatever arrives. One thread, no clock of its own.
class VolumeWindow final {
public:
    void add(MonoTime now, std::span<const TradePrint> trades);
    void trim(MonoTime now);
    void clear();

    /// Since take() was called last.
    [[nodiscard]] bool hasChanged() const { return m_hasChanged; }
    [[nodiscard]] std::shared_ptr<const TradedVolume> take(const InstrumentId &id);

private:
    struct Volume {
        QtyLots bought, sold;
    };
    using Prices = std::map<PriceTicks, Volume, std::greater<>>;
    struct Slice {
        MonoTime from{};
        Prices prices;
    };
    void dropOldest();
    std::deque<Slice> m_slices; ///< oldest first
    Prices m_sums;
    std::size_t m_entries = 0;  ///< in all slices
    bool m_hasChanged = false;
};

} // namespace bw
