// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/accountcodec.h"
#include "core/domain/account/ledgerentry.h"

namespace bw {

/// Reads a row of the transaction log. Every row counts, also of options and of what nobody listed, or the changes would not sum to the
/// wallet's; so nothing is passed over, and what can't be read is an Error. `codec` knows what contracts settle in. Pure.
[[nodiscard]] Result<LedgerEntry> decodeLedgerEntry(const QJsonObject &row, const AccountCodec &codec);

} // namespace bw
