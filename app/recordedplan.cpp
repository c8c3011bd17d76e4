// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recordedplan.h"

#include "core/net/url.h"

namespace bw {

namespace {

using L = QLatin1StringView;

QString text(const QUrl &url) { return url.toString(QUrl::FullyEncoded); }

} // namespace

QJsonObject RecordedPlan::toJson() const
{
    QJsonObject json{{QStringLiteral("profile"), toName(profile)}, {QStringLiteral("category"), toName(instrument.category)},
            {QStringLiteral("symbol"), instrument.symbol}, {QStringLiteral("rest"), text(endpoints.rest)},
            {QStringLiteral("publicSocket"), text(endpoints.publicSocket)}, {QStringLiteral("privateSocket"), text(endpoints.privateSocket)},
            {QStringLiteral("analyst"), analystUrl}, {QStringLiteral("demoAnalyst"), isDemoAnalyst}, {QStringLiteral("synthetic"), isSyntheticMarket}};
    if (marketEndpoints) {
        json.insert(QStringLiteral("marketRest"), text(marketEndpoints->rest));
        json.insert(QStringLiteral("marketSocket"), text(marketEndpoints->publicSocket));
    }
    return json;
}

Result<RecordedPlan> RecordedPlan::fromJson(const QJsonObject &json)
{
    const auto profile = profileFromName(json.value(L("profile")).toString());
    const auto category = categoryFromName(json.value(L("category")).toString());
    const auto rest = checkedEndpoint(json.value(L("rest")).toString(), EndpointKind::Http);
    const auto publicSocket = checkedEndpoint(json.value(L("publicSocket")).toString(), EndpointKind::WebSocket);
    const auto privateSocket = checkedEndpoint(json.value(L("privateSocket")).toString(), EndpointKind::WebSocket);
    const QString symbol = json.value(L("symbol")).toString();
    if (!profile || !category || !rest || !publicSocket || !privateSocket || symbol.isEmpty() || symbol.size() > 64)
        return fail(inputError(QStringLiteral("the recording does not say what was recorded")));
    const auto analyst = checkedEndpoint(json.value(L("analyst")).toString(), EndpointKind::Http);
    std::optional<BybitEndpoints> market;
    if (json.contains(L("marketRest"))) {
        const auto marketRest = checkedEndpoint(json.value(L("marketRest")).toString(), EndpointKind::Http);
        const auto marketSocket = checkedEndpoint(json.value(L("marketSocket")).toString(), EndpointKind::WebSocket);
        if (!marketRest || !marketSocket)
            return fail(inputError(QStringLiteral("the recording does not say where its prices came from")));
        market = BybitEndpoints{*marketRest, *marketSocket, *marketSocket};
    }
    return RecordedPlan{*profile, {*category, symbol}, {*rest, *publicSocket, *privateSocket}, analyst ? text(*analyst) : QString(),
                        json.value(L("demoAnalyst")).toBool(), json.value(L("synthetic")).toBool(), market};
}

} // namespace bw
