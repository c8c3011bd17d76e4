// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/instrumentcodec.h"

#include "core/net/json.h"

#include <QJsonArray>

#include <algorithm>

namespace bw {
namespace {

constexpr int kMaxRows = 5000;
constexpr int kMaxSymbolLength = 40;

InstrumentStatus statusOf(const QString &text)
{
    if (text == u"Trading")
        return InstrumentStatus::Trading;
    if (text == u"PreLaunch")
        return InstrumentStatus::PreLaunch;
    if (text == u"Delivering")
        return InstrumentStatus::Delivering;
    if (text == u"Closed")
        return InstrumentStatus::Closed;
    return InstrumentStatus::Unknown;
}

/// Reads the filters of one row and remembers whether any of them was broken, which is not the same as absent.
class FilterReader final {
public:
    explicit FilterReader(QJsonObject object) : m_object(std::move(object)) {}

    /// A limit of zero is the venue's way of saying that there is none.
    [[nodiscard]] std::optional<Decimal> limit(QLatin1StringView name)
    {
        const auto number = optionalDecimalOf(m_object.value(name));
        if (!number || (*number && (*number)->sign() < 0)) {
            m_isBroken = true;
            return std::nullopt;
        }
        return *number && !(*number)->isZero() ? *number : std::nullopt;
    }
    [[nodiscard]] Decimal step(QLatin1StringView name)
    {
        const auto found = limit(name);
        m_isBroken = m_isBroken || !found;
        return found.value_or(Decimal());
    }
    [[nodiscard]] bool isBroken() const { return m_isBroken; }

private:
    QJsonObject m_object;
    bool m_isBroken = false;
};

bool isSymbol(const QString &text)
{
    if (text.isEmpty() || text.size() > kMaxSymbolLength)
        return false;
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'_'); });
}

Result<InstrumentPtr> decodeRow(const QJsonObject &row, Category category)
{
    using L = QLatin1StringView;
    const bool isSpot = category == Category::Spot;
    FilterReader price(row.value(L("priceFilter")).toObject());
    FilterReader lot(row.value(L("lotSizeFilter")).toObject());
    FilterReader leverage(row.value(L("leverageFilter")).toObject());

    InstrumentFilters filters;
    filters.tickSize = price.step(L("tickSize"));
    filters.minPrice = price.limit(L("minPrice"));
    filters.maxPrice = price.limit(L("maxPrice"));
    filters.lotSize = lot.step(isSpot ? L("basePrecision") : L("qtyStep"));
    if (!isSpot) // spot still names a least quantity, but the venue no longer checks it: least value counts there
        filters.minQty = lot.limit(L("minOrderQty"));
    filters.maxLimitQty = lot.limit(isSpot ? L("maxLimitOrderQty") : L("maxOrderQty"));
    filters.maxMarketQty = lot.limit(isSpot ? L("maxMarketOrderQty") : L("maxMktOrderQty"));
    filters.minNotional = lot.limit(isSpot ? L("minOrderAmt") : L("minNotionalValue"));
    filters.maxLeverage = leverage.limit(L("maxLeverage"));

    const QString symbol = row.value(L("symbol")).toString();
    if (price.isBroken() || lot.isBroken() || leverage.isBroken() || !isSymbol(symbol))
        return fail(protocolError(QStringLiteral("an instrument without readable filters")));
    const QString quote = row.value(L("quoteCoin")).toString().left(kMaxSymbolLength);
    return Instrument::create({category, symbol}, filters, row.value(L("baseCoin")).toString().left(kMaxSymbolLength), quote,
                              isSpot ? quote : row.value(L("settleCoin")).toString().left(kMaxSymbolLength),
                              statusOf(row.value(L("status")).toString()));
}

} // namespace

Result<InstrumentPage> decodeInstruments(const QJsonObject &result)
{
    const auto category = categoryFromName(result.value(QLatin1StringView("category")).toString());
    const QJsonValue list = result.value(QLatin1StringView("list"));
    if (!category || !list.isArray())
        return fail(protocolError(QStringLiteral("instruments-info without category or list")));
    const QJsonArray rows = list.toArray();
    if (rows.size() > kMaxRows)
        return fail(protocolError(QStringLiteral("instruments-info with too many rows")));

    InstrumentPage page;
    page.instruments.reserve(rows.size());
    for (const QJsonValue &row : rows) {
        if (const auto instrument = decodeRow(row.toObject(), *category))
            page.instruments.append(*instrument);
        else
            ++page.unreadable;
    }
    page.nextCursor = result.value(QLatin1StringView("nextPageCursor")).toString();
    return page;
}

} // namespace bw
