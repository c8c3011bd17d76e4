// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/slippagefield.h"

#include "ui/models/steptext.h"
#include "ui/widgets/stepfield.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>

namespace bw {

SlippageField::SlippageField(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_field(new StepField(QStringLiteral("ticketSlippage"), tr("slippage at most"), theme, this)), m_unit(new QComboBox(this))
{
    m_unit->setObjectName(QStringLiteral("ticketSlippageUnit"));
    m_unit->setAccessibleName(tr("Unit of the slippage tolerance"));
    m_unit->addItem(tr("%"), static_cast<int>(SlippageTolerance::Unit::Percent));
    m_unit->addItem(tr("ticks"), static_cast<int>(SlippageTolerance::Unit::Ticks));
    m_field->row()->addWidget(m_unit);
    m_field->setHint(tr("empty: venue's bound"));
    auto *column = new QHBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_field);
    connect(m_field, &StepField::edited, this, &SlippageField::edited);
    connect(m_unit, &QComboBox::currentIndexChanged, this, &SlippageField::onUnit);
    onUnit();
}

/// Another unit is another tolerance: the number goes.
void SlippageField::onUnit()
{
    const bool isTicks = m_unit->currentData().toInt() == static_cast<int>(SlippageTolerance::Unit::Ticks);
    m_field->setStepper([step = isTicks ? Decimal(1) : Decimal::fromScaled(1, 2)](const QString &text, std::int64_t steps) {
        return steppedAmount(text, step, steps);
    });
    if (m_field->text().isEmpty())
        Q_EMIT edited();
    else
        m_field->setText(QString());
}

void SlippageField::fill(TicketForm &form) const
{
    form.slippageText = m_field->text();
    form.slippageUnit = static_cast<SlippageTolerance::Unit>(m_unit->currentData().toInt());
}

void SlippageField::showReading(const TicketReading &reading) { m_field->setProblem(reading.errors[TicketReading::Slippage]); }

void SlippageField::clear() { m_field->setText(QString()); }

} // namespace bw
