// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitregions.h"

namespace bw {

const QVector<BybitRegion> &bybitRegions()
{
    static const auto region = [](const char *id, const char *rest, const char *socket) {
        return BybitRegion{QString::fromLatin1(id), QStringLiteral("https://") + QLatin1StringView(rest), QStringLiteral("wss://") + QLatin1StringView(socket)};
    };
    static const QVector<BybitRegion> kRegions{
        region("", "api.bybit.com", "stream.bybit.com"),
        region("bytick", "api.bytick.com", "stream.bybit.com"),
        region("nl", "api.bybit.nl", "stream.bybit.com"),
        region("tr", "api.bybit.tr", "stream.bybit.tr"),
        region("kz", "api.bybit.kz", "stream.bybit.kz"),
        region("ge", "api.bybitgeorgia.ge", "stream.bybitgeorgia.ge"),
        region("ae", "api.bybit.ae", "stream.bybit.com"),
        region("eu", "api.bybit.eu", "stream.bybit.com"),
        region("id", "api.bybit.id", "stream.bybit.id"),
        region("jp", "api.manepa.jp", "stream.manepa.jp"),
        region("hk", "api.spark-fintech.com", "stream.bybit.com"),
    };
    return kRegions;
}

} // namespace bw
