// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/order.h"
#include "ui/models/tablemodel.h"

#include <optional>

namespace bw {

/// The account's positions as the venue last said them. Three different things stay apart: not heard yet, known (an empty list is then
/// truly flat), and unknown since a moment, when the last rows stay in amber and say so. Gui thread, owned by its panel.
class PositionsModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { Symbol, SideOf, Size, Entry, Mark, Pnl, Coin, Protection, Leverage, Liquidation, Adl, State };
    enum class Knowledge : std::uint8_t { Waiting, Known, Unknown };

    explicit PositionsModel(QObject *parent = nullptr);
    void setPositions(const QVector<Position> &positions);
    void setUnknown(UtcTime since);

    [[nodiscard]] const Position &at(int row) const { return m_rows[row]; }
    [[nodiscard]] Knowledge knowledge() const { return m_knowledge; }
    /// For the place of an empty table: what is known, never "flat" while it is not.
    [[nodiscard]] QString emptyText() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void knowledgeChanged();

private:
    [[nodiscard]] QString text(const Position &position, int column) const;
    [[nodiscard]] Tone tone(const Position &position, int column) const;
    [[nodiscard]] QString unknownText() const;

    QVector<Position> m_rows;
    Knowledge m_knowledge = Knowledge::Waiting;
    UtcTime m_unknownSince{};
};

} // namespace bw
