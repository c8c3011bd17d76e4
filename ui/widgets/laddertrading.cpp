// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/laddertrading.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/numberformat.h"
#include "ui/models/oneclick.h"
#include "ui/models/sentences.h"
#include "ui/models/tradewords.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>

namespace bw {
namespace {

QString keyOf(const QString &orderLinkId, const QString &orderId) { return orderLinkId.isEmpty() ? orderId : orderLinkId; }

} // namespace

LadderTrading::LadderTrading(EngineClient &client, const Clock &clock, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_client(client), m_oneClick(new OneClick(client, clock, this))
{
    setObjectName(QStringLiteral("ladderTrading"));
    build(theme);
    connect(m_arm, &QPushButton::toggled, m_oneClick, &OneClick::setArmed);
    connect(m_mayCross, &QCheckBox::toggled, m_oneClick, &OneClick::setMayCross);
    connect(m_oneClick, &OneClick::changed, this, &LadderTrading::show);
    connect(m_oneClick, &OneClick::said, this, &LadderTrading::say);
    connect(&client.trade(), &TradeClient::changeRefused, this, &LadderTrading::onRefused);
    connect(&client, &EngineClient::sessionChanged, this, [this](const SessionView &session) {
        if (session.isLocked || !session.mayTrade)
            m_oneClick->setArmed(false); // armed again by hand alone
        show();
    });
    show();
}

void LadderTrading::build(const Theme &theme)
{
    m_arm = new QPushButton(this);
    m_arm->setObjectName(QStringLiteral("ladderArm"));
    m_arm->setCheckable(true);
    m_arm->setAutoDefault(false);
    m_arm->setFocusPolicy(Qt::TabFocus);
    m_mayCross = new QCheckBox(tr("may cross"), this);
    m_mayCross->setObjectName(QStringLiteral("ladderMayCross"));
    m_mayCross->setToolTip(tr("Lets a press take from the other side of the book. Off: orders are post-only and a price that would cross is not sent."));
    m_words = new ElidedLabel(this);
    m_words->setObjectName(QStringLiteral("ladderWords"));
    m_words->setFont(theme.labelFont());
    setRole(m_words, "label");
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(Theme::kBetween, 0, Theme::kBetween, Theme::kInside);
    row->setSpacing(Theme::kBetween);
    row->addWidget(m_arm);
    row->addWidget(m_mayCross);
    row->addWidget(m_words, 1);
}

void LadderTrading::show()
{
    const bool isArmed = m_oneClick->isArmed();
    const QSignalBlocker quietArm(m_arm), quietCross(m_mayCross);
    m_arm->setChecked(isArmed);
    m_arm->setEnabled(m_client.session().mayTrade);
    m_mayCross->setChecked(m_oneClick->mayCross());
    m_mayCross->setVisible(isArmed);
    const auto qty = m_oneClick->qty();
    const InstrumentPtr instrument = m_client.instrument();
    const QString size = qty && instrument ? readQty(*instrument, *qty) : QString();
    m_arm->setText(!isArmed ? tr("One-click: off") : size.isEmpty() ? tr("ARMED, no quantity") : tr("ARMED %1").arg(size));
    m_arm->setToolTip(isArmed ? tr("A click in the bid column buys, one in the ask column sells, at the row's price and at once. The quantity is the ticket's. Press to disarm.")
                              : tr("Arms the ladder: a click in the bid or ask column sends at once. Off, a click fills the ticket."));
    setRole(m_arm, isArmed ? "armed" : "compact");
    Q_EMIT armedChanged(isArmed);
}

void LadderTrading::say(const QString &words, Tone tone)
{
    bw::setText(m_words, words);
    setRole(m_words, tone == Tone::Danger ? "danger" : tone == Tone::Caution ? "caution" : "label");
}

void LadderTrading::amend(const QVector<Order> &orders, PriceTicks to)
{
    if (orders.size() != 1)
        return say(orders.isEmpty() ? tr("The order is not there any more: nothing was changed.")
                                    : tr("Several own orders rest at this price: amend them in the table."), Tone::Caution);
    const Order &order = orders.constFirst();
    if (order.state != OrderState::Accepted && order.state != OrderState::PartiallyFilled)
        return say(tr("This order can't be moved now: %1.").arg(sentences::state(order)), Tone::Caution);
    if (!order.price || *order.price == to)
        return;
    if (!m_oneClick->mayCross() && m_oneClick->wouldCross(order.side, to))
        return say(tr("Not moved: it would cross the spread."), Tone::Caution);
    AmendDraft draft;
    draft.instrument = order.instrument;
    draft.orderLinkId = order.orderLinkId;
    draft.orderId = order.orderId;
    draft.price = to;
    m_amended = keyOf(order.orderLinkId, order.orderId);
    say(tr("Asked to move %1 to %2.").arg(readQty(*order.instrument, order.qty - order.filled), readPrice(*order.instrument, to)), Tone::Muted);
    m_client.trade().requestChange(draft);
}

void LadderTrading::onRefused(const ChangeRefusal &refusal)
{
    const auto *amend = std::get_if<AmendDraft>(&refusal.draft);
    if (amend && !m_amended.isEmpty() && keyOf(amend->orderLinkId, amend->orderId) == m_amended)
        say(sentences::of(refusal), Tone::Danger);
}

} // namespace bw
