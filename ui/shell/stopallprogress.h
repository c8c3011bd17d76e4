// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/engine/api/tradeviews.h"

#include <QVector>
#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace bw {

class StandingModel;
class TableView;
class Theme;

/// Second page of the STOP ALL sheet: each step with its outcome, what still stands, and the offer to close the positions with its
/// consequence in words. A click that comes within a double click of the page's appearance closes nothing. Gui thread.
class StopAllProgress final : public QWidget {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kGrace{400};

    StopAllProgress(const Theme &theme, const Clock &clock, QWidget *parent = nullptr);
    void setView(const StopAllView &view);

Q_SIGNALS:
    void flattenRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Row {
        QLabel *mark, *name, *outcome;
    };
    void addRow();
    void showFlatten(const StopAllView &view);

    const Clock &m_clock;
    QGridLayout *m_grid;
    QVector<Row> m_rows;
    QLabel *m_summary;
    StandingModel *m_standing;
    TableView *m_table;
    QLabel *m_consequence;
    QPushButton *m_flatten;
    MonoTime m_offeredAt{};
};

} // namespace bw
