// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessionplan.h"

#include "core/net/url.h"

namespace bw {

namespace {

BybitWorld worldOf(Profile profile)
{
    switch (profile) {
    case Profile::Demo:
        return BybitWorld::Demo;
    case Profile::Testnet:
        return BybitWorld::Testnet;
    case Profile::Sandbox:
    case Profile::Paper: // paper trades on mainnet's prices
    case Profile::Live:
        break;
    }
    return BybitWorld::Mainnet;
}

SecretBytes secretFrom(const QProcessEnvironment &environment, const QString &name)
{
    QByteArray bytes = environment.value(name).toUtf8();
    const SecretBytes secret(bytes);
    wipe(bytes);
    return secret;
}

} // namespace

bool SessionPlan::mayTrade() const
{
    if (isReplay)
        return false;
    if (tradesInProcess())
        return true;
    return isLoopbackHost(endpoints->rest.host()) && isLoopbackHost(endpoints->privateSocket.host());
}

QString SessionPlan::venueHost() const { return endpoints && profile != Profile::Paper ? endpoints->rest.host() : QStringLiteral("127.0.0.1"); }

Result<SessionPlan> SessionPlan::make(Profile profile, const QProcessEnvironment &environment, const BybitEndpoints::Site &site)
{
    SessionPlan plan;
    plan.profile = profile;
    if (profile != Profile::Sandbox) {
        const auto endpoints = BybitEndpoints::forWorld(worldOf(profile), environment, site);
        if (!endpoints)
            return fail(endpoints.error());
        plan.endpoints = *endpoints;
    }
    if (plan.usesVenueKey() && profile != Profile::Live)
        plan.environmentKey = {environment.value(QStringLiteral("BYBIT_API_KEY")), secretFrom(environment, QStringLiteral("BYBIT_API_SECRET"))};

    const QString analyst = environment.value(QStringLiteral("HOLYSHEEP_BASE_URL"), QStringLiteral("https://api.holysheep.ai/v1"));
    const auto checked = checkedEndpoint(analyst, EndpointKind::Http);
    if (!checked)
        return fail(checked.error());
    plan.analystUrl = checked->toString(QUrl::FullyEncoded);
    plan.environmentAnalystKey = secretFrom(environment, QStringLiteral("HOLYSHEEP_API_KEY"));
    return plan;
}

} // namespace bw
