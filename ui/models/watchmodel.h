// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/widemarketviews.h"
#include "ui/models/tablemodel.h"

#include <optional>

namespace bw {

/// The watch list: the instruments in the user's order, each with what the engine last said of it. A row that is not live keeps its last
/// price struck through, shows no spread, and says why. Names only the rows that changed. Rows are moved by moveRow() or by dragging.
/// Gui thread, owned by its panel.
class WatchModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { Symbol, Last, Change, Spread, Trust, Age, Imbalance, Flow, Reason };

    explicit WatchModel(QObject *parent = nullptr);

    void setIds(const QVector<InstrumentId> &ids); ///< without doubles, at most MarketClient::kMaxWatched
    [[nodiscard]] QVector<InstrumentId> ids() const;
    [[nodiscard]] int rowOf(const InstrumentId &id) const; ///< -1: not on the list
    bool add(const InstrumentId &id);                      ///< false: it stands there already, or the list is full
    void remove(int row);
    bool moveRow(int from, int to);
    void setView(const WatchView &view, MonoTime now);
    void tick(MonoTime now); ///< ages grow without news
    void setOpen(const std::optional<InstrumentId> &id);
    /// "SOLUSDT: stale: nothing arrived", or "" for a row that is live.
    [[nodiscard]] QString trouble(int row) const;
    [[nodiscard]] int countOfNotLive() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) override;

Q_SIGNALS:
    void orderChanged(); ///< by dragging

private:
    struct Row {
        InstrumentId id;
        std::optional<WatchRow> seen;
        QString age;
    };
    [[nodiscard]] static bool isLive(const Row &row) { return row.seen && row.seen->state == BookState::Live; }
    [[nodiscard]] QString text(const Row &row, int column) const;
    [[nodiscard]] static QString reason(const Row &row);
    [[nodiscard]] static Tone tone(const Row &row, int column);
    bool refreshAge(Row &row, MonoTime now) const;

    QVector<Row> m_rows;
    std::optional<InstrumentId> m_open;
};

} // namespace bw
