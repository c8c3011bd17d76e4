// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/wstransport.h"

#include <QByteArray>

namespace bw {

/// How a socket ended, as the bytes of a record of kind Closed: a byte of reason, words for the log and, where the other side said why it
/// closed, a zero, its code, a zero and its own words. A value.
struct CloseRecord {
    ConnectionStatus::Reason reason = ConnectionStatus::Reason::Closed;
    QString detail;
    WsClose frame;

    [[nodiscard]] QByteArray toBytes() const;
    /// Whatever the bytes are: what can't be read is a close without words.
    [[nodiscard]] static CloseRecord fromBytes(const QByteArray &bytes);
};

} // namespace bw
