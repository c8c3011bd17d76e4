// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/qtypreset.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace bw {

class StepField;
class Theme;

/// The quantity as it is wished: a number, what it counts, and the five presets of the keys 1 to 5. Shows beside the number what it comes
/// to. A preset is kept by its own menu. Gui thread; knows no market.
class QuantityField final : public QWidget {
    Q_OBJECT
public:
    QuantityField(const Theme &theme, QWidget *parent = nullptr);

    void setInstrument(const InstrumentPtr &instrument);
    void setPresets(const QtyPresets &presets);
    /// The error beside the field, or lots and worth of what was typed.
    void showReading(const TicketReading &reading);
    void setSize(const QString &plain); ///< lots of the instrument, whatever the unit was
    void clear();
    void takePreset(std::size_t index);
    [[nodiscard]] QString text() const;
    [[nodiscard]] QtyUnit unit() const;

Q_SIGNALS:
    void edited();
    void presetsChanged(const bw::QtyPresets &presets);

private:
    void buildPresets(QLayout *row);
    void offerUnits();
    void setUnit(QtyUnit unit);
    void onUnit();
    void keep(std::size_t index);
    void labelPresets();
    [[nodiscard]] QString hintOf(const TicketReading &reading) const;

    InstrumentPtr m_instrument;
    StepField *m_field;
    QComboBox *m_unit;
    std::array<QPushButton *, 5> m_buttons{};
    QtyPresets m_presets = usualPresets();
    std::optional<QtyLots> m_lots; ///< of the last reading
};

} // namespace bw
