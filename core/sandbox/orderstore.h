// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/orderrecord.h"

#include <QHash>

#include <deque>
#include <memory>
#include <vector>

namespace bw::sandbox {

/// The orders of one account, open and closed, oldest first. Owns the records and hands out pointers that stay good while an order is
/// open or within the same request. Closed orders beyond kMaxClosed are forgotten, the oldest first; their link ids become free.
class OrderStore final {
public:
    static constexpr std::size_t kMaxClosed = 20'000;

    OrderRecord &add(OrderRecord record);
    void dropNewest(); ///< the order that was added last: it was refused after all
    void forgetClosed(); ///< all of them, when nobody points to one
    void trim(); ///< forgets old closed orders; only between requests

    [[nodiscard]] OrderRecord *byId(const QString &orderId) const { return m_byId.value(orderId); }
    [[nodiscard]] OrderRecord *byLinkId(Category category, const QString &linkId) const;
    [[nodiscard]] std::vector<OrderRecord *> open() const; ///< oldest first
    [[nodiscard]] const std::deque<std::unique_ptr<OrderRecord>> &all() const { return m_records; }

private:
    static QString linkKey(Category category, const QString &linkId);
    std::deque<std::unique_ptr<OrderRecord>> m_records;
    mutable std::vector<OrderRecord *> m_open; ///< closed ones are dropped when it is read
    QHash<QString, OrderRecord *> m_byId, m_byLinkId;
};

} // namespace bw::sandbox
