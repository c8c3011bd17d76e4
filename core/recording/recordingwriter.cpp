// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/recordingwriter.h"

#include "core/recording/recordingreader.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

namespace bw {

namespace {

constexpr int kMostBeside = 1000;

Error storageError(const QString &detail)
{
    return {ErrorFamily::Storage, Retry::Never, Certainty::NotSent, 0, detail};
}

} // namespace

Done RecordingWriter::mayWrite(const QString &path)
{
    const QFileInfo file(path);
    if (file.size() > 0 || file.isDir())
        return fail(storageError(QStringLiteral("\"%1\" exists and holds something; name another file to record into").arg(path)));
    if (!file.absoluteDir().exists())
        return fail(storageError(QStringLiteral("there is no folder for \"%1\" to record into").arg(path)));
    return {};
}

QString RecordingWriter::freePathBeside(const QString &path)
{
    const QFileInfo file(path);
    const QString suffix = file.suffix().isEmpty() ? QString() : u'.' + file.suffix();
    for (int number = 2; number < kMostBeside; ++number)
        if (const QString next = file.dir().filePath(file.completeBaseName() + u'-' + QString::number(number) + suffix); !QFileInfo::exists(next))
            return next;
    return path; // refused, in words, since it is there
}

Result<std::unique_ptr<RecordingWriter>> RecordingWriter::create(const QString &path, const QJsonObject &session, std::int64_t startedUtcMs, qint64 limitBytes)
{
    if (const auto may = mayWrite(path); !may)
        return fail(may.error());
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return fail(storageError(QStringLiteral("can't record into \"%1\": %2").arg(path, file->errorString())));
    const QJsonObject head{{QStringLiteral("format"), RecordingReader::kFormat}, {QStringLiteral("version"), RecordingReader::kVersion},
                           {QStringLiteral("startedUtcMs"), static_cast<qint64>(startedUtcMs)}, {QStringLiteral("session"), session}};
    std::unique_ptr<RecordingWriter> writer(new RecordingWriter(std::move(file), limitBytes));
    if (const auto done = writer->write(QJsonDocument(head).toJson(QJsonDocument::Compact) + '\n'); !done)
        return fail(done.error());
    return writer;
}

Done RecordingWriter::add(const Record &record)
{
    appendRecord(m_raw, record);
    m_last = record.at;
    if (record.kind == RecordKind::Frame)
        ++m_frames;
    while (m_raw.size() >= BlockHead::kMaxRaw)
        if (const auto done = writeBlock(BlockHead::kMaxRaw); !done)
            return done;
    return {};
}

Done RecordingWriter::flush()
{
    return m_raw.isEmpty() ? Done() : writeBlock(m_raw.size());
}

Done RecordingWriter::writeBlock(qsizetype size)
{
    const auto done = write(packBlock(m_raw.left(size), m_frames, m_last));
    m_raw.remove(0, size);
    m_frames = 0;
    return done;
}

Done RecordingWriter::write(const QByteArray &bytes)
{
    if (m_bytes + bytes.size() > m_limit)
        return fail(storageError(QStringLiteral("the recording has reached its limit of %1 MB").arg(m_limit / 1'000'000)));
    if (m_file->write(bytes) != bytes.size())
        return fail(storageError(QStringLiteral("can't write the recording: %1").arg(m_file->errorString())));
    m_bytes += bytes.size();
    return {};
}

} // namespace bw
