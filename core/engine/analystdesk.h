// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/domain/signal/signal.h"
#include "core/engine/engineevents.h"
#include "core/ports/analyst.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace bw {

/// Headlines in, signals out: cleans and flags headlines, asks the analyst about the clean ones, turns each answer into one signal and
/// keeps the review queue. A reply that can't be used becomes a rejected signal with its reason, never a neutral one. Knows no order: a
/// signal reaches the ticket only through a person. Engine thread, owned by the Engine.
class AnalystDesk final : public QObject {
    Q_OBJECT
public:
    AnalystDesk(Analyst &analyst, EngineEvents &events, const Clock &clock, Scheduler &scheduler);

    void setInstrument(const InstrumentId &id) { m_instrument = id; }
    void useAnalyst(Analyst &analyst) { m_analyst = &analyst; }
    /// Empty lines are skipped; beyond 200 headlines the oldest go.
    void addHeadlines(const QStringList &raw, const QString &source);
    /// Judges the newest clean headlines, at most 10. One job at a time; a call while one runs is dropped.
    void analyse();
    void review(const QString &signalId, SignalState decision, const QString &reason);
    /// The order of this signal was filled or sent: it is acted on.
    void markActed(const QString &signalId);

    [[nodiscard]] const AnalystCall *lastCall() const { return m_lastCall ? &*m_lastCall : nullptr; }
    [[nodiscard]] int callsToday() const { return m_calls; }
    [[nodiscard]] Decimal costToday() const { return m_cost; }

private:
    void onAnswer(const QVector<Headline> &judged, const InstrumentId &instrument, const AnalystCall &call);
    [[nodiscard]] Signal signalOf(const QVector<Headline> &judged, const InstrumentId &instrument, const AnalystCall &call);
    void expire();
    void countCost(const AnalystCall &call);

    Analyst *m_analyst; ///< never null
    EngineEvents &m_events;
    const Clock &m_clock;
    Scheduler::Handle m_expiry;
    InstrumentId m_instrument;
    QVector<Headline> m_headlines;
    ReviewQueue m_queue;
    std::optional<AnalystCall> m_lastCall;
    bool m_isBusy = false;
    int m_headlineCounter = 0;
    int m_signalCounter = 0;
    int m_calls = 0;
    Decimal m_cost;
    std::chrono::sys_days m_costDay;
};

} // namespace bw
