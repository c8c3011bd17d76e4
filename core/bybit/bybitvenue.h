// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/backoff.h"
#include "core/bybit/accountreader.h"
#include "core/bybit/bybitendpoints.h"
#include "core/bybit/bybitprivatestream.h"
#include "core/bybit/bybitrest.h"
#include "core/bybit/changebody.h"
#include "core/bybit/servertime.h"
#include "core/bybit/spotfilters.h"
#include "core/ports/executionvenue.h"

namespace bw {

/// The one real venue: Bybit v5 on mainnet, testnet or demo, or the sandbox exchange that speaks the same. Puts the parts of this room
/// together: clock first, then the key's audit and the private socket. Every command leaves at most once; an outcome that is not surely
/// yes or no is Unknown and is for the engine to look up. Engine thread; owned by the composition root.
class BybitVenue final : public ExecutionVenue {
    Q_OBJECT
public:
    BybitVenue(const BybitEndpoints &endpoints, BybitRest::Clients clients, const BybitPrivateStream::Parts &parts, QObject *parent = nullptr);
    ~BybitVenue() override;

    void start(const ApiKey &key) override;
    void stop() override;
    void setInstruments(const QVector<InstrumentPtr> &instruments) override { m_codec.setInstruments(instruments); }

    void place(ApprovedOrder order, std::function<void(const CommandOutcome &)> done) override;
    void cancel(const InstrumentId &id, const QString &orderLinkId, const QString &orderId,
                std::function<void(const CommandOutcome &)> done) override;
    void cancelAll(const CancelScope &scope, std::function<void(const CommandOutcome &)> done) override;
    void change(ApprovedChange change, std::function<void(const CommandOutcome &)> done) override;
    void preCheck(const OrderDraft &draft, std::function<void(const Result<PreCheck> &)> done) override;
    void lookUp(const InstrumentId &id, const QString &orderKey, std::function<void(const LookupOutcome &)> done) override;
    void readAccount(const AccountQuestion &question, std::function<void(const AccountState &)> done) override;
    void readOpenOrders(Category category, const QString &settleCoin, std::function<void(const Result<QVector<OrderReport>> &)> done) override;
    void readPositions(Category category, const QString &settleCoin, std::function<void(const Result<QVector<Position>> &)> done) override;
    void readOrderHistory(Category category, UtcTime since, std::function<void(const Result<QVector<OrderReport>> &)> done) override;
    void readLedger(UtcTime since, UtcTime until, std::function<void(const Result<QVector<LedgerEntry>> &)> done) override;

    [[nodiscard]] std::optional<UtcTime> venueTime() const override { return m_time.now(); }
    [[nodiscard]] std::chrono::milliseconds recvWindow() const override { return BybitRest::kRecvWindow; }

    /// The same REST for public reads (BybitMarketRest); the venue's own key is never on them.
    [[nodiscard]] BybitRest &rest() { return m_rest; }

private:
    void onMeasured(const ClockOffset &offset);
    void onMeasureFailed(const Error &error);
    void auditKey();
    void auditSoon();
    void giveUpKey(const Error &error);
    void noteReachability(ConnectionStatus::Reason reason);
    /// Sends a command about an order and tells its timeline (`key`, "" has none) what went out and what came back.
    void command(const VenueCommand &command, const QString &key, BybitRest::Lane lane, std::function<void(const Result<BybitReply> &)> done);
    void note(TimelineEntry::Kind kind, const QString &key, const QString &what, int code, const QString &detail);

    const BybitEndpoints m_endpoints;
    Scheduler &m_scheduler;
    const Clock &m_clock;
    BybitRest m_rest;
    ServerTime m_time;
    AccountCodec m_codec;
    AccountReader m_reader;
    BybitPrivateStream m_private;
    BybitCredentialsPtr m_credentials;
    Backoff m_backoff;
    bool m_isStarted = false;
    bool m_isPrivateStarted = false;
    ConnectionStatus m_restStatus;
    SpotFilters m_spotFilters;
    Scheduler::Handle m_measureTimer, m_auditTimer;
    std::optional<MonoTime> m_auditedAt; ///< asked last, with this key
};

} // namespace bw
