// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/relayfault.h"

#include <QRegularExpression>

namespace bw {

std::optional<Error> faultOfRelayAddress(const QUrl &socket)
{
    static const QRegularExpression kLoopback(QStringLiteral("^(localhost|127(\\.[0-9]{1,3}){3}|::1)$"), QRegularExpression::CaseInsensitiveOption);
    const bool isPlain = socket.scheme() == QLatin1StringView("ws");
    if (!socket.isValid() || socket.host().isEmpty() || (!isPlain && socket.scheme() != QLatin1StringView("wss")))
        return inputError(QStringLiteral("the relay's address must be such as ws://127.0.0.1:8001"));
    if (!socket.userInfo().isEmpty() || socket.hasQuery() || socket.hasFragment())
        return inputError(QStringLiteral("the relay's address must have no user name, query or fragment"));
    if (socket.port() <= 1) // the HTTP port is one below
        return inputError(QStringLiteral("the relay's address must name the port of its socket, such as 8001"));
    if (isPlain && !kLoopback.match(socket.host()).hasMatch())
        return inputError(QStringLiteral("ws:// is for a relay on this machine only: use wss:// for another"));
    return std::nullopt;
}

} // namespace bw
