// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/account/accountmode.h"

namespace bw {

QString toName(MarginMode mode)
{
    switch (mode) {
    case MarginMode::Isolated: return QStringLiteral("isolated");
    case MarginMode::Cross: return QStringLiteral("cross");
    case MarginMode::Portfolio: return QStringLiteral("portfolio");
    }
    return {};
}

} // namespace bw
