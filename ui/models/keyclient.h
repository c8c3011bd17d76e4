// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/sessionview.h"
#include "core/ports/keyreport.h"

#include <QObject>
#include <QVector>

namespace bw {

/// A key as the window knows it: a name. The key itself is in the keychain.
struct KeyRow {
    QString id; ///< never shown
    QString name;
    bool isForThisRunOnly = false; ///< the keychain could not take it
    bool operator==(const KeyRow &) const = default;
};

/// Hosts of the account's site at the venue.
struct VenueSite {
    QString rest;   ///< "https://api.bybit.com"
    QString socket; ///< "wss://stream.bybit.com"
    bool operator==(const VenueSite &) const = default;
};

/// What a check of one key found, and what its owner said of it.
struct KeyCheckView {
    Profile profile = Profile::Testnet;
    QString id;
    KeyReport report;
    bool isTransferAllowed = false;
};

/// The window's end of keys, hosts and profiles, as EngineClient is that of the engine: names come out, secrets only go in. Gui thread; no
/// call blocks, a keychain answers through the signals. ui/ depends on this class and never on what implements it.
class KeyClient : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual QVector<KeyRow> keys(Profile profile) const = 0;
    [[nodiscard]] virtual QString activeId(Profile profile) const = 0; ///< "" where none is chosen
    /// The public half of a key of the environment, masked, while it waits to be imported; "" where there is none.
    [[nodiscard]] virtual QString environmentKey(Profile profile) const = 0;

    /// Into the keychain; the first key of a profile becomes its active one.
    virtual void addKey(Profile profile, const QString &name, const ApiKey &key) = 0;
    virtual void importEnvironmentKey(Profile profile, const QString &name) = 0;
    virtual void renameKey(Profile profile, const QString &id, const QString &name) = 0;
    virtual void replaceKey(Profile profile, const QString &id, const ApiKey &key) = 0;
    virtual void removeKey(Profile profile, const QString &id) = 0;
    /// Opens the session anew where it is of this profile.
    virtual void chooseKey(Profile profile, const QString &id) = 0;
    virtual void retryKey() = 0; ///< the session's: asks the keychain and the venue once more

    virtual void checkKey(Profile profile, const QString &id) = 0;
    /// A key that may transfer may trade all the same, until this is taken back or the key is replaced.
    virtual void setTransferAllowed(Profile profile, const QString &id, bool isAllowed) = 0;

    [[nodiscard]] virtual QVector<VenueSite> sites() const = 0; ///< the venue's own, the main one first
    [[nodiscard]] virtual VenueSite site() const = 0;           ///< of the live profile
    virtual void setSite(const VenueSite &site) = 0;
    [[nodiscard]] virtual QString hostOf(Profile profile) const = 0; ///< that a check would ask

    virtual void openProfile(Profile profile) = 0; ///< ends this session; whoever asks has said what stands

Q_SIGNALS:
    void keysChanged(bw::Profile profile);
    void keyChecked(const bw::KeyCheckView &view);
    /// A wish was not done, or not as wished: a code of keywords::problem(), or "keychain" with its error.
    void problemTold(const QString &code, const bw::Error &error);
};

} // namespace bw
