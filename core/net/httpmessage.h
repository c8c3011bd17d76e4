// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/ports/connectionstatus.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

#include <functional>

class QObject;

namespace bw {

struct HttpHeader {
    QByteArray name;
    QByteArray value;
    bool operator==(const HttpHeader &) const = default;
};

/// One request as it shall stand on the wire. The url is already fully encoded and is sent as it is, so that a signature over
/// url.query(QUrl::FullyEncoded) holds. A POST names its own Content-Type in `headers`.
struct HttpRequest {
    enum class Method : std::uint8_t { Get, Post };
    Method method = Method::Get;
    QUrl url;
    QList<HttpHeader> headers;
    QByteArray body;
    std::chrono::milliseconds deadline{10'000}; ///< for all of it, from send() to the last byte
    qint64 byteLimit = 8 * 1024 * 1024;         ///< of the answer's body
    bool isOnceOnly = false;                    ///< has an effect at the venue: a failure is Unknown unless the body surely stayed here
    QString id;                                 ///< for the log, such as "order/create"; no secret, no query
};

/// An answer of any status but a redirect.
struct HttpAnswer {
    int status = 0;
    QList<HttpHeader> headers;
    QByteArray body;
    MonoTime sentAt{};     ///< when send() was called
    MonoTime receivedAt{}; ///< when the answer was complete

    [[nodiscard]] std::chrono::nanoseconds roundTrip() const { return receivedAt - sentAt; }
    /// The first header of that name in any case; empty when there is none.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
};

using HttpCallback = std::function<void(const Result<HttpAnswer> &)>;

/// An exchange that is over, for whoever records it: the request comes without headers and body, so no key and no order can be seen.
using HttpObserver = std::function<void(const HttpRequest &request, const Result<HttpAnswer> &outcome, ConnectionStatus::Reason reason)>;
/// Answers in the network's stead (a replay): exactly once while `context` lives, never from within the call.
using HttpOutcome = std::function<void(const Result<HttpAnswer> &outcome, ConnectionStatus::Reason reason)>;
using HttpSource = std::function<void(const HttpRequest &request, QObject *context, HttpOutcome done)>;

} // namespace bw
