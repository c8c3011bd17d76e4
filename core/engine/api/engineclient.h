// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/drain.h"
#include "core/base/latest.h"
#include "core/domain/book/booksnapshot.h"
#include "core/domain/book/spreadstatistics.h"
#include "core/domain/risk/preview.h"
#include "core/domain/signal/signal.h"
#include "core/engine/api/marketclient.h"
#include "core/engine/api/marketviews.h"
#include "core/engine/api/sessionview.h"
#include "core/engine/api/tradeclient.h"
#include "core/ports/analyst.h"
#include "core/ports/connectionstatus.h"

#include <QObject>

namespace bw {

/// Why a submit did not lead to an order being sent.
struct SubmitRefusal {
    QString previewId;
    enum class Why : std::uint8_t { Expired, AlreadyUsed, Guards, JournalFailed, StoppedBeforeSend, Moved } why = Why::Expired;
    Verdicts verdicts; ///< of Guards
};

/// All that the window may know of the engine: values in, values out. Lives on the gui thread; the engine answers through queued
/// signals and the four look-once-a-frame channels. No call blocks, every call returns at once. ui/ depends on this class and never on
/// what implements it; FakeEngineClient in tests/support is the other implementation.
class EngineClient : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    // What may be skipped: look once a frame, while visible.
    [[nodiscard]] virtual const Latest<BookSnapshot> &book() const = 0;
    [[nodiscard]] virtual const Latest<TickerView> &ticker() const = 0;
    [[nodiscard]] virtual const Latest<GaugesView> &gauges() const = 0;
    // What comes in streams and may not be skipped: swap out once a frame. One consumer each.
    [[nodiscard]] virtual Drain<SpreadPoint> &spread() = 0;
    [[nodiscard]] virtual Drain<TapePrint> &tape() = 0;

    // What is there now, for a panel that comes late. Null or empty before the engine has said it.
    [[nodiscard]] virtual const SessionView &session() const = 0;
    [[nodiscard]] virtual InstrumentPtr instrument() const = 0;
    [[nodiscard]] virtual const RiskLimits &limits() const = 0;
    [[nodiscard]] virtual double spreadThresholdPct() const = 0;

    /// The market beyond the open book.
    [[nodiscard]] virtual MarketClient &market() = 0;
    /// The order desk beyond what stands here.
    [[nodiscard]] virtual TradeClient &trade() = 0;

    // Market.
    virtual void selectInstrument(const InstrumentId &id) = 0;
    virtual void resyncBook() = 0;

    // The road of an order. A preview answers through previewReady; an older revision may be left out.
    virtual void requestPreview(const OrderDraft &draft) = 0;
    virtual void submit(const QString &previewId) = 0;
    /// Asks the venue what it reckons of a preview's order, without placing it: preChecked or preCheckFailed.
    virtual void requestPreCheck(const QString &previewId) = 0;
    virtual void cancelOrder(const QString &orderLinkId, const QString &orderId) = 0;
    /// Entries of the open instrument's category; protection stays.
    virtual void cancelAllEntries() = 0;
    /// LOCK: stops entries, manual and auto; exits and cancels go on.
    virtual void setLocked(bool locked) = 0;

    // The AI desk.
    virtual void addHeadlines(const QStringList &raw, const QString &source) = 0;
    virtual void analyseHeadlines() = 0;
    virtual void reviewSignal(const QString &signalId, SignalState decision, const QString &reason) = 0;

Q_SIGNALS:
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
    /// The query failed at this time: what is shown is unknown since then, never flat.
    void positionsUnknown(bw::UtcTime since);
    void walletChanged(const bw::Wallet &wallet);
    void headlineAdded(const bw::Headline &headline);
    void signalChanged(const bw::Signal &signal);
    void analystCallFinished(const bw::AnalystCall &call);
    void analystBusyChanged(bool isBusy);
    void noticeRaised(const bw::Notice &notice);
};

} // namespace bw
