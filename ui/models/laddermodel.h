// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/booksnapshot.h"
#include "core/domain/order/order.h"
#include "core/engine/api/marketviews.h"
#include "ui/models/laddergroup.h"

#include <QAbstractTableModel>
#include <QHash>

#include <array>
#include <optional>
#include <span>

namespace bw {

/// The order book as rows: the worst ask on top, the best just above the divider, bids below, always the same number of rows, so that
/// nothing is inserted or moved while numbers change. Beside each price stands what was traded there. Compares each new snapshot with
/// what it shows and names only the rows that changed. Knows our own working orders as marks. Gui thread; never looks for news by itself.
class LadderModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { OwnColumn, BidColumn, SoldColumn, PriceColumn, BoughtColumn, AskColumn, ColumnCount };
    enum Role {
        LotsRole = Qt::UserRole, ///< qint64: what the bar behind a size or a traded volume is scaled from
        CompactRole,             ///< a shorter size, rounded down, for a column that is too narrow
        SideRole,                ///< int of Side, of rows that have a price
        OwnUnknownRole,          ///< true when one of the own orders here is UNKNOWN
        PlainRole,               ///< as it is copied: no thin spaces
        LargeRole,               ///< true when the size counts as large
    };
    static constexpr int kDepth = static_cast<int>(BookSnapshot::kMostLevels); ///< rows a side
    static constexpr int kDividerRow = kDepth;
    static constexpr int kRows = 2 * kDepth + 1;

    explicit LadderModel(QObject *parent = nullptr);

    void setBook(std::shared_ptr<const BookSnapshot> book);
    void setTicker(std::shared_ptr<const TickerView> ticker);
    /// Of another instrument it is not shown.
    void setTraded(std::shared_ptr<const TradedVolume> traded);
    /// In ticks, one of kLadderGroups.
    void setGroup(std::int64_t step);
    /// Sizes from here on are marked as large; 0: none is.
    void setLargeFrom(QtyLots lots);
    /// Remembers an order while it works and forgets it when it is done; shows those of this book.
    void setOrder(const Order &order);

    [[nodiscard]] const BookSnapshot *book() const { return m_book.get(); }
    [[nodiscard]] std::int64_t group() const { return m_group; }
    /// Of a level's row; nullopt on the divider and on rows without a level.
    [[nodiscard]] std::optional<PriceTicks> priceAt(int row) const;
    [[nodiscard]] QtyLots qtyAt(int row) const;
    [[nodiscard]] QtyLots tradedAt(int row) const; ///< the larger of bought and sold
    [[nodiscard]] QtyLots lotsAt(int row, int column) const; ///< 0 where the cell has none
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] QString compactText(int row, int column) const; ///< of a size; rounded down
    [[nodiscard]] bool isLarge(int row) const { return m_rows[static_cast<std::size_t>(row)].isLarge; }
    [[nodiscard]] bool hasOwn(int row) const { return !m_rows[static_cast<std::size_t>(row)].own.isEmpty(); }
    /// Own working orders of this book at exactly this price.
    [[nodiscard]] QVector<Order> ordersAt(PriceTicks price, Side side) const;
    [[nodiscard]] bool isOwnUnknown(int row) const { return m_rows[static_cast<std::size_t>(row)].hasUnknown; }
    [[nodiscard]] static Side sideOf(int row) { return row < kDividerRow ? Side::Sell : Side::Buy; }
    /// Where a price stands now, or the next worse one of its side; -1 where that side has no row.
    [[nodiscard]] int rowOf(PriceTicks price, Side side) const;
    [[nodiscard]] int rowsOf(Side side) const; ///< how many rows from the divider on have a level

    // The divider: last price, its direction, and the raw spread whatever the group is.
    [[nodiscard]] QString lastPrice() const;
    [[nodiscard]] int lastDirection() const;
    /// "spread 0.1 · 0.016 bp", or "no spread"; what was traded at prices between the best two has no row, so it is said here.
    [[nodiscard]] QString spreadText() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        std::optional<LadderLevel> level;
        QString own;
        bool hasUnknown = false;
        bool isLarge = false;
    };
    struct Mark {
        PriceTicks price;
        Side side;
        QString words;
        bool isUnknown;
    };

    void rebuild();
    void rebuildSide(Side side, std::span<const Level> levels);
    [[nodiscard]] QString insideText() const;
    void refreshDivider();
    [[nodiscard]] std::vector<Mark> marks() const;
    [[nodiscard]] std::vector<LadderLevel> withMarks(std::vector<LadderLevel> levels, Side side) const;
    [[nodiscard]] bool assign(int row, const LadderLevel *level);
    [[nodiscard]] const Row *rowAt(int row) const;
    [[nodiscard]] QVariant dividerData(int column, int role) const;
    [[nodiscard]] QString words(int row) const;

    std::shared_ptr<const BookSnapshot> m_book;
    std::shared_ptr<const TickerView> m_ticker;
    std::shared_ptr<const TradedVolume> m_traded;
    std::int64_t m_group = 1;
    QtyLots m_largeFrom;
    QHash<QString, Order> m_orders;
    std::vector<Mark> m_marks;
    std::vector<Row> m_rows;
    std::array<int, 2> m_filled{}; ///< rows of a side that may hold something: the rest of a thousand is not looked at
    QString m_divider;
};

} // namespace bw
