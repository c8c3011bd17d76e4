// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QByteArray>

#include <optional>

namespace bw {

enum class RecordKind : std::uint8_t {
    Opened = 1, ///< a socket is about to be opened: `stream` numbers it from here on, `bytes` name it (streamName)
    Connected,
    Frame,
    Closed,     ///< by the other side, or never made: see closerecord.h
    Left,       ///< by ourselves
    Reply,      ///< of an HTTP request (replyrecord.h)
    Note,       ///< what the session itself did, as JSON (topicnote.h)
};

/// One thing that came in, as it stands in a recording: when by both clocks, over what, and its bytes, already masked. A value.
struct Record {
    std::chrono::nanoseconds at{0}; ///< since the start of the recording, by the steady clock
    std::int64_t utcMs = 0;
    RecordKind kind = RecordKind::Frame;
    std::uint32_t stream = 0;       ///< of sockets
    QByteArray bytes;
    bool operator==(const Record &) const = default;
};

/// A frame is at most 4 MB and a reply 8 MB on their way in; what claims to be larger is not a record.
inline constexpr qsizetype kMaxRecordBytes = 16 * 1024 * 1024;
/// A week: a recording that claims to be longer is broken.
inline constexpr std::chrono::nanoseconds kMaxRecordedTime = std::chrono::hours(24 * 7);

/// Little-endian: at (8), utcMs (8), kind (1), stream (4), length (4), bytes.
void appendRecord(QByteArray &out, const Record &record);
/// The record that begins at `from`, which then points behind it; nullopt where the bytes end within it; an Error for what can't be one.
[[nodiscard]] Result<std::optional<Record>> takeRecord(QByteArrayView in, qsizetype &from);

} // namespace bw
