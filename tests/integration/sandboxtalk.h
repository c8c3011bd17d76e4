// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace bw {

/// The back door of a sandbox exchange for tests, over a plain socket that blocks 5 s at most: what it knows, and what it is to do wrong.
/// Empty where it does not answer.
[[nodiscard]] QJsonObject sandboxState(const QString &rest);
/// Replaces its faults; false where it refuses the list.
[[nodiscard]] bool setSandboxFaults(const QString &rest, const QString &faults);
/// Any POST, such as /sandbox/instrument; `headers` are whole lines. The answer's object.
QJsonObject postToSandbox(const QString &rest, const QByteArray &path, const QByteArray &body, const QByteArray &headers = {});

/// The key is of that kind from now on ("expired", "read-only", ...); false where it refuses.
[[nodiscard]] bool setSandboxKey(const QString &rest, const QString &kind);
/// How often anything under this path was asked for since the start, sockets included ("SOCKET /v5/private").
[[nodiscard]] int sandboxRequests(const QString &rest, const QString &containing);

} // namespace bw
