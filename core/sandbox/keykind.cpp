// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/keykind.h"

#include "core/sandbox/codes.h"

#include <QJsonArray>
#include <QStringList>

#include <array>
#include <utility>

namespace bw {

namespace {

using Name = std::pair<KeyKind, const char *>;
constexpr std::array kNames{Name{KeyKind::Trade, "trade"}, Name{KeyKind::ReadOnly, "read-only"}, Name{KeyKind::Transfer, "transfer"},
                            Name{KeyKind::Withdraw, "withdraw"}, Name{KeyKind::NoRights, "no-rights"}, Name{KeyKind::Unbound, "unbound"},
                            Name{KeyKind::ExpiresSoon, "expires-soon"}, Name{KeyKind::Classic, "classic"}, Name{KeyKind::Expired, "expired"},
                            Name{KeyKind::BoundElsewhere, "bound-elsewhere"}, Name{KeyKind::Foreign, "foreign"},
                            Name{KeyKind::NoRight, "no-right"}, Name{KeyKind::NoAudit, "no-audit"}};

QJsonArray some(std::initializer_list<const char *> names)
{
    QJsonArray list;
    for (const char *name : names)
        list.append(QLatin1StringView(name));
    return list;
}

} // namespace

QString toName(KeyKind kind)
{
    for (const Name &name : kNames)
        if (name.first == kind)
            return QString::fromLatin1(name.second);
    return {};
}

std::optional<KeyKind> keyKindFromName(QStringView name)
{
    for (const Name &each : kNames)
        if (name == QLatin1StringView(each.second))
            return each.first;
    return std::nullopt;
}

QString keyKindNames()
{
    QStringList names;
    for (const Name &name : kNames)
        names.append(QLatin1StringView(name.second));
    return names.join(QStringLiteral(", "));
}

namespace sandbox {

int refusalOf(KeyKind kind)
{
    switch (kind) {
    case KeyKind::Expired: return code::Expired;
    case KeyKind::BoundElsewhere: return code::Address;
    case KeyKind::Foreign: return code::UnknownKey;
    case KeyKind::NoRight: return code::Permission;
    default: return code::Ok;
    }
}

QJsonObject keyRow(KeyKind kind, const QByteArray &key)
{
    const bool hasRights = kind != KeyKind::NoRights;
    const bool isBound = kind != KeyKind::Unbound && kind != KeyKind::ExpiresSoon;
    const int daysLeft = kind == KeyKind::ExpiresSoon ? 5 : 63;
    const QJsonArray wallet = kind == KeyKind::Withdraw ? some({"AccountTransfer", "SubMemberTransfer", "Withdraw"})
        : kind == KeyKind::Transfer || kind == KeyKind::ReadOnly ? some({"AccountTransfer", "SubMemberTransfer"})
                                                                 : QJsonArray();
    const QJsonObject permissions{
        {QStringLiteral("ContractTrade"), hasRights ? some({"Order", "Position"}) : QJsonArray()},
        {QStringLiteral("Spot"), hasRights ? some({"SpotTrade"}) : QJsonArray()},
        {QStringLiteral("Wallet"), wallet},
        {QStringLiteral("Options"), QJsonArray()},
        {QStringLiteral("Derivatives"), hasRights ? some({"DerivativesTrade"}) : QJsonArray()},
        {QStringLiteral("CopyTrading"), QJsonArray()},
        {QStringLiteral("BlockTrade"), QJsonArray()},
        {QStringLiteral("Exchange"), QJsonArray()},
        {QStringLiteral("NFT"), QJsonArray()},
        {QStringLiteral("Affiliate"), QJsonArray()},
        {QStringLiteral("Earn"), QJsonArray()},
    };
    return {
        {QStringLiteral("id"), QStringLiteral("1")},
        {QStringLiteral("note"), QStringLiteral("sandbox")},
        {QStringLiteral("apiKey"), QString::fromUtf8(key)},
        {QStringLiteral("readOnly"), kind == KeyKind::ReadOnly ? 1 : 0},
        {QStringLiteral("secret"), QString()},
        {QStringLiteral("permissions"), permissions},
        {QStringLiteral("ips"), some({isBound ? "127.0.0.1" : "*"})},
        {QStringLiteral("type"), 1},
        {QStringLiteral("deadlineDay"), isBound ? -2 : daysLeft},
        {QStringLiteral("expiredAt"), isBound ? QStringLiteral("1970-01-01T00:00:00Z") : QStringLiteral("2027-01-31T00:00:00Z")},
        {QStringLiteral("createdAt"), QStringLiteral("2026-01-01T00:00:00Z")},
        {QStringLiteral("unified"), 0},
        {QStringLiteral("uta"), kind == KeyKind::Classic ? 0 : 1},
        {QStringLiteral("userID"), 1},
        {QStringLiteral("inviterID"), 0},
        {QStringLiteral("affiliateID"), 0},
        {QStringLiteral("vipLevel"), QStringLiteral("No VIP")},
        {QStringLiteral("mktMakerLevel"), QStringLiteral("0")},
        {QStringLiteral("rsaPublicKey"), QString()},
        {QStringLiteral("isMaster"), true},
        {QStringLiteral("parentUid"), QStringLiteral("0")},
        {QStringLiteral("kycLevel"), QStringLiteral("LEVEL_DEFAULT")},
        {QStringLiteral("kycRegion"), QString()},
    };
}

} // namespace sandbox
} // namespace bw
