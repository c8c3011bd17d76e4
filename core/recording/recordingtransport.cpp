// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/recordingtransport.h"

#include "core/recording/closerecord.h"

namespace bw {

RecordingTransport::RecordingTransport(const std::shared_ptr<Recorder> &recorder, std::unique_ptr<WsTransport> inner)
    : m_recorder(recorder), m_inner(std::move(inner))
{
    connect(m_inner.get(), &WsTransport::connected, this, [this] {
        write(RecordKind::Connected, m_stream);
        Q_EMIT connected();
    });
    connect(m_inner.get(), &WsTransport::textReceived, this, [this](QByteArrayView text) {
        write(RecordKind::Frame, m_stream, text);
        Q_EMIT textReceived(text);
    });
    connect(m_inner.get(), &WsTransport::closed, this, [this](ConnectionStatus::Reason reason, const QString &detail) {
        m_closeFrame = m_inner->closeFrame();
        write(RecordKind::Closed, std::exchange(m_stream, 0), CloseRecord{reason, detail, m_closeFrame}.toBytes());
        Q_EMIT closed(reason, detail);
    });
}

RecordingTransport::~RecordingTransport() { leave(); }

void RecordingTransport::open(const QUrl &url)
{
    if (const auto recorder = m_recorder.lock())
        m_stream = recorder->beginStream(url);
    m_inner->open(url);
}

void RecordingTransport::close()
{
    leave();
    m_inner->close();
}

void RecordingTransport::abort()
{
    leave();
    m_inner->abort();
}

void RecordingTransport::write(RecordKind kind, std::uint32_t stream, QByteArrayView bytes)
{
    if (const auto recorder = m_recorder.lock())
        recorder->add(kind, stream, bytes);
}

void RecordingTransport::leave()
{
    if (const auto stream = std::exchange(m_stream, 0))
        write(RecordKind::Left, stream);
}

} // namespace bw
