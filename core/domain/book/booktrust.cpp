// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/booktrust.h"

namespace bw {

QString toName(TrustPart part)
{
    switch (part) {
    case TrustPart::Age: return QStringLiteral("age");
    case TrustPart::Crossed: return QStringLiteral("crossed");
    case TrustPart::Gaps: return QStringLiteral("gaps");
    case TrustPart::Clock: return QStringLiteral("clock");
    case TrustPart::SpotCheck: return QStringLiteral("spot_check");
    case TrustPart::OtherVenue: return QStringLiteral("other_venue");
    case TrustPart::Count_: break;
    }
    return {};
}

BookTrust judgeTrust(const TrustEvidence &evidence)
{
    return evidence.isLive ? BookTrust{100, {}} : BookTrust{};
}

} // namespace bw
