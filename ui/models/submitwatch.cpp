// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/submitwatch.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/sentences.h"

namespace bw {

SubmitWatch::SubmitWatch(EngineClient &client, QObject *parent) : QObject(parent), m_client(client)
{
    connect(&client, &EngineClient::submitAccepted, this, &SubmitWatch::onAccepted);
    connect(&client, &EngineClient::submitRefused, this, &SubmitWatch::onRefused);
    connect(&client, &EngineClient::orderChanged, this, &SubmitWatch::onOrder);
}

bool SubmitWatch::submit(const QString &previewId)
{
    if (isPending())
        return false;
    m_pending = previewId;
    m_followed.clear();
    say(tr("Handed to the engine, waiting for its answer."), Tone::Muted);
    m_client.submit(previewId);
    return true;
}

void SubmitWatch::say(const QString &words, Tone tone)
{
    m_words = words;
    m_tone = tone;
    Q_EMIT wordsChanged();
}

void SubmitWatch::onAccepted(const QString &previewId, const QString &orderLinkId)
{
    if (previewId != m_pending)
        return;
    m_pending.clear();
    m_followed = orderLinkId;
    say(tr("Order %1 is on its way.").arg(orderLinkId), Tone::Muted);
    Q_EMIT answered(true);
}

void SubmitWatch::onRefused(const SubmitRefusal &refusal)
{
    if (refusal.previewId != m_pending)
        return;
    m_pending.clear();
    say(sentences::of(refusal), Tone::Danger);
    Q_EMIT answered(false);
}

void SubmitWatch::onOrder(const Order &order)
{
    if (m_followed.isEmpty() || order.orderLinkId != m_followed)
        return;
    const QString state = sentences::state(order);
    if (order.state == OrderState::Unknown)
        return say(tr("Order %1: %2. It may be at the venue: it is looked up and never sent again.").arg(m_followed, state), Tone::Caution);
    const bool isRefused = order.state == OrderState::Rejected || order.state == OrderState::NotSent;
    if (isRefused && !order.reason.isEmpty())
        return say(tr("Order %1: %2. %3").arg(m_followed, state, order.reason), Tone::Danger);
    say(tr("Order %1: %2.").arg(m_followed, state), isRefused ? Tone::Danger : Tone::Muted);
}

} // namespace bw
