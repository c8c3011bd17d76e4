// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/closedpnl.h"
#include "core/sandbox/exchangefees.h"
#include "core/sandbox/orderstore.h"
#include "core/sandbox/position.h"

#include <QSet>

#include <array>
#include <map>
#include <tuple>

namespace bw::sandbox {

enum class MarginMode : std::uint8_t { Isolated, Regular, Portfolio };
[[nodiscard]] QString toName(MarginMode mode); ///< "ISOLATED_MARGIN", ...
[[nodiscard]] std::optional<MarginMode> marginModeOf(const QString &name);

/// One row of transaction-log: why a wallet changed.
struct LedgerRow {
    std::uint64_t number = 0;
    InstrumentPtr instrument{};
    QString type{}, coin{}, tradeId{}, orderId{}, linkId{};
    Side side = Side::Buy;
    Decimal qty{}, price{}, cashFlow{}, funding{}, fee{}, feeRate{}, change{}, balance{}, size{};
    UtcTime at{};

    [[nodiscard]] QJsonObject toJson() const;
};

/// What one API key owns: coins, positions, orders, fills and the ledger. Applies fills exactly; judges nothing and knows no market price
/// but those that it is given. The sandbox's thread; owned by Exchange.
class Account final {
public:
    struct Coin {
        Decimal wallet, realised;
    };
    /// What every fill of one match has in common.
    struct Match {
        UtcTime at{};
        Decimal markPrice;
        std::uint64_t sequence = 0, number = 0;
        QString execId, execType = QStringLiteral("Trade");
    };
    struct Leverage {
        Decimal buy = 10, sell = 10;
    };
    static constexpr std::size_t kMaxRows = 20'000; ///< of fills and of the ledger; older ones are forgotten

    /// All that it holds, for the disk and back.
    struct Holdings {
        QMap<QString, Coin> coins;
        std::vector<OrderRecord> orders; ///< oldest first
        std::deque<FillRecord> fills;
        std::deque<LedgerRow> ledger;
        std::deque<ClosedPnl> closed;
        std::vector<Position> positions;
        QHash<InstrumentId, Leverage> leverage;
        MarginMode marginMode = MarginMode::Regular;
        QSet<InstrumentId> hedged;
    };

    Account(QByteArray key, QMap<QString, Decimal> balances, ExchangeFees fees);
    /// Into an account that has done nothing yet.
    void restore(Holdings holdings);
    /// As at the very first start. No order may be open; positions are gone without a fill.
    void beginAnew(const QMap<QString, Decimal> &balances);

    [[nodiscard]] const QByteArray &key() const { return m_key; }
    [[nodiscard]] const ExchangeFees &fees() const { return m_fees; }
    void setFees(const ExchangeFees &fees) { m_fees = fees; } ///< of fills from now on
    [[nodiscard]] const QMap<QString, Coin> &coins() const { return m_coins; }
    [[nodiscard]] OrderStore &orders() { return m_orders; }
    [[nodiscard]] const OrderStore &orders() const { return m_orders; }
    [[nodiscard]] const std::deque<FillRecord> &fills() const { return m_fills; }
    [[nodiscard]] const std::deque<ClosedPnl> &closed() const { return m_closed; }
    [[nodiscard]] const std::deque<LedgerRow> &ledger() const { return m_ledger; }

    [[nodiscard]] Position &position(const InstrumentPtr &instrument, int idx);
    [[nodiscard]] std::vector<const Position *> positions() const; ///< all that ever were, in no order that means anything
    [[nodiscard]] std::vector<Position *> openPositions(const InstrumentId &id);
    [[nodiscard]] bool isHedged(const InstrumentId &id) const { return m_hedged.contains(id); }
    /// 0 in one-way mode, 1 and 2 in hedge mode.
    [[nodiscard]] bool hasIndex(const InstrumentId &id, int idx) const { return isHedged(id) ? idx == 1 || idx == 2 : idx == 0; }
    void setHedged(const InstrumentId &id, bool isHedged);
    [[nodiscard]] Leverage leverages(const InstrumentId &id) const { return m_leverage.value(id); }
    [[nodiscard]] const QHash<InstrumentId, Leverage> &allLeverages() const { return m_leverage; } ///< that were ever set
    [[nodiscard]] Decimal leverage(const InstrumentId &id, Side side) const { return side == Side::Buy ? leverages(id).buy : leverages(id).sell; }
    void setLeverage(const InstrumentId &id, const Leverage &leverage) { m_leverage.insert(id, leverage); }
    [[nodiscard]] const QSet<InstrumentId> &hedged() const { return m_hedged; }
    [[nodiscard]] MarginMode marginMode() const { return m_marginMode; }
    void setMarginMode(MarginMode mode) { m_marginMode = mode; }

    /// Books one fill of an order: its counters, the position or the coins, the fee, the ledger. The row is valid until the next fill.
    const FillRecord &settle(OrderRecord &order, PriceTicks price, QtyLots qty, bool isMaker, const Match &match);
    /// Books funding of a position; positive is paid.
    const FillRecord &payFunding(Position &position, const Decimal &amount, const Decimal &rate, const Match &match);

private:
    struct ById {
        bool operator()(const InstrumentId &a, const InstrumentId &b) const
        {
            return std::tie(a.category, a.symbol) < std::tie(b.category, b.symbol);
        }
    };
    void settleSpot(OrderRecord &order, FillRecord &fill);
    void noteClosed(const OrderRecord &order, const FillRecord &fill, const Position::Change &change, const Decimal &openFee, const Decimal &closeFee);
    void settleContract(OrderRecord &order, PriceTicks price, QtyLots qty, FillRecord &fill);
    void book(LedgerRow row, const FillRecord &fill);
    const FillRecord &keep(FillRecord fill);

    QByteArray m_key;
    ExchangeFees m_fees;
    QMap<QString, Coin> m_coins;
    OrderStore m_orders;
    std::deque<FillRecord> m_fills;
    std::deque<LedgerRow> m_ledger;
    std::deque<ClosedPnl> m_closed;
    std::map<InstrumentId, std::array<Position, 3>, ById> m_positions; // a map: pointers into it stay good
    QHash<InstrumentId, Leverage> m_leverage;
    MarginMode m_marginMode = MarginMode::Regular;
    QSet<InstrumentId> m_hedged;
};

} // namespace bw::sandbox
