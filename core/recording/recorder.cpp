// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/recorder.h"

#include "core/recording/mask.h"
#include "core/recording/recordinglog.h"
#include "core/recording/recordingtransport.h"
#include "core/recording/recordingwriter.h"
#include "core/recording/replyrecord.h"

#include <QJsonDocument>

namespace bw {

namespace {
constexpr int kLastWordsMs = 3000;
}

Result<std::shared_ptr<Recorder>> Recorder::start(const QString &path, const QJsonObject &session, const Clock &clock, RecordingLimits limits)
{
    auto writer = RecordingWriter::create(path, session, toMs(clock.utcNow()), limits.fileBytes);
    if (!writer)
        return fail(writer.error());
    return std::shared_ptr<Recorder>(new Recorder(std::make_shared<RecordingQueue>(std::move(*writer), path, limits), clock));
}

Recorder::Recorder(std::shared_ptr<RecordingQueue> queue, const Clock &clock)
    : m_queue(std::move(queue)), m_clock(clock), m_began(clock.now()), m_thread(QThread::create([shared = m_queue] { shared->run(); }))
{
    m_thread->setObjectName(QStringLiteral("recorder"));
    m_thread->start();
}

Recorder::~Recorder()
{
    m_queue->end();
    if (m_thread->wait(kLastWordsMs))
        return;
    m_queue->giveUp();
    qCCritical(lcRecording) << "the recording's last second could not be written within" << kLastWordsMs << "ms";
    static_cast<void>(m_thread.release()); // destroying a running thread would end the program in the middle of it
}

std::uint32_t Recorder::beginStream(const QUrl &url)
{
    ++m_streams;
    add(RecordKind::Opened, m_streams, streamName(url).toUtf8());
    return m_streams;
}

void Recorder::add(RecordKind kind, std::uint32_t stream, QByteArrayView bytes)
{
    if (!m_queue->isOver())
        m_queue->push({m_clock.now() - m_began, toMs(m_clock.utcNow()), kind, stream, bytes.toByteArray()});
}

void Recorder::addReply(const HttpRequest &request, const Result<HttpAnswer> &outcome, ConnectionStatus::Reason reason)
{
    if (!m_queue->isOver())
        add(RecordKind::Reply, 0, encodeReply(request, outcome, reason));
}

void Recorder::addNote(const QJsonObject &note)
{
    add(RecordKind::Note, 0, QJsonDocument(note).toJson(QJsonDocument::Compact));
}

WsTransportFactory Recorder::recorded(std::shared_ptr<Recorder> recorder, WsTransportFactory inner)
{
    return [recorder = std::move(recorder), inner = std::move(inner)] { return std::make_unique<RecordingTransport>(recorder, inner()); };
}

} // namespace bw
