// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <optional>

namespace bw {

/// The stream of records is cut into blocks wherever one is full; each is compressed and has its own length and checksum, so that a crash
/// or a torn disk costs what came after the last whole block and nothing before. Records may begin in one block and end in the next.
struct BlockHead {
    static constexpr qsizetype kBytes = 28;
    /// Small, since zlib's answer to a hostile block may be a thousand times its size: 264 MB for a moment is the worst.
    static constexpr quint32 kMaxRaw = 256 * 1024;
    static constexpr quint32 kMaxStored = kMaxRaw + kMaxRaw / 100 + 64; ///< what zlib makes of noise

    quint32 stored = 0;                 ///< bytes that follow
    quint32 raw = 0;                    ///< bytes that they become
    quint32 frames = 0;                 ///< that ended in it
    std::chrono::nanoseconds last{0};   ///< of its last record
    quint32 checksum = 0;               ///< CRC-32 of all the rest of head and block
};

[[nodiscard]] quint32 crc32(QByteArrayView bytes, quint32 soFar = 0);

/// Head and block. `raw` is at most kMaxRaw bytes.
[[nodiscard]] QByteArray packBlock(const QByteArray &raw, quint32 frames, std::chrono::nanoseconds last);
/// nullopt for what can't be a head.
[[nodiscard]] std::optional<BlockHead> readBlockHead(QByteArrayView bytes);
/// nullopt where checksum or length are wrong.
[[nodiscard]] std::optional<QByteArray> unpackBlock(QByteArrayView headBytes, const QByteArray &stored);

} // namespace bw
