// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/routes.h"

#include "core/sandbox/orderform.h"

#include <QUrl>

#include <algorithm>

namespace bw::sandbox {

int Call::number(QLatin1StringView name, int lowest, int highest, int otherwise) const
{
    return std::clamp(intOf(fields.value(name), otherwise), lowest, highest);
}

std::optional<QJsonObject> Call::row(const QString &name, const std::function<QJsonObject()> &present) const
{
    if (!past)
        return present();
    const Hindsight::Found then = past->at(name, asOf);
    return then.isKnown ? then.row : present();
}

QJsonObject fieldsOf(const QByteArray &rawQuery)
{
    constexpr qsizetype kMostFields = 64;
    QJsonObject fields;
    const QList<QByteArray> pairs = rawQuery.split('&');
    for (qsizetype i = 0; i < std::min(pairs.size(), kMostFields); ++i) {
        const qsizetype equals = pairs[i].indexOf('=');
        if (equals > 0)
            fields.insert(QUrl::fromPercentEncoding(pairs[i].left(equals)), QUrl::fromPercentEncoding(pairs[i].mid(equals + 1)));
    }
    return fields;
}

Page::Page(const Call &call, int highestLimit, int defaultLimit)
    : m_limit(call.number(QLatin1StringView("limit"), 1, highestLimit, defaultLimit)), m_shift(call.pageShift)
{
    QString cursor = call.text(QLatin1StringView("cursor"));
    if (cursor.contains(u'%'))
        cursor = QUrl::fromPercentEncoding(cursor.toLatin1()); // was encoded twice
    if (cursor.isEmpty())
        return;
    bool isNumber = false;
    const auto before = cursor.section(u':', -1).toULongLong(&isNumber);
    m_before = isNumber ? before : 0; // a cursor that is none shows nothing rather than everything again
}

bool Page::offer(std::uint64_t number, const QString &id, const std::function<QJsonObject()> &row)
{
    if (number >= m_before) {
        if (m_shift > 0)
            m_repeated.push_back(row());
        if (static_cast<int>(m_repeated.size()) > std::max(m_shift, 0))
            m_repeated.pop_front();
        return true;
    }
    repeat();
    if (m_before != UINT64_MAX && m_shift < 0) {
        ++m_shift;
        return true;
    }
    if (m_rows.size() >= m_limit) {
        m_hasMore = true;
        return false;
    }
    m_last = id + u':' + QString::number(number);
    if (m_first.isEmpty())
        m_first = m_last;
    m_rows.append(row());
    return true;
}

void Page::repeat()
{
    for (const QJsonObject &again : m_repeated)
        m_rows.append(again);
    m_repeated.clear();
}

QJsonObject Page::result(const QString &category)
{
    repeat();
    const QByteArray cursor = m_hasMore ? QUrl::toPercentEncoding(m_first + u',' + m_last) : QByteArray();
    return {{QStringLiteral("category"), category},
            {QStringLiteral("list"), m_rows},
            {QStringLiteral("nextPageCursor"), QString::fromLatin1(cursor)}};
}

} // namespace bw::sandbox
