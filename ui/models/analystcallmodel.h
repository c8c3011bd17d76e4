// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/ports/analyst.h"
#include "ui/models/tablemodel.h"

namespace bw {

/// The session's jobs of the analyst, newest first, bounded: what was asked of which model, who answered, how it ended, what it took.
/// Gui thread.
class AnalystCallModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { TimeColumn, JobColumn, AskedColumn, ServedColumn, StatusColumn, AttemptsColumn, LatencyColumn, TokensColumn, CostColumn, ReasonColumn };
    static constexpr qsizetype kMaxRows = 300;

    explicit AnalystCallModel(QObject *parent = nullptr);

    void add(const AnalystCall &call, UtcTime at);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row {
        AnalystCall call;
        UtcTime at{};
    };
    [[nodiscard]] static QString text(const Row &row, int column);

    QVector<Row> m_rows;
};

} // namespace bw
