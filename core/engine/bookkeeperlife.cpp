// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The half of BookKeeper that asks whether the book is alive: the silence of its topic, and what orderbook.1 says of it.
#include "core/engine/bookkeeper.h"

#include <algorithm>

namespace bw {

namespace {
using std::chrono::milliseconds;
using std::chrono::seconds;

// Three times its normal pace makes a topic silent, but a pause of seconds is ordinary and more than ten of them are not.
constexpr milliseconds kLeastSilence{3000};
constexpr milliseconds kMostSilence{10'000};
constexpr milliseconds kTopSilence{10'000};      // orderbook.1 repeats itself every 3 s: three of them are missing
constexpr milliseconds kVouches{5000};           // one is late: a word older than that says nothing of a book that is silent itself
constexpr seconds kBetweenTops{5};
constexpr milliseconds kProvenQuiet{1500};       // a top so much later than the last frame is a repeat, or a change that the book has missed
constexpr milliseconds kMayDisagree{1000};
constexpr seconds kTopAnswer{3};                 // orderbook.1 that was asked for anew comes at once, or is dead
constexpr milliseconds kDoubtSettles{500};
} // namespace

void BookKeeper::applyTop(const BookUpdate &update)
{
    const auto now = m_clock.now();
    if (m_topSequencer.apply(update) == Sequencer::Action::Resync) {
        askForTop(now);
        return;
    }
    if (m_topSequencer.state() != BookState::Live)
        return;
    m_top.noteTop(now, bestOf(m_topSequencer.book().bids(), m_topSequencer.book().asks()));
    if (m_doubtSince)
        judgeDoubt(now);
    if (!m_top.isEqual())
        return;
    if (isLive() || m_sequencer.state() == BookState::Stale)
        m_confirmedAt = now;
    if (m_sequencer.state() == BookState::Stale) {
        m_sequencer.revive();
        Q_EMIT changed();
    }
}

/// At most once in five seconds; watchTop() tries again where nothing comes.
void BookKeeper::askForTop(MonoTime now, bool isUrgent)
{
    m_top.forgetTop();
    m_topSequencer.reset(GapKind::None);
    if (!isUrgent && m_topAskedAt && now - *m_topAskedAt < kBetweenTops)
        return;
    m_topAskedAt = now;
    Q_EMIT resyncWanted(MarketTopic::book(1));
}

void BookKeeper::doubt()
{
    if (m_sequencer.state() != BookState::Live)
        return;
    m_sequencer.markStale(GapKind::Silence);
    m_pace.noteBreak();
    m_resyncs.noteWaiting(m_clock.now());
    Q_EMIT gapSeen(GapKind::Silence, QStringLiteral("wait"));
    Q_EMIT changed();
}

void BookKeeper::watch()
{
    const auto now = m_clock.now();
    if (m_resyncs.isDue(now))
        ask();
    if (m_trial.isHopeless(now))
        giveUp();
    if (m_sequencer.state() == BookState::Live) {
        judgeLife(now);
    } else if (!m_isRefused && m_resyncs.isOverdue(now)) {
        m_resyncs.beMorePatient();
        ask();
    }
}

/// Nobody could say whether the book is right: it begins again, as strict as ever.
void BookKeeper::giveUp()
{
    m_sequencer.discard(GapKind::Sequence);
    onGap(GapKind::Sequence, true);
    beStrict();
}

void BookKeeper::judgeLife(MonoTime now)
{
    const auto age = now - m_receivedAt;
    if (!isDeep()) {
        if (age >= kTopSilence)
            fallSilent(GapKind::Silence);
        return;
    }
    if (m_doubtSince) {
        judgeDoubt(now);
        return;
    }
    if (m_top.disagreement(now) > kMayDisagree) {
        const bool isTopHeard = m_top.lastTop() && now - *m_top.lastTop() <= kMayDisagree;
        if (age > kMayDisagree) {
            fallSilent(GapKind::Silence);
            askForTop(now);
        } else if (isTopHeard) {
            disprove(); // both speak, and this one is not heard of by the other
        } else {
            beginDoubt(now);
        }
        return;
    }
    const auto limit = std::clamp(3 * m_pace.normal().value_or(kUnknownPace), kLeastSilence, kMostSilence);
    if (age >= limit && !isVouchedFor(now))
        fallSilent(GapKind::Silence);
    else
        watchTop(now);
}

/// The book moves and orderbook.1 does not. Either that topic has fallen silent, or this book keeps a level that is long gone: the top is
/// asked for anew, and until it has spoken the book is not believed.
void BookKeeper::beginDoubt(MonoTime now)
{
    m_doubtSince = now;
    Q_EMIT gapSeen(GapKind::Silence, QStringLiteral("resubscribe_top"));
    askForTop(now, true);
    Q_EMIT changed();
}

void BookKeeper::judgeDoubt(MonoTime now)
{
    if (!m_top.lastTop()) {
        if (now - *m_doubtSince >= kTopAnswer)
            endDoubt(); // it is dead: the book lives by its own frames
    } else if (m_top.isAgreeing(now)) {
        endDoubt();
    } else if (m_top.disagreement(now) >= kDoubtSettles) {
        disprove();
    }
}

void BookKeeper::endDoubt()
{
    m_doubtSince.reset();
    Q_EMIT changed();
}

/// orderbook.1 of a book that moves by itself: its silence costs nothing but its word.
void BookKeeper::watchTop(MonoTime now)
{
    const auto since = std::max({m_top.lastTop().value_or(m_topWaitingSince), m_topAskedAt.value_or(m_topWaitingSince), m_topWaitingSince});
    if (now - since < kTopSilence)
        return;
    if (m_top.lastTop())
        Q_EMIT gapSeen(GapKind::Silence, QStringLiteral("resubscribe_top"));
    askForTop(now);
}

bool BookKeeper::isVouchedFor(MonoTime now) const
{
    return m_top.lastTop() && now - *m_top.lastTop() < kVouches && m_top.isAgreeing(now);
}

bool BookKeeper::isQuiet() const
{
    return isLive() && m_top.lastTop() && m_top.isEqual() && *m_top.lastTop() - m_receivedAt >= kProvenQuiet;
}

void BookKeeper::fallSilent(GapKind why)
{
    m_history.noteGap(m_clock.now(), why);
    m_pace.noteBreak();
    m_sequencer.markStale(why);
    Q_EMIT gapSeen(why, QStringLiteral("resubscribe"));
    askAgain(true);
    Q_EMIT changed();
}

} // namespace bw
