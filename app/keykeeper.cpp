// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keykeeper.h"

#include <QPointer>

namespace bw {

namespace {

const QString kAnalystEntry = QStringLiteral("holysheep.key");
const QString kFirstId = QStringLiteral("0");

/// One entry holds both halves, so that they can't be torn apart: the key, a line feed, the secret (which may have lines itself: PEM).
SecretBytes packed(const ApiKey &key)
{
    QByteArray bytes = key.key.toUtf8() + '\n' + key.secret.reveal().toByteArray();
    const SecretBytes secret(bytes);
    wipe(bytes);
    return secret;
}

ApiKey unpacked(const SecretBytes &entry)
{
    const auto bytes = entry.reveal();
    const auto split = bytes.indexOf('\n');
    if (split <= 0)
        return {};
    return {QString::fromUtf8(bytes.first(split)), SecretBytes(bytes.sliced(split + 1))};
}

Error gone()
{
    return {ErrorFamily::Keychain, Retry::Later, Certainty::NotSent, keychain::Gone, QStringLiteral("keychain: no such entry")};
}

} // namespace

KeyKeeper::KeyKeeper(std::unique_ptr<SecretStore> store, KeyBook &book, QObject *parent) : QObject(parent), m_store(std::move(store)), m_book(book) {}

void KeyKeeper::load(const SessionPlan &plan, bool useEnvironment)
{
    m_plan = plan;
    m_useEnvironment = useEnvironment;
    if (plan.usesVenueKey())
        reload();
    if (!useEnvironment)
        readAnalystKey();
    else if (!plan.environmentAnalystKey.isEmpty())
        Q_EMIT analystKeyFound(plan.environmentAnalystKey);
}

void KeyKeeper::reload()
{
    if (m_useEnvironment && !m_book.runKey(m_plan.profile, m_book.activeId(m_plan.profile))) {
        if (m_plan.environmentKey.isEmpty())
            Q_EMIT venueKeyMissing();
        else
            give(m_plan.environmentKey, {});
        return;
    }
    readVenueKey();
}

void KeyKeeper::give(const ApiKey &key, const QString &name)
{
    Q_EMIT venueKeyFound(key, {name, m_book.isTransferAllowed(key.key)});
}

void KeyKeeper::readVenueKey()
{
    const Profile profile = m_plan.profile;
    const auto active = m_book.find(profile, m_book.activeId(profile));
    if (!active)
        return m_book.keys(profile).isEmpty() ? adoptFirstKey() : offerEnvironmentKey();
    read(profile, active->id, [guard = QPointer<KeyKeeper>(this), name = active->name](const Result<ApiKey> &key) {
        if (!guard)
            return;
        if (key)
            return guard->give(*key, name);
        Q_EMIT guard->keychainFailed(key.error());
        if (!guard->m_plan.environmentKey.isEmpty())
            guard->give(guard->m_plan.environmentKey, {}); // memory only, for this run
    });
}

/// A profile without a list may have a key of the time when there was but one.
void KeyKeeper::adoptFirstKey()
{
    const Profile profile = m_plan.profile;
    m_store->read(KeyBook::entryName(profile, kFirstId), [guard = QPointer<KeyKeeper>(this), profile](const Result<std::optional<SecretBytes>> &entry) {
        if (!guard)
            return;
        if (!entry) {
            Q_EMIT guard->keychainFailed(entry.error());
            if (guard->m_plan.environmentKey.isEmpty())
                Q_EMIT guard->venueKeyMissing(); // one can still be entered for this run
            else
                guard->give(guard->m_plan.environmentKey, {});
            return;
        }
        if (!*entry)
            return guard->offerEnvironmentKey();
        const QString name = tr("Main");
        if (const auto kept = guard->m_book.add(profile, kFirstId, name); !kept)
            Q_EMIT guard->keychainFailed(kept.error());
        guard->give(unpacked(**entry), name);
    });
}

void KeyKeeper::offerEnvironmentKey()
{
    if (m_plan.environmentKey.isEmpty())
        Q_EMIT venueKeyMissing();
    else
        Q_EMIT importOffered();
}

void KeyKeeper::readAnalystKey()
{
    m_store->read(kAnalystEntry, [guard = QPointer<KeyKeeper>(this)](const Result<std::optional<SecretBytes>> &entry) {
        if (!guard)
            return;
        if (entry && *entry)
            Q_EMIT guard->analystKeyFound(**entry);
        else if (!guard->m_plan.environmentAnalystKey.isEmpty())
            Q_EMIT guard->analystKeyFound(guard->m_plan.environmentAnalystKey);
    });
}

void KeyKeeper::read(Profile profile, const QString &id, KeyCallback done)
{
    if (const auto held = m_book.runKey(profile, id))
        return done(*held);
    m_store->read(KeyBook::entryName(profile, id), [guard = QPointer<KeyKeeper>(this), done = std::move(done)](const Result<std::optional<SecretBytes>> &entry) {
        if (!guard)
            return;
        const ApiKey key = entry && *entry ? unpacked(**entry) : ApiKey();
        if (!entry)
            done(fail(entry.error()));
        else
            done(key.isEmpty() ? Result<ApiKey>(fail(gone())) : Result<ApiKey>(key));
    });
}

void KeyKeeper::add(Profile profile, const QString &name, const ApiKey &key, std::function<void(const QString &, const Done &)> done)
{
    const QString id = KeyBook::freshId();
    m_store->write(KeyBook::entryName(profile, id), packed(key),
                   [guard = QPointer<KeyKeeper>(this), profile, id, name, key, done = std::move(done)](const Done &written) {
                       if (!guard)
                           return;
                       const Done kept = written ? guard->m_book.add(profile, id, name) : written;
                       if (written && !kept) // without a name nobody would find it again
                           guard->m_store->remove(KeyBook::entryName(profile, id), [](const Done &) {});
                       if (!kept)
                           guard->m_book.addForThisRun(profile, id, name, key);
                       done(id, kept);
                   });
}

void KeyKeeper::replace(Profile profile, const QString &id, const ApiKey &key, std::function<void(const Done &)> done)
{
    const auto entry = m_book.find(profile, id);
    if (!entry)
        return;
    m_store->write(KeyBook::entryName(profile, id), packed(key),
                   [guard = QPointer<KeyKeeper>(this), profile, id, name = entry->name, key, done = std::move(done)](const Done &written) {
                       if (!guard)
                           return;
                       if (!written) {
                           guard->m_book.addForThisRun(profile, id, name, key);
                           return done(written);
                       }
                       guard->m_book.forgetRunKey(profile, id);
                       // One that was for this run only lasts from now on.
                       done(guard->m_book.find(profile, id) ? Done() : guard->m_book.add(profile, id, name));
                   });
}

void KeyKeeper::remove(Profile profile, const QString &id, std::function<void(const Done &)> done)
{
    m_store->remove(KeyBook::entryName(profile, id), [guard = QPointer<KeyKeeper>(this), profile, id, done = std::move(done)](const Done &removed) {
        if (!guard)
            return;
        guard->m_book.forgetRunKey(profile, id);
        done(removed ? guard->m_book.remove(profile, id) : removed);
    });
}

} // namespace bw
