// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/wstransport.h"
#include "core/recording/recorder.h"

namespace bw {

/// A socket that tells the recorder what it hears, and otherwise is the socket inside. What is sent is not looked at.
class RecordingTransport final : public WsTransport {
    Q_OBJECT
public:
    RecordingTransport(const std::shared_ptr<Recorder> &recorder, std::unique_ptr<WsTransport> inner);
    ~RecordingTransport() override;
    Q_DISABLE_COPY_MOVE(RecordingTransport)

    void open(const QUrl &url) override;
    void sendText(const QByteArray &text) override { m_inner->sendText(text); }
    void close() override;
    void abort() override;

private:
    void write(RecordKind kind, std::uint32_t stream, QByteArrayView bytes = {});
    void leave();

    const std::weak_ptr<Recorder> m_recorder; ///< a socket is deleted later, and must not keep a file open that is ended
    const std::unique_ptr<WsTransport> m_inner;
    std::uint32_t m_stream = 0; ///< 0: not opened, or over
};

} // namespace bw
