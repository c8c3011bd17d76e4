// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The row of transaction-log.
#include "core/sandbox/account.h"

#include "core/sandbox/money.h"

namespace bw::sandbox {

QJsonObject LedgerRow::toJson() const
{
    const QString ms = QString::number(toMs(at));
    return {
        {QStringLiteral("id"), QString::number(number) + u'_' + coin},
        {QStringLiteral("symbol"), instrument->id().symbol},
        {QStringLiteral("category"), toName(instrument->id().category)},
        {QStringLiteral("side"), toName(side)},
        {QStringLiteral("transactionTime"), ms},
        {QStringLiteral("type"), type},
        {QStringLiteral("qty"), plain(qty)},
        {QStringLiteral("size"), plain(size)},
        {QStringLiteral("currency"), coin},
        {QStringLiteral("tradePrice"), plain(price)},
        {QStringLiteral("funding"), plain(funding)},
        {QStringLiteral("fee"), plain(fee)},
        {QStringLiteral("cashFlow"), plain(cashFlow)},
        {QStringLiteral("change"), plain(change)},
        {QStringLiteral("cashBalance"), plain(balance)},
        {QStringLiteral("feeRate"), plain(feeRate)},
        {QStringLiteral("bonusChange"), QString()},
        {QStringLiteral("tradeId"), tradeId},
        {QStringLiteral("orderId"), orderId},
        {QStringLiteral("orderLinkId"), linkId},
        {QStringLiteral("transSubType"), QString()},
        {QStringLiteral("extraFees"), QString()},
    };
}

} // namespace bw::sandbox
