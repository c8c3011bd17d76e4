// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/engine/api/tradeviews.h"
#include "core/ports/executionvenue.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace bw {

/// STOP ALL: halt, cancel, read again until nothing is left, list what stands, and close positions when told to. Works by REST alone, so a
/// dead private stream does not stop it. Ours: orders whose link id this terminal made, each cancelled by itself, reduce-only conditional
/// ones kept; Account: the venue's cancel-all in every category. Goes on reading and cancelling until the lists are empty and no create is
/// in flight, and never says that nothing is left while a list could not be read. Engine thread; owned by the Engine, or by the second
/// process of --stop-all.
class StopAllDesk final : public QObject {
    Q_OBJECT
public:
    /// What it needs of the session around it; each may be empty where there is none.
    struct Session {
        std::function<void()> halt;                           ///< no entry leaves after it
        std::function<bool()> hasCreateInFlight;              ///< or one whose answer was lost
        std::function<void(const Order &)> cancel;            ///< an order of ours, by its desk; else the venue is asked straight
        std::function<void(const Position &)> close;          ///< reduce-only, at the market, through the gate
        std::function<void(const OrderReport &)> reportFound; ///< what the lists say is news for the order store too
    };
    /// Between two rounds of reading; shorter in tests.
    struct Pace {
        std::chrono::milliseconds round{700};
        std::chrono::milliseconds cancelGap{110}; ///< ten cancels a second is what the venue allows (fact sheet Bybit v5, 3)
    };

    StopAllDesk(ExecutionVenue &venue, Session session, Pace pace, const Clock &clock, Scheduler &scheduler);

    void start(StopAllView::Scope scope, bool withProtection);
    void flatten();
    [[nodiscard]] const StopAllView &view() const { return m_view; }
    /// Everything was cancelled, read and found gone; positions may stand.
    [[nodiscard]] bool isFinished() const { return !m_view.lines.isEmpty() && !m_view.isRunning; }

Q_SIGNALS:
    void changed(const bw::StopAllView &view);

private:
    /// One round of reading every category.
    struct Round {
        QVector<OrderReport> orders;
        QVector<Position> positions;
        std::optional<Error> failure;
        int waiting = 0;
    };
    void cancelEverything();
    void readAgain();
    void onRound(const Round &round);
    void cancelNext();
    [[nodiscard]] bool isToGo(const OrderReport &report) const;
    void set(StopAllView::Step step, StopAllView::State state, int left, const Error &error = {});
    void publish();

    ExecutionVenue &m_venue;
    const Session m_session;
    const Pace m_pace;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    StopAllView m_view;
    int m_run = 0; ///< answers to an earlier run are dropped
    bool m_isFlattening = false;
    QVector<OrderReport> m_queue; ///< to be cancelled one by one
    Scheduler::Handle m_roundTimer, m_cancelTimer;
};

} // namespace bw
