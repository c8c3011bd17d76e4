// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ticketform.h"

#include <QWidget>

class QLabel;

namespace bw {

class StepField;
class Theme;

/// A trailing stop of the position that is there: how far behind the best price it follows, and from where on. Gui thread.
class TicketTrailing final : public QWidget {
    Q_OBJECT
public:
    TicketTrailing(const Theme &theme, QWidget *parent = nullptr);

    void setInstrument(const InstrumentPtr &instrument);
    void fill(TicketForm &form) const;
    void showReading(const TicketReading &reading);
    void clear();

Q_SIGNALS:
    void edited();

private:
    StepField *m_distance;
    StepField *m_activation;
};

} // namespace bw
