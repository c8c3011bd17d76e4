// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/order/orderstate.h"

namespace bw {

namespace {
/// Nobody knows yet whether the venue has it, or it was not there: whatever the venue says now is news.
bool isUndecided(OrderState state)
{
    return state == OrderState::Intent || state == OrderState::Sent || state == OrderState::Unknown || state == OrderState::NotAtVenue;
}

bool isResting(OrderState state)
{
    return state == OrderState::Accepted || state == OrderState::Untriggered || state == OrderState::PartiallyFilled;
}

bool isChangePending(OrderState state)
{
    return state == OrderState::AmendSent || state == OrderState::CancelSent;
}
} // namespace

OrderState nextState(OrderState now, OrderEvent event, bool filledBefore)
{
    if (isTerminal(now))
        return now;
    const OrderState open = filledBefore || now == OrderState::PartiallyFilled ? OrderState::PartiallyFilled : OrderState::Accepted;
    // A cancel stays pending until it is refused, lost or done; an amend is over with the next report, which carries its result.
    const bool keepsState = now == OrderState::CancelSent;

    switch (event) {
    case OrderEvent::StopBeforeSend:
        // Also from Sent, for a transport that is certain that no byte left.
        return now == OrderState::Intent || now == OrderState::Sent ? OrderState::NotSent : now;
    case OrderEvent::Send:
        return now == OrderState::Intent ? OrderState::Sent : now;
    case OrderEvent::Acknowledge:
        return keepsState ? now : open;
    case OrderEvent::Trigger:
        if (keepsState)
            return now;
        return open == OrderState::Accepted ? OrderState::Untriggered : open;
    case OrderEvent::FillPart:
        return keepsState ? now : OrderState::PartiallyFilled;
    case OrderEvent::FillAll:
        return OrderState::Filled;
    case OrderEvent::Cancel:
        return OrderState::Cancelled;
    case OrderEvent::Deactivate:
        return OrderState::Deactivated;
    case OrderEvent::VenueReject:
        return OrderState::Rejected;
    case OrderEvent::Refuse:
        return isUndecided(now) ? OrderState::Rejected : now;
    case OrderEvent::LoseAnswer:
        return now == OrderState::Intent || now == OrderState::Sent || isChangePending(now) ? OrderState::Unknown : now;
    case OrderEvent::SendAmend:
        return isResting(now) ? OrderState::AmendSent : now;
    case OrderEvent::SendCancel:
        return isResting(now) || now == OrderState::AmendSent ? OrderState::CancelSent : now;
    case OrderEvent::RefuseChange:
        return isChangePending(now) ? open : now;
    case OrderEvent::GiveUpLooking:
        return now == OrderState::Unknown ? OrderState::NotAtVenue : now;
    }
    return now;
}

bool isTerminal(OrderState state)
{
    switch (state) {
    case OrderState::NotSent:
    case OrderState::Filled:
    case OrderState::Cancelled:
    case OrderState::Deactivated:
    case OrderState::Rejected:
        return true;
    default:
        return false;
    }
}

bool isWorking(OrderState state)
{
    return state == OrderState::Sent || state == OrderState::Unknown || isResting(state) || isChangePending(state);
}

QString toName(OrderState state)
{
    switch (state) {
    case OrderState::Intent: return QStringLiteral("intent");
    case OrderState::NotSent: return QStringLiteral("not_sent");
    case OrderState::Sent: return QStringLiteral("sent");
    case OrderState::Accepted: return QStringLiteral("accepted");
    case OrderState::Untriggered: return QStringLiteral("untriggered");
    case OrderState::PartiallyFilled: return QStringLiteral("partially_filled");
    case OrderState::AmendSent: return QStringLiteral("amend_sent");
    case OrderState::CancelSent: return QStringLiteral("cancel_sent");
    case OrderState::Filled: return QStringLiteral("filled");
    case OrderState::Cancelled: return QStringLiteral("cancelled");
    case OrderState::Deactivated: return QStringLiteral("deactivated");
    case OrderState::Rejected: return QStringLiteral("rejected");
    case OrderState::Unknown: return QStringLiteral("unknown");
    case OrderState::NotAtVenue: return QStringLiteral("not_at_venue");
    }
    return {};
}

std::optional<OrderState> orderStateFromName(const QString &name)
{
    using S = OrderState;
    for (const auto state : {S::Intent, S::NotSent, S::Sent, S::Accepted, S::Untriggered, S::PartiallyFilled, S::AmendSent, S::CancelSent, S::Filled,
                             S::Cancelled, S::Deactivated, S::Rejected, S::Unknown, S::NotAtVenue})
        if (toName(state) == name)
            return state;
    return std::nullopt;
}

} // namespace bw
