// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitendpoints.h"

#include "core/net/url.h"

namespace bw {
namespace {

struct Hosts {
    const char *restVariable;
    const char *rest;
    const char *socketVariable;
    const char *socket;
};

constexpr Hosts kMainnet{"BYBIT_MAINNET_BASE_URL", "https://api.bybit.com", "BYBIT_MAINNET_WS_URL", "wss://stream.bybit.com"};
constexpr Hosts kTestnet{"BYBIT_TESTNET_BASE_URL", "https://api-testnet.bybit.com", "BYBIT_TESTNET_WS_URL", "wss://stream-testnet.bybit.com"};
constexpr Hosts kDemo{"BYBIT_DEMO_BASE_URL", "https://api-demo.bybit.com", "BYBIT_DEMO_WS_URL", "wss://stream-demo.bybit.com"};

const Hosts &hostsOf(BybitWorld world)
{
    switch (world) {
    case BybitWorld::Testnet: return kTestnet;
    case BybitWorld::Demo: return kDemo;
    case BybitWorld::Mainnet: break;
    }
    return kMainnet;
}

Result<QUrl> fromEnvironment(const QProcessEnvironment &environment, const char *variable, const QString &usual, EndpointKind kind)
{
    const QString name = QString::fromLatin1(variable);
    const QString given = environment.value(name);
    auto url = checkedEndpoint(given.isEmpty() ? usual : given, kind);
    if (!url)
        url.error().detail = name + QStringLiteral(": ") + url.error().detail;
    return url;
}

QUrl withPath(QUrl url, const QString &path)
{
    url.setPath(url.path() + path);
    return url;
}

} // namespace

QUrl BybitEndpoints::publicUrl(Category category) const
{
    return withPath(publicSocket, QStringLiteral("/v5/public/") + toName(category));
}

QUrl BybitEndpoints::privateUrl() const
{
    return withPath(privateSocket, QStringLiteral("/v5/private"));
}

Result<BybitEndpoints> BybitEndpoints::forWorld(BybitWorld world, const QProcessEnvironment &environment, const Site &site)
{
    const auto restOf = [&site](const Hosts &hosts) { return &hosts == &kMainnet && !site.rest.isEmpty() ? site.rest : QString::fromLatin1(hosts.rest); };
    const auto socketOf = [&site](const Hosts &hosts) { return &hosts == &kMainnet && !site.socket.isEmpty() ? site.socket : QString::fromLatin1(hosts.socket); };
    const Hosts &own = hostsOf(world);
    const Hosts &market = world == BybitWorld::Demo ? kMainnet : own;
    const auto rest = fromEnvironment(environment, own.restVariable, restOf(own), EndpointKind::Http);
    if (!rest)
        return fail(rest.error());
    const auto publicSocket = fromEnvironment(environment, market.socketVariable, socketOf(market), EndpointKind::WebSocket);
    if (!publicSocket)
        return fail(publicSocket.error());
    const auto privateSocket = fromEnvironment(environment, own.socketVariable, socketOf(own), EndpointKind::WebSocket);
    if (!privateSocket)
        return fail(privateSocket.error());
    return BybitEndpoints{*rest, *publicSocket, *privateSocket};
}

Result<BybitEndpoints> BybitEndpoints::custom(const QString &rest, const QString &socket)
{
    const auto restUrl = checkedEndpoint(rest, EndpointKind::Http);
    if (!restUrl)
        return fail(restUrl.error());
    const auto socketUrl = checkedEndpoint(socket, EndpointKind::WebSocket);
    if (!socketUrl)
        return fail(socketUrl.error());
    return BybitEndpoints{*restUrl, *socketUrl, *socketUrl};
}

} // namespace bw
