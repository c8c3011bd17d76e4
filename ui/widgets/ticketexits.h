// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ticketform.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;

namespace bw {

class StepField;
class Theme;

/// Take profit and stop loss that go out with the order, folded away until they are wanted: while folded, none goes out. Names in words
/// what Full and Partial do to the position's protection. Gui thread.
class TicketExits final : public QWidget {
    Q_OBJECT
public:
    TicketExits(const Theme &theme, QWidget *parent = nullptr);

    void setInstrument(const InstrumentPtr &instrument);
    void fill(TicketForm &form) const;
    void showReading(const TicketReading &reading);
    /// In words, red under the stop loss: what the preview says of it. "" when nothing.
    void setWarning(const QString &sentence);
    void clear();
    /// A quantity that is counted by its risk needs a stop loss: it must be seen where that goes.
    void unfold();

Q_SIGNALS:
    void edited();

private:
    void fold();

    QCheckBox *m_isOn;
    QLabel *m_byLabel;
    QComboBox *m_by;
    StepField *m_takeProfit;
    StepField *m_stopLoss;
    QComboBox *m_mode;
    QString m_stopError, m_warning;
    bool m_isSpot = false;
};

} // namespace bw
