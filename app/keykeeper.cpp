// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keykeeper.h"

#include <QPointer>

namespace bw {

namespace {

const QString kAnalystEntry = QStringLiteral("holysheep.key");

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

} // namespace

KeyKeeper::KeyKeeper(std::unique_ptr<SecretStore> store, QObject *parent) : QObject(parent), m_store(std::move(store)) {}

QString KeyKeeper::venueEntry() const { return QStringLiteral("bybit.%1").arg(toName(m_plan.profile)); }

void KeyKeeper::load(const SessionPlan &plan, bool useEnvironment)
{
    m_plan = plan;
    if (plan.usesVenueKey()) {
        if (!useEnvironment)
            readVenueKey();
        else if (!plan.environmentKey.isEmpty())
            Q_EMIT venueKeyFound(plan.environmentKey);
        else
            Q_EMIT venueKeyMissing();
    }
    if (!useEnvironment)
        readAnalystKey();
    else if (!plan.environmentAnalystKey.isEmpty())
        Q_EMIT analystKeyFound(plan.environmentAnalystKey);
}

void KeyKeeper::readVenueKey()
{
    m_store->read(venueEntry(), [guard = QPointer<KeyKeeper>(this)](const Result<std::optional<SecretBytes>> &entry) {
        if (!guard)
            return;
        const bool hasEnvironmentKey = !guard->m_plan.environmentKey.isEmpty();
        if (!entry) {
            Q_EMIT guard->keychainFailed(entry.error());
            if (hasEnvironmentKey)
                Q_EMIT guard->venueKeyFound(guard->m_plan.environmentKey); // memory only, for this run
        } else if (*entry) {
            Q_EMIT guard->venueKeyFound(unpacked(**entry));
        } else if (hasEnvironmentKey) {
            Q_EMIT guard->importOffered();
        } else {
            Q_EMIT guard->venueKeyMissing();
        }
    });
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

void KeyKeeper::importEnvironmentKey()
{
    m_store->write(venueEntry(), packed(m_plan.environmentKey), [guard = QPointer<KeyKeeper>(this)](const Done &done) {
        if (!guard)
            return;
        if (!done)
            Q_EMIT guard->keychainFailed(done.error());
        Q_EMIT guard->venueKeyFound(guard->m_plan.environmentKey);
    });
}

} // namespace bw
