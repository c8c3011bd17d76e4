// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace bw {

/// Processor time that each thread of another process has used so far, in seconds, by the thread's name (threads of one name add up). From
/// /proc, so on Linux only; elsewhere empty. A main thread bears the name "main".
[[nodiscard]] QHash<QString, double> threadSeconds(qint64 pid);
/// Resident memory of a process in MB; a negative number where it can't be told.
[[nodiscard]] double residentMb(qint64 pid);

} // namespace bw
