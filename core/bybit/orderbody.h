// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/risk/approvedorder.h"

#include <QByteArray>

namespace bw {

/// The bytes of commands, made once: what these give is signed and sent as it is. Pure functions.
/// A market order on spot counts base coin, as every quantity of ours does; the venue's default for a buy would be quote coin.
[[nodiscard]] QByteArray createBody(const OrderDraft &draft, const QString &orderLinkId);
/// By the link id where there is one: when both are given the venue silently takes the order id.
[[nodiscard]] QByteArray cancelBody(const InstrumentId &id, const QString &orderLinkId, const QString &orderId);
/// Entries alone: plain orders, and conditional orders that are no stop of a position (fact sheet, 6.6).
[[nodiscard]] QByteArray cancelPlainBody(Category category, const QString &settleCoin);
[[nodiscard]] QByteArray cancelConditionalBody(Category category, const QString &settleCoin);

} // namespace bw
