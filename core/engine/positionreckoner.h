// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/account/runningposition.h"
#include "core/engine/api/tradeviews.h"

#include <QHash>

#include <utility>

namespace bw {

/// Our own reckoning of every position, to stand beside the venue's: begun with the first row that the venue gives of it, carried on with
/// the fills after that. Where the two have not the same size at rest, a fill was missed: that is told, and ours begins anew. Engine
/// thread, a value of the TradeDesk; asks for nothing.
class PositionReckoner final {
public:
    /// From here on what the venue does not list is flat.
    void beginAt(UtcTime readAt);
    /// A trade, an ADL or a liquidation; a settlement changes the entry by the venue's own rule, so ours begins anew after it.
    void noteFill(const Execution &fill, int positionIdx);
    /// The row with our figures beside the venue's, which they are only while the sizes agree.
    [[nodiscard]] Position beside(Position row);
    /// What stands apart by more than the last digit that the venue gives, in a row of a read that was asked for at `readAt`. Nothing of a
    /// row that is still moving.
    [[nodiscard]] QVector<Difference> compare(const Position &row, UtcTime readAt, UtcTime now);

private:
    using Key = std::pair<InstrumentId, int>;
    struct Own {
        RunningPosition position;
        UtcTime since{};      ///< fills up to here are in the row that it began with
        UtcTime lastFillAt{};
    };
    void begin(const Position &row);
    QHash<Key, Own> m_own;
    std::optional<UtcTime> m_begunAt;
};

} // namespace bw
