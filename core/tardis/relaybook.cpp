// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/relaybook.h"

#include <algorithm>

namespace bw {

namespace {

constexpr std::size_t kMaxLevels = 50'000; ///< a side: Binance sends all that changes, however far away; more is a feed that never deletes

RelaySteps stepsOf(const std::optional<Decimal> &step) { return step ? RelaySteps(*step) : RelaySteps(); }

std::optional<std::vector<DecimalLevel>> toDecimals(const std::vector<RelayLevel> &levels)
{
    std::vector<DecimalLevel> made;
    made.reserve(levels.size());
    for (const auto &level : levels) {
        made.push_back({level.price.toDecimal(), level.amount.toDecimal()});
        if (made.back().price.sign() <= 0 || !made.back().amount.isValid())
            return std::nullopt;
    }
    return made;
}

} // namespace

RelayBook::RelayBook(const std::optional<Decimal> &tick, const std::optional<Decimal> &lot)
    : m_price(stepsOf(tick)), m_amount(stepsOf(lot))
{
}

RelayBook::Action RelayBook::apply(const RelayMessage &change, MonoTime now)
{
    const bool isWaiting = m_state == BookState::Waiting || m_state == BookState::Resyncing;
    if (isWaiting && !change.isSnapshot) {
        if (m_gap == GapKind::None)
            m_gap = GapKind::BeforeSnapshot;
        return Action::Ignored;
    }
    if (!(hasSteps() ? applySteps(change) : applyDecimals(change)) || std::max(bidCount(), askCount()) > kMaxLevels)
        return refuse(GapKind::Malformed);
    return settle(now);
}

bool RelayBook::applySteps(const RelayMessage &change)
{
    if (!toSteps(change.bids, m_newBids) || !toSteps(change.asks, m_newAsks))
        return false;
    if (change.isSnapshot)
        m_steps.replace(m_newBids, m_newAsks);
    else
        m_steps.apply(m_newBids, m_newAsks);
    return true;
}

bool RelayBook::toSteps(const std::vector<RelayLevel> &from, std::vector<Level> &to) const
{
    to.clear();
    for (const auto &level : from) {
        const auto price = m_price.nearest(level.price);
        auto amount = m_amount.nearest(level.amount);
        if (price.steps <= 0 || !price.isClose || amount.steps < 0)
            return false;
        if (amount.steps == 0 && !amount.isClose) // less than half a lot, but there: rounding must not take a price from the book
            amount.steps = 1;
        to.push_back({PriceTicks(price.steps), QtyLots(amount.steps)});
    }
    return true;
}

bool RelayBook::applyDecimals(const RelayMessage &change)
{
    auto bids = toDecimals(change.bids), asks = toDecimals(change.asks);
    if (!bids || !asks)
        return false;
    if (change.isSnapshot)
        m_decimals.replace(std::move(*bids), std::move(*asks));
    else
        m_decimals.apply(*bids, *asks);
    return true;
}

RelayBook::Action RelayBook::settle(MonoTime now)
{
    const bool isCrossed = hasSteps() ? m_steps.isCrossed() : m_decimals.isCrossed();
    if (!isCrossed) {
        m_state = BookState::Live;
        m_gap = GapKind::None;
        return Action::Applied;
    }
    if (m_state != BookState::Stale)
        m_crossedSince = now;
    m_state = BookState::Stale;
    m_gap = GapKind::Crossed;
    return look(now) == Action::Resync ? Action::Resync : Action::Applied;
}

RelayBook::Action RelayBook::look(MonoTime now)
{
    return m_state == BookState::Stale && now - m_crossedSince > kMayBeCrossed ? refuse(GapKind::Crossed) : Action::Ignored;
}

RelayBook::Action RelayBook::malformed()
{
    return refuse(GapKind::Malformed);
}

void RelayBook::reset(GapKind why)
{
    forget(BookState::Waiting, why);
}

RelayBook::Action RelayBook::refuse(GapKind why)
{
    forget(BookState::Resyncing, why);
    return Action::Resync;
}

void RelayBook::forget(BookState state, GapKind why)
{
    m_steps.clear();
    m_decimals.clear();
    m_state = state;
    m_gap = why;
}

std::vector<DecimalLevel> RelayBook::bids(std::size_t most) const
{
    if (!isLive())
        return {};
    if (hasSteps())
        return decimals(m_steps.bids(), most);
    const auto best = m_decimals.bids().first(std::min(most, bidCount()));
    return {best.begin(), best.end()};
}

std::vector<DecimalLevel> RelayBook::asks(std::size_t most) const
{
    if (!isLive())
        return {};
    if (hasSteps())
        return decimals(m_steps.asks(), most);
    const auto best = m_decimals.asks().first(std::min(most, askCount()));
    return {best.begin(), best.end()};
}

std::size_t RelayBook::bidCount() const { return hasSteps() ? m_steps.bids().size() : m_decimals.bids().size(); }
std::size_t RelayBook::askCount() const { return hasSteps() ? m_steps.asks().size() : m_decimals.asks().size(); }

std::vector<DecimalLevel> RelayBook::decimals(std::span<const Level> levels, std::size_t most) const
{
    std::vector<DecimalLevel> made;
    for (const auto &level : levels.first(std::min(most, levels.size())))
        made.push_back({m_price.step() * Decimal::fromScaled(level.price.value(), 0), m_amount.step() * Decimal::fromScaled(level.qty.value(), 0)});
    return made;
}

} // namespace bw
