// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/laddergestures.h"

#include "ui/models/laddermodel.h"

#include <QApplication>

namespace bw {

LadderGestures::LadderGestures(const LadderModel &model, const Clock &clock, QObject *parent)
    : QObject(parent), m_model(model), m_clock(clock), m_prices(LadderModel::kRows), m_movedAt(LadderModel::kRows)
{
}

/// A row that was empty before is no row that moved: nobody aimed at it.
void LadderGestures::noteRows()
{
    const MonoTime now = m_clock.now();
    for (int row = 0; row < LadderModel::kRows; ++row) {
        const auto at = static_cast<std::size_t>(row);
        const auto price = m_model.priceAt(row);
        if (price == m_prices[at])
            continue;
        if (m_prices[at])
            m_movedAt[at] = now;
        m_prices[at] = price;
    }
}

bool LadderGestures::hasJustMoved(int row) const
{
    if (row < 0 || row >= LadderModel::kRows)
        return false;
    const auto &movedAt = m_movedAt[static_cast<std::size_t>(row)];
    return movedAt && m_clock.now() - *movedAt < kUnseen;
}

bool LadderGestures::isOpen(const InstrumentId &id) const { return m_model.book() && m_model.book()->instrument->id() == id; }

void LadderGestures::press(const QPoint &at, int row, int column)
{
    cancel();
    const auto price = m_model.priceAt(row);
    if (!price || !m_model.book())
        return;
    if (hasJustMoved(row))
        return Q_EMIT ignored();
    const bool hasOwn = m_model.hasOwn(row) && m_model.group() == 1; // a group is no price
    m_press = Press{m_model.book()->instrument->id(), *price, LadderModel::sideOf(row), at, column, hasOwn};
}

void LadderGestures::move(const QPoint &at, int row)
{
    if (!m_press || !m_press->hasOwn)
        return;
    m_isDragging = m_isDragging || (at - m_press->at).manhattanLength() >= QApplication::startDragDistance();
    m_target = m_model.priceAt(row) && *m_model.priceAt(row) != m_press->price ? row : -1;
}

void LadderGestures::release(const QPoint &at, int row)
{
    const auto press = std::exchange(m_press, std::nullopt);
    const bool isDrag = std::exchange(m_isDragging, false);
    m_target = -1;
    if (!press || !isOpen(press->of))
        return;
    if (!isDrag) {
        if ((at - press->at).manhattanLength() < QApplication::startDragDistance())
            Q_EMIT clicked(press->price, press->column);
        return;
    }
    const auto to = m_model.priceAt(row);
    if (!to || *to == press->price)
        return;
    if (hasJustMoved(row))
        return Q_EMIT ignored();
    Q_EMIT dropped(press->price, press->side, *to);
}

void LadderGestures::cancel()
{
    m_press.reset();
    m_isDragging = false;
    m_target = -1;
}

} // namespace bw
