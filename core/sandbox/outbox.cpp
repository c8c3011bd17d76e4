// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/outbox.h"

#include <algorithm>

namespace bw::sandbox {

namespace {

QJsonObject withCategory(QJsonObject row, const InstrumentPtr &instrument)
{
    row.insert(QStringLiteral("category"), toName(instrument->id().category));
    return row;
}

template <class T>
void addOnce(std::vector<const T *> &list, const T &item)
{
    std::erase(list, &item);
    list.push_back(&item);
}

} // namespace

void Outbox::order(const OrderRecord &order)
{
    Slot &mine = slot(*order.account);
    addOnce(mine.changed.orders, order);
    if (order.category() == Category::Spot)
        mine.hasWallet = true; // funds are locked or freed
    else
        addOnce(mine.changed.positions, static_cast<const Position &>(order.account->position(order.instrument, order.positionIdx)));
}

void Outbox::fill(const Account &account, const FillRecord &fill)
{
    Slot &mine = slot(account);
    mine.changed.fills.push_back(fill);
    mine.hasWallet = true;
}

void Outbox::position(const Account &account, const Position &position)
{
    addOnce(slot(account).changed.positions, position);
}

void Outbox::flush()
{
    // Whoever listens may ask the exchange for something: it then finds an empty outbox.
    const std::vector<Slot> going = std::exchange(m_slots, {});
    for (const Slot &slot : going)
        m_keeper(*slot.account, slot.changed);
    for (const Slot &slot : going)
        tell(slot);
}

Outbox::Slot &Outbox::slot(const Account &account)
{
    const auto found = std::find_if(m_slots.begin(), m_slots.end(), [&](const Slot &s) { return s.account == &account; });
    if (found != m_slots.end())
        return *found;
    m_slots.push_back({.account = &account});
    return m_slots.back();
}

void Outbox::tell(const Slot &slot) const
{
    const auto send = [&](const char *topic, const QJsonArray &rows) {
        if (!rows.isEmpty())
            m_send(slot.account->key(), topic, rows);
    };
    QJsonArray fills, orders, positions;
    for (const FillRecord &fill : slot.changed.fills)
        fills.append(withCategory(fill.toJson(), fill.instrument));
    for (const OrderRecord *order : slot.changed.orders) {
        const QJsonObject row = order->toJson();
        m_witness(order->orderId, row);
        orders.append(withCategory(row, order->instrument));
    }
    for (const Position *position : slot.changed.positions) {
        m_witness(pastName(*slot.account, *position), m_valuation.position(*slot.account, *position, false));
        positions.append(m_valuation.position(*slot.account, *position, true));
    }
    send("execution", fills);
    send("order", orders);
    send("position", positions);
    if (slot.hasWallet) {
        const QJsonObject wallet = m_valuation.wallet(*slot.account);
        m_witness(pastName(*slot.account), wallet);
        send("wallet", QJsonArray{wallet});
    }
}

QString pastName(const Account &account, const Position &position)
{
    const InstrumentId &id = position.instrument->id();
    return QStringLiteral("%1 %2 %3 %4").arg(QString::fromUtf8(account.key()), toName(id.category), id.symbol).arg(position.idx);
}

QString pastName(const Account &account)
{
    return QString::fromUtf8(account.key()) + QStringLiteral(" wallet");
}

} // namespace bw::sandbox
