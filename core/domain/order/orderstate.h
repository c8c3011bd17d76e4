// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace bw {

/// Where an order of ours stands, in the words of the event `order`.
enum class OrderState : std::uint8_t {
    Intent,          ///< journalled, nothing left this machine
    NotSent,         ///< stopped after the journal, before the wire: terminal
    Sent,            ///< bytes may have left
    Accepted,        ///< the venue has it (New)
    Untriggered,
    PartiallyFilled,
    AmendSent,
    CancelSent,
    Filled,          ///< terminal
    Cancelled,       ///< terminal, may have fills
    Deactivated,     ///< terminal
    Rejected,        ///< terminal: the venue said no, with certainty
    Unknown,         ///< bytes may have left, the outcome is not known: looked up, never sent again
    NotAtVenue,      ///< looked for long enough and not found; a later event of the venue reopens it
};

[[nodiscard]] QString toName(OrderState state); ///< "intent", "not_sent", "partially_filled", ...
[[nodiscard]] std::optional<OrderState> orderStateFromName(const QString &name);
[[nodiscard]] bool isTerminal(OrderState state); ///< nothing leaves it. NotAtVenue is not terminal: the venue may still speak
[[nodiscard]] bool isWorking(OrderState state);  ///< may rest or fill at the venue, Unknown and Sent included

/// What can happen to an order.
enum class OrderEvent : std::uint8_t {
    StopBeforeSend,  ///< a last check failed
    Send,
    Acknowledge,     ///< retCode 0, or New from the stream
    Refuse,          ///< a certain refusal of the create
    LoseAnswer,      ///< timeout, dropped socket, unreadable answer
    Trigger,         ///< a conditional order waits
    FillPart,
    FillAll,
    Cancel,
    Deactivate,
    VenueReject,     ///< the matching engine says no after the acknowledgement
    SendAmend,
    SendCancel,
    RefuseChange,    ///< a certain refusal of an amend or cancel: back to what it was
    GiveUpLooking,   ///< not found, by the rule of the fact sheet 6.5
};

/// The one state machine of orders. Pure: returns the next state, or the same state when the event means nothing here. Nothing leaves
/// a terminal state; a late New or PartiallyFilled never reopens a closed order. `filledBefore` tells a refused change where to
/// return to (PartiallyFilled rather than Accepted).
[[nodiscard]] OrderState nextState(OrderState now, OrderEvent event, bool filledBefore);

} // namespace bw
