// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/holysheep/sse.h"

namespace bw {

bool looksLikeSse(const QByteArray &body)
{
    QByteArrayView text = QByteArrayView(body).trimmed();
    if (text.startsWith("\xef\xbb\xbf"))
        text = text.sliced(3);
    for (const char *start : {"data:", "event:", "id:", "retry:", ":"})
        if (text.startsWith(start))
            return true;
    return false;
}

QList<SseEvent> readSse(const QByteArray &body)
{
    QByteArray text = body.startsWith("\xef\xbb\xbf") ? body.mid(3) : body;
    text.replace("\r\n", "\n").replace('\r', '\n');
    QList<SseEvent> events;
    SseEvent event;
    bool hasData = false;
    const auto flush = [&] {
        if (hasData)
            events.append(event);
        event = {};
        hasData = false;
    };
    for (const QByteArray &line : text.split('\n')) {
        if (line.isEmpty()) {
            flush();
            continue;
        }
        const qsizetype colon = line.indexOf(':');
        const QByteArray field = colon < 0 ? line : line.first(colon);
        QByteArray value = colon < 0 ? QByteArray() : line.sliced(colon + 1);
        if (value.startsWith(' '))
            value.remove(0, 1);
        if (field == "data") {
            event.data += (hasData ? "\n" : "") + value;
            hasData = true;
        } else if (field == "event") {
            event.type = value;
        }
    }
    flush();
    return events;
}

} // namespace bw
