// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/instrument.h"
#include "ui/models/tablemodel.h"

#include <array>
#include <optional>

namespace bw {

/// What a text finds among the instruments of the three categories: the exact symbol first, then its coin, then what begins with it, then
/// what contains it. Instruments that can't be opened stand last and say why. At most kMaxShown rows; total() tells of the rest. Gui thread.
class SymbolSearchModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { Symbol, Kind, Coins, Status };
    static constexpr int kMaxShown = 200;

    explicit SymbolSearchModel(QObject *parent = nullptr);

    void setInstruments(Category category, const QVector<InstrumentPtr> &instruments);
    /// nullopt: of every category.
    void search(const QString &text, std::optional<Category> category);
    [[nodiscard]] InstrumentPtr at(int row) const; ///< null outside
    [[nodiscard]] int total() const { return m_total; }
    /// Why it can't be opened, "" where it can.
    [[nodiscard]] static QString whyClosed(const Instrument &instrument);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void refresh();
    std::array<QVector<InstrumentPtr>, 3> m_all;
    QVector<InstrumentPtr> m_found;
    QString m_text;
    std::optional<Category> m_category;
    int m_total = 0;
};

} // namespace bw
