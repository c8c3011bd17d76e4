// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tickettrigger.h"

#include "ui/models/sentences.h"
#include "ui/models/steptext.h"
#include "ui/models/tradewords.h"
#include "ui/widgets/stepfield.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>

namespace bw {

QComboBox *triggerByChoice(const QString &objectName, QWidget *parent)
{
    auto *choice = new QComboBox(parent);
    choice->setObjectName(objectName);
    choice->setAccessibleName(TicketTrigger::tr("Which price triggers"));
    for (const TriggerBy by : {TriggerBy::LastPrice, TriggerBy::MarkPrice, TriggerBy::IndexPrice})
        choice->addItem(sentences::word(by), static_cast<int>(by));
    return choice;
}

TriggerBy chosenTriggerBy(const QComboBox *choice) { return static_cast<TriggerBy>(choice->currentData().toInt()); }

TicketTrigger::TicketTrigger(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_price(new StepField(QStringLiteral("ticketTrigger"), tr("trigger"), theme, this)),
      m_byLabel(roleLabel(tr("by"), "label", this)), m_by(triggerByChoice(QStringLiteral("ticketTriggerBy"), this)), m_then(new QComboBox(this))
{
    m_then->setObjectName(QStringLiteral("ticketTriggerThen"));
    m_then->setAccessibleName(tr("What goes out at the trigger"));
    m_then->addItem(tr("market"), false);
    m_then->addItem(tr("limit"), true);
    auto *row = new QHBoxLayout;
    row->setSpacing(Theme::kInside);
    row->addWidget(m_byLabel);
    row->addWidget(m_by, 1);
    row->addWidget(roleLabel(tr("then"), "label", this));
    row->addWidget(m_then, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kInside);
    column->addWidget(m_price);
    column->addLayout(row);
    connect(m_price, &StepField::edited, this, &TicketTrigger::edited);
    connect(m_by, &QComboBox::currentIndexChanged, this, &TicketTrigger::edited);
    connect(m_then, &QComboBox::currentIndexChanged, this, &TicketTrigger::edited);
}

void TicketTrigger::setInstrument(const InstrumentPtr &instrument)
{
    m_byLabel->setVisible(!isSpot(instrument)); // spot knows its last price alone
    m_by->setVisible(!isSpot(instrument));
    if (!instrument)
        return;
    m_price->setTitle(tr("trigger, %1").arg(instrument->quoteCoin()));
    m_price->setStepper([instrument](const QString &text, std::int64_t steps) { return steppedPrice(text, *instrument, steps); });
}

void TicketTrigger::fill(TicketForm &form) const
{
    form.triggerText = m_price->text();
    form.triggerBy = chosenTriggerBy(m_by);
    form.isLimitOnTrigger = m_then->currentData().toBool();
}

void TicketTrigger::showReading(const TicketReading &reading)
{
    m_price->setProblem(reading.errors[TicketReading::Trigger]);
    m_price->setHint(reading.triggerHint);
}

void TicketTrigger::clear() { m_price->setText(QString()); }

} // namespace bw
