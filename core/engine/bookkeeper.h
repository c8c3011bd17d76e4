// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/bookhistory.h"
#include "core/domain/book/booksnapshot.h"
#include "core/domain/book/framepace.h"
#include "core/domain/book/spotcheck.h"
#include "core/domain/book/topagreement.h"
#include "core/domain/book/updateidtrial.h"
#include "core/engine/resyncpace.h"
#include "core/ports/marketfeed.h"

#include <QObject>

namespace bw {

/// What a book's trust rests on besides the book itself.
struct TrustSurroundings {
    std::optional<std::chrono::milliseconds> clockError;
    std::optional<double> otherVenueBps;
};

/// Keeps one book true: its frames through the Sequencer, the life of its own topic, what orderbook.1 and the venue's answers say of it,
/// and when to ask for it anew. A quiet book is alive while orderbook.1 agrees; a book in doubt is never live. Asks by signals and
/// subscribes nothing itself; one pulse for all books calls watch(). Engine thread, owned by the desk that shows the book.
class BookKeeper final : public QObject {
    Q_OBJECT
public:
    BookKeeper(InstrumentPtr instrument, int depth, const Clock &clock);

    void apply(const BookUpdate &update);    ///< of its own topic
    void applyTop(const BookUpdate &update); ///< orderbook.1 beside a deeper book
    void malformed();
    void lost(GapKind why);                  ///< the connection is gone: nothing to ask until it is back
    void refuse();                           ///< the venue does not give this topic
    void doubt();                            ///< the line is silent, or this machine slept: stale until a frame or an equal top
    void resync();                           ///< a person wants it anew
    void watch();                            ///< four times a second
    /// The venue's clock is ours + offset, within +-error; nullopt before it was measured.
    void setVenueClock(std::optional<std::chrono::milliseconds> offset, std::optional<std::chrono::milliseconds> error);

    /// What the venue's own book, read by name, says; the verdict is taken in.
    SpotCheck::Finding takeSpotCheck(const BookUpdate &answer);
    /// How soon to ask again; on trial the answer decides whether the book goes on.
    [[nodiscard]] std::chrono::milliseconds spotCheckPace() const;
    [[nodiscard]] bool mayBeChecked() const { return m_sequencer.state() == BookState::Live; } ///< on trial too
    [[nodiscard]] std::optional<MonoTime> snapshotAt() const { return m_snapshotAt; }
    void noteSpotChecked();
    [[nodiscard]] bool hasSpotCheckAgreed() const { return m_spot.hasAgreed.value_or(false); }

    [[nodiscard]] const InstrumentPtr &instrument() const { return m_instrument; }
    [[nodiscard]] MarketTopic topic() const { return MarketTopic::book(m_depth); }
    [[nodiscard]] BookState state() const;
    [[nodiscard]] GapKind gap() const;
    [[nodiscard]] const OrderBook &book() const { return m_sequencer.book(); } ///< of a live or stale state
    [[nodiscard]] bool isLive() const { return state() == BookState::Live; }
    [[nodiscard]] BookTrust trust(const TrustSurroundings &around) const;
    [[nodiscard]] std::shared_ptr<const BookSnapshot> snapshot(const TrustSurroundings &around) const;
    [[nodiscard]] double updatesPerSecond() const { return m_pace.perSecond(m_clock.now()); }
    [[nodiscard]] MonoTime receivedAt() const { return m_receivedAt; }
    [[nodiscard]] UtcTime matchedAt() const { return m_matchedAt; }
    [[nodiscard]] UtcTime arrivedAt() const { return m_arrivedAt; }
    /// How long the last change was on its way beyond what the clocks may be wrong by; zero while that is not known. Of changes alone: the
    /// snapshot of a quiet book bears the time of its last change, which may be long ago.
    [[nodiscard]] std::chrono::milliseconds lag() const;

Q_SIGNALS:
    void changed();
    void gapSeen(bw::GapKind gap, const QString &action);
    void resyncWanted(const bw::MarketTopic &topic);
    /// Live again with lowered trust, although u does not rise by one: the venue's own answers agree.
    void updateIdIgnored();

private:
    void noteLag(const BookUpdate &update, bool wasShown);
    void onApplied(const BookUpdate &update);
    void onGap(GapKind gap, bool wasShown);
    void fallSilent(GapKind why);
    void judgeLife(MonoTime now);
    void watchTop(MonoTime now);
    void askForTop(MonoTime now, bool isUrgent = false);
    void noteBreaks(const BookUpdate &update, MonoTime now);
    void beStrict();
    void disprove();
    void giveUp();
    void beginDoubt(MonoTime now);
    void endDoubt();
    void judgeDoubt(MonoTime now);
    void askAgain(bool wasShown);
    void ask();
    [[nodiscard]] bool isDeep() const { return m_depth > 1; }
    [[nodiscard]] bool isVouchedFor(MonoTime now) const;
    [[nodiscard]] bool isQuiet() const;
    [[nodiscard]] bool isLate() const { return lag() > kMostLag; }

    static constexpr std::chrono::milliseconds kUnknownPace{1000}; ///< before a median is known
    static constexpr std::chrono::milliseconds kMostLag{5000};     ///< a line so far behind shows a market that is gone
    const InstrumentPtr m_instrument;
    const int m_depth;
    const Clock &m_clock;
    Sequencer m_sequencer;
    FramePace m_pace;
    BookHistory m_history;
    ResyncPace m_resyncs;
    TopAgreement m_top;
    Sequencer m_topSequencer;
    struct {
        SpotCheck check;
        std::optional<bool> hasAgreed;
        std::optional<MonoTime> firstAsked, lastVerdict;
        bool wasSuspicious = false;
    } m_spot;
    UtcTime m_matchedAt{}, m_arrivedAt{};
    MonoTime m_receivedAt{}, m_confirmedAt{}, m_gapToldAt{}, m_topWaitingSince{};
    std::optional<MonoTime> m_snapshotAt, m_topAskedAt;
    std::optional<MonoTime> m_doubtSince; ///< orderbook.1 may have fallen silent, or this book be wrong: shown as stale until that is known
    UpdateIdTrial m_trial;
    std::optional<std::chrono::milliseconds> m_venueOffset, m_clockError, m_travelled; ///< the last: by two clocks, uncorrected
    bool m_wasLate = false;
    bool m_isRefused = false;
    bool m_isBeforeSnapshotTold = false;
};

} // namespace bw
