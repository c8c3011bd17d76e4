// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/httpmessage.h"
#include "core/net/wstransport.h"
#include "core/recording/recordingqueue.h"

#include <QJsonObject>
#include <QThread>
#include <QUrl>

#include <memory>

namespace bw {

/// Writes down what comes in, with both clocks' times. The engine thread hands over copies and goes on; masking, compressing and the disk
/// are a thread of this object's own, "recorder", behind a bounded queue. Made and destroyed on the gui thread; add() and its kin are for
/// the engine thread alone. Outbound texts, headers and bodies never reach it.
class Recorder final {
public:
    [[nodiscard]] static Result<std::shared_ptr<Recorder>> start(const QString &path, const QJsonObject &session, const Clock &clock,
                                                                 RecordingLimits limits = {});
    /// Writes what is queued, for 3 s at most; a disk that hangs longer is left behind with the thread.
    ~Recorder();
    Q_DISABLE_COPY_MOVE(Recorder)

    /// A number for a socket that is about to be opened.
    [[nodiscard]] std::uint32_t beginStream(const QUrl &url);
    void add(RecordKind kind, std::uint32_t stream, QByteArrayView bytes = {});
    void addReply(const HttpRequest &request, const Result<HttpAnswer> &outcome, ConnectionStatus::Reason reason);
    void addNote(const QJsonObject &note);

    /// The same sockets, each frame written down before it is heard.
    [[nodiscard]] static WsTransportFactory recorded(std::shared_ptr<Recorder> recorder, WsTransportFactory inner);

    [[nodiscard]] std::shared_ptr<const RecordingStatus> status() const { return m_queue->status(); }

private:
    Recorder(std::shared_ptr<RecordingQueue> queue, const Clock &clock);

    const std::shared_ptr<RecordingQueue> m_queue; ///< the thread's too
    const Clock &m_clock;
    const MonoTime m_began;
    std::uint32_t m_streams = 0;
    std::unique_ptr<QThread> m_thread;
};

} // namespace bw
