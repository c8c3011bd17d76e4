// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/record.h"

#include <QtEndian>

#include <cstring>

namespace bw {

namespace {

constexpr qsizetype kHeadBytes = 25;
constexpr std::int64_t kLastUtcMs = 4'102'444'800'000; // 2100: beyond it dates are no dates

template <class T>
void put(QByteArray &out, T value)
{
    const T little = qToLittleEndian(value);
    char bytes[sizeof(T)];
    std::memcpy(bytes, &little, sizeof(T));
    out.append(bytes, sizeof(T));
}

template <class T>
T get(const char *from)
{
    return qFromLittleEndian<T>(from);
}

} // namespace

void appendRecord(QByteArray &out, const Record &record)
{
    put<qint64>(out, record.at.count());
    put<qint64>(out, record.utcMs);
    out.append(static_cast<char>(record.kind));
    put<quint32>(out, record.stream);
    put<quint32>(out, static_cast<quint32>(record.bytes.size()));
    out.append(record.bytes);
}

Result<std::optional<Record>> takeRecord(QByteArrayView in, qsizetype &from)
{
    if (in.size() - from < kHeadBytes)
        return std::optional<Record>();
    const char *head = in.data() + from;
    Record record;
    record.at = std::chrono::nanoseconds(get<qint64>(head));
    record.utcMs = get<qint64>(head + 8);
    const auto kind = static_cast<std::uint8_t>(head[16]);
    record.stream = get<quint32>(head + 17);
    const qsizetype length = get<quint32>(head + 21);
    const bool isKind = kind >= static_cast<std::uint8_t>(RecordKind::Opened) && kind <= static_cast<std::uint8_t>(RecordKind::Note);
    const bool isTime = record.at.count() >= 0 && record.at <= kMaxRecordedTime && record.utcMs >= 0 && record.utcMs <= kLastUtcMs;
    if (!isKind || !isTime || length > kMaxRecordBytes)
        return fail(inputError(QStringLiteral("the recording holds something that is no record")));
    if (in.size() - from - kHeadBytes < length)
        return std::optional<Record>();
    record.kind = static_cast<RecordKind>(kind);
    record.bytes = QByteArray(head + kHeadBytes, length);
    from += kHeadBytes + length;
    return std::optional<Record>(std::move(record));
}

} // namespace bw
