// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/linkboard.h"

#include <QStringList>

namespace bw {
namespace {

constexpr std::array<QStringView, 3> kNames{u"watch", u"book", u"price"}; // by panel

QString word(const QString &name, const QString &value) { return name + u':' + value; }

} // namespace

LinkBoard::LinkBoard(EngineClient &client, QObject *parent) : QObject(parent), m_client(client)
{
    connect(&client, &EngineClient::instrumentChanged, this, &LinkBoard::onOpened);
    if (const InstrumentPtr open = client.instrument())
        onOpened(open);
}

std::optional<InstrumentId> &LinkBoard::slotOf(Panel panel)
{
    const int group = groupOf(panel);
    return group == kNone ? m_alone[indexOf(panel)] : m_symbols[static_cast<std::size_t>(group)];
}

std::optional<InstrumentId> LinkBoard::symbolOf(Panel panel) const
{
    const int group = groupOf(panel);
    return group == kNone ? m_alone[indexOf(panel)] : m_symbols[static_cast<std::size_t>(group)];
}

bool LinkBoard::isWithBook(Panel panel) const
{
    return panel == Panel::Book || (groupOf(panel) != kNone && groupOf(panel) == groupOf(Panel::Book));
}

void LinkBoard::setGroup(Panel panel, int group)
{
    if (group < kNone || group > kGroups || group == groupOf(panel))
        return;
    const auto before = symbolOf(panel);
    m_groups[indexOf(panel)] = group;
    auto &symbol = slotOf(panel);
    if (group == kNone || !symbol)
        symbol = before;
    follow();
    Q_EMIT groupsChosen();
}

bool LinkBoard::choose(Panel panel, const InstrumentId &id)
{
    if (panel == Panel::Watch && groupOf(panel) == kNone)
        return false;
    slotOf(panel) = id;
    if (const InstrumentPtr open = m_client.instrument(); isWithBook(panel) && (!open || open->id() != id))
        m_asked.reset(); // a person who asks once more, after a failure, means it
    follow();
    Q_EMIT groupsChosen();
    return true;
}

void LinkBoard::onOpened(const InstrumentPtr &instrument)
{
    if (!instrument)
        return;
    m_asked = instrument->id();
    slotOf(Panel::Book) = instrument->id();
    if (!std::exchange(m_hasOpened, true) && m_pinned)
        m_client.market().pinCandles(m_pinned); // there was no engine when it was restored
    follow();
}

void LinkBoard::follow()
{
    if (const auto wanted = symbolOf(Panel::Book); wanted && wanted != m_asked) {
        m_asked = wanted;
        m_client.selectInstrument(*wanted);
    }
    const auto pinned = isWithBook(Panel::Price) ? std::nullopt : symbolOf(Panel::Price);
    if (pinned != m_pinned) {
        m_pinned = pinned;
        m_client.market().pinCandles(pinned);
    }
    Q_EMIT changed();
}

QString LinkBoard::toText() const
{
    QStringList words;
    for (std::size_t i = 0; i < kPanels; ++i)
        words.append(word(kNames[i].toString(), QString::number(m_groups[i])));
    for (int group = 1; group <= kGroups; ++group)
        if (const auto &symbol = m_symbols[static_cast<std::size_t>(group)]; symbol && group != groupOf(Panel::Book))
            words.append(word(QString::number(group), word(toName(symbol->category), symbol->symbol)));
    if (const auto &alone = m_alone[indexOf(Panel::Price)]; alone && groupOf(Panel::Price) == kNone)
        words.append(word(QString::number(kNone), word(toName(alone->category), alone->symbol)));
    return words.join(u' ');
}

void LinkBoard::restore(const QString &text)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &each : words) {
        const QString name = each.section(u':', 0, 0);
        bool isGroup = false;
        const int group = name.toInt(&isGroup);
        const auto category = categoryFromName(each.section(u':', 1, 1));
        if (isGroup && category && group >= kNone && group <= kGroups)
            (group == kNone ? m_alone[indexOf(Panel::Price)] : m_symbols[static_cast<std::size_t>(group)]) = InstrumentId{*category, each.section(u':', 2)};
        for (std::size_t i = 0; i < kPanels; ++i)
            if (const int of = each.section(u':', 1).toInt(); name == kNames[i] && of >= kNone && of <= kGroups)
                m_groups[i] = of;
    }
    slotOf(Panel::Book) = m_asked; // what is opened is the engine's word
    follow();
}

} // namespace bw
