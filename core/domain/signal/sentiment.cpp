// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/signal/sentiment.h"

namespace bw {

QString toName(Rejection rejection)
{
    switch (rejection) {
    case Rejection::None: return {};
    case Rejection::Empty: return QStringLiteral("empty");
    case Rejection::Refusal: return QStringLiteral("refusal");
    case Rejection::NoScore: return QStringLiteral("no_score");
    case Rejection::Ambiguous: return QStringLiteral("ambiguous");
    case Rejection::WrongScale: return QStringLiteral("wrong_scale");
    case Rejection::OutOfRange: return QStringLiteral("out_of_range");
    case Rejection::Contradiction: return QStringLiteral("contradiction");
    case Rejection::MalformedJson: return QStringLiteral("malformed_json");
    case Rejection::Truncated: return QStringLiteral("truncated");
    case Rejection::ContentFilter: return QStringLiteral("content_filter");
    case Rejection::Injection: return QStringLiteral("injection");
    }
    return {};
}

} // namespace bw
