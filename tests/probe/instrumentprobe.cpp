// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/probe/instrumentprobe.h"

#include "core/bybit/instrumentcodec.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace bw {

namespace {

/// A number as a JSON string or as the digits of a JSON number; the cases have strings.
Result<Decimal> numberOf(const QJsonObject &object, QLatin1StringView key) { return Decimal::parse(object.value(key).toString()); }

} // namespace

QList<QJsonObject> InstrumentProbe::process(const QByteArray &line)
{
    const auto object = QJsonDocument::fromJson(line).object();
    if (object.isEmpty())
        return {probeError(QStringLiteral("the line is no JSON object"))};
    if (!object.contains(QLatin1StringView("result")))
        return {judge(object)};
    const auto page = decodeInstruments(object.value(QLatin1StringView("result")).toObject());
    if (!page)
        return {probeError(page.error().detail)};
    for (const auto &instrument : page->instruments)
        m_instruments[instrument->id().symbol] = instrument;
    return {};
}

QJsonObject InstrumentProbe::judge(const QJsonObject &object) const
{
    QJsonArray reasons;
    const auto found = m_instruments.find(object.value(QLatin1StringView("symbol")).toString());
    if (found == m_instruments.end())
        return {{QStringLiteral("ok"), false}, {QStringLiteral("reasons"), QJsonArray{QStringLiteral("unknown_symbol")}}};
    OrderDraft draft;
    draft.instrument = found->second;
    draft.side = object.value(QLatin1StringView("side")).toString() == toName(Side::Sell) ? Side::Sell : Side::Buy;
    draft.type = object.value(QLatin1StringView("type")).toString() == toName(OrderType::Market) ? OrderType::Market : OrderType::Limit;

    const auto qty = numberOf(object, QLatin1StringView("qty")).and_then([&](const Decimal &d) { return draft.instrument->toLots(d); });
    if (qty)
        draft.qty = *qty;
    else
        reasons.append(QStringLiteral("qty: ") + qty.error().detail);
    if (draft.type == OrderType::Limit) {
        const auto price = numberOf(object, QLatin1StringView("price")).and_then([&](const Decimal &d) { return draft.instrument->toTicks(d); });
        if (price)
            draft.price = *price;
        else
            reasons.append(QStringLiteral("price: ") + price.error().detail);
    }
    if (reasons.isEmpty())
        for (const auto &rule : allRules())
            if (rule.id == RuleId::TickLot || rule.id == RuleId::MinMax)
                if (const auto verdict = rule.check(draft, {}); !verdict.ok)
                    reasons.append(QStringLiteral("%1: %2 of %3").arg(verdict.why, verdict.measured, verdict.limit));
    return {{QStringLiteral("ok"), reasons.isEmpty()}, {QStringLiteral("qty"), qty ? draft.instrument->qtyText(draft.qty) : QString()},
            {QStringLiteral("price"), draft.price ? draft.instrument->priceText(*draft.price) : QString()},
            {QStringLiteral("reasons"), reasons}};
}

} // namespace bw
