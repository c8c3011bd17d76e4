// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journalrows.h"

#include "core/store/orderdetails.h"

namespace bw {

namespace {

constexpr qsizetype kMaxDetail = 2000;

QString decimalText(const Decimal &value)
{
    return value.isValid() ? value.toString() : QString();
}

} // namespace

JournalRow journalRow(const Order &order, bool isIntent, qint64 nowMs)
{
    JournalRow row;
    row.writtenMs = nowMs;
    row.isIntent = isIntent;
    row.orderLinkId = order.orderLinkId;
    row.orderId = order.orderId;
    if (const auto &instrument = order.instrument) {
        row.category = toName(instrument->id().category);
        row.symbol = instrument->id().symbol;
        row.qty = instrument->qtyText(order.qty);
        row.filled = instrument->qtyText(order.filled);
        row.price = order.price ? instrument->priceText(*order.price) : QString();
    }
    row.side = toName(order.side);
    row.type = toName(order.type);
    row.timeInForce = toName(order.timeInForce);
    row.averagePrice = order.filled.isZero() ? QString() : decimalText(order.averagePrice);
    row.reduceOnly = order.reduceOnly;
    row.positionIdx = order.positionIdx;
    row.state = toName(order.state);
    row.origin = toName(order.origin);
    row.signalId = order.signalId;
    row.reason = order.reason;
    row.createdMs = toMs(order.createdAt);
    row.updatedMs = toMs(order.updatedAt);
    row.lookups = order.lookups;
    row.details = detailsOf(order);
    return row;
}

JournalExecution journalRow(const Execution &execution, qint64 nowMs)
{
    JournalExecution row;
    row.writtenMs = nowMs;
    row.execId = execution.execId;
    row.orderId = execution.orderId;
    row.orderLinkId = execution.orderLinkId;
    if (execution.instrument) {
        row.category = toName(execution.instrument->id().category);
        row.symbol = execution.instrument->id().symbol;
    }
    row.side = toName(execution.side);
    row.price = decimalText(execution.price);
    row.qty = decimalText(execution.qty);
    row.fee = decimalText(execution.fee);
    row.feeCurrency = execution.feeCurrency;
    row.isMaker = execution.isMaker;
    row.kind = toName(execution.kind);
    row.atMs = toMs(execution.at);
    return row;
}

JournalChange journalRow(const AccountChange &change, qint64 nowMs)
{
    JournalChange row;
    row.writtenMs = nowMs;
    row.isIntent = change.state == AccountChange::State::Intent;
    row.id = change.id;
    row.kind = toName(change.kind);
    if (change.instrument) {
        row.category = toName(change.instrument->id().category);
        row.symbol = change.instrument->id().symbol;
    }
    row.positionIdx = change.positionIdx;
    row.before = change.before;
    row.after = change.after;
    row.state = toName(change.state);
    row.reason = change.reason;
    row.atMs = toMs(change.at);
    return row;
}

JournalNote journalRow(const TimelineEntry &entry, qint64 nowMs)
{
    return {.sequence = 0, .writtenMs = nowMs, .key = entry.key, .kind = toName(entry.kind), .what = entry.what, .code = entry.code,
            .detail = entry.detail.left(kMaxDetail), .atMs = toMs(entry.at)};
}

} // namespace bw
