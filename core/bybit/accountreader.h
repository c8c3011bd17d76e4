// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/accountlists.h"
#include "core/bybit/accountmodereader.h"
#include "core/bybit/historyreader.h"
#include "core/ports/executionvenue.h"

namespace bw {

/// The reads of an account: one order's whereabouts, and the parts of the state that a reconciliation asks for. Every page or nothing; a
/// part that could not be read is absent, never empty. Each call answers exactly once while `context` lives. Engine thread; owned by
/// the venue.
class AccountReader final {
public:
    using ErrorHandler = std::function<void(const Error &)>;
    /// `now`: the venue's time, or the best that there is.
    AccountReader(BybitRest &rest, const AccountCodec &codec, std::function<UtcTime()> now, ErrorHandler onError);

    /// realtime, then history where that does not know the order, then its executions: one round of the rule in the fact sheet, 6.5.
    void lookUp(const InstrumentId &id, const QString &orderKey, QObject *context, std::function<void(const LookupOutcome &)> done);
    void read(const AccountQuestion &question, QObject *context, std::function<void(const AccountState &)> done);

    [[nodiscard]] AccountLists &lists() { return m_lists; }
    [[nodiscard]] HistoryReader &history() { return m_history; }

private:
    struct Lookup;
    struct Reading;
    void lookUpIn(const std::shared_ptr<Lookup> &job, const QString &path, std::function<void()> then);
    void lookUpExecutions(const std::shared_ptr<Lookup> &job);

    void readWallet(const std::shared_ptr<Reading> &job);
    void readFees(const std::shared_ptr<Reading> &job);
    void readMode(const std::shared_ptr<Reading> &job);

    BybitRest &m_rest;
    const AccountCodec &m_codec;
    const ErrorHandler m_onError;
    AccountLists m_lists;
    AccountModeReader m_mode;
    HistoryReader m_history;
};

} // namespace bw
