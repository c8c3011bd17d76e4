// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/guardremedy.h"

#include <QVector>
#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace bw {

class ElidedLabel;
class Theme;

/// The gate's verdicts as rows: tick or cross, the rule's name, measured against limit; the red ones first, and under each the sentence and,
/// where one click mends it, the button that does. Keeps its rows and only changes their texts. Gui thread.
class GuardList final : public QWidget {
    Q_OBJECT
public:
    explicit GuardList(const Theme &theme, QWidget *parent = nullptr);

    void setVerdicts(const QVector<Verdict> &verdicts);
    /// The rows stay where they are and say nothing: the verdicts on an edited order are not known yet.
    void setWaiting();

Q_SIGNALS:
    void remedyChosen(const bw::GuardRemedy &remedy);

private:
    struct Row {
        QLabel *mark;
        ElidedLabel *name;
        ElidedLabel *values;
        QLabel *remedy;
        QPushButton *button;
    };
    void addRow();
    void show(const Row &row, const Verdict &verdict) const;

    const Theme &m_theme;
    QGridLayout *m_grid;
    QVector<Row> m_rows;
    QVector<std::optional<GuardRemedy>> m_remedies; ///< by row
};

} // namespace bw
