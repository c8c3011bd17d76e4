// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMutex>
#include <QString>
#include <QThread>

#include <cstdint>
#include <memory>
#include <vector>

namespace bw {

/// A relay on loopback between a client and the sandbox that notes when the first byte of each new order came out of the client's socket.
/// Works on a thread of its own; what it adds to the time (loopback and its own waking) is the same for every client. Owned by the bench.
class ByteRelay final {
public:
    explicit ByteRelay(const QString &upstream);
    ~ByteRelay();
    Q_DISABLE_COPY_MOVE(ByteRelay)

    [[nodiscard]] QString url() const { return m_url; } ///< "" when it can't listen
    /// Nanoseconds of the monotonic clock, one for each order since the last call.
    [[nodiscard]] std::vector<std::int64_t> takeArrivals();

private:
    class Server;
    void note(std::int64_t at);

    QThread m_thread;
    Server *m_server = nullptr; ///< lives on m_thread and goes with it
    QString m_url;
    QMutex m_lock;
    std::vector<std::int64_t> m_arrivals;
};

} // namespace bw
