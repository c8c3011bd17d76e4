// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"
#include "core/domain/instrument.h"
#include "core/sandbox/exchangefees.h"
#include "core/sandbox/faults.h"
#include "core/sandbox/keykind.h"

#include <QObject>

#include <functional>
#include <memory>

namespace bw {

class Clock;
class MarketSource;
class Scheduler;

/// What a recording does when its last frame was sent.
enum class AtEnd { Hold, Loop, Close };
[[nodiscard]] std::optional<AtEnd> atEndFromName(QStringView name); ///< "hold", "loop", "close"

/// What may change while it runs.
struct VenueTerms {
    std::chrono::milliseconds latency{0}; ///< of every command, from its arrival to the matching engine
    ExchangeFees fees;
    bool operator==(const VenueTerms &) const = default;
};

struct SandboxConfig {
    quint16 port = 0;                      ///< 0: the system chooses
    QString recording;                     ///< JSON Lines or a JSON array of raw frames; empty: the synthetic market
    std::optional<Category> category;      ///< of the recording; guessed from its frames when absent
    QString instrumentsFile;               ///< an answer of instruments-info; absent: tick and lot from the decimals
    AtEnd atEnd = AtEnd::Hold;
    double speed = 1;                      ///< of the recording, or of the synthetic market's time
    int symbols = 40;                      ///< of the synthetic market, all categories together
    std::uint64_t seed = 0;                ///< 0: another market at each start
    QByteArray key;                        ///< empty: made at start, and the secret with it
    SecretBytes secret;
    KeyKind keyKind = KeyKind::Trade;
    Decimal balanceUsdt = Decimal(100'000);
    Faults faults;
    VenueTerms terms;
    bool countsQueues = false; ///< see ExchangeConfig
    QString accountFile;       ///< see ExchangeConfig
    /// Instead of all the above: a market that someone feeds (paper trading). Called on the server's thread.
    std::function<std::unique_ptr<MarketSource>(const Clock &, Scheduler &)> makeMarket;
};

struct SandboxEndpoints {
    QString rest, ws, holysheep; ///< http://127.0.0.1:N, ws://127.0.0.1:N, http://127.0.0.1:N/holysheep/v1
    QByteArray key;              ///< also the bearer token of the chat face
    SecretBytes secret;
};

/// The play exchange as one object: construct it anywhere, move it to a thread of its own if you like, call listen() on that thread, and
/// delete it there. Everything inside is made by listen(). Listens on 127.0.0.1 alone and never opens a connection by itself.
class SandboxServer final : public QObject {
    Q_OBJECT
public:
    explicit SandboxServer(SandboxConfig config, QObject *parent = nullptr);
    ~SandboxServer() override;

    [[nodiscard]] Result<SandboxEndpoints> listen();
    /// Closes the sockets; the object can be deleted then, not used again.
    void stop();
    void setFaults(const Faults &faults);
    void setTerms(const VenueTerms &terms);
    /// Its clock is to be that much ahead of the machine's.
    void setClockOffset(std::chrono::milliseconds offset);
    /// The account begins anew with so much USDT: orders, positions and history go.
    void resetAccount(const Decimal &balanceUsdt);
    /// Valid after listen(), on the server's thread; null before.
    [[nodiscard]] MarketSource *market() const;

Q_SIGNALS:
    void accountFileFailed(const bw::Error &error);

private:
    struct House;
    SandboxConfig m_config;
    std::unique_ptr<House> m_house;
};

} // namespace bw
