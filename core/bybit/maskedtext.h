// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace bw {

/// What a venue answered to a command, for the order's timeline: at most 2000 characters of one line, without echoes of keys, signatures
/// and signed strings, and without the key itself wherever it stands. A body that is no envelope is named and cut to its beginning.
[[nodiscard]] QString maskedAnswer(int status, const QByteArray &body, const QByteArray &key);
/// The body of a command of ours; it holds no secret, and this makes sure of the key.
[[nodiscard]] QString maskedRequest(const QByteArray &body, const QByteArray &key);

} // namespace bw
