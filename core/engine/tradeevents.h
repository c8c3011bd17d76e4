// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/tradeviews.h"

#include <QObject>

namespace bw {

/// What the order desk says beyond EngineEvents, as signals on the engine thread: one for one with TradeClient, and what the event log alone
/// listens to. Emitted by the desks, owned by the Engine; holds no state.
class TradeEvents final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

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
