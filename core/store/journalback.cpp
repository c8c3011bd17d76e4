// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journalback.h"

#include "core/store/orderdetails.h"

#include <QHash>

#include <initializer_list>

namespace bw {
namespace {

/// The value of this list that has this name.
template <class Named>
std::optional<Named> named(const QString &name, std::initializer_list<Named> all)
{
    for (const auto value : all)
        if (toName(value) == name)
            return value;
    return std::nullopt;
}

std::optional<JournalledOrder> orderOf(const JournalRow &row)
{
    using O = Origin;
    using T = TimeInForce;
    const auto category = categoryFromName(row.category);
    const auto side = named(row.side, {Side::Buy, Side::Sell});
    const auto type = named(row.type, {OrderType::Limit, OrderType::Market});
    const auto tif = named(row.timeInForce, {T::Gtc, T::Ioc, T::Fok, T::PostOnly});
    const auto origin = named(row.origin, {O::Manual, O::OneClick, O::Signal, O::Auto, O::External, O::Venue});
    const auto state = orderStateFromName(row.state);
    const auto qty = Decimal::parse(QStringView(row.qty));
    const auto filled = Decimal::parse(QStringView(row.filled));
    const auto price = Decimal::parse(QStringView(row.price));
    const auto average = Decimal::parse(QStringView(row.averagePrice));
    const bool isReadable = category && side && type && tif && origin && state && qty && filled && (row.price.isEmpty() || price)
        && (row.averagePrice.isEmpty() || average) && !row.symbol.isEmpty();
    if (!isReadable)
        return std::nullopt;
    JournalledOrder found;
    found.instrument = {*category, row.symbol};
    found.qty = *qty;
    found.filled = *filled;
    if (price)
        found.price = *price;
    Order &order = found.order;
    order.orderLinkId = row.orderLinkId;
    order.orderId = row.orderId;
    order.side = *side;
    order.type = *type;
    order.timeInForce = *tif;
    if (average)
        order.averagePrice = *average;
    order.reduceOnly = row.reduceOnly;
    order.positionIdx = row.positionIdx;
    order.state = *state;
    order.origin = *origin;
    order.signalId = row.signalId;
    order.reason = row.reason;
    order.createdAt = fromMs(row.createdMs);
    order.updatedAt = fromMs(row.updatedMs);
    order.lookups = row.lookups;
    if (!readDetails(row.details, found))
        return std::nullopt;
    return found;
}

/// What may still be either; nullopt where the words are not understood.
std::optional<std::pair<InstrumentId, AccountChange>> changeOf(const JournalChange &row)
{
    using K = AccountChange::Kind;
    using S = AccountChange::State;
    const auto category = categoryFromName(row.category);
    const auto kind = named(row.kind, {K::Stop, K::Leverage, K::PositionMode});
    const auto state = named(row.state, {S::Intent, S::Sent, S::Settled, S::Refused, S::NotSent, S::Unknown});
    if (!category || !kind || !state || row.symbol.isEmpty() || row.id.isEmpty())
        return std::nullopt;
    return std::pair{InstrumentId{*category, row.symbol},
                     AccountChange{row.id, *kind, nullptr, row.positionIdx, row.before, row.after, *state, row.reason, fromMs(row.atMs)}};
}

void addChanges(JournalledSession &session, const QVector<JournalChange> &rows)
{
    QHash<QString, qsizetype> newest;
    for (qsizetype i = 0; i < rows.size(); ++i)
        newest.insert(rows.at(i).id, i);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (newest.value(rows.at(i).id) != i)
            continue;
        const auto change = changeOf(rows.at(i));
        using S = AccountChange::State;
        if (!change) {
            ++session.unreadable;
        } else if (const S state = change->second.state; state == S::Intent || state == S::Sent || state == S::Unknown) {
            session.changeInstruments.append(change->first);
            session.changes.append(change->second);
        }
    }
}

} // namespace

JournalledSession sessionOf(const QVector<JournalRow> &rows, const QVector<JournalExecution> &executions, UtcTime since,
                            const QVector<JournalChange> &changes)
{
    JournalledSession session;
    QHash<QString, qsizetype> newest; // by link id, or by the venue's id where there is none
    QVector<QString> arrival;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const QString key = rows.at(i).orderLinkId.isEmpty() ? u'#' + rows.at(i).orderId : rows.at(i).orderLinkId;
        if (!newest.contains(key))
            arrival.append(key);
        newest.insert(key, i);
    }
    for (const QString &key : arrival) {
        const JournalRow &row = rows.at(newest.value(key));
        auto order = orderOf(row);
        if (!order)
            ++session.unreadable;
        else if (isWorking(order->order.state) || order->order.state == OrderState::Intent || fromMs(row.writtenMs) >= since)
            session.orders.append(std::move(*order));
    }
    for (const JournalExecution &execution : executions) {
        const auto category = categoryFromName(execution.category);
        if (!category || execution.execId.isEmpty()) {
            ++session.unreadable;
            continue;
        }
        const UtcTime at = fromMs(execution.atMs);
        session.lastExecutionAt = std::max(session.lastExecutionAt.value_or(at), at);
        if (at >= since)
            session.executionIds.append({{*category, execution.symbol}, execution.execId});
    }
    addChanges(session, changes);
    return session;
}

} // namespace bw
