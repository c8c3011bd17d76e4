// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"

#include <QString>

namespace bw::sentences {

/// Codes of core become words here and nowhere else: translated, whole sentences, each with what to do next. Pure functions. What a
/// venue or a model wrote is never part of them, but for the redacted detail of an error, which is shown as plain text.

[[nodiscard]] QString of(const Error &error);             ///< what happened, what is known of the effect, what to do
[[nodiscard]] QString of(const Notice &notice);           ///< the same with its subject
[[nodiscard]] QString ruleName(RuleId rule);              ///< "Tick and lot": the name of a guard's row
[[nodiscard]] QString of(const Verdict &verdict);         ///< why a guard is red and its remedy; "" when it is ok
[[nodiscard]] QString of(const SubmitRefusal &refusal);   ///< why nothing was sent
[[nodiscard]] QString of(const ConnectionStatus &status); ///< "live", "reconnecting in 4 s: the name was not found"
[[nodiscard]] QString streamName(ConnectionStatus::Stream stream);
[[nodiscard]] QString of(const KeyAudit &audit);          ///< level, verdict, every reason
[[nodiscard]] QString of(SessionView::ViewerReason reason);
[[nodiscard]] QString of(Rejection rejection);            ///< why a model's reply can't be used
[[nodiscard]] QString of(BookState state, GapKind gap);   ///< "waiting for a snapshot", "stale: nothing arrived"
[[nodiscard]] QString of(TradingState state);
[[nodiscard]] QString of(AnalystCall::Status status);
[[nodiscard]] QString of(SignalState state);

// Short words for cells and buttons.
[[nodiscard]] QString word(Profile profile);     ///< "SANDBOX"
[[nodiscard]] QString word(Side side);           ///< "Buy", "Sell"
[[nodiscard]] QString word(OrderType type);
[[nodiscard]] QString word(TimeInForce tif);
[[nodiscard]] QString word(Origin origin);
[[nodiscard]] QString word(Execution::Kind kind);
[[nodiscard]] QString word(KeyLevel level);
[[nodiscard]] QString word(InstrumentStatus status); ///< "closed"; "" while it trades as usual
[[nodiscard]] QString state(const Order &order); ///< "working", "UNKNOWN, asking the venue (2)", "part filled"

} // namespace bw::sentences
