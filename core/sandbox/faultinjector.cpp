// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/faultinjector.h"

#include <algorithm>

namespace bw {

QByteArray FaultInjector::corrupted(QByteArray frame)
{
    if (frame.isEmpty())
        return frame;
    if (m_chance.happens(0.5)) {
        frame.truncate(m_chance.below(frame.size()));
    } else {
        // A bare control character is invalid everywhere in JSON, so that nobody can take the frame for a good one.
        frame[m_chance.below(frame.size())] = '\x01';
    }
    return frame;
}

bool isLocalRequest(const InboundRequest &request)
{
    if (request.headers.contains("origin"))
        return false;
    const QByteArray host = request.headers.value("host");
    const QByteArray name = host.first(std::max<qsizetype>(0, host.lastIndexOf(':') < 0 ? host.size() : host.lastIndexOf(':')));
    return name.isEmpty() || name == "127.0.0.1" || name == "localhost";
}

} // namespace bw
