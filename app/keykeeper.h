// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sessionplan.h"
#include "core/base/scheduler.h"
#include "core/ports/secretstore.h"

#include <QObject>

#include <memory>

namespace bw {

/// Where keys come from: the environment or the keychain, by the rules of interfaces.md. Gui thread, since a keychain may prompt. Tells
/// each key once, when it is there; the window never waits for it. Writes a key nowhere but into the keychain, and only when asked to.
class KeyKeeper final : public QObject {
    Q_OBJECT
public:
    KeyKeeper(std::unique_ptr<SecretStore> store, QObject *parent = nullptr);

    /// `useEnvironment`: --offscreen, where nobody can be asked. Otherwise the keychain's entry wins, and a key of the environment is
    /// offered for import where the keychain has none, or used for this run where there is no keychain.
    void load(const SessionPlan &plan, bool useEnvironment);
    /// The user's answer to importOffered().
    void importEnvironmentKey();

Q_SIGNALS:
    void venueKeyFound(const bw::ApiKey &key);
    void analystKeyFound(const bw::SecretBytes &key);
    void importOffered();
    void venueKeyMissing(); ///< neither here nor there
    void keychainFailed(const bw::Error &error);

private:
    void readVenueKey();
    void readAnalystKey();
    [[nodiscard]] QString venueEntry() const;

    std::unique_ptr<SecretStore> m_store;
    SessionPlan m_plan;
};

} // namespace bw
