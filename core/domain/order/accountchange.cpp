// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/order/accountchange.h"

namespace bw {

QString toName(AccountChange::Kind kind)
{
    switch (kind) {
    case AccountChange::Kind::Stop: return QStringLiteral("stop");
    case AccountChange::Kind::Leverage: return QStringLiteral("leverage");
    case AccountChange::Kind::PositionMode: return QStringLiteral("position_mode");
    }
    return {};
}

QString toName(AccountChange::State state)
{
    switch (state) {
    case AccountChange::State::Intent: return QStringLiteral("intent");
    case AccountChange::State::Sent: return QStringLiteral("sent");
    case AccountChange::State::Settled: return QStringLiteral("settled");
    case AccountChange::State::Refused: return QStringLiteral("refused");
    case AccountChange::State::NotSent: return QStringLiteral("not_sent");
    case AccountChange::State::Unknown: return QStringLiteral("unknown");
    }
    return {};
}

} // namespace bw
