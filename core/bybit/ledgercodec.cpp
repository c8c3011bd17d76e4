// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/ledgercodec.h"

#include "core/bybit/accountrow.h"

namespace bw {
namespace {

using L = QLatin1StringView;
using Cause = LedgerEntry::Cause;

/// A trade whose row moves nothing but a fee: on spot every trade moves coins, and a contract's own row is in its settle coin.
bool isFeeAlone(const LedgerEntry &entry, const AccountCodec &codec)
{
    if (entry.type != u"TRADE" || !entry.category || !entry.cashFlow.isZero() || entry.fee.isZero())
        return false;
    if (*entry.category == Category::Spot)
        return true;
    const auto instrument = codec.instrument({*entry.category, entry.symbol});
    return instrument && instrument->settleCoin() != entry.coin;
}

Cause causeOf(const LedgerEntry &entry, const AccountCodec &codec)
{
    if (isFeeAlone(entry, codec) || entry.type.startsWith(u"FEE"))
        return Cause::Fee;
    if (entry.type == u"TRADE")
        return Cause::Trade;
    // One word for two things: the session of a USDC perpetual settles its profit as cash flow, with the funding beside it.
    if (entry.type == u"SETTLEMENT")
        return entry.cashFlow.isZero() ? Cause::Funding : Cause::Settlement;
    if (entry.type == u"DELIVERY")
        return Cause::Settlement;
    if (entry.type == u"LIQUIDATION")
        return Cause::Liquidation;
    if (entry.type == u"ADL")
        return Cause::Adl;
    if (entry.type.startsWith(u"TRANSFER"))
        return Cause::Transfer;
    return entry.type.contains(u"INTEREST") ? Cause::Interest : Cause::Other;
}

} // namespace

Result<LedgerEntry> decodeLedgerEntry(const QJsonObject &object, const AccountCodec &codec)
{
    AccountRow row(object);
    LedgerEntry entry;
    entry.id = row.text(L("id"), AccountRow::kMaxWord);
    entry.type = row.text(L("type"));
    entry.category = categoryFromName(row.text(L("category")));
    entry.symbol = row.text(L("symbol"));
    entry.side = row.side();
    entry.coin = row.text(L("currency"));
    // "" of one of these says that there was none; what changed is said always.
    entry.cashFlow = row.optional(L("cashFlow")).value_or(Decimal());
    entry.fee = row.optional(L("fee")).value_or(Decimal());
    entry.funding = row.optional(L("funding")).value_or(Decimal());
    entry.change = row.needed(L("change"));
    entry.balance = row.decimal(L("cashBalance"));
    entry.qty = row.decimal(L("qty"));
    entry.price = row.decimal(L("tradePrice"));
    entry.tradeId = row.text(L("tradeId"));
    entry.orderId = row.text(L("orderId"));
    entry.orderLinkId = row.text(L("orderLinkId"));
    entry.at = row.time(L("transactionTime"));
    row.expect(!entry.id.isEmpty() && !entry.type.isEmpty() && !entry.coin.isEmpty() && entry.at != UtcTime{});
    if (row.isBroken())
        return fail(protocolError(QStringLiteral("a row of the transaction log that can't be read")));
    entry.cause = causeOf(entry, codec);
    return entry;
}

} // namespace bw
