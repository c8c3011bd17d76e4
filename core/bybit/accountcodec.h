// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/orderstore.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

namespace bw {

/// Reads what the venue says of our orders, fills, positions and balances: the same row comes from the private stream and from REST,
/// with a few names and types changed (fact sheet, 7). "" means "not applicable" and becomes an invalid Decimal or nullopt, never zero.
/// A row that is not understood is an Error, not a default; a row of an instrument that is not known is nullopt. One thread.
class AccountCodec final {
public:
    /// Replaces what was known.
    void setInstruments(const QVector<InstrumentPtr> &instruments);
    [[nodiscard]] InstrumentPtr instrument(const InstrumentId &id) const { return m_instruments.value(id); }
    /// What contracts of the category settle in; of linear ones USDT and USDC, whatever is known. Empty for spot.
    [[nodiscard]] QStringList settleCoins(Category category) const;

    /// `category` is that of the request, for REST rows, which name none themselves.
    [[nodiscard]] Result<std::optional<OrderReport>> order(const QJsonObject &row, std::optional<Category> category = {}) const;
    [[nodiscard]] Result<std::optional<Execution>> execution(const QJsonObject &row, std::optional<Category> category = {}) const;
    [[nodiscard]] Result<std::optional<Position>> position(const QJsonObject &row, std::optional<Category> category = {}) const;
    /// One element of the stream's data, or of result.list.
    [[nodiscard]] static Result<Wallet> wallet(const QJsonObject &row, UtcTime at);

private:
    [[nodiscard]] Result<InstrumentPtr> instrumentOf(const QJsonObject &row, std::optional<Category> category) const;
    QHash<InstrumentId, InstrumentPtr> m_instruments;
};

} // namespace bw
