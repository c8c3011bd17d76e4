// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/previewtalk.h"

#include "core/engine/api/engineclient.h"

#include <algorithm>

namespace bw {

bool isSameOrder(const OrderDraft &a, const OrderDraft &b)
{
    return a.instrument && b.instrument && a.instrument->id() == b.instrument->id() && a.side == b.side && a.type == b.type
        && a.timeInForce == b.timeInForce && a.qty == b.qty && a.price == b.price && a.trigger == b.trigger && a.exits == b.exits
        && a.slippage == b.slippage && a.reduceOnly == b.reduceOnly && a.closesPosition == b.closesPosition && a.positionIdx == b.positionIdx
        && a.isConfirmedClose == b.isConfirmedClose && a.isRepeatWanted == b.isRepeatWanted && a.origin == b.origin && a.signalId == b.signalId;
}

PreviewTalk::PreviewTalk(EngineClient &client, const Clock &clock, QObject *parent) : QObject(parent), m_client(client), m_clock(clock)
{
    connect(&client, &EngineClient::previewReady, this, &PreviewTalk::onPreview);
}

void PreviewTalk::setDraft(std::optional<OrderDraft> draft)
{
    m_draft = std::move(draft);
    ++m_revision;
    if (m_draft)
        m_draft->revision = m_revision;
    m_preview.reset();
    m_due = m_clock.now() + kPause;
    Q_EMIT changed();
}

void PreviewTalk::askSoon() { m_due = m_clock.now(); }

void PreviewTalk::tick()
{
    if (!m_draft || m_isHeld || m_clock.now() < m_due)
        return;
    m_due = m_clock.now() + kRefresh;
    m_client.requestPreview(*m_draft);
}

void PreviewTalk::onPreview(const Preview &preview)
{
    // Others may ask for previews as well and count their own revisions.
    if (m_isHeld || !m_draft || preview.revision != m_revision || !isSameOrder(preview.draft, *m_draft))
        return;
    m_preview = preview;
    m_arrived = m_clock.now();
    Q_EMIT changed();
}

std::chrono::milliseconds PreviewTalk::age() const
{
    if (!m_preview)
        return {};
    const auto sinceArrival = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.now() - m_arrived);
    return std::max(sinceArrival, m_clock.utcNow() - m_preview->at);
}

} // namespace bw
