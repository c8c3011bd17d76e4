// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/accountchange.h"
#include "core/domain/order/order.h"
#include "core/domain/order/timelineentry.h"
#include "ui/models/tablemodel.h"

#include <deque>

namespace bw {

/// Events in the order of their times, newest first: the story of one order, or the journal of the session with a column that names what
/// each is about. What the venue wrote is shown as plain text, on one line, and copied whole. Gui thread, owned by its panel.
class TimelineModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { Time, Kind, What, Code, Detail, Key };
    static constexpr int kMaxRows = 5000;

    explicit TimelineModel(QObject *parent = nullptr);

    /// One order's story, replaced whole.
    void setEntries(QVector<TimelineEntry> entries);
    // The journal of the session, as things happen.
    void add(const Order &order);
    void add(const Execution &execution);
    void add(const AccountChange &change);

    [[nodiscard]] const TimelineEntry &at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void prepend(TimelineEntry entry);
    [[nodiscard]] static QString text(const TimelineEntry &entry, int column);
    [[nodiscard]] static Tone tone(const TimelineEntry &entry, int column);
    std::deque<TimelineEntry> m_rows;
};

} // namespace bw
