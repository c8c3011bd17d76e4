// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ports/connectionstatus.h"

namespace bw {

QString toName(ConnectionStatus::Stream stream)
{
    using Stream = ConnectionStatus::Stream;
    switch (stream) {
    case Stream::Public: return QStringLiteral("public");
    case Stream::Private: return QStringLiteral("private");
    case Stream::Trade: return QStringLiteral("trade");
    case Stream::Rest: return QStringLiteral("rest");
    case Stream::Relay: return QStringLiteral("relay");
    case Stream::Ai: return QStringLiteral("ai");
    }
    return {};
}

QString toName(ConnectionStatus::State state)
{
    using State = ConnectionStatus::State;
    switch (state) {
    case State::Connecting: return QStringLiteral("connecting");
    case State::Live: return QStringLiteral("live");
    case State::Stale: return QStringLiteral("stale");
    case State::Down: return QStringLiteral("down");
    }
    return {};
}

QString toName(ConnectionStatus::Reason reason)
{
    using Reason = ConnectionStatus::Reason;
    switch (reason) {
    case Reason::None: return {};
    case Reason::Dns: return QStringLiteral("dns");
    case Reason::Refused: return QStringLiteral("refused");
    case Reason::Tls: return QStringLiteral("tls");
    case Reason::Portal: return QStringLiteral("portal");
    case Reason::Timeout: return QStringLiteral("timeout");
    case Reason::Auth: return QStringLiteral("auth");
    case Reason::Banned: return QStringLiteral("banned");
    case Reason::Closed: return QStringLiteral("closed");
    case Reason::Resumed: return QStringLiteral("resumed");
    }
    return {};
}

} // namespace bw
