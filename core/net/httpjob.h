// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/net/httpmessage.h"
#include "core/ports/connectionstatus.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QNetworkAccessManager;
class QNetworkReply;

namespace bw {

class OnceOnlyDevice;

/// One request from its start to its one callback: owns the reply, a total deadline and the byte limit. HttpClient owns it and lives
/// longer. Never repeats itself.
class HttpJob final : public QObject {
    Q_OBJECT
public:
    HttpJob(HttpRequest request, QString label, const Clock &clock, QObject *context, HttpCallback done);
    ~HttpJob() override;
    Q_DISABLE_COPY_MOVE(HttpJob)

    void start(QNetworkAccessManager &manager, Scheduler &scheduler);
    /// Ends it with an Error now, if it has not ended.
    void cancel();

Q_SIGNALS:
    /// After the callback. Emitted last: the receiver may delete the job later, not at once.
    void finished(bw::HttpJob *job, bw::ConnectionStatus::Reason reason);

private:
    void readSome();
    void onReplyFinished();
    [[nodiscard]] Error errorOf(const QNetworkReply &reply) const;
    [[nodiscard]] Certainty certainty() const;
    [[nodiscard]] Error failure(ErrorFamily family, Retry retry, const QString &what) const;
    void finish(const Result<HttpAnswer> &outcome, ConnectionStatus::Reason reason);

    HttpRequest m_request;
    const QString m_label; ///< "entries#7 order/create"
    const Clock &m_clock;
    const QPointer<QObject> m_context;
    HttpCallback m_done;
    HttpAnswer m_answer;
    std::unique_ptr<OnceOnlyDevice> m_body; ///< before the reply, which reads it
    std::unique_ptr<QNetworkReply> m_reply;
    Scheduler::Handle m_deadline;
    QString m_tlsDetail;
    bool m_isOver = false;
};

} // namespace bw
