// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/net/httpmessage.h"
#include "core/ports/connectionstatus.h"

#include <QNetworkReply>
#include <QObject>
#include <QPointer>

class QNetworkAccessManager;

namespace bw {

class OnceOnlyDevice;

/// One request from its start to its one callback, with a total deadline and a byte limit of its own. HttpClient owns it; the manager
/// owns the reply. Never repeats itself.
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
    /// Just before the callback. The receiver deletes the job later, not at once.
    void finished(bw::HttpJob *job, bw::ConnectionStatus::Reason reason);

private:
    using Reason = ConnectionStatus::Reason;

    [[nodiscard]] QString objection() const;
    void readSome();
    void onReplyFinished();
    [[nodiscard]] bool isAnswered() const;
    void finishAnswered();
    void finishUnanswered();
    void failWith(ErrorFamily family, Retry retry, const QString &what, Reason reason);
    void finish(const Result<HttpAnswer> &outcome, Reason reason);
    [[nodiscard]] Certainty certainty() const;

    HttpRequest m_request;
    const QString m_label; ///< "entries#7 order/create"
    const Clock &m_clock;
    const QPointer<QObject> m_context;
    HttpCallback m_done;
    HttpAnswer m_answer;
    QPointer<OnceOnlyDevice> m_body;
    QPointer<QNetworkReply> m_reply;
    Scheduler::Handle m_deadline;
    QString m_tlsDetail;
    bool m_isOver = false;
};

} // namespace bw
