// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/holysheep/pricetable.h"

#include <algorithm>
#include <limits>

namespace bw {

PriceTable PriceTable::published()
{
    const auto price = [](const char *model, int inputCents, int cachedTenths, int outputCents, QDate asOf) {
        return ModelPrice{QString::fromLatin1(model), Decimal::fromScaled(inputCents, 2), Decimal::fromScaled(cachedTenths, 3),
                          Decimal::fromScaled(outputCents, 2), asOf};
    };
    return PriceTable({
        price("deepseek-v3.2", 42, 28, 42, QDate(2026, 6, 15)),
        price("gpt-4.1", 800, 8000, 800, QDate(2026, 6, 15)),
        price("claude-sonnet-4.5", 1500, 15000, 1500, QDate(2026, 6, 15)),
        price("gemini-2.5-flash", 250, 2500, 250, QDate(2026, 6, 15)),
    });
}

bool PriceTable::knows(const QString &model) const
{
    return std::any_of(m_prices.begin(), m_prices.end(), [&](const ModelPrice &each) { return each.model == model; });
}

Decimal PriceTable::costOf(const QString &model, const ChatUsage &usage) const
{
    static const Decimal perToken = Decimal::fromScaled(1, 6); // prices are for a million
    for (const ModelPrice &each : m_prices) {
        if (each.model != model)
            continue;
        const Decimal millionfold = each.input * Decimal(usage.prompt - usage.cached) + each.cachedInput * Decimal(usage.cached)
            + each.output * Decimal(usage.completion);
        return (millionfold * perToken).normalized();
    }
    return Decimal(1).dividedBy(Decimal(0), 0, Rounding::Zero); // invalid: no price, which is not free
}

int estimatedTokens(const QByteArray &text)
{
    return static_cast<int>(std::min<qsizetype>((text.size() + 3) / 4, std::numeric_limits<int>::max()));
}

} // namespace bw
