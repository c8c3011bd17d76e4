// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/account/ledgerentry.h"
#include "ui/models/tablemodel.h"

namespace bw {

/// Rows of the venue's transaction log, newest first. Gui thread, owned by its panel; a list of one reading, replaced whole.
class LedgerModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { Time, Type, Symbol, SideOf, Quantity, Price, CashFlow, Fee, Funding, Change, Balance, Coin, OrderOf };

    explicit LedgerModel(QObject *parent = nullptr);
    void setEntries(QVector<LedgerEntry> entries);
    [[nodiscard]] const LedgerEntry &at(int row) const { return m_rows[row]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] static Decimal amount(const LedgerEntry &entry, int column);
    [[nodiscard]] static QString text(const LedgerEntry &entry, int column);
    QVector<LedgerEntry> m_rows;
};

} // namespace bw
