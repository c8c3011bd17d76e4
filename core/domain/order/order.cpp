// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/order/order.h"

namespace bw {

QString toName(Execution::Kind kind)
{
    switch (kind) {
    case Execution::Kind::Trade: return QStringLiteral("trade");
    case Execution::Kind::Funding: return QStringLiteral("funding");
    case Execution::Kind::Adl: return QStringLiteral("adl");
    case Execution::Kind::Liquidation: return QStringLiteral("liquidation");
    case Execution::Kind::Settle: return QStringLiteral("settle");
    }
    return {};
}

} // namespace bw
