// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/spreadanomaly.h"

namespace bw {

QString toName(SpreadAnomaly::Cause cause)
{
    return cause == SpreadAnomaly::Cause::Threshold ? QStringLiteral("threshold") : QStringLiteral("deviation");
}

} // namespace bw
