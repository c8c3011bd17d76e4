// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/market/tapemerger.h"
#include "core/engine/api/marketviews.h"
#include "ui/models/tablemodel.h"
#include "ui/models/timetext.h"

#include <deque>
#include <optional>
#include <span>
#include <vector>

namespace bw {

/// What the tape tells of: a print, or a position that was liquidated.
struct TapeEntry {
    TapePrint print;                ///< of a liquidation: the closing side, and the bankruptcy price
    std::optional<Side> liquidated; ///< Buy: a long
};

/// The open instrument's trades, newest first: the prints of one market order are one row, liquidations are rows of their own. Keeps the
/// last kMaxRows orders; a filter by size hides the smaller ones and forgets none. Gui thread, owned by its panel.
class TapeModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { Time, Price, Size, Prints, Taker };
    static constexpr int kMaxRows = 2000;

    explicit TapeModel(QObject *parent = nullptr);

    /// Empties it: prices of two instruments never stand in one list.
    void setInstrument(const InstrumentPtr &instrument);
    void setTimeText(const TimeText &zone);
    /// Orders below this quantity are hidden; zero shows all. Liquidations always stand.
    void setFilter(const Decimal &quantity);
    /// In the order in which they came.
    void add(std::span<const TapeEntry> entries);
    /// Something is missing here: the next print begins an order of its own.
    void breakOff() { m_merger.reset(); }

    [[nodiscard]] const Decimal &filter() const { return m_filter; }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        TakerOrder order;
        std::optional<Side> liquidated;
    };
    void take(const TapeEntry &entry, std::vector<Row> &fresh, bool &hasGrown);
    void insert(const std::vector<Row> &fresh);
    void refilter();
    [[nodiscard]] bool passes(const Row &row) const { return row.liquidated || row.order.qty >= m_atLeast; }
    [[nodiscard]] QString text(const Row &row, int column) const;
    [[nodiscard]] QString details(const Row &row) const;

    InstrumentPtr m_instrument;
    TimeText m_zone;
    Decimal m_filter;
    QtyLots m_atLeast;
    TapeMerger m_merger;
    std::deque<Row> m_all, m_shown; ///< newest first
    bool m_isNewestShown = false;   ///< the front of m_all is the front of m_shown
};

} // namespace bw
