// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/order/timelineentry.h"

namespace bw {

QString toName(TimelineEntry::Kind kind)
{
    switch (kind) {
    case TimelineEntry::Kind::State: return QStringLiteral("state");
    case TimelineEntry::Kind::Fill: return QStringLiteral("fill");
    case TimelineEntry::Kind::Request: return QStringLiteral("request");
    case TimelineEntry::Kind::Answer: return QStringLiteral("answer");
    }
    return {};
}

} // namespace bw
