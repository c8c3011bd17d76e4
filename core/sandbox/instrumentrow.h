// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/instrument.h"

#include <QJsonObject>

namespace bw {

/// What has to be said of an instrument that no file describes; all else in its row is the same for every play instrument.
struct InstrumentTerms {
    InstrumentId id;
    QString baseCoin, quoteCoin;
    QString tick, lot;
    QString maxQty = QStringLiteral("1000000");
    QString maxMarketQty = QStringLiteral("500000");
    QString minNotional = QStringLiteral("5"); ///< minOrderAmt of spot
    QString maxLeverage = QStringLiteral("100.00");
    int fundingMinutes = 480;
};

/// The row of instruments-info that describes these terms, in the shape of its category.
[[nodiscard]] QJsonObject instrumentRow(const InstrumentTerms &terms);

/// Reads such a row, ours or the exchange's own. Refuses one without symbol, tick or lot.
[[nodiscard]] Result<InstrumentPtr> instrumentFromRow(Category category, const QJsonObject &row);

/// "BTC" and "USDT" of "BTCUSDT"; the whole symbol and "USD" where no known quote coin ends it.
[[nodiscard]] std::pair<QString, QString> splitSymbol(const QString &symbol);

} // namespace bw
