// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/closerecord.h"

namespace bw {

namespace {

constexpr qsizetype kMaxWords = 300;

QByteArray wordsOf(const QString &text) { return text.left(kMaxWords).remove(QChar(u'\0')).toUtf8(); }

} // namespace

QByteArray CloseRecord::toBytes() const
{
    QByteArray bytes = static_cast<char>(reason) + wordsOf(detail);
    if (frame.code != 0)
        bytes += '\0' + QByteArray::number(frame.code) + '\0' + wordsOf(frame.reason);
    return bytes;
}

CloseRecord CloseRecord::fromBytes(const QByteArray &bytes)
{
    using Reason = ConnectionStatus::Reason;
    CloseRecord read;
    const int reason = bytes.isEmpty() ? 0 : static_cast<int>(bytes.front());
    if (reason > 0 && reason <= static_cast<int>(Reason::Resumed))
        read.reason = static_cast<Reason>(reason);
    const auto parts = bytes.mid(1).split('\0');
    read.detail = QString::fromUtf8(parts.first()).left(kMaxWords);
    if (parts.size() == 3)
        read.frame = {parts.at(1).toInt(), QString::fromUtf8(parts.at(2)).left(kMaxWords)};
    return read;
}

} // namespace bw
