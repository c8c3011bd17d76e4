// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/order.h"
#include "ui/models/tablemodel.h"

#include <optional>

namespace bw {

/// The wallet as the venue last said it, a row for each coin, and the totals as one sentence. What the venue leaves out reads as missing,
/// never as zero. Gui thread, owned by its panel.
class BalancesModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { Coin, WalletOf, Locked, Borrow, OrderMargin, PositionMargin, UnrealisedPnl, Equity, Free, Usd };

    explicit BalancesModel(QObject *parent = nullptr);
    void setWallet(const Wallet &wallet);

    [[nodiscard]] QString totals() const; ///< "" before the first word of the venue
    [[nodiscard]] QString emptyText() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] static Decimal amount(const CoinBalance &coin, int column);
    std::optional<Wallet> m_wallet;
};

} // namespace bw
