// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secretbytes.h"
#include "core/domain/order/orderstore.h"
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
    QStringList reasons;     ///< codes: "withdraw", "transfer", "read_only", "no_ip_binding", "expires_soon", "third_party", "not_unified", "unknown_group:X"
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
    Error error;     ///< meaningful unless Accepted
};

/// One round of looking for an order in realtime, history and executions.
struct LookupOutcome {
    bool isClean = false;             ///< every query of the round answered
    std::optional<OrderReport> found;
    QVector<Execution> executions;
};

/// Everything that one reconciliation read; absent parts could not be read, which is not the same as empty.
struct AccountState {
    std::optional<QVector<OrderReport>> openOrders;
    std::optional<QVector<Position>> positions;
    std::optional<Wallet> wallet;
    std::optional<FeeRates> fees;     ///< of the instrument asked for
    std::optional<QVector<Execution>> executions;
    std::optional<Decimal> leverage;
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
    /// Entries and conditional orders of a category; protection stays (fact sheet 6.6).
    virtual void cancelEntries(Category category, const QString &settleCoin, std::function<void(const CommandOutcome &)> done) = 0;
    virtual void lookUp(const InstrumentId &id, const QString &orderLinkId, std::function<void(const LookupOutcome &)> done) = 0;
    virtual void readAccount(const InstrumentPtr &instrument, UtcTime executionsSince, std::function<void(const AccountState &)> done) = 0;

    /// The venue's time now; nullopt before the first measurement.
    [[nodiscard]] virtual std::optional<UtcTime> venueTime() const = 0;
    /// How long after its time stamp the venue may still accept a request.
    [[nodiscard]] virtual std::chrono::milliseconds recvWindow() const = 0;

Q_SIGNALS:
    void statusChanged(const bw::ConnectionStatus &status);
    void clockMeasured(const bw::ClockOffset &offset);
    void keyAudited(const bw::KeyAudit &audit);
    void orderReported(const bw::OrderReport &report);
    void executionReported(const bw::Execution &execution);
    void positionReported(const bw::Position &position);
    void walletReported(const bw::Wallet &wallet);
    /// Limits of the venue as its last answer told them: remaining of limit for one endpoint.
    void budgetReported(const QString &endpoint, int remaining, int limit);
    void errorRaised(const bw::Error &error);
};

} // namespace bw
