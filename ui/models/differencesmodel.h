// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/tradeviews.h"
#include "ui/models/tablemodel.h"

namespace bw {

/// What stood apart between this terminal and the venue at the last comparison, newest first. Gui thread, owned by its panel; each
/// comparison replaces the list, so an empty one after a comparison means agreement.
class DifferencesModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { Time, What, Subject, Ours, Theirs };

    explicit DifferencesModel(QObject *parent = nullptr);
    void setDifferences(QVector<Difference> differences);
    [[nodiscard]] QString emptyText() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] static QString text(const Difference &difference, int column);
    QVector<Difference> m_rows;
    bool m_hasCompared = false;
};

} // namespace bw
