// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/decimal.h"
#include "core/holysheep/chatanswer.h"

#include <QDate>
#include <QList>

namespace bw {

/// What one model costs, in USD per million tokens, and when that was last looked up.
struct ModelPrice {
    QString model;
    Decimal input, cachedInput, output;
    QDate asOf;
};

/// Prices as data: the published ones to begin with, to be replaced by a person. The provider contradicts itself about some; of two
/// published prices the dearer stands here, so that an estimate errs on the safe side.
class PriceTable {
public:
    explicit PriceTable(QList<ModelPrice> prices) : m_prices(std::move(prices)) {}
    [[nodiscard]] static PriceTable published();

    [[nodiscard]] const QList<ModelPrice> &prices() const { return m_prices; }
    [[nodiscard]] bool knows(const QString &model) const;
    /// An estimate in USD; invalid when the model has no price.
    [[nodiscard]] Decimal costOf(const QString &model, const ChatUsage &usage) const;

private:
    QList<ModelPrice> m_prices;
};

/// A guess for where the server counts nothing: a token for every four bytes of UTF-8, rounded up.
[[nodiscard]] int estimatedTokens(const QByteArray &text);

} // namespace bw
