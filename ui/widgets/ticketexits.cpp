// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ticketexits.h"

#include "ui/models/steptext.h"
#include "ui/widgets/stepfield.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tickettrigger.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>

namespace bw {

TicketExits::TicketExits(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_isOn(new QCheckBox(tr("TP / SL"), this)), m_byLabel(roleLabel(tr("by"), "label", this)),
      m_by(triggerByChoice(QStringLiteral("ticketExitsBy"), this)),
      m_takeProfit(new StepField(QStringLiteral("ticketTakeProfit"), tr("take profit"), theme, this)),
      m_stopLoss(new StepField(QStringLiteral("ticketStopLoss"), tr("stop loss"), theme, this)), m_mode(new QComboBox(this))
{
    m_isOn->setObjectName(QStringLiteral("ticketExits"));
    m_isOn->setToolTip(tr("A take profit and a stop loss that go out with the order"));
    m_mode->setObjectName(QStringLiteral("ticketExitsMode"));
    m_mode->setAccessibleName(tr("What the exits do to the position's protection"));
    m_mode->addItem(tr("Full: replaces the position's pair"), static_cast<int>(StopMode::Full));
    m_mode->setItemData(0, tr("Covers the whole position, whatever its size becomes, and replaces the pair that is there."), Qt::ToolTipRole);
    m_mode->addItem(tr("Partial: adds a pair (20 at most)"), static_cast<int>(StopMode::Partial));
    m_mode->setItemData(1, tr("Covers what this order fills and stands beside the pairs that are there."), Qt::ToolTipRole);
    auto *head = new QHBoxLayout;
    head->setSpacing(Theme::kInside);
    head->addWidget(m_isOn, 1);
    head->addWidget(m_byLabel);
    head->addWidget(m_by);
    auto *prices = new QHBoxLayout;
    prices->setSpacing(Theme::kBetween);
    for (StepField *field : {m_takeProfit, m_stopLoss}) {
        prices->addWidget(field, 1, Qt::AlignTop);
        connect(field, &StepField::edited, this, &TicketExits::edited);
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kInside);
    column->addLayout(head);
    column->addLayout(prices);
    column->addWidget(m_mode);
    connect(m_isOn, &QCheckBox::toggled, this, [this] {
        fold();
        Q_EMIT edited();
    });
    connect(m_by, &QComboBox::currentIndexChanged, this, &TicketExits::edited);
    connect(m_mode, &QComboBox::currentIndexChanged, this, &TicketExits::edited);
    fold();
}

void TicketExits::fold()
{
    const bool isOn = m_isOn->isChecked();
    m_takeProfit->setVisible(isOn);
    m_stopLoss->setVisible(isOn);
    m_byLabel->setVisible(isOn && !m_isSpot);
    m_by->setVisible(isOn && !m_isSpot);
    m_mode->setVisible(isOn && !m_isSpot);
}

void TicketExits::setInstrument(const InstrumentPtr &instrument)
{
    m_isSpot = isSpot(instrument);
    fold();
    if (!instrument)
        return;
    for (StepField *field : {m_takeProfit, m_stopLoss})
        field->setStepper([instrument](const QString &text, std::int64_t steps) { return steppedPrice(text, *instrument, steps); });
}

void TicketExits::fill(TicketForm &form) const
{
    if (!m_isOn->isChecked())
        return;
    form.takeProfitText = m_takeProfit->text();
    form.stopLossText = m_stopLoss->text();
    form.exitsBy = chosenTriggerBy(m_by);
    form.stopMode = static_cast<StopMode>(m_mode->currentData().toInt());
}

void TicketExits::showReading(const TicketReading &reading)
{
    m_takeProfit->setProblem(reading.errors[TicketReading::TakeProfit]);
    m_stopError = reading.errors[TicketReading::StopLoss];
    m_stopLoss->setProblem(m_stopError.isEmpty() ? m_warning : m_stopError);
}

void TicketExits::setWarning(const QString &sentence)
{
    m_warning = sentence;
    m_stopLoss->setProblem(m_stopError.isEmpty() ? m_warning : m_stopError);
}

void TicketExits::unfold() { m_isOn->setChecked(true); }

void TicketExits::clear()
{
    m_takeProfit->setText(QString());
    m_stopLoss->setText(QString());
    m_isOn->setChecked(false);
}

} // namespace bw
