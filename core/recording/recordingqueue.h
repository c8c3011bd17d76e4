// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/drain.h"
#include "core/base/latest.h"
#include "core/recording/record.h"

#include <QSemaphore>
#include <QString>

#include <atomic>
#include <memory>
#include <vector>

namespace bw {

class RecordingWriter;

/// How a recording stands.
struct RecordingStatus {
    QString file;
    qint64 bytes = 0;
    bool isRecording = true;
    QString trouble; ///< why it ended; "" while it goes on
};

struct RecordingLimits {
    qint64 fileBytes = 2LL * 1024 * 1024 * 1024;
    qint64 queuedRecords = 200'000;
    qint64 queuedBytes = 256LL * 1024 * 1024;
    std::chrono::milliseconds flushEvery{1000}; ///< what a crash may cost
};

/// What lies between the engine thread and the file: push() on one side, run() on the other. Masks and compresses on the writing side. A
/// queue that is full ends the recording with all that came before: there is never a hole in a file. Shared by both threads.
class RecordingQueue final {
public:
    RecordingQueue(std::unique_ptr<RecordingWriter> writer, QString file, RecordingLimits limits);
    ~RecordingQueue();
    Q_DISABLE_COPY_MOVE(RecordingQueue)

    void push(Record record);
    /// Writes until end(), or until something ends the recording.
    void run();
    void end();
    /// Without what is still queued.
    void giveUp() { m_isOver = true; }
    [[nodiscard]] bool isOver() const { return m_isOver; }
    [[nodiscard]] std::shared_ptr<const RecordingStatus> status() const { return m_status.read(); }

private:
    [[nodiscard]] Done writeQueued();
    void publish(const QString &trouble = {});

    const std::unique_ptr<RecordingWriter> m_writer; ///< of the writing side alone
    const QString m_file;
    const RecordingLimits m_limits;
    Drain<Record> m_queue;
    std::vector<Record> m_batch;
    std::atomic<qint64> m_queuedRecords{0}, m_queuedBytes{0};
    std::atomic<bool> m_isOver{false}; ///< nothing is taken any more
    std::atomic<bool> m_hasOverflown{false}, m_isEnding{false};
    QSemaphore m_wake;
    Latest<RecordingStatus> m_status;
};

} // namespace bw
