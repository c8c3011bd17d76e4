// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

namespace bw {

/// One request as it stood on the wire: nothing is decoded, since signatures are over raw bytes.
struct InboundRequest {
    QByteArray method;
    QByteArray path;     ///< the target up to the question mark
    QByteArray rawQuery; ///< behind the question mark, as sent
    QByteArray body;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case, values trimmed; repeated ones joined with ", "
    bool mayKeepAlive = true;

    [[nodiscard]] bool isUpgrade() const { return headers.value("upgrade").toLower() == "websocket"; }
};

/// Takes bytes in any pieces and gives requests of HTTP/1.1, with Content-Length or chunked, one after the other. Strict, since the other end
/// may be anyone on this machine: at most 64 KB of head and 1 MB of body, CRLF only, no folding, no second opinion on the length. After
/// the first fault it stays at Bad and the connection has to go. Knows no socket; one for each connection.
class HttpReader final {
public:
    static constexpr qsizetype kMostHead = 64 * 1024;
    static constexpr qsizetype kMostBody = 1024 * 1024;
    static constexpr int kMostHeaders = 100;
    enum class Outcome { NeedsMore, Request, Bad };

    void feed(QByteArrayView bytes);
    /// The next complete request. Call until it needs more: clients may send several at once.
    [[nodiscard]] Outcome next(InboundRequest &request);
    [[nodiscard]] int status() const { return m_status; } ///< of Bad: 400, 413, 431, 501 or 505
    [[nodiscard]] qsizetype buffered() const { return m_buffer.size() - m_at; }

private:
    enum class Stage { Head, Body, ChunkSize, ChunkData, Trailer };
    Outcome bad(int status);
    Outcome readHead();
    Outcome readBody();
    Outcome readChunks();
    bool readRequestLine(QByteArrayView line);
    bool readHeader(QByteArrayView line);
    bool decideLength();
    /// The bytes up to the next CRLF; false when it is not there yet. Sets m_status for a line that is too long.
    bool takeLine(QByteArrayView &line, qsizetype most);
    void compact();

    QByteArray m_buffer;
    qsizetype m_at = 0;      ///< where unread bytes begin
    qsizetype m_searched = 0; ///< no end of the head before here
    qsizetype m_wanted = 0;  ///< of the body or the chunk
    Stage m_stage = Stage::Head;
    int m_status = 0;
    int m_trailers = 0;
    InboundRequest m_request;
};

} // namespace bw
