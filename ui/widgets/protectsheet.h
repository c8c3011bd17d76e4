// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/protectform.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace bw {

class StepField;
class Theme;

/// Take profit, stop loss and trailing stop of one position: Full replaces the pair that is there, Partial adds one for a size, and the
/// sheet says which. Shows in words what will change before it is sent. Asks by signal; sends nothing itself. Gui thread.
class ProtectSheet final : public QWidget {
    Q_OBJECT
public:
    explicit ProtectSheet(const Theme &theme, QWidget *parent = nullptr);

    /// With what protects it now, or with what the caller proposes.
    void open(const Position &position, const ProtectForm &form);

Q_SIGNALS:
    void changeRequested(const bw::StopDraft &draft);
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build(const Theme &theme);
    void setMode(StopMode mode);
    void read();
    void send();
    [[nodiscard]] ProtectForm form() const;

    Position m_position;
    StopMode m_mode = StopMode::Full;
    ProtectReading m_reading;
    QLabel *m_title = nullptr;
    QLabel *m_modeWords = nullptr;
    QPushButton *m_full = nullptr;
    QPushButton *m_partial = nullptr;
    StepField *m_takeProfit = nullptr;
    StepField *m_stopLoss = nullptr;
    StepField *m_trailing = nullptr;
    StepField *m_activation = nullptr;
    StepField *m_size = nullptr;
    QComboBox *m_by = nullptr;
    QLabel *m_changes = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_send = nullptr;
};

} // namespace bw
