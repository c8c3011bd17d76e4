// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/httpreader.h"

#include <algorithm>
#include <utility>

namespace bw {
namespace {

constexpr qsizetype kMostChunkLine = 256;
constexpr int kMostTrailers = 20;

bool isTokenChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

/// A whole number of at most `digits` digits, or -1: no sign, no blank, so that two readers can't differ about it.
qsizetype number(QByteArrayView text, int base, qsizetype digits)
{
    if (text.isEmpty() || text.size() > digits)
        return -1;
    qsizetype value = 0;
    for (const char c : text) {
        const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : 99;
        if (digit >= base)
            return -1;
        value = value * base + digit;
    }
    return value;
}

} // namespace

void HttpReader::feed(QByteArrayView bytes)
{
    if (m_status == 0)
        m_buffer.append(bytes);
}

HttpReader::Outcome HttpReader::bad(int status)
{
    m_status = status;
    m_buffer.clear();
    m_at = 0;
    return Outcome::Bad;
}

void HttpReader::compact()
{
    m_buffer.remove(0, m_at);
    m_at = 0;
    m_searched = 0;
}

HttpReader::Outcome HttpReader::next(InboundRequest &request)
{
    if (m_status != 0)
        return Outcome::Bad;
    Outcome outcome = Outcome::Request;
    if (m_stage == Stage::Head)
        outcome = readHead();
    if (outcome == Outcome::Request && m_stage == Stage::Body)
        outcome = readBody();
    else if (outcome == Outcome::Request && m_stage != Stage::Head)
        outcome = readChunks();
    if (outcome == Outcome::Request) {
        request = std::exchange(m_request, {});
        m_stage = Stage::Head;
        compact();
    }
    return outcome;
}

HttpReader::Outcome HttpReader::readHead()
{
    const qsizetype end = m_buffer.indexOf("\r\n\r\n", std::max(m_at, m_searched));
    const qsizetype size = (end < 0 ? m_buffer.size() : end) - m_at;
    if (size > kMostHead)
        return bad(431);
    if (end < 0) {
        m_searched = std::max<qsizetype>(0, m_buffer.size() - 3);
        return Outcome::NeedsMore;
    }
    m_request = {};
    const QByteArrayView head = QByteArrayView(m_buffer).sliced(m_at, size);
    int lines = 0;
    for (qsizetype from = 0; from <= head.size(); ++lines) {
        const qsizetype stop = head.indexOf("\r\n", from);
        const QByteArrayView line = stop < 0 ? head.sliced(from) : head.sliced(from, stop - from);
        from = stop < 0 ? head.size() + 1 : stop + 2;
        if (lines > kMostHeaders)
            return bad(431);
        if (lines == 0 ? !readRequestLine(line) : !readHeader(line))
            return bad(m_status != 0 ? m_status : 400);
    }
    m_at = end + 4;
    return decideLength() ? Outcome::Request : bad(m_status != 0 ? m_status : 400);
}

bool HttpReader::readRequestLine(QByteArrayView line)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first <= 0 || last <= first)
        return false;
    const QByteArrayView method = line.first(first);
    const QByteArrayView target = line.sliced(first + 1, last - first - 1);
    const QByteArrayView version = line.sliced(last + 1);
    if (!std::all_of(method.begin(), method.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
        return false;
    if (!target.startsWith('/') || !std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c != '\x7f'; }))
        return false;
    if (version != "HTTP/1.1" && version != "HTTP/1.0") {
        m_status = version.startsWith("HTTP/") ? 505 : 400;
        return false;
    }
    const qsizetype question = target.indexOf('?');
    m_request.method = method.toByteArray();
    m_request.path = (question < 0 ? target : target.first(question)).toByteArray();
    m_request.rawQuery = question < 0 ? QByteArray() : target.sliced(question + 1).toByteArray();
    m_request.mayKeepAlive = version == "HTTP/1.1";
    return true;
}

bool HttpReader::readHeader(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0 || !isToken(line.first(colon))) // a folded line begins with a blank and falls here too
        return false;
    const QByteArray name = line.first(colon).toByteArray().toLower();
    const QByteArray value = line.sliced(colon + 1).toByteArray().trimmed();
    if (std::any_of(value.begin(), value.end(), [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == '\x7f'; }))
        return false;
    const auto known = m_request.headers.find(name);
    if (known == m_request.headers.end()) {
        m_request.headers.insert(name, value);
        return true;
    }
    if (name == "content-length" || name == "host" || name == "transfer-encoding")
        return false; // said twice: whoever stands in between may have believed the other one
    *known += ", " + value;
    return true;
}

bool HttpReader::decideLength()
{
    const QByteArray connection = m_request.headers.value("connection").toLower();
    if (connection.contains("close"))
        m_request.mayKeepAlive = false;
    else if (connection.contains("keep-alive"))
        m_request.mayKeepAlive = true;
    const bool hasLength = m_request.headers.contains("content-length");
    if (m_request.headers.contains("transfer-encoding")) {
        if (hasLength)
            return false;
        if (m_request.headers.value("transfer-encoding").toLower() != "chunked") {
            m_status = 501;
            return false;
        }
        m_stage = Stage::ChunkSize;
        m_trailers = 0;
        return true;
    }
    m_wanted = hasLength ? number(m_request.headers.value("content-length"), 10, 15) : 0;
    m_stage = Stage::Body;
    if (m_wanted > kMostBody)
        m_status = 413;
    return m_wanted >= 0 && m_wanted <= kMostBody;
}

HttpReader::Outcome HttpReader::readBody()
{
    if (buffered() < m_wanted)
        return Outcome::NeedsMore;
    m_request.body = m_buffer.mid(m_at, m_wanted);
    m_at += m_wanted;
    return Outcome::Request;
}

bool HttpReader::takeLine(QByteArrayView &line, qsizetype most)
{
    const qsizetype end = m_buffer.indexOf("\r\n", m_at);
    if ((end < 0 ? m_buffer.size() : end) - m_at > most + 1) {
        m_status = 400;
        return false;
    }
    if (end < 0)
        return false;
    line = QByteArrayView(m_buffer).sliced(m_at, end - m_at);
    m_at = end + 2;
    return true;
}

HttpReader::Outcome HttpReader::readChunks()
{
    for (;;) {
        QByteArrayView line;
        if (m_stage == Stage::ChunkData) {
            if (buffered() < m_wanted + 2)
                return Outcome::NeedsMore;
            m_request.body.append(QByteArrayView(m_buffer).sliced(m_at, m_wanted));
            m_at += m_wanted;
            if (!takeLine(line, 0) || !line.isEmpty())
                return bad(400);
            compact();
            m_stage = Stage::ChunkSize;
        } else if (!takeLine(line, m_stage == Stage::ChunkSize ? kMostChunkLine : kMostHead)) {
            return m_status != 0 ? bad(m_status) : Outcome::NeedsMore;
        } else if (m_stage == Stage::Trailer) {
            if (line.isEmpty())
                return Outcome::Request;
            if (++m_trailers > kMostTrailers)
                return bad(431);
        } else {
            const qsizetype semicolon = line.indexOf(';');
            m_wanted = number((semicolon < 0 ? line : line.first(semicolon)).trimmed(), 16, 8);
            if (m_wanted < 0)
                return bad(400);
            if (m_request.body.size() + m_wanted > kMostBody)
                return bad(413);
            m_stage = m_wanted == 0 ? Stage::Trailer : Stage::ChunkData;
        }
    }
}

} // namespace bw
