// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/ids.h"

#include <QUuid>

#include <array>

namespace bw::sandbox {

QString Ids::uuid()
{
    std::array<quint32, 4> words{};
    m_random.fillRange(words.data(), static_cast<qsizetype>(words.size()));
    QByteArray bytes(reinterpret_cast<const char *>(words.data()), 16);
    bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40); // version 4
    bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
    return QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces);
}

QString Ids::orderId(Category category)
{
    return category == Category::Spot ? QString::number(m_marks.spotOrder += 256) : uuid();
}

QString Ids::spotLinkId()
{
    return QString::number(m_marks.spotOrder / 1'000'000 + m_random.bounded(1'000'000U)) + QString::number(number());
}

} // namespace bw::sandbox
