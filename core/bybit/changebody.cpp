// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/changebody.h"

#include "core/bybit/orderbody.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace bw {
namespace {

constexpr int kOneWay = 0, kHedge = 3; // the venue's numbers of position modes

QJsonObject named(const Instrument &instrument)
{
    return {{QStringLiteral("category"), toName(instrument.id().category)}, {QStringLiteral("symbol"), instrument.id().symbol}};
}

/// "0" is the venue's word for taking one away.
void addLeg(QJsonObject &object, const StopDraft &draft, const QString &name, const QString &prefix, const std::optional<ExitLeg> &leg, bool isRemoved)
{
    if (isRemoved) {
        object.insert(name, QStringLiteral("0"));
        return;
    }
    if (!leg)
        return;
    const Instrument &instrument = *draft.instrument;
    object.insert(name, instrument.priceText(leg->trigger));
    object.insert(prefix + QStringLiteral("TriggerBy"), toName(leg->by));
    object.insert(prefix + QStringLiteral("OrderType"), toName(leg->limit ? OrderType::Limit : OrderType::Market));
    if (leg->limit)
        object.insert(prefix + QStringLiteral("LimitPrice"), instrument.priceText(*leg->limit));
    if (draft.mode == StopMode::Partial && draft.size)
        object.insert(prefix + QStringLiteral("Size"), instrument.qtyText(*draft.size));
}

VenueCommand commandOf(const AmendDraft &draft)
{
    return {QStringLiteral("/v5/order/amend"), amendBody(draft)};
}

VenueCommand commandOf(const StopDraft &draft)
{
    QJsonObject object = named(*draft.instrument);
    object.insert(QStringLiteral("tpslMode"), toName(draft.mode));
    object.insert(QStringLiteral("positionIdx"), draft.positionIdx);
    addLeg(object, draft, QStringLiteral("takeProfit"), QStringLiteral("tp"), draft.takeProfit, draft.removesTakeProfit);
    addLeg(object, draft, QStringLiteral("stopLoss"), QStringLiteral("sl"), draft.stopLoss, draft.removesStopLoss);
    if (draft.removesTrailing)
        object.insert(QStringLiteral("trailingStop"), QStringLiteral("0"));
    else if (draft.trailingDistance)
        object.insert(QStringLiteral("trailingStop"), draft.trailingDistance->normalized().toString());
    if (draft.activePrice && !draft.removesTrailing)
        object.insert(QStringLiteral("activePrice"), draft.instrument->priceText(*draft.activePrice));
    return {QStringLiteral("/v5/position/trading-stop"), QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

VenueCommand commandOf(const LeverageDraft &draft)
{
    QJsonObject object = named(*draft.instrument);
    const QString leverage = draft.leverage.normalized().toString();
    object.insert(QStringLiteral("buyLeverage"), leverage);
    object.insert(QStringLiteral("sellLeverage"), leverage);
    return {QStringLiteral("/v5/position/set-leverage"), QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

VenueCommand commandOf(const PositionModeDraft &draft)
{
    QJsonObject object = named(*draft.instrument);
    object.insert(QStringLiteral("mode"), draft.isHedge ? kHedge : kOneWay);
    return {QStringLiteral("/v5/position/switch-mode"), QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

} // namespace

VenueCommand changeCommand(const ChangeDraft &draft)
{
    return std::visit([](const auto &one) { return commandOf(one); }, draft);
}

} // namespace bw
