// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/tradeclient.h"

namespace bw {

/// The trading half of FakeEngineClient: records what the window asked for; tests set its state and emit its signals.
class FakeTradeClient final : public TradeClient {
    Q_OBJECT
public:
    using TradeClient::TradeClient;

    struct Calls {
        QVector<ChangeDraft> changes;
        QVector<Side> cancelledSides;
        QVector<std::pair<StopAllView::Scope, bool>> stopAlls;
        int flattens = 0, resumes = 0;
        QVector<InstrumentId> overrides;
        QVector<RiskLimits> limits;
        QStringList timelines;
        QVector<UtcTime> histories;
        QVector<std::pair<UtcTime, UtcTime>> ledgers;
        QVector<QStringList> tradeCosts;
    };
    Calls calls;
    /// A request that only reads is answered from inside the call with what is kept here, when told to.
    bool answersReads = false;
    QVector<TimelineEntry> timelineEntries;
    QVector<LedgerEntry> ledgerEntries;
    CostSheet costSheet;
    StopAllView view;
    std::optional<AccountMode> mode;

    [[nodiscard]] const StopAllView &stopAllView() const override { return view; }
    [[nodiscard]] const std::optional<AccountMode> &accountMode() const override { return mode; }

    void requestChange(const ChangeDraft &draft) override { calls.changes.append(draft); }
    void cancelSide(Side side) override { calls.cancelledSides.append(side); }
    void stopAll(StopAllView::Scope scope, bool withProtection) override { calls.stopAlls.append({scope, withProtection}); }
    void flatten() override { ++calls.flattens; }
    void resume() override { ++calls.resumes; }
    void overrideUnknown(const InstrumentId &id) override { calls.overrides.append(id); }
    void setLimits(const RiskLimits &limits) override { calls.limits.append(limits); }
    void readTimeline(const QString &orderKey) override
    {
        calls.timelines.append(orderKey);
        if (answersReads)
            Q_EMIT timelineRead(orderKey, timelineEntries);
    }
    void readOrderHistory(UtcTime since) override { calls.histories.append(since); }
    void readLedger(UtcTime since, UtcTime until) override
    {
        calls.ledgers.append({since, until});
        if (!answersReads)
            return;
        CostSheet sheet = costSheet;
        sheet.since = since;
        sheet.until = until;
        Q_EMIT ledgerRead(ledgerEntries, sheet);
    }
    void readTradeCost(const QVector<LedgerEntry> &rows) override
    {
        QStringList ids;
        for (const LedgerEntry &row : rows)
            ids.append(row.orderLinkId);
        calls.tradeCosts.append(ids);
        if (answersReads)
            Q_EMIT tradeCostRead(costSheetOfOrders(rows, ids));
    }
    void setView(const StopAllView &next)
    {
        view = next;
        Q_EMIT stopAllChanged(view);
    }
};

} // namespace bw
