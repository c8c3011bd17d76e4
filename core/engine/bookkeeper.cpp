// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
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
constexpr milliseconds kRepeatPace{3000};
constexpr seconds kBetweenTops{5};
constexpr milliseconds kProvenQuiet{1500};       // a top so much later than the last frame is a repeat, or a change that the book has missed
constexpr milliseconds kMayDisagree{1000};
constexpr milliseconds kUnknownPace{1000};       // before a median is known
constexpr std::chrono::minutes kGapMemory{10};
constexpr int kBreaksBeforeTrial = 3;
constexpr std::chrono::minutes kBreakMemory{1};
constexpr seconds kCheckPace{60}, kCheckPaceIgnoring{15}, kCheckPaceUnproven{2}, kCheckPaceSuspicious{1};
constexpr seconds kTopAnswer{3};                 // orderbook.1 that was asked for anew comes at once, or is dead
constexpr milliseconds kDoubtSettles{500};
constexpr std::chrono::minutes kCheckOverdue{5};
constexpr seconds kToldPace{1};                  // one event a second for a book that stays broken

std::vector<Level> firstLevels(std::span<const Level> levels)
{
    const auto count = std::min(levels.size(), BookSnapshot::kShownLevels);
    return {levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(count)};
}
} // namespace

BookKeeper::BookKeeper(InstrumentPtr instrument, int depth, const Clock &clock)
    : m_instrument(std::move(instrument)), m_depth(depth), m_clock(clock), m_resyncs(clock.now()), m_spot{SpotCheck(depth), {}, {}, {}, false},
      m_topWaitingSince(clock.now())
{
}

void BookKeeper::apply(const BookUpdate &update)
{
    const auto now = m_clock.now();
    m_receivedAt = now;
    m_isRefused = false;
    m_pace.note(now);
    noteBreaks(update, now);
    const bool wasShown = m_sequencer.state() == BookState::Live || m_sequencer.state() == BookState::Stale;
    switch (m_sequencer.apply(update)) {
    case Sequencer::Action::Applied:
        onApplied(update);
        break;
    case Sequencer::Action::Ignored:
        if (wasShown)
            m_confirmedAt = now; // the repeat of depth 1
        else if (m_sequencer.state() == BookState::Waiting && !std::exchange(m_isBeforeSnapshotTold, true))
            Q_EMIT gapSeen(GapKind::BeforeSnapshot, QStringLiteral("wait"));
        break;
    case Sequencer::Action::Resync:
        onGap(m_sequencer.gap(), wasShown);
        break;
    }
}

void BookKeeper::onApplied(const BookUpdate &update)
{
    m_matchedAt = update.matchedAt;
    m_arrivedAt = m_clock.utcNow();
    m_confirmedAt = m_receivedAt;
    m_history.noteLive(m_receivedAt);
    if (update.kind == BookUpdate::Kind::Snapshot || update.updateId == 1) {
        m_spot.check.clear();
        m_spot.wasSuspicious = false;
        m_trial.noteSnapshot();
        m_snapshotAt = m_receivedAt;
        m_isBeforeSnapshotTold = false;
        m_resyncs.noteSnapshot();
    }
    if (m_sequencer.gap() == GapKind::Reset)
        Q_EMIT gapSeen(GapKind::Reset, QStringLiteral("replace"));
    if (isDeep()) {
        const auto best = bestOf(m_sequencer.book().bids(), m_sequencer.book().asks());
        m_spot.check.note(update.updateId, update.sequence, m_sequencer.book());
        m_top.noteDeep(m_receivedAt, best);
    }
    Q_EMIT changed();
}

BookState BookKeeper::state() const
{
    const auto state = m_sequencer.state();
    if (state != BookState::Live)
        return state;
    if (m_trial.isHidden())
        return BookState::Resyncing;
    return m_doubtSince ? BookState::Stale : state;
}

GapKind BookKeeper::gap() const
{
    if (m_sequencer.state() == BookState::Live && !isLive())
        return m_doubtSince ? GapKind::Silence : GapKind::Sequence;
    return m_sequencer.gap();
}

/// While u is not heeded.
void BookKeeper::noteBreaks(const BookUpdate &update, MonoTime now)
{
    if (!m_trial.isOn() || m_sequencer.state() != BookState::Live)
        return;
    const bool isChange = update.kind == BookUpdate::Kind::Delta && update.updateId != 1;
    switch (m_trial.note(isChange && update.updateId != m_sequencer.updateId() + 1, now)) {
    case UpdateIdTrial::News::None:
        break;
    case UpdateIdTrial::News::Doubt:
        Q_EMIT gapSeen(GapKind::Sequence, QStringLiteral("spot_check"));
        break;
    case UpdateIdTrial::News::Healed:
        beStrict();
        break;
    }
}

void BookKeeper::beStrict()
{
    m_trial.end();
    m_sequencer.setUpdateIdIgnored(false);
    m_spot.check.setWhole(false);
}

void BookKeeper::onGap(GapKind gap, bool wasShown)
{
    const auto now = m_clock.now();
    m_top.forgetDeep();
    m_spot.check.clear();
    m_pace.noteBreak();
    const bool isNews = wasShown || now - m_gapToldAt >= kToldPace;
    if (isNews) {
        m_history.noteGap(now, gap);
        m_gapToldAt = now;
    }
    if (isNews)
        Q_EMIT gapSeen(gap, QStringLiteral("resubscribe"));
    beStrict();
    m_doubtSince.reset();
    // u may mean something else from now on, or frames may really be lost: after the next break the venue's own answers tell which.
    if (isDeep() && gap == GapKind::Sequence && m_history.gaps(now, kBreakMemory, gap) >= kBreaksBeforeTrial) {
        m_trial.begin(now);
        m_sequencer.setUpdateIdIgnored(true);
        m_spot.check.setWhole(true);
    }
    askAgain(wasShown);
    Q_EMIT changed();
}

