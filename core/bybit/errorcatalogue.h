// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QLatin1StringView>

#include <chrono>
#include <optional>

namespace bw {

/// What Bybit's numbers mean to us: the retCode table and the HTTP statuses of the fact sheet (sections 3 and 11). Pure functions: they
/// decide by number, never by text, since the texts are not stable, and what they pass on as detail is cut and freed of echoes.
///
/// `isOrder` is true for every command that changes something at the venue. For those only a listed certain refusal is Refused; a code
/// that asks to query first, and any code that is not listed, leaves the outcome Unknown. A read has no effect that could be unknown.
[[nodiscard]] Error errorFor(int retCode, const QString &retMsg, bool isOrder);

/// What the user should do about it, as a code that the window turns into a sentence, such as "sync_clock". "" when there is nothing to say.
[[nodiscard]] QLatin1StringView adviceFor(int retCode);

/// True for the codes that say "it is already so": leverage, mode or stops not modified.
[[nodiscard]] bool isAlreadySo(int retCode);

/// True for what says that the key itself is of no use here, whatever it asks for: not known, expired, not from this address, not of this
/// region, wrong secret, no right at all. 10005 may concern one endpoint alone: an audit has to tell.
[[nodiscard]] bool isKeyRefusal(int retCode);

/// For an answer without a readable envelope. Status 200 never comes here.
[[nodiscard]] Error errorForHttp(int status, bool isOrder);
[[nodiscard]] QLatin1StringView adviceForHttp(int status);

/// Reads the numbers inside the text of 10002: how far our time stamp was ahead (> 0) or behind (< 0) the venue's clock.
[[nodiscard]] std::optional<std::chrono::milliseconds> clockAheadBy(const QString &retMsg);

/// The venue's text for the log: one line, at most 300 characters, without what the venue echoes of keys, signatures and signed strings.
[[nodiscard]] QString redactedVenueText(int retCode, const QString &retMsg);

} // namespace bw
