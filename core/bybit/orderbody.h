// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/executionvenue.h"

#include <QByteArray>

namespace bw {

/// The bytes of commands about orders, made once: what these give is signed and sent as it is. Pure functions.
/// A market order on spot counts base coin, as every quantity of ours does; the venue's default for a buy would be quote coin.
/// The same order for order/pre-check, which places nothing: without a link id, so that it can never be taken for one.
[[nodiscard]] QByteArray preCheckBody(const OrderDraft &draft);
[[nodiscard]] QByteArray createBody(const OrderDraft &draft, const QString &orderLinkId);
[[nodiscard]] QByteArray amendBody(const AmendDraft &draft);
/// By the link id where there is one: when both are given the venue silently takes the order id. On spot an order that is not plain is
/// found under its own filter alone ("" means plain, or a contract).
[[nodiscard]] QByteArray cancelBody(const InstrumentId &id, const QString &orderLinkId, const QString &orderId, const QString &spotFilter = {});
/// One body for each call that the venue's filters need (fact sheet, 6.6). `settleCoins` is what a scope without coin and instrument
/// means; contracts can't be cancelled without naming one.
[[nodiscard]] QVector<QByteArray> cancelAllBodies(const CancelScope &scope, const QStringList &settleCoins);

/// The order filter of spot that an order of this kind is kept under; "" of a plain order.
[[nodiscard]] QString spotFilterOf(const QString &stopOrderType);

} // namespace bw
