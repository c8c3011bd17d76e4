// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QThread>

#include <atomic>
#include <memory>

namespace bw {

/// The file or pipe that event lines go to, on a thread of its own: whoever reads a pipe may stop reading, and the engine must not stop
/// with it. Lines keep their order; what waits is bounded, and what finds no room is lost and counted. A disk that fails is told once and
/// ends it. Used from the engine thread, owned by the EventLog; its end waits 2 s at most for what is still to be written.
class EventFile final {
public:
    static constexpr qint64 kMostWaiting = 32 * 1024 * 1024; ///< bytes; some minutes of a busy session

    explicit EventFile(std::unique_ptr<QFile> file);
    ~EventFile();
    Q_DISABLE_COPY_MOVE(EventFile)

    void append(const QByteArray &line);
    /// How many lines found no room since the last question.
    [[nodiscard]] int takeLost() { return std::exchange(m_lost, 0); }
    [[nodiscard]] bool hasRoom() const { return m_shared->waiting.load(std::memory_order_relaxed) < kMostWaiting; }

private:
    struct Shared {
        std::unique_ptr<QFile> file; ///< the thread's alone
        std::atomic<qint64> waiting{0};
        bool hasFailed = false;      ///< the thread's alone
        void write(const QByteArray &line);
    };
    std::shared_ptr<Shared> m_shared;
    std::unique_ptr<QThread> m_thread;
    QObject *m_worker; ///< lives on the thread, which deletes it
    int m_lost = 0;
};

} // namespace bw
