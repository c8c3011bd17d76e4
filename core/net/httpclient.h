// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/net/httpmessage.h"
#include "core/ports/connectionstatus.h"

#include <QObject>

#include <memory>
#include <vector>

class QNetworkAccessManager;

namespace bw {

class HttpJob;

/// Sends requests over one QNetworkAccessManager; the engine has three (reads, entries, exits), since six hanging requests to a host
/// block a seventh on the same manager. Lives on its owner's thread. Never follows a redirect, never repeats a body, keeps no cookie and
/// no cache, asks nobody for a password, speaks HTTP/1.1 only, and talks http to loopback hosts only. Logs id, duration and outcome of
/// each job, never a header or a body.
class HttpClient final : public QObject {
    Q_OBJECT
public:
    /// `name` is for the log: "reads", "entries", "exits", "ai".
    HttpClient(QString name, const Clock &clock, Scheduler &scheduler, QObject *parent = nullptr);
    ~HttpClient() override; ///< cancels all
    Q_DISABLE_COPY_MOVE(HttpClient)

    /// Calls `done` exactly once while `context` lives (never from within this call), with an answer of any status or with an Error.
    /// A dead context silences the callback; the request itself goes on.
    void send(HttpRequest request, QObject *context, HttpCallback done);
    /// Hears of every exchange, just before its callback. Only a recorder has a use for it.
    void setObserver(HttpObserver observer) { m_observer = std::move(observer); }
    /// From now on nothing goes to the network: `source` answers instead.
    void setSource(HttpSource source) { m_source = std::move(source); }
    /// Ends every job now; each callback gets its Error before this returns. From the destructor on, send() drops what it is given.
    void cancelAll();
    [[nodiscard]] int jobsRunning() const { return static_cast<int>(m_jobs.size()); }

Q_SIGNALS:
    /// After every job that used the network: None when an answer came (whatever its status), Portal when a web page came in its place,
    /// else what kept it away.
    void reachabilityNoted(bw::ConnectionStatus::Reason reason);

private:
    [[nodiscard]] HttpCallback observed(const HttpRequest &request, HttpCallback done);
    void onFinished(HttpJob *job, ConnectionStatus::Reason reason);

    const QString m_name;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    std::unique_ptr<QNetworkAccessManager> m_manager;
    std::vector<std::unique_ptr<HttpJob>> m_jobs; ///< after m_manager, so that replies go first
    HttpObserver m_observer;
    HttpSource m_source;
    ConnectionStatus::Reason m_lastReason = ConnectionStatus::Reason::None; ///< of the job whose callback comes next
    quint64 m_counter = 0;
    bool m_isClosing = false;
};

} // namespace bw
