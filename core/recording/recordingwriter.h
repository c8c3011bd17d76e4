// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recording/block.h"
#include "core/recording/record.h"

#include <QFile>
#include <QJsonObject>

#include <memory>

namespace bw {

/// The file of a recording while it is written: a line of JSON, then blocks. Never larger than its limit: what would make it so is refused,
/// and the file ends with its last whole block. One thread (the recorder's); owned by the Recorder.
class RecordingWriter final {
public:
    /// Refuses a file that holds something: a recording is not written over. `session` says what is recorded, without a secret.
    [[nodiscard]] static Result<std::unique_ptr<RecordingWriter>> create(const QString &path, const QJsonObject &session, std::int64_t startedUtcMs,
                                                                         qint64 limitBytes);

    /// The same refusal, before anything is made.
    [[nodiscard]] static Done mayWrite(const QString &path);

    /// "a.bwrec" is taken: "a-2.bwrec", or the next number that is free.
    [[nodiscard]] static QString freePathBeside(const QString &path);

    [[nodiscard]] Done add(const Record &record);
    /// Whatever waits for its block to fill, as a block of its own.
    [[nodiscard]] Done flush();
    [[nodiscard]] qint64 bytes() const { return m_bytes; }

private:
    RecordingWriter(std::unique_ptr<QFile> file, qint64 limitBytes) : m_file(std::move(file)), m_limit(limitBytes) {}
    [[nodiscard]] Done write(const QByteArray &bytes);
    [[nodiscard]] Done writeBlock(qsizetype size);

    std::unique_ptr<QFile> m_file;
    const qint64 m_limit;
    qint64 m_bytes = 0;
    QByteArray m_raw;         ///< of no block yet
    quint32 m_frames = 0;
    std::chrono::nanoseconds m_last{0};
};

} // namespace bw
