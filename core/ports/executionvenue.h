// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secretbytes.h"
#include "core/domain/account/ledgerentry.h"
#include "core/domain/order/orderstore.h"
#include "core/domain/order/timelineentry.h"
#include "core/domain/risk/precheck.h"
#include "core/domain/risk/approvedchange.h"
#include "core/domain/risk/approvedorder.h"
#include "core/domain/risk/riskcontext.h"
#include "core/ports/connectionstatus.h"

#include <QObject>
#include <QStringList>

#include <functional>

namespace bw {

struct ApiKey {
    QString key;        ///< the public half; shown masked
    SecretBytes secret; ///< HMAC secret, or a PEM private key (RSA)
    [[nodiscard]] bool isEmpty() const { return key.isEmpty() || secret.isEmpty(); }
};

/// What is known of a key's rights: the event `key_audit` (rules: fact sheet Bybit v5, 4).
struct KeyAudit {
    enum class Advice : std::uint8_t { Ok, Warn, Refuse };
    QStringList permissions; ///< "ContractTrade.Order", ...
    KeyLevel level = KeyLevel::None;
    QStringList ips;
    std::optional<UtcTime> expiresAt;
    Advice verdict = Advice::Refuse;
    QStringList reasons;     ///< codes: "withdraw", "transfer", "read_only", "no_ip_binding", "expires_soon", "third_party", "not_unified", "not_audited", "unknown_group:X"
};
[[nodiscard]] QString toName(KeyAudit::Advice advice); ///< "ok", "warn", "refuse"

/// How far the venue's clock is from ours: venue = ours + offset, within +-error.
struct ClockOffset {
    std::chrono::microseconds offset{0};
    std::chrono::microseconds error{0};
    std::chrono::microseconds roundTrip{0};
    MonoTime at{};
};

/// How one command to the venue ended. Nothing but retCode 0 is Accepted; nothing but a listed certain refusal is Refused.
struct CommandOutcome {
    enum class Kind : std::uint8_t { Accepted, Refused, Unknown, NotSent };
    Kind kind = Kind::Unknown;
    QString orderId; ///< of an accepted create
    Error error;     ///< meaningful unless Accepted; then only the code of a "not modified"
};

/// One round of looking for an order in realtime, history and executions.
struct LookupOutcome {
    bool isClean = false;             ///< every query of the round answered
    std::optional<OrderReport> found;
    QVector<Execution> executions;
};

/// What a read of the account asks for: open orders change fastest and are asked for most often.
struct AccountQuestion {
    InstrumentPtr instrument; ///< its category and settle coin are the scope, its symbol names fees and mode
    bool orders = true, positions = true, wallet = true, executions = true, mode = true;
    UtcTime executionsSince{}; ///< as far back as wanted: read in windows of 7 days
};

/// Everything that one reconciliation read; absent parts could not be read or were not asked for, which is not the same as empty.
struct AccountState {
    std::optional<QVector<OrderReport>> openOrders;
    std::optional<QVector<Position>> positions;
    std::optional<Wallet> wallet;
    std::optional<FeeRates> fees;     ///< of the instrument asked for
    std::optional<QVector<Execution>> executions;
    std::optional<Decimal> leverage;
    std::optional<AccountMode> mode; ///< of the instrument asked for; its parts may be absent one by one
};

/// What a cancel-all takes. Entries and conditional orders go, protection (TP/SL, trailing stops) stays unless it is named.
struct CancelScope {
    Category category = Category::Linear;
    QString settleCoin;                      ///< of contracts; "" on spot
    std::optional<InstrumentId> instrument;  ///< this one alone
    bool withProtection = false;
};

/// Orders and account at one venue. Lives on the engine thread. Sends each command at most once, on any failure; the answer comes
/// through the callback exactly once (NotSent and Unknown included) and the truth through the signals. Knows no rule of risk.
class ExecutionVenue : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Measures the clock, audits the key, opens the private stream. Without a key only the clock is measured.
    virtual void start(const ApiKey &key) = 0;
    virtual void stop() = 0;

    /// Needed to read reports in ticks and lots; reports of instruments that are not known are dropped with a log line.
    virtual void setInstruments(const QVector<InstrumentPtr> &instruments) = 0;

    /// The only way an order goes out. Takes the permission away from the caller.
    virtual void place(ApprovedOrder order, std::function<void(const CommandOutcome &)> done) = 0;
    virtual void cancel(const InstrumentId &id, const QString &orderLinkId, const QString &orderId,
                        std::function<void(const CommandOutcome &)> done) = 0;
    /// As many calls as the venue's filters need (fact sheet 6.6); the worst outcome of them counts. What is left has to be read.
    virtual void cancelAll(const CancelScope &scope, std::function<void(const CommandOutcome &)> done) = 0;
    /// Amend, stop, leverage, position mode. "Not modified" is Accepted, with the venue's code in `error`: a stop that answers so may also
    /// have lacked a field, so it is read back like every other.
    virtual void change(ApprovedChange change, std::function<void(const CommandOutcome &)> done) = 0;
    /// What the venue reckons of a draft, without placing it; see mayPreCheck().
    virtual void preCheck(const OrderDraft &draft, std::function<void(const Result<PreCheck> &)> done) = 0;
    /// Asks lists, history and executions after an order by Order::key().
    virtual void lookUp(const InstrumentId &id, const QString &orderKey, std::function<void(const LookupOutcome &)> done) = 0;
    virtual void readAccount(const AccountQuestion &question, std::function<void(const AccountState &)> done) = 0;
    /// All pages of what is open in a category: of one settle coin, or of every one where it is "". For STOP ALL, which must see everything.
    virtual void readOpenOrders(Category category, const QString &settleCoin, std::function<void(const Result<QVector<OrderReport>> &)> done) = 0;
    virtual void readPositions(Category category, const QString &settleCoin, std::function<void(const Result<QVector<Position>> &)> done) = 0;
    /// Closed orders since then, newest first; cancels older than 24 h are not listed by the venue.
    virtual void readOrderHistory(Category category, UtcTime since, std::function<void(const Result<QVector<OrderReport>> &)> done) = 0;
    /// The transaction log of a span, oldest first, in windows of 7 days.
    virtual void readLedger(UtcTime since, UtcTime until, std::function<void(const Result<QVector<LedgerEntry>> &)> done) = 0;

    /// The venue's time now; nullopt before the first measurement.
    [[nodiscard]] virtual std::optional<UtcTime> venueTime() const = 0;
    /// How long after its time stamp the venue may still accept a request.
    [[nodiscard]] virtual std::chrono::milliseconds recvWindow() const = 0;

Q_SIGNALS:
    void statusChanged(const bw::ConnectionStatus &status);
    void clockMeasured(const bw::ClockOffset &offset);
    void keyAudited(const bw::KeyAudit &audit);
    /// The key works no more (expired, deleted, not from this address): nothing but a few exits is sent with it until start() brings another.
    void keyRefused(const bw::Error &error);
    void orderReported(const bw::OrderReport &report);
    void executionReported(const bw::Execution &execution);
    void positionReported(const bw::Position &position);
    void walletReported(const bw::Wallet &wallet);
    /// Limits of the venue as its last answer told them: remaining of limit for one endpoint.
    void budgetReported(const QString &endpoint, int remaining, int limit);
    void errorRaised(const bw::Error &error);
    /// What was sent about an order and what came back, word for word but masked: for its timeline.
    void noted(const bw::TimelineEntry &entry);
};

} // namespace bw
