// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/spotfilters.h"

#include "core/bybit/orderbody.h"

namespace bw {
namespace {
constexpr qsizetype kMaxKept = 4000; ///< the venue keeps 60 orders a symbol that are not plain
} // namespace

void SpotFilters::learn(const OrderReport &report)
{
    if (!report.instrument || report.instrument->id().category != Category::Spot)
        return;
    keep(report.orderLinkId, spotFilterOf(report.stopOrderType));
    keep(report.orderId, spotFilterOf(report.stopOrderType));
}

void SpotFilters::learn(const QVector<OrderReport> &reports)
{
    for (const OrderReport &report : reports)
        learn(report);
}

void SpotFilters::learnPlaced(const OrderDraft &draft, const QString &orderLinkId)
{
    if (draft.instrument->id().category == Category::Spot && draft.trigger)
        keep(orderLinkId, QStringLiteral("StopOrder"));
}

QString SpotFilters::of(const QString &orderLinkId, const QString &orderId) const
{
    return m_filters.value(orderLinkId.isEmpty() ? orderId : orderLinkId);
}

void SpotFilters::keep(const QString &id, const QString &filter)
{
    if (id.isEmpty())
        return;
    if (filter.isEmpty()) { // a conditional order that triggered has become a plain one
        m_filters.remove(id);
        return;
    }
    if (m_filters.size() >= kMaxKept)
        m_filters.clear();
    m_filters.insert(id, filter);
}

} // namespace bw
