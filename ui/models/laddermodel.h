// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/booksnapshot.h"
#include "core/domain/order/order.h"
#include "core/engine/api/marketviews.h"

#include <QAbstractTableModel>
#include <QHash>

#include <optional>
#include <span>

namespace bw {

/// The order book as rows: the worst ask on top, the best just above the divider, bids below, always the same number of rows, so that
/// nothing is inserted or moved while numbers change. Compares each new snapshot with what it shows and names only the cells that
/// changed. Knows our own working orders as marks. Gui thread; never looks for news by itself.
class LadderModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { OwnColumn, BidColumn, PriceColumn, AskColumn, ColumnCount };
    enum Role {
        LotsRole = Qt::UserRole, ///< qint64: what the bar behind a size is scaled from
        CompactRole,             ///< a shorter size, rounded down, for a column that is too narrow
        SideRole,                ///< int of Side, of rows that have a price
        OwnUnknownRole,          ///< true when one of the own orders here is UNKNOWN
        PlainRole,               ///< as it is copied: no thin spaces
    };
    static constexpr int kDepth = 50; ///< rows a side: as many as a snapshot has
    static constexpr int kDividerRow = kDepth;
    static constexpr int kRows = 2 * kDepth + 1;

    explicit LadderModel(QObject *parent = nullptr);

    void setBook(std::shared_ptr<const BookSnapshot> book);
    void setTicker(std::shared_ptr<const TickerView> ticker);
    /// In ticks, one of kLadderGroups.
    void setGroup(std::int64_t step);
    /// Remembers an order while it works and forgets it when it is done; shows those of this book.
    void setOrder(const Order &order);

    [[nodiscard]] const BookSnapshot *book() const { return m_book.get(); }
    [[nodiscard]] std::int64_t group() const { return m_group; }
    /// Of a level's row; nullopt on the divider and on rows without a level.
    [[nodiscard]] std::optional<PriceTicks> priceAt(int row) const;
    [[nodiscard]] QtyLots qtyAt(int row) const;
    // The divider: last price, its direction, and the raw spread whatever the group is.
    [[nodiscard]] QString lastPrice() const;
    [[nodiscard]] int lastDirection() const;
    [[nodiscard]] QString spreadText() const; ///< "spread 0.1 · 0.016 bp", or "no spread"

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        std::optional<PriceTicks> price;
        QtyLots qty;
        QString priceText, qtyText, own; ///< texts are made when the numbers change, not when they are painted
        bool hasUnknown = false;
    };
    struct Mark {
        PriceTicks price;
        Side side;
        QString words;
        bool isUnknown;
    };

    [[nodiscard]] static Side sideOf(int row) { return row < kDividerRow ? Side::Sell : Side::Buy; }
    void rebuild();
    void rebuildSide(Side side, std::span<const Level> levels);
    [[nodiscard]] std::vector<Mark> marks() const;
    [[nodiscard]] std::vector<Level> withMarks(std::vector<Level> levels, Side side) const;
    [[nodiscard]] bool assign(int row, const Level *level);
    [[nodiscard]] QVariant dividerData(int column, int role) const;
    [[nodiscard]] QString words(int row) const;

    std::shared_ptr<const BookSnapshot> m_book;
    std::shared_ptr<const TickerView> m_ticker;
    std::int64_t m_group = 1;
    QHash<QString, Order> m_orders;
    std::vector<Mark> m_marks;
    std::vector<Row> m_rows;
    QString m_divider;
};

} // namespace bw
