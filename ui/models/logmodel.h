// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/log.h"
#include "ui/models/tablemodel.h"

#include <deque>
#include <vector>

namespace bw {

/// The last kMaxRows lines of the log, newest first. Gui thread, owned by its panel; lines come in batches, once a look.
class LogModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { Time, Level, Category, Text };
    static constexpr int kMaxRows = 5000;

    explicit LogModel(QObject *parent = nullptr);
    /// Oldest first, as they were logged; `dropped` of them were lost on the way and are named by a line of their own.
    void append(const std::vector<LogLine> &lines, std::uint64_t dropped);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] static QString text(const LogLine &line, int column);
    void prepend(const LogLine *first, std::size_t count);
    std::deque<LogLine> m_rows;
};

} // namespace bw
