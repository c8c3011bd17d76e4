// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

namespace bw {

namespace {
constexpr int kMaxDetail = 300;
}

QString toName(ErrorFamily family)
{
    switch (family) {
    case ErrorFamily::Input: return QStringLiteral("input");
    case ErrorFamily::Network: return QStringLiteral("network");
    case ErrorFamily::Timeout: return QStringLiteral("timeout");
    case ErrorFamily::Protocol: return QStringLiteral("protocol");
    case ErrorFamily::Auth: return QStringLiteral("auth");
    case ErrorFamily::Clock: return QStringLiteral("clock");
    case ErrorFamily::RateLimit: return QStringLiteral("rate_limit");
    case ErrorFamily::Order: return QStringLiteral("order");
    case ErrorFamily::Balance: return QStringLiteral("balance");
    case ErrorFamily::Instrument: return QStringLiteral("instrument");
    case ErrorFamily::Venue: return QStringLiteral("venue");
    case ErrorFamily::Storage: return QStringLiteral("storage");
    case ErrorFamily::Keychain: return QStringLiteral("keychain");
    case ErrorFamily::Analyst: return QStringLiteral("analyst");
    case ErrorFamily::Internal: break;
    }
    return QStringLiteral("internal");
}

QString toName(Retry retry)
{
    switch (retry) {
    case Retry::Later: return QStringLiteral("later");
    case Retry::AfterResync: return QStringLiteral("after_resync");
    case Retry::Never: break;
    }
    return QStringLiteral("never");
}

QString toName(Certainty certainty)
{
    switch (certainty) {
    case Certainty::NotSent: return QStringLiteral("not_sent");
    case Certainty::Refused: return QStringLiteral("refused");
    case Certainty::Unknown: break;
    }
    return QStringLiteral("unknown");
}

Error inputError(const QString &detail)
{
    return {ErrorFamily::Input, Retry::Never, Certainty::NotSent, 0, detail.left(kMaxDetail)};
}

Error protocolError(const QString &detail, Certainty certainty)
{
    return {ErrorFamily::Protocol, Retry::Never, certainty, 0, detail.left(kMaxDetail)};
}

} // namespace bw
