// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/keybook.h"
#include "app/sessionplan.h"
#include "core/base/scheduler.h"
#include "core/ports/secretstore.h"

#include <QObject>

#include <memory>

namespace bw {

/// Where keys come from and where they go: the environment or the keychain, by the rules of interfaces.md. Gui thread, since a keychain may
/// prompt. Tells the session's keys once, when they are there; the window never waits for them. Writes a key nowhere but into the keychain,
/// and only when asked to; what the keychain does not take is kept in memory for this run, and told.
class KeyKeeper final : public QObject {
    Q_OBJECT
public:
    KeyKeeper(std::unique_ptr<SecretStore> store, KeyBook &book, QObject *parent = nullptr);

    /// `useEnvironment`: --offscreen, where nobody can be asked. Otherwise the keychain's active key wins, and a key of the environment is
    /// offered for import where the profile has none, or used for this run where there is no keychain.
    void load(const SessionPlan &plan, bool useEnvironment);
    /// The session's key once more, after a keychain was unlocked or a key renewed at the venue.
    void reload();

    using KeyCallback = std::function<void(const Result<ApiKey> &)>;
    void read(Profile profile, const QString &id, KeyCallback done);
    /// Into the keychain, else into memory for this run. `done` says whether it lasts; the key is there either way.
    void add(Profile profile, const QString &name, const ApiKey &key, std::function<void(const QString &id, const Done &)> done);
    void replace(Profile profile, const QString &id, const ApiKey &key, std::function<void(const Done &)> done);
    /// Out of the keychain first: a name that is left says that a key may be left too.
    void remove(Profile profile, const QString &id, std::function<void(const Done &)> done);

Q_SIGNALS:
    void venueKeyFound(const bw::ApiKey &key, const bw::KeyUse &use);
    void analystKeyFound(const bw::SecretBytes &key);
    void importOffered();
    void venueKeyMissing(); ///< neither here nor there
    void keychainFailed(const bw::Error &error);

private:
    void readVenueKey();
    void adoptFirstKey();
    void offerEnvironmentKey();
    void readAnalystKey();
    void give(const ApiKey &key, const QString &name);

    std::unique_ptr<SecretStore> m_store;
    KeyBook &m_book;
    SessionPlan m_plan;
    bool m_useEnvironment = false;
};

} // namespace bw
