// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/instrument.h"

#include <QObject>
#include <QPoint>

#include <optional>
#include <vector>

namespace bw {

class LadderModel;

/// What press, move and release on the ladder mean: a click on the price that stood under the pointer at the press, or an own order dragged
/// to another price. A row whose price changed in the last 200 ms takes no click and no drop: the eye had not seen it yet. Gui thread;
/// owned by the view, which tells it the rows; knows no pixel but the distance of a drag.
class LadderGestures final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kUnseen{200}; ///< about as long as an eye and a finger need

    LadderGestures(const LadderModel &model, const Clock &clock, QObject *parent = nullptr);

    /// After every new book: which rows have another price than before.
    void noteRows();
    void press(const QPoint &at, int row, int column);
    void move(const QPoint &at, int row);
    void release(const QPoint &at, int row);
    void cancel();

    [[nodiscard]] bool isDragging() const { return m_isDragging; }
    /// The row where the dragged order would go to now; -1: nowhere.
    [[nodiscard]] int targetRow() const { return m_isDragging ? m_target : -1; }

Q_SIGNALS:
    void clicked(bw::PriceTicks price, int column);
    void dropped(bw::PriceTicks from, bw::Side side, bw::PriceTicks to);
    void ignored(); ///< the row had just moved

private:
    struct Press {
        InstrumentId of;
        PriceTicks price;
        Side side;
        QPoint at;
        int column = 0;
        bool hasOwn = false;
    };
    [[nodiscard]] bool hasJustMoved(int row) const;
    [[nodiscard]] bool isOpen(const InstrumentId &id) const;

    const LadderModel &m_model;
    const Clock &m_clock;
    std::optional<Press> m_press;
    std::vector<std::optional<PriceTicks>> m_prices; ///< by row, as last noted
    std::vector<std::optional<MonoTime>> m_movedAt;
    int m_target = -1;
    bool m_isDragging = false;
};

} // namespace bw
