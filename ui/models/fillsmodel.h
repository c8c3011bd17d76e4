// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/order.h"
#include "ui/models/tablemodel.h"

#include <deque>

namespace bw {

/// Executions of the session, newest first: trades, and what is not a trade of ours (funding, ADL, liquidation) called by its name.
/// Gui thread, owned by its panel. At most kMaxRows; the engine has counted every execution once before it comes here.
class FillsModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { Time, Symbol, SideOf, Kind, Price, Quantity, Fee, FeeCoin, Liquidity, LinkId };
    static constexpr int kMaxRows = 5000;

    explicit FillsModel(QObject *parent = nullptr);
    void add(const Execution &execution);

    [[nodiscard]] const Execution &at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] static QString text(const Execution &execution, int column);
    [[nodiscard]] static Tone tone(const Execution &execution, int column);
    std::deque<Execution> m_rows;
};

} // namespace bw
