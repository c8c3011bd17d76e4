// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ports/analyst.h"

namespace bw {

QString toName(AnalystCall::Status status)
{
    using Status = AnalystCall::Status;
    switch (status) {
    case Status::Ok: return QStringLiteral("ok");
    case Status::Rejected: return QStringLiteral("rejected");
    case Status::Failed: return QStringLiteral("failed");
    case Status::Refused: return QStringLiteral("refused");
    }
    return {};
}

} // namespace bw
