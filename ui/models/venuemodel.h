// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/widemarketviews.h"
#include "ui/models/tablemodel.h"

namespace bw {

/// The same instrument on each venue, ours first. A row that is not live is struck through and says why; its numbers are gone, since an
/// old best price is no price. Gui thread, owned by its panel.
class VenueModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { Venue, Name, Bid, BidSize, Ask, AskSize, Spread, Age, Funding, OpenInterest, Fee, Remark };

    explicit VenueModel(QObject *parent = nullptr);
    void setBoard(std::shared_ptr<const VenueBoard> board);
    /// Ages grow without news.
    void tick(MonoTime now);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString text(const VenueRow &row, int column) const;
    [[nodiscard]] static QString remark(const VenueRow &row);
    [[nodiscard]] static QString size(const VenueRow &row, const std::optional<Decimal> &coins, const Decimal &amount);

    std::shared_ptr<const VenueBoard> m_board;
    MonoTime m_now{};
};

/// What crossing from one venue to another would leave after both taker fees, best first. Never executable from here. Gui thread.
class EdgeModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { Buy, Sell, Net, Meaning };

    explicit EdgeModel(QObject *parent = nullptr);
    void setBoard(const std::shared_ptr<const VenueBoard> &board);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row {
        QString buy, sell;
        Decimal netPct;
    };
    QVector<Row> m_rows;
};

/// Forced closings on the venues of the relay, newest first, at most kMaxRows. Gui thread.
class VenueLiquidationModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { Time, Venue, Name, What, Price, Amount };
    static constexpr int kMaxRows = 200;

    explicit VenueLiquidationModel(QObject *parent = nullptr);
    void add(const VenueLiquidation &liquidation);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QVector<VenueLiquidation> m_rows;
};

} // namespace bw
