// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/valuation.h"

#include <functional>

namespace bw::sandbox {

/// Collects what one step changed and then tells it, account by account, in the order that Bybit's topics tend to come in: fills first, then
/// orders, positions, the wallet. An order that changed twice is told once, as it stands. The sandbox's thread; owned by Exchange.
class Outbox final {
public:
    using Sender = std::function<void(const QByteArray &key, const QByteArray &topic, const QJsonArray &data)>;
    /// Sees every row as the lists of REST tell it: of an order by its id, of a position by its name, of a wallet as "wallet".
    using Witness = std::function<void(const QString &name, const QJsonObject &row)>;
    Outbox(const Valuation &valuation, Sender send, Witness witness = [](const QString &, const QJsonObject &) {})
        : m_valuation(valuation), m_send(std::move(send)), m_witness(std::move(witness)) {}

    /// What one step changed of one account.
    struct Changes {
        std::vector<const OrderRecord *> orders{};
        std::vector<FillRecord> fills{};
        std::vector<const Position *> positions{};
    };
    /// Hears of the changes before anybody is told of them.
    using Keeper = std::function<void(const Account &account, const Changes &changes)>;
    void setKeeper(Keeper keeper) { m_keeper = std::move(keeper); }

    void order(const OrderRecord &order);
    void fill(const Account &account, const FillRecord &fill);
    void position(const Account &account, const Position &position);
    void wallet(const Account &account) { slot(account).hasWallet = true; }
    [[nodiscard]] bool isEmpty() const { return m_slots.empty(); }
    void flush();

private:
    struct Slot {
        const Account *account = nullptr;
        Changes changed{};
        bool hasWallet = false;
    };
    Slot &slot(const Account &account);
    void tell(const Slot &slot) const;

    const Valuation &m_valuation;
    Sender m_send;
    Witness m_witness;
    Keeper m_keeper = [](const Account &, const Changes &) {};
    std::vector<Slot> m_slots;
};

/// The names by which a witness knows a position and a wallet.
[[nodiscard]] QString pastName(const Account &account, const Position &position);
[[nodiscard]] QString pastName(const Account &account);

} // namespace bw::sandbox
