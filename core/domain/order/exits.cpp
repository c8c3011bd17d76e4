// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/order/exits.h"

namespace bw {

QString toName(TriggerBy by)
{
    switch (by) {
    case TriggerBy::LastPrice: return QStringLiteral("LastPrice");
    case TriggerBy::IndexPrice: return QStringLiteral("IndexPrice");
    case TriggerBy::MarkPrice: return QStringLiteral("MarkPrice");
    }
    return {};
}

std::optional<TriggerBy> triggerByFromName(QStringView name)
{
    for (const auto by : {TriggerBy::LastPrice, TriggerBy::IndexPrice, TriggerBy::MarkPrice})
        if (name == toName(by))
            return by;
    return std::nullopt;
}

QString toName(StopMode mode)
{
    return mode == StopMode::Full ? QStringLiteral("Full") : QStringLiteral("Partial");
}

} // namespace bw
