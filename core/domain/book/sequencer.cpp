// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/sequencer.h"

#include <algorithm>

namespace bw {

namespace {
// The deepest topic holds 1000 a side, a full book 10 000. More than this is not a book but an attack or a feed that never deletes.
constexpr std::size_t kMaxLevelsPerSide = 20'000;

bool isSane(std::span<const Level> levels)
{
    return levels.size() <= kMaxLevelsPerSide && std::all_of(levels.begin(), levels.end(), [](const Level &level) {
        return level.price.value() > 0 && level.qty.value() >= 0;
    });
}

bool isSame(std::span<const Level> a, std::span<const Level> b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}
} // namespace

Sequencer::Action Sequencer::apply(const BookUpdate &update)
{
    if (!isSane(update.bids) || !isSane(update.asks))
        return refuse(GapKind::Malformed);
    // After a restart of the service the message with u = 1 is a snapshot whatever it calls itself.
    if (update.kind == BookUpdate::Kind::Snapshot || update.updateId == 1)
        return applySnapshot(update);
    return applyDelta(update);
}

Sequencer::Action Sequencer::applySnapshot(const BookUpdate &update)
{
    const bool isRepeat = update.depth == 1 && update.updateId == m_updateId && isSame(update.bids, m_book.bids())
        && isSame(update.asks, m_book.asks());
    if (m_state == BookState::Live && isRepeat)
        return Action::Ignored;
    const bool isRestart = update.updateId == 1 && (m_state == BookState::Live || m_state == BookState::Stale);
    m_book.replace(update.bids, update.asks);
    return accept(update, isRestart ? GapKind::Reset : GapKind::None);
}

Sequencer::Action Sequencer::applyDelta(const BookUpdate &update)
{
    if (m_state == BookState::Waiting || m_state == BookState::Resyncing) {
        if (m_gap == GapKind::None)
            m_gap = GapKind::BeforeSnapshot;
        return Action::Ignored;
    }
    if (update.depth == 1 && update.updateId == m_updateId) {
        if (m_state == BookState::Live)
            return Action::Ignored;
        return accept(update, GapKind::None); // the silence is over and nothing has changed
    }
    if (update.updateId != m_updateId + 1 && !m_isUpdateIdIgnored)
        return refuse(GapKind::Sequence);
    if (update.sequence < m_sequence)
        return refuse(GapKind::SeqBackwards);
    m_book.apply(update.bids, update.asks);
    return accept(update, GapKind::None);
}

Sequencer::Action Sequencer::accept(const BookUpdate &update, GapKind gap)
{
    if (m_book.isCrossed())
        return refuse(GapKind::Crossed);
    if (std::max(m_book.bids().size(), m_book.asks().size()) > kMaxLevelsPerSide)
        return refuse(GapKind::Malformed);
    m_state = BookState::Live;
    m_gap = gap;
    m_updateId = update.updateId;
    m_sequence = update.sequence;
    return Action::Applied;
}

Sequencer::Action Sequencer::malformed()
{
    return refuse(GapKind::Malformed);
}

void Sequencer::discard(GapKind why)
{
    forget(BookState::Resyncing, why);
}

void Sequencer::reset(GapKind why)
{
    forget(BookState::Waiting, why);
}

void Sequencer::markStale(GapKind why)
{
    if (m_state != BookState::Live)
        return;
    m_state = BookState::Stale;
    m_gap = why;
}

void Sequencer::revive()
{
    if (m_state != BookState::Stale)
        return;
    m_state = BookState::Live;
    m_gap = GapKind::None;
}

Sequencer::Action Sequencer::refuse(GapKind why)
{
    forget(BookState::Resyncing, why);
    return Action::Resync;
}

void Sequencer::forget(BookState state, GapKind why)
{
    m_book.clear();
    m_state = state;
    m_gap = why;
    m_updateId = 0;
    m_sequence = 0;
}

QString toName(BookState state)
{
    switch (state) {
    case BookState::Waiting: return QStringLiteral("waiting");
    case BookState::Live: return QStringLiteral("live");
    case BookState::Stale: return QStringLiteral("stale");
    case BookState::Resyncing: return QStringLiteral("resyncing");
    }
    return {};
}

QString toName(GapKind gap)
{
    switch (gap) {
    case GapKind::None: return {};
    case GapKind::Sequence: return QStringLiteral("sequence");
    case GapKind::SeqBackwards: return QStringLiteral("seq_backwards");
    case GapKind::Crossed: return QStringLiteral("crossed");
    case GapKind::BeforeSnapshot: return QStringLiteral("before_snapshot");
    case GapKind::Reset: return QStringLiteral("reset");
    case GapKind::Silence: return QStringLiteral("silence");
    case GapKind::SpotCheck: return QStringLiteral("spot_check");
    case GapKind::Malformed: return QStringLiteral("malformed");
    case GapKind::Disconnected: return QStringLiteral("disconnected");
    case GapKind::RelayDisconnect: return QStringLiteral("relay_disconnect");
    case GapKind::NoSnapshot: return QStringLiteral("no_snapshot");
    case GapKind::Refused: return QStringLiteral("refused");
    }
    return {};
}

} // namespace bw
