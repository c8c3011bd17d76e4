// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/recordingqueue.h"

#include "core/recording/mask.h"
#include "core/recording/recordinglog.h"
#include "core/recording/recordingwriter.h"
#include "core/recording/replyrecord.h"

namespace bw {

namespace {

constexpr std::chrono::milliseconds kPulse{50};

/// Everything that is written goes through here.
Record maskedRecord(Record record)
{
    if (record.kind == RecordKind::Frame)
        record.bytes = masked(record.bytes);
    else if (record.kind == RecordKind::Reply)
        record.bytes = maskedReply(record.bytes);
    return record;
}

} // namespace

RecordingQueue::RecordingQueue(std::unique_ptr<RecordingWriter> writer, QString file, RecordingLimits limits)
    : m_writer(std::move(writer)), m_file(std::move(file)), m_limits(limits), m_queue(static_cast<std::size_t>(limits.queuedRecords) * 2)
{
    publish();
}

RecordingQueue::~RecordingQueue() = default;

void RecordingQueue::push(Record record)
{
    if (m_isOver || m_hasOverflown)
        return;
    if (m_queuedRecords >= m_limits.queuedRecords || m_queuedBytes >= m_limits.queuedBytes) {
        m_hasOverflown = true;
        return;
    }
    ++m_queuedRecords;
    m_queuedBytes += record.bytes.size();
    m_queue.push(std::move(record));
}

void RecordingQueue::end()
{
    m_isEnding = true;
    m_wake.release();
}

void RecordingQueue::run()
{
    auto sinceFlush = std::chrono::milliseconds(0);
    for (bool isLast = false; !isLast && !m_isOver; sinceFlush += kPulse) {
        isLast = m_isEnding || m_hasOverflown; // read before the queue, so that nothing is left behind
        auto done = writeQueued();
        if (done && (isLast || sinceFlush >= m_limits.flushEvery)) {
            sinceFlush = std::chrono::milliseconds(0);
            done = m_writer->flush();
            publish();
        }
        if (!done)
            return publish(done.error().detail);
        if (!isLast)
            (void)m_wake.tryAcquire(1, static_cast<int>(kPulse.count()));
    }
    if (m_hasOverflown)
        return publish(QStringLiteral("the disk is too slow for this market: the recording has ended"));
    m_isOver = true;
    publish();
}

Done RecordingQueue::writeQueued()
{
    m_queue.swapInto(m_batch);
    for (Record &record : m_batch) {
        if (m_isOver)
            break;
        --m_queuedRecords;
        m_queuedBytes -= record.bytes.size();
        if (const auto done = m_writer->add(maskedRecord(std::move(record))); !done)
            return done;
    }
    m_batch.clear();
    return {};
}

void RecordingQueue::publish(const QString &trouble)
{
    if (!trouble.isEmpty()) {
        m_isOver = true;
        qCWarning(lcRecording).noquote() << trouble;
    }
    m_status.publish(std::make_shared<const RecordingStatus>(RecordingStatus{m_file, m_writer->bytes(), !m_isOver, trouble}));
}

} // namespace bw
