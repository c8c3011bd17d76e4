// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/messagelist.h"

#include "ui/models/sentences.h"

namespace bw {
namespace {

QString keyOf(const Notice &notice)
{
    return QStringLiteral("%1|%2|%3|%4|%5")
        .arg(static_cast<int>(notice.severity))
        .arg(static_cast<int>(notice.error.family))
        .arg(static_cast<int>(notice.error.certainty))
        .arg(notice.error.venueCode)
        .arg(notice.subject);
}

} // namespace

void MessageList::add(const Notice &notice)
{
    put({.id = 0, .severity = notice.severity, .text = sentences::of(notice), .count = 1, .firstAt = notice.at, .lastAt = notice.at}, keyOf(notice));
}

void MessageList::say(Notice::Severity severity, const QString &sentence, UtcTime at)
{
    put({.id = 0, .severity = severity, .text = sentence, .count = 1, .firstAt = at, .lastAt = at}, QStringLiteral("words|%1").arg(sentence));
}

void MessageList::put(Item item, const QString &key)
{
    item.id = ++m_lastId;
    if (const qsizetype known = m_keys.indexOf(key); known >= 0) {
        item.id = m_items[known].id;
        item.count = m_items[known].count + 1;
        item.firstAt = m_items[known].firstAt;
        m_items.remove(known);
        m_keys.remove(known);
    }
    m_items.prepend(item);
    m_keys.prepend(key);
    if (m_items.size() > kMaxItems)
        dropLeast();
    Q_EMIT changed();
}

/// The oldest of the least severe.
void MessageList::dropLeast()
{
    qsizetype least = m_items.size() - 1;
    for (qsizetype i = least - 1; i >= 0; --i)
        if (m_items[i].severity < m_items[least].severity)
            least = i;
    m_items.remove(least);
    m_keys.remove(least);
}

void MessageList::dismiss(std::uint64_t id)
{
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        if (m_items[i].id != id)
            continue;
        m_items.remove(i);
        m_keys.remove(i);
        Q_EMIT changed();
        return;
    }
}

void MessageList::dismissAll()
{
    m_items.clear();
    m_keys.clear();
    Q_EMIT changed();
}

void MessageList::tick(UtcTime now)
{
    bool isChanged = false;
    for (qsizetype i = m_items.size() - 1; i >= 0; --i) {
        if (m_items[i].severity != Notice::Severity::Info || now - m_items[i].lastAt < kInfoLife)
            continue;
        m_items.remove(i);
        m_keys.remove(i);
        isChanged = true;
    }
    if (isChanged)
        Q_EMIT changed();
}

} // namespace bw
