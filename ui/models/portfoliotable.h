// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/account/portfolio.h"
#include "core/domain/order/order.h"
#include "ui/models/tablemodel.h"

namespace bw {

/// Rows of words and of amounts in one coin, signed as they act on the wallet; an amount that nobody knows reads as missing and copies as
/// nothing. Three tables of the portfolio are made of it, by the functions below. Gui thread, owned by its panel.
class PortfolioTable final : public TableModel {
    Q_OBJECT
public:
    struct Row {
        QStringList words;
        QVector<Decimal> amounts; ///< invalid: not known
        QString explanation{};    ///< of the row, as a tool tip
        bool isGap = false;
    };
    /// Columns of words come first, then those that say what stands rather than what changed: they are read without a plus.
    struct Shape {
        int words = 1, standing = 0;
        int toned = 1; ///< the column whose sign is a colour
    };
    PortfolioTable(QVector<TableColumn> columns, const Shape &shape, QObject *parent);
    void setRows(QVector<Row> rows, int places);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    const Shape m_shape;
    QVector<Row> m_rows;
    int m_places = 2;
};

/// Decimals that are read of a coin: of dollars two, of others eight.
[[nodiscard]] int placesOf(const QString &coin);

namespace portfoliotables {
[[nodiscard]] PortfolioTable *byDay(QObject *parent);
[[nodiscard]] PortfolioTable *bySymbol(QObject *parent);
[[nodiscard]] PortfolioTable *byCause(QObject *parent);
[[nodiscard]] QVector<PortfolioTable::Row> dayRows(const Portfolio &portfolio); ///< the newest first
/// With what stands in the coin now; nullopt: the positions are not known.
[[nodiscard]] QVector<PortfolioTable::Row> symbolRows(const Portfolio &portfolio, const std::optional<QVector<Position>> &positions);
[[nodiscard]] QVector<PortfolioTable::Row> causeRows(const Portfolio &portfolio);
} // namespace portfoliotables

} // namespace bw
