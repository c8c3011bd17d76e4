// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/risk/preview.h"
#include "core/domain/signal/signal.h"
#include "core/engine/api/engineclient.h"

#include <QObject>

namespace bw {

/// Everything that the engine says, as signals on the engine thread: the client hands what concerns the window across by queued
/// connections, the event log writes its lines by direct ones. Emitted by the desks, owned by the Engine; holds no state.
class EngineEvents final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    // Of the window, one for one with EngineClient.
    void sessionChanged(const bw::SessionView &session);
    void instrumentChanged(const bw::InstrumentPtr &instrument);
    void connectionChanged(const bw::ConnectionStatus &status);
    void keyAudited(const bw::KeyAudit &audit);
    void previewReady(const bw::Preview &preview);
    void preChecked(const QString &previewId, const bw::PreCheck &check);
    void preCheckFailed(const QString &previewId, const bw::Error &error);
    void submitRefused(const bw::SubmitRefusal &refusal);
    void submitAccepted(const QString &previewId, const QString &orderLinkId);
    void orderChanged(const bw::Order &order);
    void executionAdded(const bw::Execution &execution);
    void positionsChanged(const QVector<bw::Position> &positions);
    void positionsUnknown(bw::UtcTime since);
    void walletChanged(const bw::Wallet &wallet);
    void headlineAdded(const bw::Headline &headline);
    void signalChanged(const bw::Signal &signal);
    void analystCallFinished(const bw::AnalystCall &call);
    void analystBusyChanged(bool isBusy);
    void noticeRaised(const bw::Notice &notice);

    // Of the event log alone: direct, never queued, at market pace.
    void bookPublished(const std::shared_ptr<const bw::BookSnapshot> &book);
    void gapSeen(const bw::InstrumentId &id, bw::GapKind gap, const QString &action);
    void positionReported(const bw::Position &position);
    void reconciled(const QString &what, bool isRead, int differences);
    void measured(const QString &name, double value);
    void tradingStateChanged(bw::TradingState state, const QString &by, const QString &reason);
};

} // namespace bw
