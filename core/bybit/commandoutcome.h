// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/bybitrest.h"
#include "core/domain/risk/precheck.h"

namespace bw {

/// The rule of the fact sheet, 6.5, for a command whose answer is nothing but an acknowledgement: retCode 0 is Accepted, a certain refusal
/// is Refused, and everything else that may have left is Unknown. Pure.
[[nodiscard]] CommandOutcome outcomeOf(const Result<BybitReply> &reply);
/// An acknowledgement that names another order than ours is not ours: a stale answer of something in between.
[[nodiscard]] CommandOutcome outcomeNaming(const Result<BybitReply> &reply, const QString &orderLinkId);
/// "Not modified" reaches the goal. A stop that lacked a field is said to answer so too, which is why the code goes along.
[[nodiscard]] CommandOutcome outcomeOfChange(const Result<BybitReply> &reply, const QString &orderLinkId);
/// Its `success` is a text of its own.
[[nodiscard]] CommandOutcome outcomeOfCancelAll(const Result<BybitReply> &reply);
/// Of two commands the worse: what is unknown outweighs what was refused, and that what was accepted.
[[nodiscard]] CommandOutcome worse(const CommandOutcome &a, const CommandOutcome &b);

/// `result` of order/pre-check: rates in ten thousandths.
[[nodiscard]] Result<PreCheck> decodePreCheck(const QJsonObject &result);

} // namespace bw
