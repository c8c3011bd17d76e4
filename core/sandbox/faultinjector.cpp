// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/faultinjector.h"

#include <algorithm>

namespace bw {

bool FaultInjector::strikes(double probability, const QByteArray &topic)
{
    if (probability <= 0 || (m_left && *m_left == 0) || (m_faults.only && !TopicFault{*m_faults.only, {}}.matches(topic)) || !m_chance.happens(probability))
        return false;
    if (m_left)
        --*m_left;
    return true;
}

QByteArray FaultInjector::corrupted(QByteArray frame)
{
    if (frame.isEmpty())
        return frame;
    // One quotation mark less and the rest can't be read by anybody, so that no client can take the frame for a good one.
    const qsizetype quote = frame.indexOf('"', m_chance.below(frame.size()));
    if (quote < 0 || m_chance.happens(0.5))
        frame.truncate(m_chance.below(frame.size()));
    else
        frame[quote] = '\'';
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
