// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/orderstore.h"

namespace bw {

/// Under which order filter of spot an order is kept: one that is not plain is found for a cancel under its own filter alone (fact sheet,
/// 6.2). Learns from what is placed and from every report; bounded, and what it has forgotten counts as plain. One thread.
class SpotFilters final {
public:
    void learn(const OrderReport &report);
    void learn(const QVector<OrderReport> &reports);
    void learnPlaced(const OrderDraft &draft, const QString &orderLinkId);
    /// "" of a plain order.
    [[nodiscard]] QString of(const QString &orderLinkId, const QString &orderId) const;

private:
    void keep(const QString &id, const QString &filter);
    QHash<QString, QString> m_filters; ///< by link id and by order id
};

} // namespace bw
