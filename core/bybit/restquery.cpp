// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/restquery.h"

#include <QUrl>

#include <algorithm>

namespace bw {

RestQuery &RestQuery::add(QLatin1StringView name, const QString &value)
{
    if (!value.isEmpty())
        append(name, QUrl::toPercentEncoding(value));
    return *this;
}

RestQuery &RestQuery::add(QLatin1StringView name, qint64 value)
{
    append(name, QByteArray::number(value));
    return *this;
}

RestQuery &RestQuery::addCursor(const QString &cursor)
{
    if (!cursor.isEmpty() && isSafeCursor(cursor))
        append(QLatin1StringView("cursor"), cursor.toLatin1());
    return *this;
}

void RestQuery::append(QLatin1StringView name, const QByteArray &encoded)
{
    if (!m_text.isEmpty())
        m_text.append('&');
    m_text.append(name.data(), name.size()).append('=').append(encoded);
}

bool RestQuery::isSafeCursor(const QString &cursor)
{
    constexpr qsizetype kLongest = 1024;
    return cursor.size() <= kLongest && std::all_of(cursor.begin(), cursor.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || QStringView(u"%._~-,:=+/").contains(c));
    });
}

} // namespace bw