void BookKeeper::askAgain(bool wasShown)
{
    const auto now = m_clock.now();
    if (m_resyncs.plan(now, wasShown) <= now)
        ask();
}

void BookKeeper::ask()
{
    m_resyncs.noteAsked(m_clock.now());
    Q_EMIT resyncWanted(topic());
}

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

void BookKeeper::malformed()
{
    const bool wasShown = m_sequencer.state() == BookState::Live || m_sequencer.state() == BookState::Stale;
    if (m_sequencer.malformed() == Sequencer::Action::Resync)
        onGap(GapKind::Malformed, wasShown);
}

void BookKeeper::lost(GapKind why)
{
    if (isLive() && why != GapKind::None)
        m_history.noteGap(m_clock.now(), why);
    beStrict();
    m_doubtSince.reset();
    m_sequencer.reset(why);
    m_topSequencer.reset(why);
    m_top.forgetDeep();
    m_top.forgetTop();
    m_spot.check.clear();
    m_pace.noteBreak();
    m_isBeforeSnapshotTold = false;
    m_resyncs.noteSnapshot(); // what was to be asked for comes with the new connection
    m_resyncs.noteWaiting(m_clock.now());
    m_topWaitingSince = m_clock.now();
    Q_EMIT changed();
}

void BookKeeper::refuse()
{
    lost(GapKind::Refused);
    m_isRefused = true;
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

void BookKeeper::resync()
{
    lost(GapKind::None);
    m_isRefused = false;
    ask();
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
    return m_top.lastTop() && now - *m_top.lastTop() < kTopSilence && m_top.isAgreeing(now);
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

std::chrono::milliseconds BookKeeper::spotCheckPace() const
{
    if (m_spot.wasSuspicious)
        return kCheckPaceSuspicious;
    if (m_trial.isUnproven())
        return kCheckPaceUnproven;
    return m_trial.isOn() ? kCheckPaceIgnoring : kCheckPace;
}

void BookKeeper::noteSpotChecked()
{
    m_spot.firstAsked = m_spot.firstAsked.value_or(m_clock.now());
    m_trial.noteAsked();
}

SpotCheck::Finding BookKeeper::takeSpotCheck(const BookUpdate &answer)
{
    using Finding = SpotCheck::Finding;
    auto finding = m_sequencer.state() == BookState::Live ? m_spot.check.judge(answer) : Finding::None;
    if (finding == Finding::Suspicious && std::exchange(m_spot.wasSuspicious, true))
        finding = Finding::Differs; // a fleeting change does not come twice
    if (finding != Finding::Agrees && finding != Finding::Differs)
        return finding;
    m_spot.wasSuspicious = false;
    m_spot.lastVerdict = m_clock.now();
    m_spot.hasAgreed = finding == Finding::Agrees;
    if (finding == Finding::Differs) {
        disprove();
    } else if (m_trial.takeProof()) {
        Q_EMIT gapSeen(GapKind::Sequence, QStringLiteral("ignore_u"));
        Q_EMIT updateIdIgnored();
        Q_EMIT changed();
    }
    return finding;
}

void BookKeeper::disprove()
{
    m_sequencer.discard(GapKind::SpotCheck);
    onGap(GapKind::SpotCheck, true); // on trial too: the answer is always news
}

BookTrust BookKeeper::trust(const TrustSurroundings &around) const
{
    const auto now = m_clock.now();
    const auto sinceVerdict = [&] { return now - m_spot.lastVerdict.value_or(m_spot.firstAsked.value_or(now)); };
    TrustEvidence evidence;
    evidence.isLive = isLive();
    evidence.age = std::chrono::duration_cast<milliseconds>(now - std::max(m_confirmedAt, m_receivedAt));
    evidence.normalPace = isQuiet() ? kRepeatPace : m_pace.normal().value_or(kUnknownPace);
    evidence.crossedShare = m_history.crossedShare(now);
    evidence.gaps = m_history.gaps(now, kGapMemory);
    evidence.clockError = around.clockError;
    evidence.isSpotCheckOverdue = isDeep() && sinceVerdict() >= kCheckOverdue;
    evidence.spotCheckAgreed = evidence.isSpotCheckOverdue ? std::nullopt : m_spot.hasAgreed;
    evidence.isUpdateIdIgnored = m_trial.isPassed();
    evidence.otherVenueBps = around.otherVenueBps;
    return judgeTrust(evidence);
}

std::shared_ptr<const BookSnapshot> BookKeeper::snapshot(const TrustSurroundings &around) const
{
    auto book = std::make_shared<BookSnapshot>();
    book->instrument = m_instrument;
    book->state = state();
    book->gap = gap();
    if (book->state == BookState::Live || book->state == BookState::Stale) {
        book->bids = firstLevels(m_sequencer.book().bids());
        book->asks = firstLevels(m_sequencer.book().asks());
    }
    book->trust = trust(around);
    book->depth = m_depth;
    book->isUpdateIdIgnored = isLive() && m_trial.isPassed();
    book->updateId = m_sequencer.updateId();
    book->matchedAt = m_matchedAt;
    book->receivedAt = m_receivedAt;
    book->confirmedAt = m_confirmedAt;
    book->isQuiet = isQuiet();
    return book;
}

} // namespace bw
