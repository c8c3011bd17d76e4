// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/order/orderdraft.h"

namespace bw {

QString toName(Side side)
{
    return side == Side::Buy ? QStringLiteral("Buy") : QStringLiteral("Sell");
}

QString toName(OrderType type)
{
    return type == OrderType::Limit ? QStringLiteral("Limit") : QStringLiteral("Market");
}

QString toName(TimeInForce tif)
{
    switch (tif) {
    case TimeInForce::Gtc: return QStringLiteral("GTC");
    case TimeInForce::Ioc: return QStringLiteral("IOC");
    case TimeInForce::Fok: return QStringLiteral("FOK");
    case TimeInForce::PostOnly: return QStringLiteral("PostOnly");
    }
    return {};
}

QString toName(Origin origin)
{
    switch (origin) {
    case Origin::Manual: return QStringLiteral("manual");
    case Origin::OneClick: return QStringLiteral("one_click");
    case Origin::Signal: return QStringLiteral("signal");
    case Origin::Auto: return QStringLiteral("auto");
    case Origin::External: return QStringLiteral("external");
    case Origin::Venue: return QStringLiteral("venue");
    }
    return {};
}

} // namespace bw
