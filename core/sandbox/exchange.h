// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/decimal.h"
#include "core/base/result.h"
#include "core/base/secretbytes.h"
#include "core/sandbox/exchangefees.h"
#include "core/sandbox/keykind.h"
#include "core/sandbox/marketsource.h"
#include "core/sandbox/requestfate.h"
#include "core/sandbox/restmessage.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QMap>

#include <memory>

namespace bw {

/// One API key; each has an account of its own.
struct ExchangeKey {
    QByteArray key;
    SecretBytes secret;
    KeyKind kind = KeyKind::Trade;
};

struct ExchangeConfig {
    QList<ExchangeKey> keys;
    QMap<QString, Decimal> balances{{QStringLiteral("USDT"), Decimal(100'000)}}; ///< of every account at the start; inverse contracts need their coin
    std::uint32_t seed = 1;    ///< of order and execution ids
    int limitPerSecond = 0;    ///< above 0: for every private endpoint, instead of Bybit's own limits
    ExchangeFees fees;
    bool countsQueues = false; ///< a resting order waits for what stands in front of it at its price
    QString accountFile;       ///< the account of the first key is kept there; "": it lives as long as the exchange
};

/// The exchange behind the faces: checks signatures, keeps accounts, takes orders, matches them against the market source's book and
/// tells what happened. Lives on the sandbox's thread, owned by the server beside its MarketSource, which must outlive it. Knows no socket
/// and never waits: every call answers at once, and privateEvent comes before handle() or handleTrade() returns.
class Exchange final : public QObject {
    Q_OBJECT
public:
    Exchange(const Clock &clock, MarketSource &market, ExchangeConfig config, QObject *parent = nullptr);
    ~Exchange() override;

    /// Any request under /v5. The signature of a private one is judged before its route.
    [[nodiscard]] RestReply handle(const RestRequest &request, const Mishap &mishap = {});

    /// One message of the trade socket of an authenticated key, such as op "order.create". The answer holds retCode, retMsg, op, data,
    /// retExtInfo and header; the face adds reqId and connId.
    [[nodiscard]] QJsonObject handleTrade(const QString &op, const QJsonObject &header, const QJsonArray &args, const QByteArray &key,
                                          const Mishap &mishap = {});

    /// Of the auth message of a socket ("GET/realtime" + expires): 0, or the retCode of the refusal.
    [[nodiscard]] int checkAuth(const QByteArray &key, qint64 expires, const QByteArray &signature) const;

    /// Bybit's words for a code, and a whole reply that refuses with it (for injected faults).
    [[nodiscard]] static QString text(int retCode);
    [[nodiscard]] RestReply refusal(int retCode) const;

    /// {"orders", "stops" (those that wait), "executions", "positions", "wallets", "ledger", "leverage", "modes": [...], "book": {category: {symbol: {b, a, u, seq}}}}; rows carry "account", the key.
    /// The books are those of the first 50 instruments, 50 levels each; a query (category=linear&symbol=BTCUSDT&limit=1000) names one alone.
    [[nodiscard]] QJsonObject state(const QByteArray &rawQuery = {}) const;

    /// What a test does to it: funding {"every": "30s"} or {"category", "symbol", "rate"} (now), liquidate and adl {"category", "symbol",
    /// "positionIdx", "qty"}, instrument {"category", "symbol", "tickSize", "qtyStep", "status", ...}. The words of an error say what is missing.
    [[nodiscard]] Result<QJsonObject> act(const QByteArray &what, const QJsonObject &body);

    /// Every key becomes one of that kind, from the next request on.
    void setKeyKind(KeyKind kind);
    [[nodiscard]] KeyKind keyKind(const QByteArray &key) const;
    void setLimitPerSecond(int limit); ///< 0: Bybit's own
    void setFees(const ExchangeFees &fees); ///< of fills from now on

    /// Once, before anything else: the kept account, as it was left; nothing happened to it meanwhile. An Error leaves the file as it is.
    [[nodiscard]] Done openAccount();
    /// Cancels what is open, drops positions and history of every account, and begins with these balances.
    void resetAccounts(const QMap<QString, Decimal> &balances);
    void restart();                    ///< order/realtime forgets what is closed; open orders survive
    void announceOutage(std::optional<UtcTime> begin); ///< in system/status; nullopt: none

Q_SIGNALS:
    /// topic is order, execution, position or wallet; rows of the first three carry "category".
    void privateEvent(const QByteArray &key, const QByteArray &topic, const QJsonArray &data);
    void accountFileFailed(const bw::Error &error); ///< once: from now on the account is not kept

private:
    [[nodiscard]] Result<QJsonObject> settleFunding(const Instrument &instrument, const QJsonObject &body);
    [[nodiscard]] Result<QJsonObject> closeByForce(const std::shared_ptr<const Instrument> &instrument, const QJsonObject &body, bool isDeleveraging);
    struct Room;
    std::unique_ptr<Room> m_room;
};

} // namespace bw
