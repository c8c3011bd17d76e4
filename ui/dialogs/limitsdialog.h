// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/limitfields.h"

#include <QDialog>

class QGridLayout;
class QLabel;
class QLineEdit;

namespace bw {

class Theme;

/// The gate's limits of one profile, one row each with unit, reason and bounds. Nothing holds before "Save", and nothing is saved while one
/// row is wrong; what was typed stays. There is no switch that turns a rule off. Gui thread; deletes itself when closed.
class LimitsDialog final : public QDialog {
    Q_OBJECT
public:
    LimitsDialog(const RiskLimits &limits, const QString &profile, const Theme &theme, QWidget *parent);

Q_SIGNALS:
    void saved(const bw::RiskLimits &limits);

private:
    struct Row {
        LimitField field;
        QLineEdit *edit;
        QLabel *problem;
    };
    void addRow(const LimitField &field, QGridLayout *grid, const Theme &theme);
    void fill(const RiskLimits &limits);
    bool judge(const Row &row);
    void save();

    const RiskLimits m_limits;
    QVector<Row> m_rows;
};

} // namespace bw
