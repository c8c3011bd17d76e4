// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/signal/signal.h"

#include <algorithm>

namespace bw {

namespace {
constexpr qsizetype kMaxSignals = 200;

/// A person judges a proposal once; what was agreed to may still be edited, and acts once.
bool mayBecome(const Signal &signal, SignalState decision, UtcTime now)
{
    switch (decision) {
    case SignalState::Approved:
        return signal.state == SignalState::Proposed && signal.isTradable(now);
    case SignalState::Edited:
        return (signal.state == SignalState::Proposed || signal.state == SignalState::Approved) && signal.isTradable(now);
    case SignalState::Rejected:
        return signal.state == SignalState::Proposed && now < signal.expiresAt;
    case SignalState::Acted: // its order is out, which is a fact whatever the time is
        return signal.state == SignalState::Approved || signal.state == SignalState::Edited;
    case SignalState::Proposed:
    case SignalState::Expired:
        return false;
    }
    return false;
}
} // namespace

bool Signal::isTradable(UtcTime now) const
{
    const bool isOpen = state == SignalState::Proposed || state == SignalState::Approved || state == SignalState::Edited;
    return isOpen && isGrounded && side.has_value() && rejection == Rejection::None && now < expiresAt;
}

std::optional<Side> sideOf(const Decimal &score, const Decimal &deadBand)
{
    if (score > deadBand)
        return Side::Buy;
    if (score < -deadBand)
        return Side::Sell;
    return std::nullopt;
}

void ReviewQueue::add(Signal signal)
{
    m_signals.prepend(std::move(signal));
    if (m_signals.size() > kMaxSignals)
        m_signals.removeLast();
}

const Signal *ReviewQueue::review(const QString &id, SignalState decision, const QString &reason, UtcTime now)
{
    const auto found = std::find_if(m_signals.begin(), m_signals.end(), [&id](const Signal &signal) { return signal.id == id; });
    if (found == m_signals.end() || !mayBecome(*found, decision, now))
        return nullptr;
    found->state = decision;
    if (decision == SignalState::Rejected)
        found->reason = reason;
    return &*found;
}

QVector<Signal> ReviewQueue::expire(UtcTime now)
{
    QVector<Signal> expired;
    for (Signal &signal : m_signals) {
        if (signal.state != SignalState::Proposed || now < signal.expiresAt)
            continue;
        signal.state = SignalState::Expired;
        expired.append(signal);
    }
    return expired;
}

const Signal *ReviewQueue::find(const QString &id) const
{
    const auto found = std::find_if(m_signals.cbegin(), m_signals.cend(), [&id](const Signal &signal) { return signal.id == id; });
    return found == m_signals.cend() ? nullptr : &*found;
}

QString toName(SignalKind kind)
{
    return kind == SignalKind::Sentiment ? QStringLiteral("sentiment") : QStringLiteral("spread");
}

QString toName(SignalState state)
{
    switch (state) {
    case SignalState::Proposed: return QStringLiteral("proposed");
    case SignalState::Approved: return QStringLiteral("approved");
    case SignalState::Edited: return QStringLiteral("edited");
    case SignalState::Rejected: return QStringLiteral("rejected");
    case SignalState::Expired: return QStringLiteral("expired");
    case SignalState::Acted: return QStringLiteral("acted");
    }
    return {};
}

} // namespace bw
