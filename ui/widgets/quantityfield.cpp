// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/quantityfield.h"

#include "ui/models/numberformat.h"
#include "ui/models/steptext.h"
#include "ui/models/ticketquantity.h"
#include "ui/widgets/stepfield.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QComboBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace bw {

QuantityField::QuantityField(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_field(new StepField(QStringLiteral("ticketQty"), tr("quantity"), theme, this)), m_unit(new QComboBox(this))
{
    m_unit->setObjectName(QStringLiteral("ticketQtyUnit"));
    m_unit->setAccessibleName(tr("What the quantity counts"));
    m_unit->setFocusPolicy(Qt::StrongFocus);
    m_field->row()->addWidget(m_unit);
    auto *presets = new QHBoxLayout;
    presets->setSpacing(Theme::kInside);
    buildPresets(presets);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kInside);
    column->addWidget(m_field);
    column->addLayout(presets);
    setFocusProxy(m_field);
    connect(m_field, &StepField::edited, this, &QuantityField::edited);
    connect(m_unit, &QComboBox::activated, this, &QuantityField::onUnit);
}

void QuantityField::buildPresets(QLayout *row)
{
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        auto *button = new QPushButton(this);
        button->setObjectName(QStringLiteral("ticketPreset%1").arg(i + 1));
        button->setAutoDefault(false);
        button->setMinimumWidth(1); // five share the row
        button->setContextMenuPolicy(Qt::ActionsContextMenu);
        setRole(button, "compact");
        auto *keepHere = new QAction(tr("Keep what stands in the field under key %1").arg(i + 1), button);
        connect(keepHere, &QAction::triggered, this, [this, i] { keep(i); });
        button->addAction(keepHere);
        connect(button, &QPushButton::clicked, this, [this, i] { takePreset(i); });
        row->addWidget(button);
        m_buttons[i] = button;
    }
    labelPresets();
}

void QuantityField::labelPresets()
{
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        const QString label = presetLabel(m_presets[i], m_instrument.get());
        m_buttons[i]->setText(label);
        const bool isShare = m_presets[i].unit == QtyUnit::MarginPercent;
        const QString meaning = isShare && isSpot(m_instrument) ? tr("%1 of the free balance").arg(label)
            : isShare ? tr("%1 of the available balance as margin").arg(label) : label;
        m_buttons[i]->setToolTip(tr("Key %1: %2. Its menu (right click) keeps what stands in the field.").arg(i + 1).arg(meaning));
        m_buttons[i]->setAccessibleName(tr("Preset %1: %2").arg(i + 1).arg(meaning));
        m_buttons[i]->setEnabled(m_unit->findData(static_cast<int>(m_presets[i].unit)) >= 0 || !m_instrument);
    }
}

void QuantityField::setInstrument(const InstrumentPtr &instrument)
{
    m_instrument = instrument;
    offerUnits();
    labelPresets();
}

/// Inverse contracts are counted in USD already.
void QuantityField::offerUnits()
{
    if (!m_instrument)
        return;
    const QtyUnit had = unit();
    m_unit->clear();
    for (const QtyUnit unit : {QtyUnit::Size, QtyUnit::Notional, QtyUnit::MarginPercent, QtyUnit::Risk}) {
        if (unit == QtyUnit::Notional && m_instrument->id().category == Category::Inverse)
            continue;
        m_unit->addItem(unitName(unit, *m_instrument), static_cast<int>(unit));
    }
    setUnit(had);
}

void QuantityField::setUnit(QtyUnit unit)
{
    m_unit->setCurrentIndex(std::max(0, m_unit->findData(static_cast<int>(unit))));
    m_field->setTitle(unit == QtyUnit::Risk ? tr("loss at the stop") : tr("quantity"));
    const InstrumentPtr instrument = m_instrument;
    if (instrument && unit == QtyUnit::Size)
        m_field->setStepper([instrument](const QString &text, std::int64_t steps) { return steppedQty(text, *instrument, steps); });
    else
        m_field->setStepper([step = unit == QtyUnit::Notional ? Decimal(10) : Decimal(1)](const QString &text, std::int64_t steps) {
            return steppedAmount(text, step, steps);
        });
}

/// The same number in another unit is another wish: the field is emptied, unless its size is known and wanted now.
void QuantityField::onUnit()
{
    const QtyUnit chosen = unit();
    setUnit(chosen);
    const QString size = chosen == QtyUnit::Size && m_lots && m_instrument ? m_instrument->qtyText(*m_lots) : QString();
    if (m_field->text() == size)
        Q_EMIT edited();
    else
        m_field->setText(size);
}

void QuantityField::setPresets(const QtyPresets &presets)
{
    m_presets = presets;
    labelPresets();
}

void QuantityField::keep(std::size_t index)
{
    const auto value = Decimal::parse(toPlain(text().trimmed()));
    if (!value || value->sign() <= 0)
        return;
    m_presets[index] = {unit(), value->toString()};
    labelPresets();
    Q_EMIT presetsChanged(m_presets);
}

void QuantityField::takePreset(std::size_t index)
{
    if (index >= m_presets.size() || !m_buttons[index]->isEnabled())
        return;
    const QtyPreset &preset = m_presets[index];
    const bool isNews = preset.unit != unit();
    setUnit(preset.unit);
    if (m_field->text() != preset.value)
        m_field->setText(preset.value);
    else if (isNews)
        Q_EMIT edited();
}

void QuantityField::setSize(const QString &plain)
{
    const bool isNews = unit() != QtyUnit::Size;
    setUnit(QtyUnit::Size);
    if (m_field->text() != plain)
        m_field->setText(plain);
    else if (isNews)
        Q_EMIT edited();
}

void QuantityField::clear() { m_field->setText(QString()); }

QString QuantityField::text() const { return m_field->text(); }

QtyUnit QuantityField::unit() const { return m_unit->count() > 0 ? static_cast<QtyUnit>(m_unit->currentData().toInt()) : QtyUnit::Size; }

void QuantityField::showReading(const TicketReading &reading)
{
    m_lots = reading.qty;
    m_field->setProblem(reading.errors[TicketReading::Qty]);
    m_field->setHint(m_instrument ? hintOf(reading) : QString());
}

QString QuantityField::hintOf(const TicketReading &reading) const
{
    const QString coin = m_instrument->id().category == Category::Inverse ? QStringLiteral("USD") : m_instrument->quoteCoin();
    const QString worth = reading.notional ? tr("worth %1 %2").arg(readDecimal(*reading.notional, 2), coin) : QString();
    if (unit() == QtyUnit::Size)
        return worth.isEmpty() ? tr("lot %1").arg(m_instrument->filters().lotSize.toString()) : worth;
    if (!reading.qty)
        return {};
    const QString size = tr("= %1 %2").arg(readQty(*m_instrument, *reading.qty), unitName(QtyUnit::Size, *m_instrument));
    return worth.isEmpty() ? size : tr("%1, %2").arg(size, worth);
}

} // namespace bw
