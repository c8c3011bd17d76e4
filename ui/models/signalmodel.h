// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/signal/signal.h"
#include "ui/models/tablemodel.h"


namespace bw {

/// The review queue as rows, newest first, bounded. Ages and expiries count by the time that setNow() was given, so a row stops being
/// tradable on screen when it does in truth. A rejected reply, a reply without a score and a neutral score read differently. Texts of
/// models are returned as they are: whoever shows them shows plain text. Gui thread.
class SignalModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { TimeColumn, SymbolColumn, SideColumn, ScoreColumn, SaysColumn, ExpiresColumn, AgeColumn, EvidenceColumn, CostColumn };
    static constexpr qsizetype kMaxRows = 200; ///< as many as the review queue keeps

    explicit SignalModel(QObject *parent = nullptr);

    void setSignal(const Signal &signal);
    void setNow(UtcTime now);

    [[nodiscard]] const Signal *at(int row) const;
    [[nodiscard]] int rowOf(const QString &id) const; ///< -1 when it is not there
    [[nodiscard]] UtcTime now() const { return m_now; }
    [[nodiscard]] int tradableCount() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString text(const Signal &signal, int column) const;
    [[nodiscard]] Tone tone(const Signal &signal, int column) const;

    QVector<Signal> m_signals;
    UtcTime m_now{};
};

} // namespace bw
