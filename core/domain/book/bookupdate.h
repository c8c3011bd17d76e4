// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/instrument.h"

#include <cstdint>
#include <vector>

namespace bw {

struct Level {
    PriceTicks price;
    QtyLots qty; ///< 0 in a delta deletes the level
    bool operator==(const Level &) const = default;
};

/// One decoded order-book frame. Codecs reuse one object: the vectors keep their capacity from frame to frame.
struct BookUpdate {
    enum class Kind : std::uint8_t { Snapshot, Delta };
    Kind kind = Kind::Snapshot;
    int depth = 0;               ///< 1, 50, 200, 500, 1000: of the topic
    std::uint64_t updateId = 0;  ///< u
    std::uint64_t sequence = 0;  ///< seq: smaller is older, not contiguous
    UtcTime sentAt{};            ///< ts, the push server's clock
    UtcTime matchedAt{};         ///< cts, the matching engine's clock; epoch when absent
    std::vector<Level> bids;     ///< as they stood in the frame: order not guaranteed
    std::vector<Level> asks;
};

} // namespace bw
