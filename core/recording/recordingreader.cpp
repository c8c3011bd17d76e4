// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/recordingreader.h"

#include "core/recording/block.h"

#include <QJsonDocument>

#include <algorithm>

namespace bw {

namespace {

constexpr qint64 kMaxHeadBytes = 64 * 1024;

Error notARecording(const QString &path)
{
    return {ErrorFamily::Input, Retry::Never, Certainty::NotSent, 0,
            QStringLiteral("\"%1\" is not a recording that this version can play").arg(path)};
}

} // namespace

Result<std::unique_ptr<RecordingReader>> RecordingReader::open(const QString &path)
{
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly))
        return fail({ErrorFamily::Storage, Retry::Never, Certainty::NotSent, 0,
                     QStringLiteral("can't read the recording \"%1\": %2").arg(path, file->errorString())});
    std::unique_ptr<RecordingReader> reader(new RecordingReader(std::move(file)));
    if (const auto done = reader->readHead(); !done)
        return fail(done.error());
    reader->measure();
    reader->rewind();
    return reader;
}

Done RecordingReader::readHead()
{
    const QByteArray line = m_file->readLine(kMaxHeadBytes);
    const auto head = QJsonDocument::fromJson(line).object();
    if (!line.endsWith('\n') || head.value(QLatin1StringView("format")).toString() != kFormat
        || head.value(QLatin1StringView("version")).toInt() != kVersion)
        return fail(notARecording(m_file->fileName()));
    m_session = head.value(QLatin1StringView("session")).toObject();
    m_startedUtcMs = std::clamp<qint64>(head.value(QLatin1StringView("startedUtcMs")).toInteger(), 0, 4'102'444'800'000);
    m_blocksBegin = m_file->pos();
    return {};
}

void RecordingReader::measure()
{
    for (qint64 at = m_blocksBegin; m_file->seek(at);) {
        const auto head = readBlockHead(m_file->read(BlockHead::kBytes));
        if (!head || at + BlockHead::kBytes + head->stored > m_file->size())
            return;
        m_length = std::max(m_length, head->last);
        at += BlockHead::kBytes + head->stored;
    }
}

void RecordingReader::rewind()
{
    m_isOver = !m_file->seek(m_blocksBegin);
    m_raw.clear();
    m_at = 0;
    m_last = std::chrono::nanoseconds(0);
    m_trouble.clear();
}

std::optional<Record> RecordingReader::next()
{
    while (!m_isOver) {
        auto record = takeRecord(m_raw, m_at);
        if (!record) {
            endWith(record.error().detail);
        } else if (*record) {
            m_last = (*record)->at = std::max((*record)->at, m_last);
            return std::move(*record);
        } else if (!readBlock() && !m_isOver) {
            m_isOver = true; // at the end of a block and of the file
        }
    }
    return std::nullopt;
}

bool RecordingReader::readBlock()
{
    const QByteArray head = m_file->read(BlockHead::kBytes);
    if (head.isEmpty()) {
        if (m_at < m_raw.size())
            endWith(QStringLiteral("the recording is cut off: it is played up to its last whole record"));
        return false;
    }
    const auto parsed = readBlockHead(head);
    const auto raw = parsed ? unpackBlock(head, m_file->read(parsed->stored)) : std::nullopt;
    if (!raw) {
        endWith(QStringLiteral("the recording is cut off or damaged: it is played up to its last whole block"));
        return false;
    }
    m_raw = m_raw.mid(m_at) + *raw;
    m_at = 0;
    return true;
}

void RecordingReader::endWith(const QString &trouble)
{
    m_isOver = true;
    m_trouble = trouble;
}

} // namespace bw
