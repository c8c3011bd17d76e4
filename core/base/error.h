// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace bw {

/// What kind of thing went wrong. The window turns it into a translated sentence that says what to do next.
enum class ErrorFamily : std::uint8_t {
    Input,      ///< a text, number, file or option that we were given
    Network,    ///< no connection: DNS, refused, reset, TLS, redirect
    Timeout,    ///< the total deadline of a job passed
    Protocol,   ///< an answer that does not parse, is too large or breaks a contract
    Auth,       ///< key, signature, permission, address binding
    Clock,      ///< time stamp outside the venue's window
    RateLimit,  ///< the venue asks for less
    Order,      ///< the venue refuses this order or finds it in another state
    Balance,    ///< not enough balance or margin
    Instrument, ///< price, quantity or notional outside the instrument's filters, or not tradable now
    Venue,      ///< the venue's own fault: restarting, internal error
    Storage,    ///< journal, settings, disk
    Keychain,   ///< no keychain, or one that does not answer
    Analyst,    ///< a model's reply that can't be used
    Internal,   ///< a bug of ours
};

/// When the same request may be made again by itself. An order entry never is, whatever this says.
enum class Retry : std::uint8_t { Never, Later, AfterResync };

/// What is known of the effect at the venue. Unknown is the honest default once bytes may have left.
enum class Certainty : std::uint8_t { NotSent, Refused, Unknown };

/// A value that says what failed and how sure we are of it. Core fills in codes and a redacted detail for the log;
/// it never holds a secret, a signature, or a sentence for the user.
struct Error {
    ErrorFamily family = ErrorFamily::Internal;
    Retry retry = Retry::Never;
    Certainty certainty = Certainty::NotSent;
    int venueCode = 0; ///< Bybit's retCode or the HTTP status, 0 when there is none
    QString detail{};  ///< English, redacted, at most 300 characters

    bool operator==(const Error &) const = default;
};

/// The lower-case names that events and probes print, such as "rate_limit", "after_resync", "not_sent".
[[nodiscard]] QString toName(ErrorFamily family);
[[nodiscard]] QString toName(Retry retry);
[[nodiscard]] QString toName(Certainty certainty);

/// Shorthand for the commonest failures.
[[nodiscard]] Error inputError(const QString &detail);
[[nodiscard]] Error protocolError(const QString &detail, Certainty certainty = Certainty::NotSent);

} // namespace bw
