// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/listings.h"

#include "core/sandbox/instrumentrow.h"

namespace bw::sandbox {

namespace {

/// In which part of the row a field stands; "" is the row itself, null: it can't be changed.
QString partOf(const QString &field)
{
    static const QHash<QString, QString> kParts{
        {QStringLiteral("status"), QStringLiteral("")},
        {QStringLiteral("deliveryTime"), QStringLiteral("")},
        {QStringLiteral("tickSize"), QStringLiteral("priceFilter")},
        {QStringLiteral("minPrice"), QStringLiteral("priceFilter")},
        {QStringLiteral("maxPrice"), QStringLiteral("priceFilter")},
        {QStringLiteral("qtyStep"), QStringLiteral("lotSizeFilter")},
        {QStringLiteral("basePrecision"), QStringLiteral("lotSizeFilter")},
        {QStringLiteral("minOrderQty"), QStringLiteral("lotSizeFilter")},
        {QStringLiteral("maxOrderQty"), QStringLiteral("lotSizeFilter")},
        {QStringLiteral("maxMktOrderQty"), QStringLiteral("lotSizeFilter")},
        {QStringLiteral("maxLimitOrderQty"), QStringLiteral("lotSizeFilter")},
        {QStringLiteral("maxMarketOrderQty"), QStringLiteral("lotSizeFilter")},
        {QStringLiteral("minNotionalValue"), QStringLiteral("lotSizeFilter")},
        {QStringLiteral("minOrderAmt"), QStringLiteral("lotSizeFilter")},
    };
    return kParts.value(field);
}

} // namespace

QJsonObject Listings::row(const InstrumentId &id) const
{
    const auto changed = m_changed.constFind(id);
    return changed == m_changed.cend() ? m_market.instrumentInfo(id) : changed->row;
}

InstrumentPtr Listings::terms(const InstrumentId &id) const
{
    const auto changed = m_changed.constFind(id);
    return changed == m_changed.cend() ? m_market.instrument(id) : changed->terms;
}

Result<QJsonObject> Listings::change(const InstrumentId &id, const QJsonObject &changes)
{
    if (!m_market.has(id))
        return fail(inputError(QStringLiteral("there is no such instrument")));
    QJsonObject changed = row(id);
    for (auto field = changes.begin(); field != changes.end(); ++field) {
        const QString part = partOf(field.key());
        if (part.isNull() || !field.value().isString())
            return fail(inputError(QStringLiteral("\"%1\" is no field that can be changed, or no text").arg(field.key().left(40))));
        QJsonObject inner = part.isEmpty() ? changed : changed.value(part).toObject();
        inner.insert(field.key(), field.value());
        if (part.isEmpty())
            changed = inner;
        else
            changed.insert(part, inner);
    }
    const auto terms = instrumentFromRow(id.category, changed);
    if (!terms)
        return fail(terms.error());
    const InstrumentFilters &now = (*terms)->filters(), &own = m_market.instrument(id)->filters();
    if (!now.tickSize.isMultipleOf(own.tickSize) || !now.lotSize.isMultipleOf(own.lotSize))
        return fail(inputError(QStringLiteral("a tick or a lot can only become a multiple of the market's own")));
    m_changed.insert(id, {changed, *terms});
    return changed;
}

} // namespace bw::sandbox
