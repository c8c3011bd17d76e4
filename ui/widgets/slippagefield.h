// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ticketform.h"

#include <QWidget>

class QComboBox;

namespace bw {

class StepField;
class Theme;

/// How far a market order may walk from the best opposite price, in percent or ticks; empty: as far as the venue's own bound. Gui thread.
class SlippageField final : public QWidget {
    Q_OBJECT
public:
    SlippageField(const Theme &theme, QWidget *parent = nullptr);

    void fill(TicketForm &form) const;
    void showReading(const TicketReading &reading);
    void clear();

Q_SIGNALS:
    void edited();

private:
    void onUnit();

    StepField *m_field;
    QComboBox *m_unit;
};

} // namespace bw
