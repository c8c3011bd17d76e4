// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/keyauditcodec.h"

#include "core/net/json.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>
#include <array>

namespace bw {
namespace {

constexpr int kMaxGroups = 100;
constexpr int kMaxEntries = 100;
constexpr int kMaxText = 64;
constexpr qint64 kWarnDays = 14; ///< an unbound key dies 90 days after it was made

constexpr std::array kTradeGroups{"ContractTrade", "Spot", "Options", "Derivatives"};
/// Rights over money that trading does not need.
constexpr std::array kExtraGroups{"Exchange", "Earn", "FiatP2P", "FiatBitPay", "FiatConvertBroker", "FiatGlobalPay", "FiatBybitPay", "BitCard"};
constexpr std::array kHarmlessGroups{"ByXPost", "Affiliate", "BlockTrade", "NFT", "CopyTrading"};

template <std::size_t Size>
bool isOneOf(const std::array<const char *, Size> &names, const QString &name)
{
    return std::any_of(names.begin(), names.end(), [&name](const char *one) { return name == QLatin1StringView(one); });
}

/// What the lists say, before readOnly has its word.
struct Rights {
    bool mayTrade = false, mayTransfer = false, mayWithdraw = false;
    QStringList permissions, extras, unknown;
};

void readGroup(const QString &group, const QJsonArray &entries, Rights &rights)
{
    if (entries.isEmpty())
        return;
    if (isOneOf(kTradeGroups, group))
        rights.mayTrade = true;
    else if (isOneOf(kExtraGroups, group))
        rights.extras.append(group);
    else if (group != u"Wallet" && !isOneOf(kHarmlessGroups, group))
        rights.unknown.append(group);

    for (const QJsonValue &entry : entries) {
        const QString name = entry.toString().left(kMaxText);
        rights.permissions.append(group + u'.' + name);
        if (group == u"Wallet")
            (name == u"Withdraw" ? rights.mayWithdraw : rights.mayTransfer) = true;
    }
}

Result<Rights> readRights(const QJsonObject &groups)
{
    if (groups.size() > kMaxGroups)
        return fail(protocolError(QStringLiteral("a key with too many groups of permissions")));
    Rights rights;
    for (auto it = groups.begin(); it != groups.end(); ++it) {
        const QJsonArray entries = it.value().toArray();
        // A group in a shape that we don't know must not look like an empty one.
        if (!(it.value().isArray() || it.value().isNull()) || entries.size() > kMaxEntries)
            return fail(protocolError(QStringLiteral("a group of permissions that can't be read")));
        readGroup(it.key().left(kMaxText), entries, rights);
    }
    return rights;
}

KeyLevel levelOf(const Rights &rights, bool isReadOnly)
{
    if (isReadOnly) // even if the lists name orders and transfers
        return KeyLevel::ReadOnly;
    if (rights.mayWithdraw)
        return KeyLevel::Withdraw;
    if (rights.mayTransfer)
        return KeyLevel::Transfer;
    return rights.mayTrade ? KeyLevel::Trade : KeyLevel::None;
}

/// Raises the verdict and says why; it never falls again.
void add(KeyAudit &audit, KeyAudit::Advice advice, const QString &reason)
{
    audit.verdict = std::max(audit.verdict, advice);
    audit.reasons.append(reason);
}

void judgeLifetime(const QJsonObject &result, KeyAudit &audit)
{
    const bool isBound = !audit.ips.isEmpty() && !audit.ips.contains(QStringLiteral("*"));
    if (!isBound)
        add(audit, KeyAudit::Advice::Warn, QStringLiteral("no_ip_binding"));

    // Days left are told where there are some: on a bound key they are -2, and expiredAt is 1970.
    const auto days = integerOf(result.value(QLatin1StringView("deadlineDay")));
    const QDateTime expires = QDateTime::fromString(result.value(QLatin1StringView("expiredAt")).toString().left(kMaxText), Qt::ISODate);
    const bool mayExpire = days.value_or(-1) >= 0;
    if (mayExpire && expires.isValid() && expires.toMSecsSinceEpoch() > 0)
        audit.expiresAt = fromMs(expires.toMSecsSinceEpoch());
    if (mayExpire && *days <= kWarnDays)
        add(audit, KeyAudit::Advice::Warn, QStringLiteral("expires_soon"));
}

} // namespace

Result<KeyAudit> decodeKeyAudit(const QJsonObject &result)
{
    const auto readOnly = integerOf(result.value(QLatin1StringView("readOnly")));
    const QJsonValue permissions = result.value(QLatin1StringView("permissions"));
    if (!readOnly || *readOnly < 0 || *readOnly > 1 || !permissions.isObject())
        return fail(protocolError(QStringLiteral("a key audit without readOnly or permissions")));
    const auto rights = readRights(permissions.toObject());
    if (!rights)
        return fail(rights.error());

    KeyAudit audit;
    audit.verdict = KeyAudit::Advice::Ok;
    audit.permissions = rights->permissions;
    audit.level = levelOf(*rights, *readOnly == 1);
    for (const QJsonValue &ip : result.value(QLatin1StringView("ips")).toArray())
        if (audit.ips.size() < kMaxEntries)
            audit.ips.append(ip.toString().left(kMaxText));

    switch (audit.level) {
    case KeyLevel::Withdraw: add(audit, KeyAudit::Advice::Refuse, QStringLiteral("withdraw")); break;
    case KeyLevel::Transfer: add(audit, KeyAudit::Advice::Warn, QStringLiteral("transfer")); break;
    case KeyLevel::ReadOnly: add(audit, KeyAudit::Advice::Ok, QStringLiteral("read_only")); break;
    case KeyLevel::None: add(audit, KeyAudit::Advice::Warn, QStringLiteral("no_permission")); break;
    case KeyLevel::Unaudited: // of what could not be read at all
    case KeyLevel::Trade: break;
    }
    const bool isReadOnly = audit.level == KeyLevel::ReadOnly;
    for (const QString &group : rights->extras)
        if (!isReadOnly)
            add(audit, KeyAudit::Advice::Warn, QStringLiteral("extra_group:") + group);
    for (const QString &group : rights->unknown)
        add(audit, isReadOnly ? KeyAudit::Advice::Ok : KeyAudit::Advice::Warn, QStringLiteral("unknown_group:") + group);
    judgeLifetime(result, audit);
    if (integerOf(result.value(QLatin1StringView("type"))) == 2)
        add(audit, KeyAudit::Advice::Warn, QStringLiteral("third_party"));
    if (integerOf(result.value(QLatin1StringView("uta"))) == 0)
        add(audit, KeyAudit::Advice::Warn, QStringLiteral("not_unified"));
    return audit;
}

} // namespace bw
