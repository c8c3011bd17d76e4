// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/keyclient.h"

#include <map>

namespace bw {

/// Keys of window tests and pictures: it records every wish and does nothing by itself, but for what a test sets. Checks are answered by
/// tests through answer().
class FakeKeyClient final : public KeyClient {
public:
    struct Added {
        Profile profile;
        QString idOrName;
        ApiKey key;
    };
    std::map<Profile, QVector<KeyRow>> rows;
    std::map<Profile, QString> active;
    QString environment;
    VenueSite ownSite{QStringLiteral("https://api.bybit.com"), QStringLiteral("wss://stream.bybit.com")};
    QVector<Added> added, replaced;
    QVector<std::pair<QString, QString>> renamed, checked; ///< id, name; profile, id
    QStringList removed, chosen, imported;
    QVector<std::pair<QString, bool>> allowed;
    QVector<Profile> opened;
    QVector<VenueSite> sitesSet;
    int retries = 0;

    [[nodiscard]] QVector<KeyRow> keys(Profile profile) const override { return rows.count(profile) ? rows.at(profile) : QVector<KeyRow>(); }
    [[nodiscard]] QString activeId(Profile profile) const override { return active.count(profile) ? active.at(profile) : QString(); }
    [[nodiscard]] QString environmentKey(Profile) const override { return environment; }
    void addKey(Profile profile, const QString &name, const ApiKey &key) override { added.append({profile, name, key}); }
    void importEnvironmentKey(Profile, const QString &name) override { imported.append(name); }
    void renameKey(Profile, const QString &id, const QString &name) override { renamed.append({id, name}); }
    void replaceKey(Profile profile, const QString &id, const ApiKey &key) override { replaced.append({profile, id, key}); }
    void removeKey(Profile, const QString &id) override { removed.append(id); }
    void chooseKey(Profile, const QString &id) override { chosen.append(id); }
    void retryKey() override { ++retries; }
    void checkKey(Profile profile, const QString &id) override { checked.append({toName(profile), id}); }
    void setTransferAllowed(Profile, const QString &id, bool isAllowed) override { allowed.append({id, isAllowed}); }
    [[nodiscard]] QVector<VenueSite> sites() const override
    {
        return {{QStringLiteral("https://api.bybit.com"), QStringLiteral("wss://stream.bybit.com")},
                {QStringLiteral("https://api.bybit.nl"), QStringLiteral("wss://stream.bybit.com")},
                {QStringLiteral("https://api.bybit.kz"), QStringLiteral("wss://stream.bybit.kz")}};
    }
    [[nodiscard]] VenueSite site() const override { return ownSite; }
    void setSite(const VenueSite &site) override { sitesSet.append(site); }
    [[nodiscard]] QString hostOf(Profile profile) const override
    {
        return profile == Profile::Testnet ? QStringLiteral("api-testnet.bybit.com") : profile == Profile::Demo ? QStringLiteral("api-demo.bybit.com") : QStringLiteral("api.bybit.com");
    }
    void openProfile(Profile profile) override { opened.append(profile); }

    void answer(Profile profile, const QString &id, KeyReport report, bool isAllowed = false)
    {
        report.host = hostOf(profile);
        Q_EMIT keyChecked({profile, id, report, isAllowed});
    }
};

/// Reports of the kinds that pictures and tests of the wizard show.
namespace keysamples {

inline KeyLine line(KeyLine::Part part, KeyLine::Light light, const char *code, const char *detail = "")
{
    return {part, light, QString::fromLatin1(code), QString::fromLatin1(detail)};
}

inline KeyReport fit()
{
    using P = KeyLine::Part;
    using L = KeyLine::Light;
    KeyReport report;
    report.verdict = KeyReport::Verdict::Trade;
    report.level = KeyLevel::Trade;
    report.boundAddresses = {QStringLiteral("203.0.113.7"), QStringLiteral("203.0.113.8")};
    report.lines = {line(P::Clock, L::Green, "ok", "-3"), line(P::Key, L::Green, "ok"),
                    line(P::Permissions, L::Green, "trade", "ContractTrade.Order, ContractTrade.Position, Derivatives.DerivativesTrade, Spot.SpotTrade"),
                    line(P::IpBinding, L::Green, "bound", "2"), line(P::AccountType, L::Green, "unified"), line(P::PositionMode, L::Green, "one_way"),
                    line(P::MarginMode, L::Green, "cross")};
    return report;
}

inline KeyReport withdraw()
{
    KeyReport report = fit();
    report.verdict = KeyReport::Verdict::Refused;
    report.level = KeyLevel::Withdraw;
    report.boundAddresses = {QStringLiteral("*")};
    report.lines[2] = line(KeyLine::Part::Permissions, KeyLine::Light::Red, "withdraw", "Wallet.Withdraw");
    report.lines[3] = line(KeyLine::Part::IpBinding, KeyLine::Light::Red, "unbound_expires_soon", "2026-12-03");
    return report;
}

inline KeyReport transfer()
{
    KeyReport report = fit();
    report.verdict = KeyReport::Verdict::TransferAsked;
    report.level = KeyLevel::Transfer;
    report.lines[2] = line(KeyLine::Part::Permissions, KeyLine::Light::Amber, "transfer", "Wallet.AccountTransfer");
    return report;
}

/// `code` of the key's own line; the lines behind it were not asked for.
inline KeyReport failed(const char *code, const char *number)
{
    KeyReport report = fit();
    report.verdict = KeyReport::Verdict::Failed;
    report.level = KeyLevel::None;
    report.boundAddresses.clear();
    for (auto &each : report.lines)
        if (each.part != KeyLine::Part::Clock)
            each = line(each.part, KeyLine::Light::Off, "not_asked");
    report.lines[1] = line(KeyLine::Part::Key, KeyLine::Light::Red, code, number);
    return report;
}

} // namespace keysamples
} // namespace bw
