// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/sandbox/requestfault.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>

namespace bw {

/// Something that goes wrong with some topics only, from a certain age of the subscription on. The pattern is a topic, or its beginning
/// and a star.
struct TopicFault {
    QByteArray pattern;
    std::chrono::milliseconds after{0};

    [[nodiscard]] bool matches(const QByteArray &topic) const
    {
        return pattern.endsWith('*') ? topic.startsWith(QByteArrayView(pattern).chopped(1)) : topic == pattern;
    }
    bool operator==(const TopicFault &) const = default;
};

/// What the sandbox does wrong on purpose, for tests and breaker drills; by default nothing. A value: parsed from the list that
/// --faults and POST /sandbox/faults take, each setting replacing all that stood before.
struct Faults {
    using Duration = std::chrono::milliseconds;
    std::optional<Duration> dropAfter;    ///< age at which a WebSocket is cut
    std::optional<Duration> silenceAfter; ///< age from which a WebSocket sends nothing any more
    std::optional<Duration> halfOpen;     ///< age from which a WebSocket neither sends nor reads, though it stays open
    Duration delay{0};                    ///< before every answer and every frame
    double gap = 0;                       ///< probability that a book delta is left out
    double corrupt = 0;                   ///< probability that a public frame arrives broken
    double doubled = 0;                   ///< ... that a book delta arrives twice
    double reordered = 0;                 ///< ... that it arrives after the next one
    double crossed = 0;                   ///< ... that it brings a bid above every ask
    double seqBackwards = 0;              ///< ... that its seq is far lower than the one before
    double restart = 0;                   ///< ... that the service begins anew: a snapshot with u = 1
    std::optional<QByteArray> only;       ///< the seven from gap to restart strike only topics of this pattern ...
    std::optional<int> times;             ///< ... and so often altogether
    std::optional<TopicFault> silenceTopic; ///< goes silent on a line that lives
    std::optional<TopicFault> wrongBook;    ///< streams a book that lacks the best level of each side
    std::optional<QByteArray> refuseSubscribe; ///< the pattern of topics that can't be subscribed to
    std::optional<int> slow;              ///< bytes a second that a WebSocket gets through
    bool html = false;                    ///< market/time answers with a web page, as a captive portal would
    std::optional<Duration> outage;       ///< system/status announces one that begins that much later
    QList<RequestFault> requests;         ///< what goes wrong with REST requests and those of the trade socket; the first that fits strikes
    std::optional<Duration> privateDown;  ///< private WebSockets are cut and refused that long; 0: until the next list
    std::optional<TopicFault> topicLate;  ///< frames of that private topic come that much later than they should
    std::optional<QByteArray> topicTwice; ///< frames of that private topic come twice
    std::optional<QByteArray> sockets;    ///< drop-after, silence-after, half-open and slow strike these alone: public, private or trade
    std::optional<Duration> ban;          ///< that long every request gets HTTP 403, and every WebSocket is refused; 0: until the next list
    std::optional<Duration> venueRestart; ///< all WebSockets die now, closed orders leave realtime, and so long nothing is served
    Duration clockStep{0};                ///< the exchange's clock is that much off
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
