// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/sessionview.h"
#include "core/ports/executionvenue.h"
#include "core/store/settings.h"

#include <map>

namespace bw {

/// Keys that no keychain took, for as long as the process lives: a session that is opened anew finds them again. Owned by main.
struct RunKeys {
    struct Entry {
        Profile profile = Profile::Testnet;
        QString id, name;
        ApiKey key;
    };
    QVector<Entry> entries;
    std::map<Profile, QString> active;
};

/// The list of keys: for each profile their names, which one is active, and which may trade although they may transfer. Keeps names and
/// fingerprints in the settings and never a key; what holds for this run only is in RunKeys. Gui thread; owned by the application.
class KeyBook final {
public:
    struct Entry {
        QString id, name;
        bool isForThisRunOnly = false;
    };
    static constexpr int kLongestName = 40;

    KeyBook(Settings &settings, RunKeys &run) : m_settings(settings), m_run(run) {}

    [[nodiscard]] QVector<Entry> keys(Profile profile) const;
    [[nodiscard]] std::optional<Entry> find(Profile profile, const QString &id) const;
    [[nodiscard]] QString activeId(Profile profile) const; ///< "" where none is chosen or the chosen one is gone
    /// "" or a code: "name_empty", "name_taken".
    [[nodiscard]] QString nameProblem(Profile profile, const QString &name, const QString &exceptId = {}) const;

    /// In the keychain under entryName(); the first key of a profile becomes active. Done is false where the settings can't be written.
    [[nodiscard]] Done add(Profile profile, const QString &id, const QString &name);
    void addForThisRun(Profile profile, const QString &id, const QString &name, const ApiKey &key);
    [[nodiscard]] Done rename(Profile profile, const QString &id, const QString &name);
    [[nodiscard]] Done remove(Profile profile, const QString &id);
    /// The one of memory alone; what the keychain has under the same id stays.
    void forgetRunKey(Profile profile, const QString &id);
    [[nodiscard]] Done choose(Profile profile, const QString &id);
    [[nodiscard]] std::optional<ApiKey> runKey(Profile profile, const QString &id) const;

    [[nodiscard]] bool isTransferAllowed(const QString &publicKey) const;
    [[nodiscard]] Done setTransferAllowed(const QString &publicKey, bool isAllowed);

    [[nodiscard]] static QString freshId();
    /// Of the keychain. A key of the time when a profile had but one has the id "0" and its old entry.
    [[nodiscard]] static QString entryName(Profile profile, const QString &id);
    /// Says which key it is and nothing of it: the first half of a SHA-256 over the public half.
    [[nodiscard]] static QString fingerprint(const QString &publicKey);

private:
    [[nodiscard]] QVector<Entry> lasting(Profile profile) const;
    [[nodiscard]] Done write(Profile profile, const QVector<Entry> &entries);
    Settings &m_settings;
    RunKeys &m_run;
};

} // namespace bw
