// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/keychecker.h"
#include "app/keykeeper.h"
#include "ui/models/keyclient.h"

#include <QHash>

namespace bw {

class ThreadedEngineClient;

/// KeyClient put together: the book of names, the keychain, the checks, the hosts, and the session that a change concerns. Gui thread; owned
/// by the application. Hands no secret to the window, and switches nothing by itself: it asks for another session by its signal.
class KeyDesk final : public KeyClient {
    Q_OBJECT
public:
    KeyDesk(KeyKeeper &keeper, KeyBook &book, Settings &settings, ThreadedEngineClient &engine, SessionPlan plan, QObject *parent = nullptr);

    [[nodiscard]] QVector<KeyRow> keys(Profile profile) const override;
    [[nodiscard]] QString activeId(Profile profile) const override { return m_book.activeId(profile); }
    [[nodiscard]] QString environmentKey(Profile profile) const override;
    void addKey(Profile profile, const QString &name, const ApiKey &key) override;
    void importEnvironmentKey(Profile profile, const QString &name) override;
    void renameKey(Profile profile, const QString &id, const QString &name) override;
    void replaceKey(Profile profile, const QString &id, const ApiKey &key) override;
    void removeKey(Profile profile, const QString &id) override;
    void chooseKey(Profile profile, const QString &id) override;
    void retryKey() override { m_keeper.reload(); }
    void checkKey(Profile profile, const QString &id) override;
    void setTransferAllowed(Profile profile, const QString &id, bool isAllowed) override;
    [[nodiscard]] QVector<VenueSite> sites() const override;
    [[nodiscard]] VenueSite site() const override;
    void setSite(const VenueSite &site) override;
    [[nodiscard]] QString hostOf(Profile profile) const override;
    void openProfile(Profile profile) override { Q_EMIT sessionWanted(profile); }

Q_SIGNALS:
    void sessionWanted(bw::Profile profile);

private:
    struct Asked {
        Profile profile = Profile::Testnet;
        QString id, publicKey;
    };
    [[nodiscard]] bool isActive(Profile profile, const QString &id) const;
    [[nodiscard]] Result<SessionPlan> planOf(Profile profile) const;
    [[nodiscard]] bool isRefused(const QString &code);
    void tell(const Done &done);

    KeyKeeper &m_keeper;
    KeyBook &m_book;
    Settings &m_settings;
    ThreadedEngineClient &m_engine;
    const SessionPlan m_plan;
    KeyUse m_use; ///< of the session's key
    KeyChecker m_checker;
    QHash<int, Asked> m_asked; ///< checks on their way
};

} // namespace bw
