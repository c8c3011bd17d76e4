// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keydesk.h"

#include "core/bybit/bybitregions.h"
#include "core/engine/threadedengineclient.h"

#include <QPointer>

namespace bw {

namespace {

constexpr qsizetype kLongestKey = 200;
constexpr qsizetype kLongestSecret = 10'000; // a PEM of 8192 bits has some 6,400

/// "" or why it can't be one.
QString keyProblem(const ApiKey &key)
{
    const QByteArrayView secret = key.secret.reveal();
    const auto isBlank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    if (key.isEmpty() || key.key.size() > kLongestKey || secret.size() > kLongestSecret
        || std::any_of(key.key.begin(), key.key.end(), [](QChar c) { return c.isSpace() || !c.isPrint(); }))
        return QStringLiteral("key_incomplete");
    if (secret.toByteArray().contains("PRIVATE KEY")) // it signs, or it is none
        return Signer(key.secret).sign("bellwether") ? QString() : QStringLiteral("bad_pem");
    return std::any_of(secret.begin(), secret.end(), isBlank) ? QStringLiteral("key_incomplete") : QString();
}

/// A name is shown and kept in plain: neither half of the key may end up there by a slip of the mouse.
bool isPartOfKey(const QString &name, const ApiKey &key)
{
    const QByteArray bytes = name.toUtf8();
    return name == key.key || (bytes.size() >= 8 && key.secret.reveal().toByteArray().contains(bytes));
}

QString masked(const QString &key)
{
    return key.size() < 8 ? QStringLiteral("\u2026") : key.left(2) + u'\u2026' + key.right(2);
}

} // namespace

KeyDesk::KeyDesk(KeyKeeper &keeper, KeyBook &book, Settings &settings, ThreadedEngineClient &engine, SessionPlan plan, QObject *parent)
    : KeyClient(parent), m_keeper(keeper), m_book(book), m_settings(settings), m_engine(engine), m_plan(std::move(plan))
{
    connect(&m_checker, &KeyChecker::finished, this, [this](int number, const KeyReport &report) {
        const Asked asked = m_asked.take(number);
        Q_EMIT keyChecked({asked.profile, asked.id, report, m_book.isTransferAllowed(asked.publicKey)});
    });
    connect(&keeper, &KeyKeeper::venueKeyFound, this, [this](const ApiKey &, const KeyUse &use) {
        m_use = use;
        Q_EMIT keysChanged(m_plan.profile); // one may have been adopted
    });
}

bool KeyDesk::isActive(Profile profile, const QString &id) const { return profile == m_plan.profile && id == m_book.activeId(profile); }

Result<SessionPlan> KeyDesk::planOf(Profile profile) const
{
    return SessionPlan::make(profile, QProcessEnvironment::systemEnvironment(), {m_settings.text(SettingKey::VenueRest), m_settings.text(SettingKey::VenueSocket)});
}

bool KeyDesk::isRefused(const QString &code)
{
    if (!code.isEmpty())
        Q_EMIT problemTold(code, {});
    return !code.isEmpty();
}

void KeyDesk::tell(const Done &done)
{
    if (!done)
        Q_EMIT problemTold(QStringLiteral("keychain"), done.error());
}

QVector<KeyRow> KeyDesk::keys(Profile profile) const
{
    QVector<KeyRow> rows;
    for (const auto &entry : m_book.keys(profile))
        rows.append({entry.id, entry.name, entry.isForThisRunOnly});
    return rows;
}

QString KeyDesk::environmentKey(Profile profile) const
{
    const auto plan = planOf(profile);
    return plan && !plan->environmentKey.isEmpty() ? masked(plan->environmentKey.key) : QString();
}

void KeyDesk::addKey(Profile profile, const QString &name, const ApiKey &key)
{
    const QString plain = name.trimmed();
    if (isRefused(isPartOfKey(plain, key) ? QStringLiteral("name_is_secret") : m_book.nameProblem(profile, plain)) || isRefused(keyProblem(key)))
        return;
    m_keeper.add(profile, plain, key, [guard = QPointer<KeyDesk>(this), profile](const QString &id, const Done &lasting) {
        if (!guard)
            return;
        guard->tell(lasting);
        if (!lasting)
            Q_EMIT guard->problemTold(QStringLiteral("kept_for_this_run"), {});
        Q_EMIT guard->keysChanged(profile);
        if (guard->isActive(profile, id)) // the first of its profile: journal and account are its own
            Q_EMIT guard->sessionWanted(profile);
    });
}

void KeyDesk::importEnvironmentKey(Profile profile, const QString &name)
{
    if (const auto plan = planOf(profile); plan && !plan->environmentKey.isEmpty())
        addKey(profile, name, plan->environmentKey);
}

void KeyDesk::renameKey(Profile profile, const QString &id, const QString &name)
{
    const QString plain = name.trimmed();
    if (isRefused(m_book.nameProblem(profile, plain, id)))
        return;
    tell(m_book.rename(profile, id, plain)); // a name needs no keychain
    if (isActive(profile, id)) {
        m_use.account = plain;
        m_engine.setKeyUse(m_use);
    }
    Q_EMIT keysChanged(profile);
}

void KeyDesk::replaceKey(Profile profile, const QString &id, const ApiKey &key)
{
    if (isRefused(keyProblem(key)))
        return;
    m_keeper.replace(profile, id, key, [guard = QPointer<KeyDesk>(this), profile, id](const Done &lasting) {
        if (!guard)
            return;
        guard->tell(lasting);
        if (!lasting)
            Q_EMIT guard->problemTold(QStringLiteral("kept_for_this_run"), {});
        if (guard->isActive(profile, id))
            guard->m_keeper.reload();
        Q_EMIT guard->keysChanged(profile);
    });
}

void KeyDesk::removeKey(Profile profile, const QString &id)
{
    const bool wasActive = isActive(profile, id);
    m_keeper.remove(profile, id, [guard = QPointer<KeyDesk>(this), profile, wasActive](const Done &removed) {
        if (!guard)
            return;
        guard->tell(removed);
        if (removed && wasActive)
            guard->m_engine.useKey({}); // never silently another account
        Q_EMIT guard->keysChanged(profile);
    });
}

void KeyDesk::chooseKey(Profile profile, const QString &id)
{
    if (m_book.activeId(profile) == id && profile == m_plan.profile)
        return;
    tell(m_book.choose(profile, id));
    Q_EMIT keysChanged(profile);
    Q_EMIT sessionWanted(profile);
}

void KeyDesk::checkKey(Profile profile, const QString &id)
{
    const auto plan = planOf(profile);
    if (!plan || !plan->endpoints) {
        if (!plan)
            Q_EMIT problemTold(QStringLiteral("site"), plan.error());
        return;
    }
    m_keeper.read(profile, id, [guard = QPointer<KeyDesk>(this), profile, id, rest = plan->endpoints->rest](const Result<ApiKey> &key) {
        if (!guard)
            return;
        if (!key)
            return guard->tell(fail(key.error()));
        const int number = guard->m_checker.check(rest, *key, profile == Profile::Demo);
        guard->m_asked.insert(number, {profile, id, key->key});
    });
}

void KeyDesk::setTransferAllowed(Profile profile, const QString &id, bool isAllowed)
{
    m_keeper.read(profile, id, [guard = QPointer<KeyDesk>(this), profile, id, isAllowed](const Result<ApiKey> &key) {
        if (!guard)
            return;
        if (!key)
            return guard->tell(fail(key.error()));
        guard->tell(guard->m_book.setTransferAllowed(key->key, isAllowed));
        if (guard->isActive(profile, id)) {
            guard->m_use.isTransferAllowed = guard->m_book.isTransferAllowed(key->key);
            guard->m_engine.setKeyUse(guard->m_use);
        }
        Q_EMIT guard->keysChanged(profile);
    });
}

QVector<VenueSite> KeyDesk::sites() const
{
    QVector<VenueSite> sites;
    for (const auto &region : bybitRegions())
        sites.append({region.rest, region.socket});
    return sites;
}

VenueSite KeyDesk::site() const
{
    const VenueSite own{m_settings.text(SettingKey::VenueRest), m_settings.text(SettingKey::VenueSocket)};
    return own.rest.isEmpty() ? sites().first() : own;
}

/// Holds from the next session on, since a socket is open to the present one; a check asks the new one at once.
void KeyDesk::setSite(const VenueSite &site)
{
    const auto endpoints = BybitEndpoints::custom(site.rest, site.socket);
    const bool isMain = site == sites().first();
    if (!endpoints || !endpoints->rest.path().isEmpty() || !endpoints->publicSocket.path().isEmpty()
        || !m_settings.set(SettingKey::VenueRest, isMain ? QString() : site.rest) || !m_settings.set(SettingKey::VenueSocket, isMain ? QString() : site.socket)) {
        Q_EMIT problemTold(QStringLiteral("site"), endpoints ? Error() : endpoints.error());
        return;
    }
    tell(m_settings.save());
    Q_EMIT keysChanged(Profile::Live);
}

QString KeyDesk::hostOf(Profile profile) const
{
    const auto plan = planOf(profile);
    return plan ? plan->venueHost() : QString();
}

} // namespace bw
