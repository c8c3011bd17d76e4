// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/changewatch.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/sentences.h"
#include "ui/models/tradewords.h"

namespace bw {
namespace {

std::optional<AccountChange::Kind> kindOf(const ChangeDraft &draft)
{
    if (std::holds_alternative<StopDraft>(draft))
        return AccountChange::Kind::Stop;
    if (std::holds_alternative<LeverageDraft>(draft))
        return AccountChange::Kind::Leverage;
    if (std::holds_alternative<PositionModeDraft>(draft))
        return AccountChange::Kind::PositionMode;
    return std::nullopt; // an amend belongs to its order
}

} // namespace

ChangeWatch::ChangeWatch(EngineClient &client, AccountChange::Kind kind, QObject *parent) : QObject(parent), m_client(client), m_kind(kind)
{
    connect(&client.trade(), &TradeClient::accountChangeUpdated, this, &ChangeWatch::onChange);
    connect(&client.trade(), &TradeClient::changeRefused, this, &ChangeWatch::onRefused);
}

bool ChangeWatch::request(const ChangeDraft &draft)
{
    if (m_isWaiting || kindOf(draft) != m_kind)
        return false;
    m_isWaiting = true;
    m_instrument = instrumentOf(draft);
    m_followed.clear();
    say(tr("Handed to the engine, waiting for its answer."), Tone::Muted);
    m_client.trade().requestChange(draft);
    return true;
}

void ChangeWatch::clear() { say({}, Tone::Muted); }

void ChangeWatch::onChange(const AccountChange &change)
{
    const bool isOurs = m_isWaiting ? change.kind == m_kind && change.instrument && m_instrument && change.instrument->id() == m_instrument->id()
                                    : !m_followed.isEmpty() && change.id == m_followed;
    if (!isOurs)
        return;
    const bool isFirst = std::exchange(m_isWaiting, false);
    m_followed = change.id;
    using State = AccountChange::State;
    const bool isBad = change.state == State::Refused || change.state == State::NotSent;
    say(sentences::of(change), change.state == State::Unknown ? Tone::Caution : isBad ? Tone::Danger : Tone::Muted);
    if (isFirst)
        Q_EMIT answered(!isBad);
}

void ChangeWatch::onRefused(const ChangeRefusal &refusal)
{
    if (!m_isWaiting || kindOf(refusal.draft) != m_kind)
        return;
    m_isWaiting = false;
    say(sentences::of(refusal), Tone::Danger);
    Q_EMIT answered(false);
}

void ChangeWatch::say(const QString &words, Tone tone)
{
    m_words = words;
    m_tone = tone;
    Q_EMIT wordsChanged();
}

} // namespace bw
