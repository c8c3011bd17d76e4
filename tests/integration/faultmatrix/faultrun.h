// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/enginefactory.h"
#include "app/sandboxhost.h"
#include "tests/integration/faultmatrix/faultcell.h"

#include <QObject>
#include <QTemporaryDir>

#include <random>

namespace bw {

/// One run of one cell: the real engine with its real parts against a sandbox exchange of its own, a script of creates, amends, cancels, a
/// stop and a leverage while the fault strikes, and then the judgement on what the exchange says of itself: no order twice, none lost, both
/// sides telling the same. Windows and back-off are 20 times shorter than the venue's.
class FaultRun final : public QObject {
    Q_OBJECT
public:
    FaultRun(FaultCell cell, unsigned seed, QObject *parent = nullptr);
    void start();

    [[nodiscard]] const QStringList &complaints() const { return m_complaints; } ///< empty: the cell holds
    [[nodiscard]] int hits() const { return m_hits; }
    [[nodiscard]] int orders() const { return static_cast<int>(m_submitted.size()); }

Q_SIGNALS:
    void finished();

private:
    using Step = std::function<bool()>; ///< true: done, the next one
    void onListening(const SandboxAddress &address);
    void plan();
    void pulse();
    [[nodiscard]] bool isReady() const;
    bool sendOrder(const std::function<OrderDraft(const BookSnapshot &)> &make);
    bool change(const std::function<std::optional<ChangeDraft>()> &make);
    bool wait(std::chrono::milliseconds time);
    [[nodiscard]] std::optional<Order> anyResting();
    [[nodiscard]] OrderDraft limit(Side side, const BookSnapshot &book);
    bool judge();
    void end();

    const FaultCell m_cell;
    std::mt19937 m_random;
    QTemporaryDir m_folder;
    SandboxHost m_host;
    ThreadedEngineClient m_client;
    QtScheduler m_scheduler;
    SystemClock m_clock;
    Scheduler::Handle m_pulse, m_deadline;
    QString m_rest;
    std::vector<Step> m_steps;
    std::size_t m_at = 0;
    std::optional<MonoTime> m_stepBegan, m_faultEnded;
    QString m_previewId;
    bool m_isAsked = false;
    bool m_isChangeAsked = false, m_isChangeRefused = false;
    QSet<QString> m_submitted;
    QHash<QString, Order> m_orders;                 ///< by link id, or "#" and the venue's id
    QHash<QString, int> m_executions;               ///< how often each was told
    QHash<QString, AccountChange> m_changes;
    QVector<Position> m_positions;
    bool m_arePositionsKnown = false;
    QStringList m_complaints;
    int m_hits = 0;
};

} // namespace bw
