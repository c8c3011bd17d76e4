// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/account/ledgerentry.h"

namespace bw {

QString toName(LedgerEntry::Cause cause)
{
    switch (cause) {
    case LedgerEntry::Cause::Trade: return QStringLiteral("trade");
    case LedgerEntry::Cause::Fee: return QStringLiteral("fee");
    case LedgerEntry::Cause::Funding: return QStringLiteral("funding");
    case LedgerEntry::Cause::Settlement: return QStringLiteral("settlement");
    case LedgerEntry::Cause::Interest: return QStringLiteral("interest");
    case LedgerEntry::Cause::Transfer: return QStringLiteral("transfer");
    case LedgerEntry::Cause::Liquidation: return QStringLiteral("liquidation");
    case LedgerEntry::Cause::Adl: return QStringLiteral("adl");
    case LedgerEntry::Cause::Other: return QStringLiteral("other");
    }
    return {};
}

} // namespace bw
