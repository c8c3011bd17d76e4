// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/account/ledgerentry.h"

#include <QVector>

namespace bw {

/// The rows of a log coin by coin, in order of first appearance, each row once, oldest first. The venue lists the newest first, and rows of
/// one moment in no order that a time could tell: the balances say which way they follow one another.
[[nodiscard]] QVector<QVector<LedgerEntry>> ledgerByCoin(const QVector<LedgerEntry> &entries);

} // namespace bw
