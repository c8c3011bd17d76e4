// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/keyjudgement.h"

#include "core/bybit/errorcatalogue.h"
#include "core/net/json.h"

namespace bw {
namespace {

using Part = KeyLine::Part;
using Light = KeyLine::Light;
using L = QLatin1StringView;

/// Signed times are corrected by the measured offset, so a clock that is off is a nuisance and not a hindrance.
constexpr std::chrono::milliseconds kClockOff{1000};

KeyLine line(Part part, Light light, const char *code, const QString &detail = {})
{
    return {part, light, QString::fromLatin1(code), detail};
}

KeyLine clockLine(const KeyFindings &found)
{
    if (!found.clock)
        return line(Part::Clock, Light::Off, "not_asked");
    if (!*found.clock)
        return line(Part::Clock, Light::Red, found.clock->error().venueCode == 403 ? "address_rests" : "no_answer");
    const auto offset = std::chrono::round<std::chrono::milliseconds>((*found.clock)->offset);
    const QString ms = QString::number(-offset.count()); // ours against the venue's: > 0 is ahead
    return std::chrono::abs(offset) > kClockOff ? line(Part::Clock, Light::Amber, "clock_off", ms) : line(Part::Clock, Light::Green, "ok", ms);
}

/// The line that a refusal belongs to, and its code: by number, since the texts are not stable.
struct Refusal {
    Part part;
    const char *code;
};

Refusal refusalOf(const Error &error)
{
    switch (error.venueCode) {
    case 10003: return {Part::Key, "foreign_key"};
    case 10004: return {Part::Key, "wrong_secret"};
    case 10007:
    case 401: return {Part::Key, "not_accepted"};
    case 10008:
    case 10024:
    case 10027: return {Part::Key, "account_banned"};
    case 10009: return {Part::Key, "wrong_region"};
    case -2015:
    case 33004: return {Part::Key, "expired"};
    case 403: return {Part::Key, "address_rests"};
    case 10005: return {Part::Permissions, "no_right"};
    case 10010: return {Part::IpBinding, "other_address"};
    default: break;
    }
    if (error.family == ErrorFamily::Auth && error.venueCode == 0)
        return {Part::Key, "cannot_sign"};
    if (error.family == ErrorFamily::Clock)
        return {Part::Clock, "clock_refused"};
    return {Part::Key, "no_answer"};
}

/// True for an answer that says nothing about the key: the venue does not describe it.
bool isUnaudited(const Error &error)
{
    return !isKeyRefusal(error.venueCode) && error.retry == Retry::Never && error.certainty == Certainty::Refused && error.venueCode != 403;
}

KeyLine permissionLine(const KeyAudit &audit)
{
    const QString rights = audit.permissions.join(QStringLiteral(", ")).left(300);
    switch (audit.level) {
    case KeyLevel::Trade: {
        for (const QString &reason : audit.reasons)
            if (reason.startsWith(L("extra_group:")) || reason.startsWith(L("unknown_group:")))
                return line(Part::Permissions, Light::Amber, "more_than_needed", reason.section(u':', 1));
        return line(Part::Permissions, Light::Green, "trade", rights);
    }
    case KeyLevel::ReadOnly: return line(Part::Permissions, Light::Amber, "read_only", rights);
    case KeyLevel::Transfer: return line(Part::Permissions, Light::Amber, "transfer", rights);
    case KeyLevel::Withdraw: return line(Part::Permissions, Light::Red, "withdraw", rights);
    case KeyLevel::Unaudited: return line(Part::Permissions, Light::Amber, "not_audited");
    case KeyLevel::None: break;
    }
    return line(Part::Permissions, Light::Red, "no_permission", rights);
}

KeyLine bindingLine(const KeyAudit &audit)
{
    if (audit.level == KeyLevel::Unaudited)
        return line(Part::IpBinding, Light::Off, "not_audited");
    if (!audit.reasons.contains(QStringLiteral("no_ip_binding")))
        return line(Part::IpBinding, Light::Green, "bound", QString::number(audit.ips.size()));
    const bool isSoon = audit.reasons.contains(QStringLiteral("expires_soon"));
    return line(Part::IpBinding, isSoon ? Light::Red : Light::Amber, isSoon ? "unbound_expires_soon" : "unbound",
                audit.expiresAt ? toIso8601(*audit.expiresAt).left(10) : QString());
}

KeyLine accountLine(const KeyFindings &found, const std::optional<KeyAudit> &audit)
{
    if (audit && audit->reasons.contains(QStringLiteral("not_unified")))
        return line(Part::AccountType, Light::Red, "classic");
    if (found.account && *found.account) {
        const auto status = integerOf((*found.account)->value(L("unifiedMarginStatus"))).value_or(0);
        return status == 1 ? line(Part::AccountType, Light::Red, "classic") : status >= 3 ? line(Part::AccountType, Light::Green, "unified")
                                                                                          : line(Part::AccountType, Light::Amber, "unknown");
    }
    if (audit && audit->level != KeyLevel::Unaudited)
        return line(Part::AccountType, Light::Green, "unified");
    return line(Part::AccountType, Light::Off, "not_asked");
}

KeyLine marginLine(const KeyFindings &found)
{
    if (!found.account)
        return line(Part::MarginMode, Light::Off, "not_asked");
    const QString mode = *found.account ? (*found.account)->value(L("marginMode")).toString() : QString();
    if (mode == u"REGULAR_MARGIN")
        return line(Part::MarginMode, Light::Green, "cross");
    if (mode == u"ISOLATED_MARGIN")
        return line(Part::MarginMode, Light::Green, "isolated");
    if (mode == u"PORTFOLIO_MARGIN")
        return line(Part::MarginMode, Light::Amber, "portfolio");
    return line(Part::MarginMode, Light::Amber, "unknown");
}

KeyLine positionLine(const KeyFindings &found)
{
    if (!found.positions)
        return line(Part::PositionMode, Light::Off, "not_asked");
    if (!*found.positions || !(*found.positions)->isHedge)
        return line(Part::PositionMode, Light::Amber, "unknown");
    return line(Part::PositionMode, Light::Green, *(*found.positions)->isHedge ? "hedge" : "one_way");
}

KeyReport::Verdict verdictOf(const KeyAudit &audit, bool isPlayMoney)
{
    using V = KeyReport::Verdict;
    switch (audit.level) {
    case KeyLevel::Trade: return V::Trade;
    case KeyLevel::Transfer: return V::TransferAsked;
    case KeyLevel::ReadOnly: return V::Viewer;
    case KeyLevel::Unaudited: return isPlayMoney ? V::Trade : V::Refused;
    case KeyLevel::None:
    case KeyLevel::Withdraw: break;
    }
    return V::Refused;
}

} // namespace

KeyReport judgeKey(const KeyFindings &found)
{
    KeyReport report;
    std::optional<KeyAudit> audit;
    if (found.audit && *found.audit)
        audit = **found.audit;
    else if (found.audit && isUnaudited(found.audit->error()))
        audit = KeyAudit{{}, KeyLevel::Unaudited, {}, {}, KeyAudit::Advice::Warn, {QStringLiteral("not_audited")}};
    const std::optional<Refusal> refusal = found.audit && !audit ? std::optional(refusalOf(found.audit->error())) : std::nullopt;

    KeyLine clock = clockLine(found);
    KeyLine key = audit ? line(Part::Key, Light::Green, "ok") : line(Part::Key, Light::Off, "not_asked");
    KeyLine permissions = audit ? permissionLine(*audit) : line(Part::Permissions, Light::Off, "not_asked");
    KeyLine binding = audit ? bindingLine(*audit) : line(Part::IpBinding, Light::Off, "not_asked");
    if (refusal) {
        if (refusal->part != Part::Key && refusal->part != Part::Clock)
            key = line(Part::Key, Light::Green, "known"); // it was recognised, and refused for another reason
        KeyLine &concerned = refusal->part == Part::Key ? key : refusal->part == Part::Clock ? clock : refusal->part == Part::Permissions ? permissions : binding;
        concerned = line(refusal->part, Light::Red, refusal->code, found.audit->error().venueCode != 0 ? QString::number(found.audit->error().venueCode) : QString());
    }
    report.lines = {clock, key, permissions, binding, accountLine(found, audit), positionLine(found), marginLine(found)};
    if (audit) {
        report.level = audit->level;
        report.boundAddresses = audit->ips;
        report.verdict = verdictOf(*audit, found.isPlayMoney);
    }
    return report;
}

} // namespace bw
