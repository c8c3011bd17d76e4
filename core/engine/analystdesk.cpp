// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/analystdesk.h"

namespace bw {

namespace {
constexpr qsizetype kMaxHeadlines = 200;
constexpr qsizetype kMaxJudged = 10;                // 10 headlines of 300 characters stay far below any model's window
constexpr std::chrono::minutes kSignalLife{5};      // news of five minutes ago is in the price
constexpr std::chrono::seconds kExpiryCheck{1};
constexpr qsizetype kMaxAtOnce = 50;                // of one paste
}

AnalystDesk::AnalystDesk(Analyst &analyst, EngineEvents &events, const Clock &clock, Scheduler &scheduler)
    : m_analyst(&analyst), m_events(events), m_clock(clock), m_expiry(scheduler.every(kExpiryCheck, [this] { expire(); })),
      m_costDay(std::chrono::floor<std::chrono::days>(clock.utcNow()))
{
}

void AnalystDesk::addHeadlines(const QStringList &raw, const QString &source)
{
    for (const auto &text : raw.first(std::min(raw.size(), kMaxAtOnce))) {
        const auto guarded = guardHeadline(text);
        if (guarded.text.isEmpty())
            continue;
        m_headlines.append({QStringLiteral("h%1").arg(++m_headlineCounter), source, guarded.text, guarded.isHostile, m_clock.utcNow()});
        if (m_headlines.size() > kMaxHeadlines)
            m_headlines.removeFirst();
        Q_EMIT m_events.headlineAdded(m_headlines.last());
    }
}

void AnalystDesk::analyse()
{
    if (m_isBusy)
        return;
    QVector<Headline> clean;
    for (auto it = m_headlines.crbegin(); it != m_headlines.crend() && clean.size() < kMaxJudged; ++it)
        if (!it->isHostile)
            clean.prepend(*it);
    if (clean.isEmpty()) {
        Q_EMIT m_events.noticeRaised({Notice::Severity::Info, inputError(QStringLiteral("no headline to judge")),
                                      QStringLiteral("headlines"), m_clock.utcNow()});
        return;
    }
    m_isBusy = true;
    Q_EMIT m_events.analystBusyChanged(true);
    m_analyst->judgeHeadlines({m_instrument.symbol, clean},
                             [guard = QPointer<AnalystDesk>(this), clean, instrument = m_instrument](const AnalystCall &call) {
                                 if (guard)
                                     guard->onAnswer(clean, instrument, call);
                             });
}

void AnalystDesk::onAnswer(const QVector<Headline> &judged, const InstrumentId &instrument, const AnalystCall &call)
{
    m_isBusy = false;
    m_lastCall = call;
    countCost(call);
    Q_EMIT m_events.analystBusyChanged(false);
    Q_EMIT m_events.analystCallFinished(call);
    if (!call.verdict) { // no reply at all: a failed call is not a signal of any kind
        Q_EMIT m_events.noticeRaised({Notice::Severity::Caution, call.error.value_or(Error{ErrorFamily::Analyst}), call.model, m_clock.utcNow()});
        return;
    }
    const auto signal = signalOf(judged, instrument, call);
    m_queue.add(signal);
    Q_EMIT m_events.signalChanged(signal);
}

Signal AnalystDesk::signalOf(const QVector<Headline> &judged, const InstrumentId &instrument, const AnalystCall &call)
{
    const auto &verdict = *call.verdict;
    Signal signal;
    signal.id = QStringLiteral("s%1").arg(++m_signalCounter);
    signal.instrument = instrument;
    signal.score = verdict.score;
    signal.confidence = verdict.confidence;
    signal.rejection = verdict.rejection;
    signal.explanation = verdict.explanation;
    signal.model = call.servedModel.isEmpty() ? call.model : call.servedModel;
    signal.isDemo = call.isDemo;
    signal.costUsd = call.costUsd;
    signal.latency = call.latency;
    signal.at = m_clock.utcNow();
    signal.expiresAt = signal.at + kSignalLife;
    signal.isGrounded = !verdict.cites.isEmpty();
    for (const int cite : verdict.cites) {
        if (cite >= 1 && cite <= judged.size())
            signal.evidence.append(judged.at(cite - 1).id);
        else
            signal.isGrounded = false; // cites what it was not given
    }
    if (signal.score && signal.rejection == Rejection::None)
        signal.side = sideOf(*signal.score);
    return signal;
}

void AnalystDesk::review(const QString &signalId, SignalState decision, const QString &reason)
{
    if (const auto *signal = m_queue.review(signalId, decision, reason, m_clock.utcNow()))
        Q_EMIT m_events.signalChanged(*signal);
}

void AnalystDesk::markActed(const QString &signalId) { review(signalId, SignalState::Acted, {}); }

void AnalystDesk::expire()
{
    for (const auto &signal : m_queue.expire(m_clock.utcNow()))
        Q_EMIT m_events.signalChanged(signal);
}

void AnalystDesk::countCost(const AnalystCall &call)
{
    const auto today = std::chrono::floor<std::chrono::days>(m_clock.utcNow());
    if (today != m_costDay) {
        m_costDay = today;
        m_calls = 0;
        m_cost = {};
    }
    ++m_calls;
    if (call.costUsd.isValid())
        m_cost += call.costUsd;
}

} // namespace bw
