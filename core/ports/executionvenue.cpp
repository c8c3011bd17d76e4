// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ports/executionvenue.h"

namespace bw {

QString toName(KeyAudit::Advice advice)
{
    switch (advice) {
    case KeyAudit::Advice::Ok: return QStringLiteral("ok");
    case KeyAudit::Advice::Warn: return QStringLiteral("warn");
    case KeyAudit::Advice::Refuse: return QStringLiteral("refuse");
    }
    return {};
}

} // namespace bw
