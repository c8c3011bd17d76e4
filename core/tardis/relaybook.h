// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/orderbook.h"
#include "core/domain/book/sequencer.h"
#include "core/tardis/decimalbook.h"
#include "core/tardis/relaymessage.h"

namespace bw {

/// One book of the relay and whether it may be believed. There are no sequence numbers: a snapshot resets, updates before one are
/// ignored, and only disconnects, crossings and what can't be read tell of a loss. A crossed book is not live from that moment, and after
/// more than a second of it nothing but a new snapshot helps. With tick and lot it counts in them: a price must lie on the tick but for a
/// double's noise, an amount is taken to the nearest lot. Without them the numbers themselves are the keys. Time is handed in; one thread.
class RelayBook final {
public:
    enum class Action : std::uint8_t {
        Applied, ///< something changed
        Ignored, ///< an update while waiting for a snapshot
        Resync,  ///< only a new connection brings a snapshot: gap() says why
    };
    static constexpr std::chrono::seconds kMayBeCrossed{1};

    RelayBook(const std::optional<Decimal> &tick, const std::optional<Decimal> &lot);

    /// A message of type BookChange.
    [[nodiscard]] Action apply(const RelayMessage &change, MonoTime now);
    /// A frame that may have been of this book could not be read.
    [[nodiscard]] Action malformed();
    /// Resync when it has been crossed for too long.
    [[nodiscard]] Action look(MonoTime now);
    /// Nothing is known until the next snapshot.
    void reset(GapKind why);

    [[nodiscard]] BookState state() const { return m_state; } ///< Stale while crossed
    [[nodiscard]] GapKind gap() const { return m_gap; }
    [[nodiscard]] bool isLive() const { return m_state == BookState::Live; }

    /// Copies; best first, in the instrument's own places where it has steps. Empty when not live.
    [[nodiscard]] std::vector<DecimalLevel> bids(std::size_t most) const;
    [[nodiscard]] std::vector<DecimalLevel> asks(std::size_t most) const;
    [[nodiscard]] std::size_t bidCount() const;
    [[nodiscard]] std::size_t askCount() const;

private:
    [[nodiscard]] bool hasSteps() const { return m_price.hasStep() && m_amount.hasStep(); }
    [[nodiscard]] bool applySteps(const RelayMessage &change);
    [[nodiscard]] bool toSteps(const std::vector<RelayLevel> &from, std::vector<Level> &to) const;
    [[nodiscard]] bool applyDecimals(const RelayMessage &change);
    [[nodiscard]] std::vector<DecimalLevel> decimals(std::span<const Level> levels, std::size_t most) const;
    Action settle(MonoTime now);
    Action refuse(GapKind why);
    void forget(BookState state, GapKind why);

    RelaySteps m_price, m_amount;
    OrderBook m_steps;
    DecimalBook m_decimals;
    std::vector<Level> m_newBids, m_newAsks; ///< kept for their capacity
    BookState m_state = BookState::Waiting;
    GapKind m_gap = GapKind::None;
    MonoTime m_crossedSince{};
};

} // namespace bw
