// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tickettoggles.h"

#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QButtonGroup>
#include <QPushButton>
#include <QVBoxLayout>

namespace bw {
namespace {

enum Intent { Open, Close };

QPushButton *addToggle(QWidget *row, const char *name, const QString &text, QButtonGroup *group, int id)
{
    auto *button = new QPushButton(text, row);
    button->setObjectName(QString::fromLatin1(name));
    button->setCheckable(true);
    button->setAutoDefault(false);
    button->setMinimumWidth(1); // the buttons of a row share it
    setRole(button, "compact");
    group->addButton(button, id);
    row->layout()->addWidget(button);
    return button;
}

QWidget *newRow(QWidget *parent)
{
    auto *row = new QWidget(parent);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::kInside);
    return row;
}

} // namespace

TicketToggles::TicketToggles(QWidget *parent)
    : QWidget(parent), m_intents(new QButtonGroup(this)), m_sides(new QButtonGroup(this)), m_kinds(new QButtonGroup(this)), m_intentRow(buildIntents()),
      m_sideRow(buildSides())
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kInside);
    column->addWidget(m_intentRow);
    column->addWidget(m_sideRow);
    column->addWidget(buildKinds());
    for (const QButtonGroup *group : {m_intents, m_sides, m_kinds})
        connect(group, &QButtonGroup::idClicked, this, &TicketToggles::edited);
}

QWidget *TicketToggles::buildIntents()
{
    QWidget *row = newRow(this);
    addToggle(row, "ticketOpen", tr("Open"), m_intents, Open)->setChecked(true);
    addToggle(row, "ticketClose", tr("Close"), m_intents, Close);
    return row;
}

QWidget *TicketToggles::buildSides()
{
    QWidget *row = newRow(this);
    addToggle(row, "ticketBuy", QString(), m_sides, static_cast<int>(Side::Buy));
    addToggle(row, "ticketSell", QString(), m_sides, static_cast<int>(Side::Sell));
    return row;
}

QWidget *TicketToggles::buildKinds()
{
    QWidget *row = newRow(this);
    const auto add = [&](const char *name, OrderKind kind, const QString &text, const QString &tip) {
        QPushButton *button = addToggle(row, name, text, m_kinds, static_cast<int>(kind));
        button->setToolTip(tip);
        button->setAccessibleDescription(tip);
    };
    add("ticketLimit", OrderKind::Limit, tr("Limit"), tr("At this price or better."));
    add("ticketMarket", OrderKind::Market, tr("Market"), tr("At once, at what the book has."));
    add("ticketStop", OrderKind::Stop, tr("Stop"), tr("Waits until the market has moved to the trigger: a buy above it, a sell below."));
    add("ticketProfit", OrderKind::TakeProfit, tr("TP"),
        tr("Take profit: waits until the market has come to the trigger: a buy below it, a sell above."));
    add("ticketTrail", OrderKind::Trailing, tr("Trail"), tr("A trailing stop of the position that is there."));
    m_kinds->button(static_cast<int>(OrderKind::Limit))->setChecked(true);
    return row;
}

void TicketToggles::fill(TicketForm &form) const
{
    if (m_sides->checkedId() >= 0)
        form.side = static_cast<Side>(m_sides->checkedId());
    form.kind = static_cast<OrderKind>(m_kinds->checkedId());
    form.isClose = m_intents->checkedId() == Close;
}

void TicketToggles::setSide(std::optional<Side> side)
{
    if (side) {
        m_sides->button(static_cast<int>(*side))->setChecked(true);
    } else if (auto *checked = m_sides->checkedButton()) {
        m_sides->setExclusive(false); // an exclusive group has no way back to "none"
        checked->setChecked(false);
        m_sides->setExclusive(true);
    }
}

void TicketToggles::setKind(OrderKind kind) { m_kinds->button(static_cast<int>(kind))->setChecked(true); }

void TicketToggles::setOpening() { m_intents->button(Open)->setChecked(true); }

void TicketToggles::arrange(const InstrumentPtr &instrument, bool isHedge)
{
    const bool isTrailing = m_kinds->checkedId() == static_cast<int>(OrderKind::Trailing);
    m_kinds->button(static_cast<int>(OrderKind::Trailing))->setVisible(!isSpot(instrument));
    m_intentRow->setVisible(isHedge && !isTrailing);
    m_sideRow->setVisible(isHedge || !isTrailing); // in one-way mode the position says the side
    for (const Side side : {Side::Buy, Side::Sell}) {
        auto *button = m_sides->button(static_cast<int>(side));
        button->setText(sideName(side, instrument, isHedge));
        setRole(button, !button->isChecked() ? "compact" : side == Side::Buy ? "buy" : "sell");
    }
}

QString TicketToggles::sideName(Side side, const InstrumentPtr &instrument, bool isHedge) const
{
    const bool isBuy = side == Side::Buy;
    if (isSpot(instrument))
        return isBuy ? tr("Buy") : tr("Sell");
    if (m_kinds->checkedId() == static_cast<int>(OrderKind::Trailing))
        return isBuy ? tr("Long position") : tr("Short position");
    if (isHedge && m_intents->checkedId() == Close)
        return isBuy ? tr("Buy / close short") : tr("Sell / close long");
    return isBuy ? tr("Buy / long") : tr("Sell / short");
}

void TicketToggles::focusSide()
{
    auto *checked = m_sides->checkedButton();
    (checked ? checked : m_sides->button(static_cast<int>(Side::Buy)))->setFocus(Qt::OtherFocusReason);
}

} // namespace bw
