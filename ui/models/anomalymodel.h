// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/spreadanomaly.h"
#include "ui/models/tablemodel.h"
#include "ui/models/timetext.h"

namespace bw {

/// The spells of a wide spread in this session, newest first: when, why, how far, how long, and what stood in the book at the peak. One
/// that goes on grows until its end is told. Gui thread, owned by its panel; at most kMaxRows.
class AnomalyModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { Start, Symbol, Cause, Peak, Limit, Length, End, BidDepth, AskDepth, UpdateId };
    static constexpr qsizetype kMaxRows = 500;

    explicit AnomalyModel(QObject *parent = nullptr);
    void apply(const SpreadAnomaly &anomaly);
    /// The length of what goes on.
    void tick(UtcTime now);
    void setTimeText(const TimeText &zone);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] int goingOn() const;

private:
    [[nodiscard]] QString text(const SpreadAnomaly &row, int column) const;

    QVector<SpreadAnomaly> m_rows;
    UtcTime m_now{};
    TimeText m_zone;
};

} // namespace bw
