// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/orderstore.h"

#include <algorithm>

namespace bw::sandbox {

OrderRecord &OrderStore::add(OrderRecord record)
{
    m_records.push_back(std::make_unique<OrderRecord>(std::move(record)));
    OrderRecord *added = m_records.back().get();
    m_byId.insert(added->orderId, added);
    if (!added->linkId.isEmpty())
        m_byLinkId.insert(linkKey(added->category(), added->linkId), added);
    m_open.push_back(added);
    return *added;
}

void OrderStore::dropNewest()
{
    const OrderRecord &newest = *m_records.back();
    m_byId.remove(newest.orderId);
    m_byLinkId.remove(linkKey(newest.category(), newest.linkId));
    std::erase(m_open, &newest);
    m_records.pop_back();
}

void OrderStore::forgetClosed()
{
    static_cast<void>(open()); // drops the closed ones from the list of open ones
    std::erase_if(m_records, [&](const std::unique_ptr<OrderRecord> &record) {
        if (record->isOpen())
            return false;
        m_byId.remove(record->orderId);
        m_byLinkId.remove(linkKey(record->category(), record->linkId));
        return true;
    });
}

void OrderStore::trim()
{
    constexpr std::size_t kSlack = 1000; // a thousand at once: each erasure walks the whole store
    if (m_records.size() <= kMaxClosed + m_open.size() + kSlack)
        return;
    std::size_t surplus = m_records.size() - kMaxClosed - open().size();
    std::erase_if(m_records, [&](const std::unique_ptr<OrderRecord> &record) {
        if (surplus == 0 || record->isOpen())
            return false;
        --surplus;
        m_byId.remove(record->orderId);
        m_byLinkId.remove(linkKey(record->category(), record->linkId));
        return true;
    });
}

OrderRecord *OrderStore::byLinkId(Category category, const QString &linkId) const
{
    return m_byLinkId.value(linkKey(category, linkId));
}

std::vector<OrderRecord *> OrderStore::open() const
{
    std::erase_if(m_open, [](const OrderRecord *order) { return !order->isOpen(); });
    return m_open;
}

QString OrderStore::linkKey(Category category, const QString &linkId)
{
    // Spot and contracts are two matching engines: each keeps its own names.
    return (category == Category::Spot ? QStringLiteral("s:") : QStringLiteral("c:")) + linkId;
}

} // namespace bw::sandbox
