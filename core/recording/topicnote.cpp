// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/topicnote.h"

namespace bw {

namespace {

using L = QLatin1StringView;

QString text(const std::optional<Decimal> &value) { return value ? value->toString() : QString(); }

QJsonObject instrumentJson(const Instrument &instrument)
{
    const auto &filters = instrument.filters();
    return {{QStringLiteral("tickSize"), filters.tickSize.toString()}, {QStringLiteral("lotSize"), filters.lotSize.toString()},
            {QStringLiteral("minPrice"), text(filters.minPrice)}, {QStringLiteral("maxPrice"), text(filters.maxPrice)},
            {QStringLiteral("minQty"), text(filters.minQty)}, {QStringLiteral("maxLimitQty"), text(filters.maxLimitQty)},
            {QStringLiteral("maxMarketQty"), text(filters.maxMarketQty)}, {QStringLiteral("minNotional"), text(filters.minNotional)},
            {QStringLiteral("maxLeverage"), text(filters.maxLeverage)}, {QStringLiteral("base"), instrument.baseCoin()},
            {QStringLiteral("quote"), instrument.quoteCoin()}, {QStringLiteral("settle"), instrument.settleCoin()},
            {QStringLiteral("status"), static_cast<int>(instrument.status())}};
}

std::optional<Decimal> decimal(const QJsonObject &json, L name)
{
    const auto value = Decimal::parse(QStringView(json.value(name).toString()));
    return value ? std::optional(*value) : std::nullopt;
}

InstrumentPtr instrumentFrom(const InstrumentId &id, const QJsonObject &json)
{
    InstrumentFilters filters;
    filters.tickSize = decimal(json, L("tickSize")).value_or(Decimal());
    filters.lotSize = decimal(json, L("lotSize")).value_or(Decimal());
    filters.minPrice = decimal(json, L("minPrice"));
    filters.maxPrice = decimal(json, L("maxPrice"));
    filters.minQty = decimal(json, L("minQty"));
    filters.maxLimitQty = decimal(json, L("maxLimitQty"));
    filters.maxMarketQty = decimal(json, L("maxMarketQty"));
    filters.minNotional = decimal(json, L("minNotional"));
    filters.maxLeverage = decimal(json, L("maxLeverage"));
    const int status = json.value(L("status")).toInt(-1);
    const bool isStatus = status >= 0 && status <= static_cast<int>(InstrumentStatus::Unknown);
    const auto made = Instrument::create(id, filters, json.value(L("base")).toString().left(32), json.value(L("quote")).toString().left(32),
                                         json.value(L("settle")).toString().left(32),
                                         isStatus ? static_cast<InstrumentStatus>(status) : InstrumentStatus::Unknown);
    return made ? *made : nullptr;
}

std::optional<MarketTopic> topicFrom(const QJsonObject &json)
{
    const int kind = json.value(L("kind")).toInt(-1);
    if (kind < 0 || kind > static_cast<int>(MarketTopic::Kind::Liquidations))
        return std::nullopt;
    MarketTopic topic{static_cast<MarketTopic::Kind>(kind), 0, {}};
    if (topic.kind == MarketTopic::Kind::Book) {
        topic.depth = json.value(L("depth")).toInt();
        if (topic.depth != 1 && topic.depth != 50 && topic.depth != 200 && topic.depth != 1000)
            return std::nullopt;
    }
    if (topic.kind == MarketTopic::Kind::Candles) {
        topic.interval = candleIntervalFromName(json.value(L("interval")).toString());
        if (!topic.interval)
            return std::nullopt;
    }
    return topic;
}

QString actName(TopicNote::Act act)
{
    switch (act) {
    case TopicNote::Act::Subscribe: return QStringLiteral("subscribe");
    case TopicNote::Act::Unsubscribe: return QStringLiteral("unsubscribe");
    case TopicNote::Act::Resync: break;
    }
    return QStringLiteral("resync");
}

} // namespace

QJsonObject toJson(const TopicNote &note)
{
    QJsonObject json{{QStringLiteral("feed"), actName(note.act)}, {QStringLiteral("category"), toName(note.id.category)},
                     {QStringLiteral("symbol"), note.id.symbol}, {QStringLiteral("kind"), static_cast<int>(note.topic.kind)},
                     {QStringLiteral("depth"), note.topic.depth}};
    if (note.topic.interval)
        json.insert(QStringLiteral("interval"), toName(*note.topic.interval));
    if (note.instrument)
        json.insert(QStringLiteral("instrument"), instrumentJson(*note.instrument));
    return json;
}

std::optional<TopicNote> topicNoteFrom(const QJsonObject &json)
{
    using Act = TopicNote::Act;
    const QString act = json.value(L("feed")).toString();
    const auto category = categoryFromName(json.value(L("category")).toString());
    const auto topic = topicFrom(json);
    TopicNote note;
    note.id.symbol = json.value(L("symbol")).toString();
    if (!category || !topic || note.id.symbol.isEmpty() || note.id.symbol.size() > 64)
        return std::nullopt;
    note.id.category = *category;
    note.topic = *topic;
    for (const Act each : {Act::Subscribe, Act::Unsubscribe, Act::Resync}) {
        if (act != actName(each))
            continue;
        note.act = each;
        if (each == Act::Subscribe)
            note.instrument = instrumentFrom(note.id, json.value(L("instrument")).toObject());
        return each == Act::Subscribe && !note.instrument ? std::nullopt : std::optional(note);
    }
    return std::nullopt;
}

} // namespace bw
