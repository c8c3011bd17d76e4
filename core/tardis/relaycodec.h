// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tardis/relaymessage.h"

#include <QByteArrayView>

#include <memory>

namespace bw {

/// Decodes the relay's frames. A pure reader: the whole frame is read and its end is checked before decode() says what it is, so that
/// nothing of a cut or broken frame can be applied; numbers are read from their raw text. Everything is bounded. A field that a message
/// must have, has twice, or has in another form makes it malformed; unknown fields are read over. One thread; knows no socket, no pair and
/// judges no book.
class RelayCodec final {
public:
    RelayCodec();
    ~RelayCodec();
    RelayCodec(const RelayCodec &) = delete;
    RelayCodec &operator=(const RelayCodec &) = delete;

    /// Never throws, never crashes, whatever the bytes are. Valid until the next call.
    [[nodiscard]] const RelayMessage &decode(QByteArrayView frame);
    /// Of a malformed frame: what broke it, in a few English words.
    [[nodiscard]] const char *fault() const;

private:
    struct Reader; ///< simdjson stays in the source file
    std::unique_ptr<Reader> m_reader;
};

} // namespace bw
