// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/commandoutcome.h"

#include "core/bybit/errorcatalogue.h"

namespace bw {

CommandOutcome outcomeOf(const Result<BybitReply> &reply)
{
    using Kind = CommandOutcome::Kind;
    if (reply)
        return {.kind = Kind::Accepted, .orderId = reply->result.value(QLatin1StringView("orderId")).toString().left(64), .error = {}};
    Kind kind = Kind::Unknown;
    if (reply.error().certainty == Certainty::NotSent)
        kind = Kind::NotSent;
    else if (reply.error().certainty == Certainty::Refused)
        kind = Kind::Refused;
    return {.kind = kind, .orderId = {}, .error = reply.error()};
}

CommandOutcome outcomeNaming(const Result<BybitReply> &reply, const QString &orderLinkId)
{
    const QString named = reply ? reply->result.value(QLatin1StringView("orderLinkId")).toString() : QString();
    if (!named.isEmpty() && !orderLinkId.isEmpty() && named != orderLinkId)
        return {.kind = CommandOutcome::Kind::Unknown, .orderId = {},
                .error = protocolError(QStringLiteral("the acknowledgement names another order"), Certainty::Unknown)};
    return outcomeOf(reply);
}

CommandOutcome outcomeOfChange(const Result<BybitReply> &reply, const QString &orderLinkId)
{
    if (!reply && reply.error().certainty == Certainty::Refused && isAlreadySo(reply.error().venueCode))
        return {.kind = CommandOutcome::Kind::Accepted, .orderId = {}, .error = reply.error()};
    return outcomeNaming(reply, orderLinkId);
}

CommandOutcome outcomeOfCancelAll(const Result<BybitReply> &reply)
{
    if (reply && reply->result.value(QLatin1StringView("success")).toString() == u"0")
        return {.kind = CommandOutcome::Kind::Unknown, .orderId = {},
                .error = protocolError(QStringLiteral("cancel-all answered success 0"), Certainty::Unknown)};
    return outcomeOf(reply);
}

CommandOutcome worse(const CommandOutcome &a, const CommandOutcome &b)
{
    const auto weight = [](const CommandOutcome &one) {
        switch (one.kind) {
        case CommandOutcome::Kind::Accepted: return 0;
        case CommandOutcome::Kind::NotSent: return 1;
        case CommandOutcome::Kind::Refused: return 2;
        case CommandOutcome::Kind::Unknown: break;
        }
        return 3;
    };
    return weight(a) >= weight(b) ? a : b;
}

Result<PreCheck> decodePreCheck(const QJsonObject &result)
{
    bool isWhole = true;
    const auto percent = [&](QLatin1StringView name) {
        const QJsonValue value = result.value(name);
        const auto rate = Decimal::parse(QStringView(value.isDouble() ? QString::number(value.toInteger(-1)) : value.toString()));
        isWhole = isWhole && rate && rate->sign() >= 0;
        return rate.value_or(Decimal()) * Decimal::fromScaled(1, 2);
    };
    const PreCheck found{percent(QLatin1StringView("preImrE4")), percent(QLatin1StringView("postImrE4")),
                         percent(QLatin1StringView("preMmrE4")), percent(QLatin1StringView("postMmrE4"))};
    return isWhole ? Result<PreCheck>(found) : fail(protocolError(QStringLiteral("order/pre-check without rates")));
}

} // namespace bw
