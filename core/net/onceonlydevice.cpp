// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/onceonlydevice.h"

#include <algorithm>
#include <cstring>

namespace bw {

OnceOnlyDevice::OnceOnlyDevice(QByteArray body) : m_body(std::move(body))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered); // buffering would read ahead and make isUntouched() a lie
}

qint64 OnceOnlyDevice::readData(char *data, qint64 maxSize)
{
    if (m_isSealed)
        return -1;
    const qint64 size = std::min(maxSize, m_body.size() - m_taken);
    if (size > 0)
        std::memcpy(data, m_body.constData() + m_taken, static_cast<std::size_t>(size));
    m_taken += std::max<qint64>(size, 0);
    return size;
}

} // namespace bw
