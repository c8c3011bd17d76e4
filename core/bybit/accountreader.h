// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/accountcodec.h"
#include "core/bybit/bybitrest.h"

namespace bw {

/// The reads of an account: one order's whereabouts, and the whole state for a reconciliation. Every page or nothing; a part that could
/// not be read is absent, never empty. Each call answers exactly once while `context` lives. Engine thread; owned by the venue.
class AccountReader final {
public:
    using ErrorHandler = std::function<void(const Error &)>;
    AccountReader(BybitRest &rest, const AccountCodec &codec, const Clock &clock, ErrorHandler onError);

    /// realtime, then history where that does not know the order, then its executions: one round of the rule in the fact sheet, 6.5.
    void lookUp(const InstrumentId &id, const QString &orderLinkId, QObject *context, std::function<void(const LookupOutcome &)> done);
    void read(const InstrumentPtr &instrument, UtcTime executionsSince, QObject *context, std::function<void(const AccountState &)> done);

private:
    struct Lookup;
    struct Reading;
    void lookUpIn(const std::shared_ptr<Lookup> &job, const QString &path, std::function<void()> then);
    void lookUpExecutions(const std::shared_ptr<Lookup> &job);

    void readOrders(const std::shared_ptr<Reading> &job);
    void readPositions(const std::shared_ptr<Reading> &job);
    void readLeverage(const std::shared_ptr<Reading> &job);
    void readWallet(const std::shared_ptr<Reading> &job);
    void readFees(const std::shared_ptr<Reading> &job);
    void readExecutions(const std::shared_ptr<Reading> &job);

    BybitRest &m_rest;
    const AccountCodec &m_codec;
    const Clock &m_clock;
    ErrorHandler m_onError;
};

} // namespace bw
