// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/account.h"

namespace bw::sandbox {

/// The instruments that the records of a file name, by "linear BTCUSDT".
using InstrumentsByName = QMap<QString, InstrumentPtr>;

// What an account holds as JSON and back, field for field and exactly: numbers of money are texts, prices and quantities are counted in
// the steps of the instrument that stands in the same file. A record that can't be read is nullopt.
[[nodiscard]] QString nameOf(const InstrumentId &id);
[[nodiscard]] QJsonObject toRecord(const Instrument &instrument);
[[nodiscard]] InstrumentPtr instrumentFromRecord(const QJsonObject &record); ///< null where it can't be read
[[nodiscard]] QJsonObject toRecord(const OrderRecord &order);
[[nodiscard]] QJsonObject toRecord(const FillRecord &fill);
[[nodiscard]] QJsonObject toRecord(const LedgerRow &row);
[[nodiscard]] QJsonObject toRecord(const ClosedPnl &closed);
[[nodiscard]] QJsonObject toRecord(const Position &position);
template <class T>
[[nodiscard]] std::optional<T> fromRecord(const QJsonObject &record, const InstrumentsByName &instruments);

} // namespace bw::sandbox
