// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/bookkeeper.h"

#include <algorithm>

namespace bw {

namespace {
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kRepeatPace{3000}; // of an unchanged orderbook.1
constexpr std::chrono::minutes kGapMemory{10};
constexpr int kBreaksBeforeTrial = 3;
constexpr std::chrono::minutes kBreakMemory{1};
constexpr seconds kCheckPace{60}, kCheckPaceIgnoring{15}, kCheckPaceUnproven{2}, kCheckPaceSuspicious{1};
constexpr std::chrono::minutes kCheckOverdue{5};
constexpr seconds kToldPace{1}; // one event a second for a book that stays broken

/// A topic of 50 levels never has many more; the bound is for one that never deletes.
std::vector<Level> firstLevels(std::span<const Level> levels)
{
    const auto count = std::min(levels.size(), BookSnapshot::kMostLevels);
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
        noteLag(update, wasShown);
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

void BookKeeper::noteLag(const BookUpdate &update, bool wasShown)
{
    const bool isChange = update.kind == BookUpdate::Kind::Delta || (!isDeep() && wasShown);
    if (!isChange || toMs(update.matchedAt) == 0)
        return;
    m_travelled = m_clock.utcNow() - update.matchedAt;
    if (std::exchange(m_wasLate, isLate()) != isLate() && isLate())
        Q_EMIT gapSeen(GapKind::Silence, QStringLiteral("wait"));
}

void BookKeeper::setVenueClock(std::optional<milliseconds> offset, std::optional<milliseconds> error)
{
    m_venueOffset = offset;
    m_clockError = error;
}

milliseconds BookKeeper::lag() const
{
    if (!m_travelled || !m_venueOffset)
        return milliseconds(0);
    const auto travelled = *m_travelled + *m_venueOffset - m_clockError.value_or(milliseconds(0));
    // No line is a day behind: such a stamp is mistyped (it has been seen) or of a recording, and says nothing of the line.
    return travelled > std::chrono::hours(24) ? milliseconds(0) : std::max(travelled, milliseconds(0));
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
    return m_doubtSince || isLate() ? BookState::Stale : state;
}

GapKind BookKeeper::gap() const
{
    if (m_sequencer.state() == BookState::Live && !isLive())
        return m_trial.isHidden() ? GapKind::Sequence : GapKind::Silence;
    return m_sequencer.gap();
}

/// While u is not heeded.
void BookKeeper::noteBreaks(const BookUpdate &update, MonoTime now)
{
    const bool hasBook = m_sequencer.state() == BookState::Live || m_sequencer.state() == BookState::Stale;
    if (!m_trial.isOn() || !hasBook)
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
    // Depth 1 is all snapshots: the next one heals what could not be read, and two hundred watched symbols need not be asked for again
    // because of one frame that may have been of any of them.
    const bool healsItself = !isDeep() && gap == GapKind::Malformed;
    if (isNews)
        Q_EMIT gapSeen(gap, healsItself ? QStringLiteral("wait") : QStringLiteral("resubscribe"));
    beStrict();
    m_doubtSince.reset();
    // u may mean something else from now on, or frames may really be lost: after the next break the venue's own answers tell which.
    if (isDeep() && gap == GapKind::Sequence && m_history.gaps(now, kBreakMemory, gap) >= kBreaksBeforeTrial) {
        m_trial.begin(now);
        m_sequencer.setUpdateIdIgnored(true);
        m_spot.check.setWhole(true);
    }
    if (!healsItself)
        askAgain(wasShown);
    else if (wasShown)
        m_resyncs.noteWaiting(now);
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
    m_travelled.reset();
    m_wasLate = false;
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

void BookKeeper::resync()
{
    lost(GapKind::None);
    m_isRefused = false;
    ask();
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
    evidence.age = std::chrono::duration_cast<milliseconds>(now - std::max(m_confirmedAt, m_receivedAt)) + lag();
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
    book->sequence = m_sequencer.sequence();
    book->matchedAt = m_matchedAt;
    book->receivedAt = m_receivedAt;
    book->confirmedAt = m_confirmedAt;
    book->isQuiet = isQuiet();
    return book;
}

} // namespace bw
