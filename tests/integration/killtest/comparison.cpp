// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/killtest/comparison.h"

#include "core/store/journalback.h"
#include "core/store/sqlitejournal.h"
#include "tests/integration/venuerow.h"

#include <QHash>
#include <QJsonArray>
#include <QSet>

namespace bw {
namespace {

using namespace venuerow;

QHash<QString, JournalledOrder> journalled(const QString &path, Comparison &result)
{
    QHash<QString, JournalledOrder> orders;
    const auto rows = SqliteJournal::readAll(path);
    const auto executions = SqliteJournal::readExecutions(path);
    if (!rows || !executions) {
        ++result.unreadable;
        result.words.append(QStringLiteral("the journal can't be opened: ") + (rows ? executions.error() : rows.error()).detail);
        return orders;
    }
    const auto session = sessionOf(*rows, *executions, UtcTime{});
    result.unreadable += session.unreadable;
    for (const auto &order : session.orders)
        orders.insert(order.order.orderLinkId, order);
    return orders;
}

} // namespace

Comparison compare(const QString &journalPath, const QJsonObject &venueState)
{
    Comparison result;
    const auto ours = journalled(journalPath, result);
    result.orders = static_cast<int>(ours.size());
    QSet<QString> seen;
    const auto venueOrders = venueState.value(QLatin1StringView("orders")).toArray();
    for (const auto &value : venueOrders) {
        const auto row = value.toObject();
        const QString link = row.value(QLatin1StringView("orderLinkId")).toString();
        const QString status = row.value(QLatin1StringView("orderStatus")).toString();
        if (seen.contains(link)) {
            ++result.duplicates;
            result.words.append(QStringLiteral("twice at the venue: ") + link);
        }
        seen.insert(link);
        const auto order = ours.constFind(link);
        if (order == ours.cend()) {
            ++result.lost;
            result.words.append(QStringLiteral("not in the journal: %1 %2").arg(link, status));
        } else if (!agrees(order->order.state, status) || order->filled != number(row, "cumExecQty")) {
            ++result.mismatches;
            result.words.append(QStringLiteral("%1: %2 filled %3 here, %4 filled %5 there").arg(link, toName(order->order.state), order->filled.toString(), status,
                                                                                              number(row, "cumExecQty").toString()));
        }
    }
    for (const auto &order : ours) {
        const bool isNowhere = order.order.state == OrderState::NotAtVenue || order.order.state == OrderState::NotSent || order.order.state == OrderState::Rejected;
        if (!isNowhere && !seen.contains(order.order.orderLinkId)) {
            ++result.mismatches;
            result.words.append(QStringLiteral("%1: %2 here, not at the venue").arg(order.order.orderLinkId, toName(order.order.state)));
        }
    }
    QSet<QString> fills;
    if (const auto executions = SqliteJournal::readExecutions(journalPath))
        for (const auto &execution : *executions)
            fills.insert(execution.execId);
    const auto venueFills = venueState.value(QLatin1StringView("executions")).toArray();
    for (const auto &value : venueFills)
        if (const QString id = value.toObject().value(QLatin1StringView("execId")).toString(); !fills.contains(id)) {
            ++result.lost;
            result.words.append(QStringLiteral("a fill is not in the journal: %1 of %2").arg(id, value.toObject().value(QLatin1StringView("orderLinkId")).toString()));
        }
    return result;
}

InFlight inFlight(const QString &journalPath, qint64 sinceMs)
{
    QHash<QString, JournalRow> newest;
    if (const auto rows = SqliteJournal::readAll(journalPath))
        for (const auto &row : *rows)
            newest.insert(row.orderLinkId, row);
    InFlight found;
    for (const auto &row : std::as_const(newest)) {
        if (row.writtenMs < sinceMs)
            continue; // of an earlier session, whose kill has counted it
        found.creates |= row.state == toName(OrderState::Intent) || row.state == toName(OrderState::Sent);
        found.amends |= row.state == toName(OrderState::AmendSent);
        found.cancels |= row.state == toName(OrderState::CancelSent);
    }
    return found;
}

} // namespace bw
