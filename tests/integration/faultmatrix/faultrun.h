// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/enginefactory.h"
#include "app/sandboxhost.h"
#include "tests/integration/faultmatrix/faultcell.h"
#include "tests/integration/othertrader.h"

#include <QObject>
#include <QTemporaryDir>

#include <random>

namespace bw {

/// One run of one cell: the real engine with its real parts against a sandbox exchange of its own, a script of what a trader does (the usual
/// one creates, amends, cancels, protects and sets leverage) while the fault strikes, and then the judgement on what the exchange says of itself: no order twice, none lost, both
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
    using MakeDraft = std::function<OrderDraft(const BookSnapshot &)>;
    using MakeChange = std::function<std::optional<ChangeDraft>()>;
    using Look = std::function<bool(const QJsonObject &venue)>;
    void onListening(const SandboxAddress &address);
    void pulse();

    // Scripts: what every one begins and ends with, and what is between.
    void plan();
    void planPreparation();
    void planUsual();
    void planCancelEntries();
    void planCancelSide();
    void planStopAll();
    void planFullDisk();
    void planChangedFilters();
    void planConclusion();
    void add(Step step) { m_steps.push_back(std::move(step)); }
    void addOrder(MakeDraft make) { add([this, make = std::move(make)] { return sendOrder(make); }); }
    void addChange(MakeChange make) { add([this, make = std::move(make)] { return change(make); }); }
    /// Waits until the exchange, or with the second this session, says so; a complaint where it does not.
    void addExpect(const QString &what, Look look, std::chrono::milliseconds patience = std::chrono::seconds(8));
    void addExpectHere(const QString &what, Step look, std::chrono::milliseconds patience = std::chrono::seconds(8));
    void addCrowd();

    // What a trader does.
    [[nodiscard]] MakeDraft resting(Side side);
    [[nodiscard]] MakeDraft market(Side side, bool reduceOnly = false);
    [[nodiscard]] MakeChange amend();
    [[nodiscard]] MakeChange leverage();
    [[nodiscard]] MakeChange stop();
    bool cancelOne();
    bool sendOrder(const MakeDraft &make);
    bool change(const MakeChange &make);
    bool wait(std::chrono::milliseconds time);

    [[nodiscard]] bool isReady() const;
    [[nodiscard]] std::optional<Order> anyResting();
    [[nodiscard]] StopAllView::Scope stopScope() const;
    [[nodiscard]] QString crowdName() const;
    [[nodiscard]] bool mayLook(); ///< a few times a second: the whole state is a long text
    bool judge();
    void end();

    const FaultCell m_cell;
    const unsigned m_seed;
    std::mt19937 m_random;
    QTemporaryDir m_folder;
    SandboxHost m_host;
    ThreadedEngineClient m_client;
    QtScheduler m_scheduler;
    SystemClock m_clock;
    Scheduler::Handle m_pulse, m_deadline;
    QString m_rest;
    std::unique_ptr<OtherTrader> m_other; ///< the same account by hand
    std::vector<Step> m_steps;
    std::size_t m_at = 0;
    std::optional<MonoTime> m_stepBegan, m_faultEnded;
    QString m_previewId;
    bool m_isAsked = false;
    bool m_isChangeAsked = false, m_isChangeRefused = false, m_hasChangeBegun = false;
    QSet<QString> m_submitted;
    QHash<QString, Order> m_orders;                 ///< by link id, or "#" and the venue's id
    QHash<QString, int> m_executions;               ///< how often each was told
    QHash<QString, AccountChange> m_changes;
    QVector<Position> m_positions;
    bool m_arePositionsKnown = false;
    QStringList m_complaints;
    std::optional<MonoTime> m_lookedAt;
    std::optional<StopAllView> m_stopAll; ///< its newest word
    int m_hits = 0;
    bool m_countsOwnHits = false; ///< the script does, since the exchange does not know of this fault
};

} // namespace bw
