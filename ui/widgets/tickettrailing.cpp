// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tickettrailing.h"

#include "ui/models/steptext.h"
#include "ui/widgets/stepfield.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace bw {

TicketTrailing::TicketTrailing(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_distance(new StepField(QStringLiteral("ticketDistance"), tr("distance"), theme, this)),
      m_activation(new StepField(QStringLiteral("ticketActivation"), tr("follows from"), theme, this))
{
    m_activation->setHint(tr("empty: from now on"));
    auto *about = roleLabel(tr("A stop of the position that is there. The venue moves it along behind the best price, by this distance, and closes the whole "
                               "position at the market."),
                            "label", this);
    about->setWordWrap(true);
    about->setFont(theme.labelFont());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kBetween);
    column->addWidget(about);
    for (StepField *field : {m_distance, m_activation}) {
        column->addWidget(field);
        connect(field, &StepField::edited, this, &TicketTrailing::edited);
    }
}

void TicketTrailing::setInstrument(const InstrumentPtr &instrument)
{
    if (!instrument)
        return;
    m_distance->setTitle(tr("distance, %1").arg(instrument->quoteCoin()));
    m_activation->setTitle(tr("follows from, %1").arg(instrument->quoteCoin()));
    for (StepField *field : {m_distance, m_activation})
        field->setStepper([instrument](const QString &text, std::int64_t steps) { return steppedPrice(text, *instrument, steps); });
}

void TicketTrailing::fill(TicketForm &form) const
{
    form.distanceText = m_distance->text();
    form.activationText = m_activation->text();
}

void TicketTrailing::showReading(const TicketReading &reading)
{
    m_distance->setProblem(reading.errors[TicketReading::Distance]);
    m_activation->setProblem(reading.errors[TicketReading::Activation]);
}

void TicketTrailing::clear()
{
    m_distance->setText(QString());
    m_activation->setText(QString());
}

} // namespace bw
