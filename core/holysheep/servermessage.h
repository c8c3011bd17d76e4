// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secretbytes.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace bw {

/// What a server says went wrong, out of the many shapes in which relays say it. The texts are safe to show: see safeServerText().
struct ServerMessage {
    QString message;
    QString code;      ///< as text, also where it came as a number
    QString type;
    int status = 0;    ///< an HTTP status named inside the body (a number in code or status), or 0
    QJsonObject outer; ///< the whole body, for wait hints
    QJsonObject inner; ///< the object at "error", if it is one
};

/// At most 300 characters, without control and invisible characters, and with the key replaced if it appears.
[[nodiscard]] QString safeServerText(const QString &text, const SecretBytes &key);
/// nullopt when the object complains of nothing.
[[nodiscard]] std::optional<ServerMessage> findComplaint(const QJsonObject &body, const SecretBytes &key);
/// For a status that is an error anyway: JSON of any shape, events, a web page or nothing.
[[nodiscard]] ServerMessage readErrorBody(const QByteArray &body, const SecretBytes &key);
[[nodiscard]] bool looksLikeWebPage(const QByteArray &body);

} // namespace bw
