// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <chrono>
#include <optional>

namespace bw {

/// What the sandbox does wrong on purpose, for tests and breaker drills; by default nothing. A value: parsed from the list that
/// --faults and POST /sandbox/faults take, each setting replacing all that stood before.
struct Faults {
    using Duration = std::chrono::milliseconds;
    std::optional<Duration> dropAfter;    ///< age at which a WebSocket is cut
    std::optional<Duration> silenceAfter; ///< age from which a WebSocket sends nothing any more
    std::optional<Duration> halfOpen;     ///< age from which a WebSocket neither sends nor reads, though it stays open
    Duration delay{0};                    ///< before every answer and every frame
    double gap = 0;                       ///< probability that a book delta is left out
    double ackLost = 0;                   ///< probability that an order request is carried out and never answered
    double corrupt = 0;                   ///< probability that a public frame arrives broken
    int rejectCode = 0;                   ///< retCode for new orders ...
    double reject = 0;                    ///< ... and its probability
    std::optional<int> limit;             ///< requests a second; more get retCode 10006, or HTTP 429 from the chat face
    Duration aiDelay{0};                  ///< on top of the chat face's own time
    int aiStatus = 0;                     ///< HTTP status of the chat face ...
    double aiError = 0;                   ///< ... and its probability

    /// Refuses unknown names, bad numbers and doubled entries with a text that names the entry. "" is no fault at all.
    [[nodiscard]] static Result<Faults> parse(QStringView spec);
    [[nodiscard]] QString toString() const; ///< parse() understands it
    [[nodiscard]] static QString help();    ///< one paragraph for each fault, for --help

    bool operator==(const Faults &) const = default;
};

} // namespace bw
