// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/market/relaypair.h"
#include "ui/models/tablemodel.h"

namespace bw {

/// The table of pairs as it is edited: which are shown, what a taker pays there, what a contract is worth. A text that is not a number in
/// range is refused and the old value stays. Rows are added in the file. Gui thread, owned by its dialog.
class RelayPairsModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { Venue, Name, Shown, KindOf, Coins, FeePct, ContractValue, Steps, AsOf };

    RelayPairsModel(QVector<RelayPair> pairs, QObject *parent);
    [[nodiscard]] const QVector<RelayPair> &pairs() const { return m_pairs; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// What was typed and why it can't be; the cell keeps its old value.
    void refused(const QString &sentence);

private:
    [[nodiscard]] static QString text(const RelayPair &pair, int column);
    QVector<RelayPair> m_pairs;
};

} // namespace bw
