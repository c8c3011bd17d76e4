// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/block.h"

#include "core/recording/record.h"

#include <QtEndian>

#include <array>
#include <cstring>

namespace bw {

namespace {

constexpr std::array<char, 4> kMagic{'B', 'W', 'R', 'B'};
constexpr qsizetype kChecksumAt = 24;
constexpr int kLevel = 3; // market texts shrink to a sixth already, at a third of the time of level 6

constexpr std::array<quint32, 256> makeTable()
{
    std::array<quint32, 256> table{};
    for (quint32 i = 0; i < 256; ++i) {
        quint32 value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) != 0 ? (value >> 1U) ^ 0xEDB88320U : value >> 1U;
        table[i] = value;
    }
    return table;
}
constexpr auto kTable = makeTable();

void put32(char *to, quint32 value) { qToLittleEndian(value, to); }

} // namespace

quint32 crc32(QByteArrayView bytes, quint32 soFar)
{
    quint32 value = ~soFar;
    for (const char byte : bytes)
        value = (value >> 8U) ^ kTable[(value ^ static_cast<quint8>(byte)) & 0xFFU];
    return ~value;
}

QByteArray packBlock(const QByteArray &raw, quint32 frames, std::chrono::nanoseconds last)
{
    const QByteArray stored = qCompress(raw, kLevel);
    QByteArray block(BlockHead::kBytes, '\0');
    std::memcpy(block.data(), kMagic.data(), kMagic.size());
    put32(block.data() + 4, static_cast<quint32>(stored.size()));
    put32(block.data() + 8, static_cast<quint32>(raw.size()));
    put32(block.data() + 12, frames);
    qToLittleEndian<qint64>(last.count(), block.data() + 16);
    put32(block.data() + kChecksumAt, crc32(stored, crc32(QByteArrayView(block).first(kChecksumAt))));
    return block + stored;
}

std::optional<BlockHead> readBlockHead(QByteArrayView bytes)
{
    if (bytes.size() < BlockHead::kBytes || std::memcmp(bytes.data(), kMagic.data(), kMagic.size()) != 0)
        return std::nullopt;
    BlockHead head;
    head.stored = qFromLittleEndian<quint32>(bytes.data() + 4);
    head.raw = qFromLittleEndian<quint32>(bytes.data() + 8);
    head.frames = qFromLittleEndian<quint32>(bytes.data() + 12);
    head.last = std::chrono::nanoseconds(qFromLittleEndian<qint64>(bytes.data() + 16));
    head.checksum = qFromLittleEndian<quint32>(bytes.data() + kChecksumAt);
    const bool isSized = head.stored > 0 && head.stored <= BlockHead::kMaxStored && head.raw > 0 && head.raw <= BlockHead::kMaxRaw;
    if (!isSized || head.last.count() < 0 || head.last > kMaxRecordedTime)
        return std::nullopt;
    return head;
}

std::optional<QByteArray> unpackBlock(QByteArrayView headBytes, const QByteArray &stored)
{
    const auto head = readBlockHead(headBytes);
    if (!head || stored.size() != static_cast<qsizetype>(head->stored) || stored.size() < 4
        || crc32(stored, crc32(headBytes.first(kChecksumAt))) != head->checksum)
        return std::nullopt;
    if (qFromBigEndian<quint32>(stored.constData()) != head->raw) // zlib is asked for exactly as much as was promised
        return std::nullopt;
    QByteArray raw = qUncompress(stored);
    if (raw.size() != static_cast<qsizetype>(head->raw))
        return std::nullopt;
    return raw;
}

} // namespace bw
