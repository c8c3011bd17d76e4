// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/tradeviews.h"
#include "ui/models/tablemodel.h"

namespace bw {

/// What a span of time cost, a row for each coin: the wallet's change, what the parts leave of it unexplained (in amber when it
/// is not zero), and the parts. Gui thread, owned by its panel.
class CostSheetModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { Coin, WalletChange, Remainder, TradePnl, Fee, Funding, Transfer, Settlement, Interest, Other };

    explicit CostSheetModel(QObject *parent = nullptr);
    void setSheet(const CostSheet &sheet);
    /// The sheet of a trade in a sentence a coin: what its orders came to, and of what.
    [[nodiscard]] static QString ofTrade(const CostSheet &sheet);
    /// Spread and slippage against the mid of each send, and whether the parts add up; one or two sentences.
    [[nodiscard]] QString words() const;
    [[nodiscard]] bool addsUp() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] static Decimal amount(const CostSheet::Row &row, int column);
    CostSheet m_sheet;
};

} // namespace bw
