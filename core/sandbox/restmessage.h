// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QPair>
#include <QVector>

namespace bw {

/// A request as it came over the wire: nothing decoded, since signatures are over the raw bytes.
struct RestRequest {
    QByteArray method;   ///< "GET", "POST"
    QByteArray path;     ///< "/v5/order/create"
    QByteArray rawQuery; ///< behind the '?', without it, as it stood in the request line
    QByteArray body;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
};

struct RestReply {
    int status = 200;
    QByteArray body;
    QVector<QPair<QByteArray, QByteArray>> headers; ///< Content-Type included, Content-Length not
};

} // namespace bw
