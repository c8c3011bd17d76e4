// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/oneclick.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/previewtalk.h"
#include "ui/models/sentences.h"
#include "ui/models/submitwatch.h"

namespace bw {
namespace {

constexpr std::uint64_t kRevisions = std::uint64_t(1) << 62; // the ticket counts its own from zero: neither takes the other's answer

} // namespace

OneClick::OneClick(EngineClient &client, const Clock &clock, QObject *parent)
    : QObject(parent), m_client(client), m_clock(clock), m_submit(new SubmitWatch(client, this))
{
    connect(&client, &EngineClient::previewReady, this, &OneClick::onPreview);
    connect(&client, &EngineClient::instrumentChanged, this, [this] { setArmed(false); });
    connect(m_submit, &SubmitWatch::wordsChanged, this, [this] { Q_EMIT said(m_submit->words(), m_submit->tone()); });
}

void OneClick::setArmed(bool isArmed)
{
    m_asked.reset();
    if (m_isArmed == isArmed)
        return;
    m_isArmed = isArmed;
    m_mayCross = false; // wished anew each time
    Q_EMIT changed();
}

void OneClick::setMayCross(bool mayCross)
{
    m_mayCross = mayCross && m_isArmed;
    Q_EMIT changed();
}

void OneClick::setQty(std::optional<QtyLots> lots)
{
    m_qty = lots;
    Q_EMIT changed();
}

bool OneClick::wouldCross(Side side, PriceTicks price) const
{
    const auto book = m_client.book().read();
    if (!book || !m_client.instrument() || !(book->instrument->id() == m_client.instrument()->id()) || !book->hasBothSides())
        return true; // what can't be seen not to cross may
    return side == Side::Buy ? price >= book->asks.front().price : price <= book->bids.front().price;
}

bool OneClick::isWaiting() const { return m_submit->isPending() || (m_asked && m_clock.now() - m_pressedAt < kPatience); }

std::optional<OrderDraft> OneClick::draftOf(Side side, PriceTicks price)
{
    const InstrumentPtr instrument = m_client.instrument();
    if (!instrument || !m_qty)
        return std::nullopt;
    OrderDraft draft;
    draft.instrument = instrument;
    draft.side = side;
    draft.timeInForce = m_mayCross ? TimeInForce::Gtc : TimeInForce::PostOnly; // the book may move on its way: then the venue cancels it
    draft.qty = *m_qty;
    draft.price = price;
    draft.origin = Origin::OneClick;
    draft.isRepeatWanted = true; // each press is meant
    const auto &mode = m_client.trade().accountMode();
    if (mode && mode->instrument && mode->instrument->id() == instrument->id() && mode->isHedge.value_or(false))
        draft.positionIdx = side == Side::Buy ? 1 : 2; // opens; a position is closed from the ticket
    draft.revision = kRevisions + ++m_presses;
    return draft;
}

void OneClick::press(Side side, PriceTicks price)
{
    if (!m_isArmed)
        return;
    if (isWaiting())
        return Q_EMIT said(tr("Not taken: the order before it still waits for its answer."), Tone::Caution);
    if (!m_mayCross && wouldCross(side, price))
        return Q_EMIT said(tr("Not sent: it would cross the spread. Switch on “may cross” if that is meant."), Tone::Caution);
    const auto draft = draftOf(side, price);
    if (!draft)
        return Q_EMIT said(tr("Not sent: enter a quantity in the ticket first."), Tone::Caution);
    m_asked = draft;
    m_pressedAt = m_clock.now();
    m_client.requestPreview(*draft);
}

void OneClick::onPreview(const Preview &preview)
{
    if (!m_asked || preview.revision != m_asked->revision || !isSameOrder(preview.draft, *m_asked))
        return;
    m_asked.reset();
    if (!m_isArmed)
        return;
    if (m_clock.now() - m_pressedAt >= kPatience)
        return Q_EMIT said(tr("Not sent: the engine answered too late for that press."), Tone::Caution);
    if (!m_mayCross && (preview.wouldCross || wouldCross(preview.draft.side, *preview.draft.price)))
        return Q_EMIT said(tr("Not sent: the book moved and it would cross the spread."), Tone::Caution);
    if (!preview.isSendable()) {
        QStringList reasons;
        for (const Verdict &verdict : preview.verdicts)
            if (!verdict.ok)
                reasons << sentences::of(verdict);
        return Q_EMIT said(tr("Not sent, a guard refused: %1").arg(reasons.join(u' ')), Tone::Danger);
    }
    (void)m_submit->submit(preview.id);
}

} // namespace bw
