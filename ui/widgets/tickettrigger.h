// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ticketform.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace bw {

class StepField;
class Theme;

/// What a conditional order waits for: the trigger price, whose price it is, and how the order then leaves. Gui thread.
class TicketTrigger final : public QWidget {
    Q_OBJECT
public:
    TicketTrigger(const Theme &theme, QWidget *parent = nullptr);

    void setInstrument(const InstrumentPtr &instrument);
    void fill(TicketForm &form) const;
    void showReading(const TicketReading &reading);
    void clear();

Q_SIGNALS:
    void edited();

private:
    StepField *m_price;
    QLabel *m_byLabel;
    QComboBox *m_by;
    QComboBox *m_then;
};

/// A choice of the price that lets a trigger go, by its words.
[[nodiscard]] QComboBox *triggerByChoice(const QString &objectName, QWidget *parent);
[[nodiscard]] TriggerBy chosenTriggerBy(const QComboBox *choice);

} // namespace bw
