// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/riskcontext.h"

namespace bw {

QString toName(TradingState state)
{
    switch (state) {
    case TradingState::Active: return QStringLiteral("active");
    case TradingState::Reducing: return QStringLiteral("reducing");
    case TradingState::Halted: return QStringLiteral("halted");
    }
    return {};
}

QString toName(KeyLevel level)
{
    switch (level) {
    case KeyLevel::None: return QStringLiteral("none");
    case KeyLevel::ReadOnly: return QStringLiteral("read_only");
    case KeyLevel::Trade: return QStringLiteral("trade");
    case KeyLevel::Transfer: return QStringLiteral("transfer");
    case KeyLevel::Withdraw: return QStringLiteral("withdraw");
    case KeyLevel::Unaudited: return QStringLiteral("unaudited");
    }
    return {};
}

} // namespace bw
