// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/keykeeper.h"
#include "app/options.h"
#include "core/bybit/bybitmarketrest.h"
#include "core/bybit/bybitvenue.h"
#include "core/engine/stopalldesk.h"
#include "core/net/httpclient.h"

#include <QHash>
#include <QLocalSocket>
#include <QTextStream>

#include <limits>
#include <map>

namespace bw {

/// `bellwether --stop-all [ours|account]`, the second process: asks the running instance through its StopListener; where none answers, or
/// the one that does gets no further, it cancels at the venue by itself with the keychain's key, writes no journal, and prints what stands.
/// Ends with 0 only if nothing is left to cancel, and with 1 when what is left does not become less. Has no window; lives on the main thread of a process of its own.
class StopCommand final : public QObject {
    Q_OBJECT
public:
    /// `settings`: of the data folder, for which key is the active one and where its site is.
    StopCommand(const Options &options, const QString &dataFolder, Profile profile, Settings &settings);
    void start();

Q_SIGNALS:
    void finished(int code);

private:
    void onInstanceLine();
    void tell(const QString &step, const QString &state, int left, const QString &detail = {});
    void onNoProgress();
    void goAlone(const QString &why);
    void useKey(const ApiKey &key);
    void readInstruments(Category category);
    void onChanged(const StopAllView &view);
    void sayWhatStands();
    void say(const QString &text);
    void give(const QString &why); ///< up, with 1

    const Options m_options;
    const QString m_folder;
    const Profile m_profile;
    SystemClock m_clock;
    QtScheduler m_scheduler;
    QTextStream m_out;
    QLocalSocket m_socket;
    bool m_hasHeard = false;
    Scheduler::Handle m_deadline;
    std::optional<SessionPlan> m_plan;
    Settings &m_settings;
    RunKeys m_runKeys;
    KeyBook m_book;
    std::unique_ptr<KeyKeeper> m_keys;
    std::unique_ptr<HttpClient> m_reads, m_entries, m_exits;
    std::unique_ptr<RateLimiter> m_connects;
    std::unique_ptr<BybitVenue> m_venue;
    std::unique_ptr<BybitMarketRest> m_market;
    std::unique_ptr<StopAllDesk> m_desk;
    QVector<InstrumentPtr> m_instruments;
    bool m_isClockKnown = false;
    int m_categoriesLeft = 3;
    std::map<Category, Scheduler::Handle> m_retries;
    QHash<QString, QString> m_told; ///< by step
    int m_fewestLeft = std::numeric_limits<int>::max();
};

} // namespace bw
