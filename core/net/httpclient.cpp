// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpclient.h"

#include "core/net/httpjob.h"
#include "core/net/netlog.h"

#include <QNetworkAccessManager>
#include <QPointer>

#include <algorithm>

namespace bw {

HttpClient::HttpClient(QString name, const Clock &clock, Scheduler &scheduler, QObject *parent)
    : QObject(parent), m_name(std::move(name)), m_clock(clock), m_scheduler(scheduler), m_manager(std::make_unique<QNetworkAccessManager>())
{
    m_manager->setAutoDeleteReplies(false);
    m_manager->setStrictTransportSecurityEnabled(false); // we never rewrite an address: http is refused before it starts
}

HttpClient::~HttpClient()
{
    m_isClosing = true;
    cancelAll();
}

void HttpClient::send(HttpRequest request, QObject *context, HttpCallback done)
{
    if (m_isClosing) {
        qCWarning(lcNet).noquote() << m_name << request.id << "asked for while closing: dropped";
        return;
    }
    if (m_source) {
        m_source(request, context, [self = QPointer(this), done = std::move(done)](const Result<HttpAnswer> &outcome, ConnectionStatus::Reason reason) {
            if (self)
                Q_EMIT self->reachabilityNoted(reason);
            done(outcome);
        });
        return;
    }
    if (m_observer)
        done = observed(request, std::move(done));
    const QString label = QStringLiteral("%1#%2 %3").arg(m_name).arg(++m_counter).arg(request.id.left(80));
    m_jobs.push_back(std::make_unique<HttpJob>(std::move(request), label, m_clock, context, std::move(done)));
    HttpJob *job = m_jobs.back().get();
    connect(job, &HttpJob::finished, this, &HttpClient::onFinished);
    job->start(*m_manager, m_scheduler);
}

HttpCallback HttpClient::observed(const HttpRequest &request, HttpCallback done)
{
    HttpRequest told;
    told.method = request.method;
    told.url = request.url;
    told.isOnceOnly = request.isOnceOnly;
    told.id = request.id;
    return [self = QPointer(this), told = std::move(told), done = std::move(done)](const Result<HttpAnswer> &outcome) {
        if (self && self->m_observer)
            self->m_observer(told, outcome, self->m_lastReason);
        done(outcome);
    };
}

void HttpClient::cancelAll()
{
    const auto jobs = std::exchange(m_jobs, {}); // a callback may send again; those jobs are not ours to cancel
    for (const auto &job : jobs)
        job->cancel();
}

void HttpClient::onFinished(HttpJob *job, ConnectionStatus::Reason reason)
{
    m_lastReason = reason;
    const auto found = std::find_if(m_jobs.begin(), m_jobs.end(), [job](const auto &each) { return each.get() == job; });
    if (found == m_jobs.end())
        return; // cancelAll() holds it
    found->release()->deleteLater(); // it is still on the stack
    m_jobs.erase(found);
    Q_EMIT reachabilityNoted(reason);
}

} // namespace bw
