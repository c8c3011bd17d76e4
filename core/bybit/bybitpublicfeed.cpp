// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitpublicfeed.h"

#include "core/bybit/bybitpublicline.h"

#include <QMetaObject>

#include <algorithm>

namespace bw {
namespace {

int badness(ConnectionStatus::State state)
{
    switch (state) {
    case ConnectionStatus::State::Live: return 0;
    case ConnectionStatus::State::Stale: return 1;
    case ConnectionStatus::State::Connecting: return 2;
    case ConnectionStatus::State::Down: return 3;
    }
    return 3;
}

} // namespace

BybitPublicFeed::BybitPublicFeed(BybitEndpoints endpoints, Parts parts, QObject *parent)
    : MarketFeed(parent)
    , m_endpoints(std::move(endpoints))
    , m_parts(std::move(parts))
{
}

BybitPublicFeed::~BybitPublicFeed() = default;

void BybitPublicFeed::start()
{
    if (m_isStarted)
        return;
    m_isStarted = true;
    for (const auto &[category, lines] : m_lines)
        for (const auto &line : lines.all)
            if (!line->isIdle())
                line->start();
}

void BybitPublicFeed::stop()
{
    m_isStarted = false;
    for (auto &[category, lines] : m_lines) {
        for (const auto &line : lines.all)
            line->stop();
        lines.told.reset();
    }
}

BybitPublicLine *BybitPublicFeed::lineWith(const InstrumentId &id, const MarketTopic &topic) const
{
    if (const auto at = m_lines.find(id.category); at != m_lines.end())
        for (const auto &line : at->second.all)
            if (line->holds(id, topic))
                return line.get();
    return nullptr;
}

/// Where the instrument is already, else where there is room, else a new one: null only when there are too many.
BybitPublicLine *BybitPublicFeed::lineFor(const InstrumentId &id, const MarketTopic &topic)
{
    const Category category = id.category;
    auto &lines = m_lines[category].all;
    BybitPublicLine *roomy = nullptr;
    for (const auto &line : lines) {
        if (line->holds(id) && line->hasRoomFor(id, topic))
            return line.get();
        if (!roomy && !line->isFull())
            roomy = line.get();
    }
    if (roomy || lines.size() == kMaxLines)
        return roomy;
    BybitPublicLine *line = lines.emplace_back(std::make_unique<BybitPublicLine>(m_endpoints.publicUrl(category), m_parts, *this)).get();
    connect(line, &BybitPublicLine::statusChanged, this, [this, category] { tellStatus(category); });
    connect(line, &BybitPublicLine::down, this, [this, category, line] { onDown(category, *line); });
    connect(line, &BybitPublicLine::shrunk, this, [this, category, line] { onShrunk(category, *line); });
    return line;
}

void BybitPublicFeed::subscribe(const InstrumentPtr &instrument, const MarketTopic &topic)
{
    const InstrumentId &id = instrument->id();
    BybitPublicLine *line = lineWith(id, topic);
    if (!line)
        line = lineFor(id, topic);
    if (!line) {
        // Later, as every other refusal: the caller is still in the middle of asking.
        QMetaObject::invokeMethod(this, [this, id, topic] { Q_EMIT refused(id, topic, inputError(QStringLiteral("too many topics"))); },
                                  Qt::QueuedConnection);
        return;
    }
    const bool wasIdle = line->isIdle();
    line->subscribe(instrument, topic);
    if (wasIdle && m_isStarted)
        line->start();
}

void BybitPublicFeed::unsubscribe(const InstrumentId &id, const MarketTopic &topic)
{
    BybitPublicLine *line = lineWith(id, topic);
    if (!line)
        return;
    line->unsubscribe(id, topic);
    onShrunk(id.category, *line);
}

void BybitPublicFeed::resync(const InstrumentId &id, const MarketTopic &topic)
{
    if (BybitPublicLine *line = lineWith(id, topic))
        line->resync(id, topic);
}

/// The troubles of a line that carries nothing would be told as those of what is still wanted.
void BybitPublicFeed::onShrunk(Category category, BybitPublicLine &line)
{
    if (!line.isIdle())
        return;
    line.stop();
    tellStatus(category);
}

void BybitPublicFeed::onDown(Category category, const BybitPublicLine &line)
{
    const auto &lines = m_lines[category].all;
    const auto inUse = std::count_if(lines.begin(), lines.end(), [](const auto &one) { return !one->isIdle(); });
    if (inUse <= 1) {
        Q_EMIT lost(category);
        return;
    }
    const auto books = line.books();
    for (const auto &[id, topic] : books)
        Q_EMIT bookLost(id, topic);
}

void BybitPublicFeed::tellStatus(Category category)
{
    auto &lines = m_lines[category];
    const ConnectionStatus *worst = nullptr;
    for (const auto &line : lines.all)
        if (!line->isIdle() && (!worst || badness(line->status().state) > badness(worst->state)))
            worst = &line->status();
    if (!worst || !m_isStarted || lines.told == *worst)
        return;
    lines.told = *worst;
    const ConnectionStatus status = *worst;
    Q_EMIT statusChanged(category, status);
}

} // namespace bw
