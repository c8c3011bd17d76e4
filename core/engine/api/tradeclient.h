// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/tradeviews.h"

#include <QObject>

namespace bw {

/// The order desk beyond preview, submit and cancel: what a panel needs to change orders, protect positions, stop everything and read what
/// was. The trading half of EngineClient; the same rules hold: gui thread, no call blocks, values come back through queued signals.
class TradeClient : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    // What is there now, for a panel that comes late.
    [[nodiscard]] virtual const StopAllView &stopAllView() const = 0;
    [[nodiscard]] virtual const std::optional<AccountMode> &accountMode() const = 0; ///< of the open instrument

    /// Amend, stop, leverage or position mode: judged by the gate, journalled, sent once. What is refused comes back as changeRefused.
    virtual void requestChange(const ChangeDraft &draft) = 0;
    /// Entry orders of one side of the open instrument.
    virtual void cancelSide(Side side) = 0;

    /// 1 halt, 2 cancel, 3 read again until nothing is left, 4 list what stands. Ours: the orders that this terminal placed; Account:
    /// everything in every category and settle coin. Protection (TP/SL, trailing stops) stays unless named.
    virtual void stopAll(StopAllView::Scope scope, bool withProtection) = 0;
    /// The offer of step 4, taken: closes what the last StopAllView lists, reduce-only, at the market.
    virtual void flatten() = 0;
    /// From reducing or halted back to active; the only way back.
    virtual void resume() = 0;
    /// Entries may pass beside an UNKNOWN order of this instrument, until it is known again.
    virtual void overrideUnknown(const InstrumentId &id) = 0;
    /// The profile's limits from now on; kept by who calls.
    virtual void setLimits(const RiskLimits &limits) = 0;

    virtual void readTimeline(const QString &orderKey) = 0; ///< link id, or the order id of a foreign order
    virtual void readOrderHistory(UtcTime since) = 0;       ///< closed orders come as orderChanged
    virtual void readLedger(UtcTime since, UtcTime until) = 0;
    /// What these rows of the log came to together: those of the orders of a trade.
    virtual void readTradeCost(const QVector<LedgerEntry> &rows) = 0;

Q_SIGNALS:
    void changeRefused(const bw::ChangeRefusal &refusal);
    void accountChangeUpdated(const bw::AccountChange &change);
    void accountModeChanged(const bw::AccountMode &mode);
    void stopAllChanged(const bw::StopAllView &view);
    void timelineRead(const QString &orderKey, const QVector<bw::TimelineEntry> &entries);
    void timelineFailed(const QString &orderKey, const bw::Error &error);
    void ledgerRead(const QVector<bw::LedgerEntry> &entries, const bw::CostSheet &sheet);
    void ledgerFailed(const bw::Error &error);
    void tradeCostRead(const bw::CostSheet &sheet);
    void differencesFound(const QVector<bw::Difference> &differences);
    void limitsChanged(const bw::RiskLimits &limits);
};

} // namespace bw
