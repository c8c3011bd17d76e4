// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/accountcodec.h"
#include "core/bybit/bybitrest.h"
#include "core/domain/account/ledgerentry.h"

namespace bw {

/// The lists of what was: fills, closed orders, the transaction log; as far back as wanted, in windows of seven days, all pages or an
/// Error. What comes in while they are read goes to their newest end, so a shifted page can only bring a row twice, and rows are told
/// apart by their ids. Each call answers once while `context` lives. Engine thread; owned by the venue.
class HistoryReader final {
public:
    template <class T>
    using Answer = std::function<void(const Result<QVector<T>> &)>;

    /// `now`: the venue's time, or the best that there is.
    HistoryReader(BybitRest &rest, const AccountCodec &codec, std::function<UtcTime()> now)
        : m_rest(rest), m_codec(codec), m_now(std::move(now)) {}

    void readExecutions(Category category, UtcTime since, QObject *context, Answer<Execution> done); ///< oldest first; since the epoch: of 7 days
    void readOrders(Category category, UtcTime since, QObject *context, Answer<OrderReport> done);   ///< closed ones, newest first
    void readLedger(UtcTime since, UtcTime until, QObject *context, Answer<LedgerEntry> done);       ///< oldest first

private:
    BybitRest &m_rest;
    const AccountCodec &m_codec;
    const std::function<UtcTime()> m_now;
};

} // namespace bw
