// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

namespace bw {

/// A frame that carries no topic: answers to ping, auth and subscribe in the shapes of every category (fact sheet, 9.1), and of private
/// and order-entry sockets (10). Rare, so plain and slow.
struct ControlFrame {
    enum class Kind : std::uint8_t { None, Pong, Auth, Subscribe, Unsubscribe, Other };
    Kind kind = Kind::None; ///< None: not a control frame, or not readable
    bool isOk = false;
    int code = 0;      ///< retCode, where there is one
    QString requestId; ///< "" where the venue gives none back
    QString message;   ///< what it says when it refuses; as it came, at most 300 characters
};
[[nodiscard]] ControlFrame decodeControl(const QByteArray &frame);

[[nodiscard]] QByteArray pingFrame();
/// `op` is "subscribe" or "unsubscribe".
[[nodiscard]] QByteArray topicsFrame(QByteArrayView op, const QByteArray &requestId, const QList<QByteArray> &topics);
[[nodiscard]] QByteArray authFrame(const QString &key, qint64 expiresMs, const QByteArray &signature);

} // namespace bw
