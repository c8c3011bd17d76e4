// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/account/accountmode.h"
#include "core/domain/account/costsheet.h"
#include "core/domain/account/ledgerentry.h"
#include "core/domain/order/accountchange.h"
#include "core/domain/order/order.h"
#include "core/domain/order/timelineentry.h"
#include "core/domain/risk/riskgate.h"

#include <QVector>

namespace bw {

/// Why a change (amend, stop, leverage, mode) was not sent.
struct ChangeRefusal {
    ChangeDraft draft;
    enum class Why : std::uint8_t { Guards, JournalFailed, NoSuchOrder, AlreadyPending, NotTrading } why = Why::Guards;
    Verdicts verdicts; ///< of Guards
};

/// STOP ALL as it stands: each step with its outcome.
struct StopAllView {
    enum class Scope : std::uint8_t { Ours, Account };
    enum class Step : std::uint8_t { Halt, Cancel, Reread, Flatten };
    enum class State : std::uint8_t { Waiting, Running, Finished, Failed };
    struct Line {
        Step step = Step::Halt;
        State state = State::Waiting;
        int left = 0;    ///< orders or positions that still stand; -1: not known
        Error error;     ///< of Failed
    };
    bool isRunning = false;
    Scope scope = Scope::Ours;
    bool withProtection = false;
    QVector<Line> lines;           ///< in the order of Step; empty before the first STOP ALL
    QVector<Order> standing;       ///< what could not be cancelled, or is UNKNOWN, or protects a position
    QVector<Position> positions;   ///< what could be flattened
    UtcTime at{};
};
[[nodiscard]] QString toName(StopAllView::Scope scope); ///< "ours", "account"
[[nodiscard]] QString toName(StopAllView::Step step);   ///< "halt", "cancel", "reread", "flatten"
[[nodiscard]] QString toName(StopAllView::State state); ///< "waiting", "running", "done", "failed"

/// What stands apart between us and the venue after a reconciliation.
struct Difference {
    enum class What : std::uint8_t { Order, Execution, Position, Wallet, Pnl, Entry };
    What what = What::Order;
    QString subject;      ///< link id, symbol, coin
    QString ours, theirs; ///< plain texts; "" where one side has nothing
    UtcTime at{};
};

} // namespace bw
