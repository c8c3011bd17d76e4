// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitvenue.h"

#include "core/bybit/commandoutcome.h"
#include "core/bybit/errorcatalogue.h"
#include "core/bybit/keyauditcodec.h"
#include "core/bybit/maskedtext.h"
#include "core/bybit/orderbody.h"

#include <QMetaObject>
#include <QPointer>

namespace bw {
namespace {

using namespace std::chrono_literals;

/// A quartz drifts by some 50 ms an hour; a machine that slept or was set drifts by more.
constexpr std::chrono::milliseconds kMeasureEvery = 60s;
constexpr std::chrono::milliseconds kAuditAgain = 30s;
constexpr std::chrono::milliseconds kAuditEvery = 10min; ///< rights, addresses and days left change without a word

BybitRest::Lane laneOf(bool isExit)
{
    return isExit ? BybitRest::Lane::Exits : BybitRest::Lane::Entries;
}

} // namespace

BybitVenue::BybitVenue(const BybitEndpoints &endpoints, BybitRest::Clients clients, const BybitPrivateStream::Parts &parts, QObject *parent)
    : ExecutionVenue(parent)
    , m_endpoints(endpoints)
    , m_scheduler(parts.scheduler)
    , m_clock(parts.clock)
    , m_rest(endpoints.rest, clients, parts.clock)
    , m_time(m_rest, parts.clock)
    , m_reader(m_rest, m_codec, [this] { return m_time.now().value_or(m_clock.utcNow()); }, [this](const Error &error) { Q_EMIT errorRaised(error); })
    , m_private(endpoints.privateUrl(), parts, m_time, m_codec)
    , m_backoff({}, parts.random)
{
    m_restStatus.stream = ConnectionStatus::Stream::Rest;
    m_rest.setTimeSource([this] { return m_time.requestTime(); });
    connect(&m_rest, &BybitRest::budgetReported, this, &BybitVenue::budgetReported);
    connect(&m_rest, &BybitRest::clockRefused, &m_time, &ServerTime::measure);
    connect(&m_rest, &BybitRest::banned, this, [this] { noteReachability(ConnectionStatus::Reason::Banned); });
    connect(&m_rest, &BybitRest::keyRefused, this, &BybitVenue::giveUpKey);
    connect(&m_rest, &BybitRest::permissionMissing, this, &BybitVenue::auditSoon);
    connect(&clients.reads, &HttpClient::reachabilityNoted, this, &BybitVenue::noteReachability);
    connect(&m_time, &ServerTime::measured, this, &BybitVenue::onMeasured);
    connect(&m_time, &ServerTime::failed, this, &BybitVenue::onMeasureFailed);
    connect(&m_private, &BybitPrivateStream::statusChanged, this, [this](const ConnectionStatus &status) {
        if (status.state == ConnectionStatus::State::Down && status.reason == ConnectionStatus::Reason::Resumed)
            m_time.measure(); // the steady clock that carries the venue's time may have stood still in sleep
        Q_EMIT statusChanged(status);
    });
    connect(&m_private, &BybitPrivateStream::orderReported, this, [this](const OrderReport &report) {
        m_spotFilters.learn(report);
        Q_EMIT orderReported(report);
    });
    connect(&m_private, &BybitPrivateStream::executionReported, this, &BybitVenue::executionReported);
    connect(&m_private, &BybitPrivateStream::positionReported, this, &BybitVenue::positionReported);
    connect(&m_private, &BybitPrivateStream::walletReported, this, &BybitVenue::walletReported);
    connect(&m_private, &BybitPrivateStream::errorRaised, this, &BybitVenue::errorRaised);
    connect(&m_private, &BybitPrivateStream::authRefused, this, [this](const Error &error) {
        m_time.measure(); // the usual innocent cause
        Q_EMIT errorRaised(error);
        auditSoon(); // the socket does not say which: a key that works no more is named by REST
    });
}

BybitVenue::~BybitVenue()
{
    stop();
}

void BybitVenue::start(const ApiKey &key)
{
    stop();
    m_isStarted = true;
    m_backoff.reset();
    if (!key.isEmpty()) {
        m_credentials = std::make_shared<const BybitCredentials>(BybitCredentials{key.key.toUtf8(), Signer(key.secret)});
        m_rest.setCredentials(m_credentials);
    }
    m_time.measure();
}

void BybitVenue::stop()
{
    m_isStarted = m_isPrivateStarted = false;
    m_measureTimer.reset();
    m_auditTimer.reset();
    m_auditedAt.reset();
    m_private.stop();
    m_rest.setCredentials(nullptr);
    m_credentials.reset();
}

void BybitVenue::onMeasured(const ClockOffset &offset)
{
    if (!m_isStarted)
        return;
    m_backoff.reset();
    m_measureTimer = m_scheduler.after(kMeasureEvery, [this] { m_time.measure(); });
    Q_EMIT clockMeasured(offset);
    if (!m_credentials || m_isPrivateStarted)
        return;
    m_isPrivateStarted = true;
    if (const auto signature = m_credentials->signer.sign("bellwether"); !signature) { // a key that can't sign is told at once
        Q_EMIT errorRaised(signature.error());
        return;
    }
    auditKey();
    m_private.start(m_credentials);
}

void BybitVenue::onMeasureFailed(const Error &error)
{
    if (!m_isStarted)
        return;
    m_measureTimer = m_scheduler.after(m_backoff.next(), [this] { m_time.measure(); });
    Q_EMIT errorRaised(error);
}

/// A key that can't be audited (demo may not answer at all) is not a bad key: it is unaudited, which is for the gate to judge.
void BybitVenue::auditKey()
{
    m_auditedAt = m_clock.now();
    m_auditTimer.reset();
    m_rest.getSigned(QStringLiteral("/v5/user/query-api"), {}, this, [this, key = m_credentials](const Result<BybitReply> &reply) {
        if (!m_isStarted || key != m_credentials)
            return;
        const auto audit = reply ? decodeKeyAudit(reply->result) : Result<KeyAudit>(fail(reply.error()));
        if (audit) {
            m_auditTimer = m_scheduler.after(kAuditEvery, [this] { auditKey(); });
            Q_EMIT keyAudited(*audit);
            return;
        }
        const Error error = audit.error();
        Q_EMIT errorRaised(error);
        if (isKeyRefusal(error.venueCode))
            m_rest.refuseKey(error);
        else if (error.retry != Retry::Never)
            m_auditTimer = m_scheduler.after(kAuditAgain, [this] { auditKey(); });
        else
            Q_EMIT keyAudited({.permissions = {}, .level = KeyLevel::Unaudited, .ips = {}, .expiresAt = {}, .verdict = KeyAudit::Advice::Warn,
                               .reasons = {QStringLiteral("not_audited")}});
    });
}

/// Something was refused for want of a right: at most every 30 s, however often it is refused.
void BybitVenue::auditSoon()
{
    if (!m_isStarted || !m_credentials || !m_auditedAt)
        return;
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.now() - *m_auditedAt);
    if (since >= kAuditAgain)
        auditKey();
    else
        m_auditTimer = m_scheduler.after(kAuditAgain - since, [this] { auditKey(); });
}

/// Nothing asks again by itself: the socket stays shut and no timer runs until start() brings a key.
void BybitVenue::giveUpKey(const Error &error)
{
    m_auditTimer.reset();
    m_private.stop();
    Q_EMIT statusChanged({ConnectionStatus::Stream::Private, ConnectionStatus::State::Down, ConnectionStatus::Reason::Auth});
    Q_EMIT keyRefused(error);
}

void BybitVenue::noteReachability(ConnectionStatus::Reason reason)
{
    ConnectionStatus status = m_restStatus;
    status.reason = reason;
    status.state = reason == ConnectionStatus::Reason::None ? ConnectionStatus::State::Live : ConnectionStatus::State::Down;
    if (status == m_restStatus)
        return;
    m_restStatus = status;
    Q_EMIT statusChanged(status);
}

void BybitVenue::note(TimelineEntry::Kind kind, const QString &key, const QString &what, int code, const QString &detail)
{
    if (!key.isEmpty())
        Q_EMIT noted({kind, key, what, code, detail, m_clock.utcNow()});
}

void BybitVenue::command(const VenueCommand &command, const QString &key, BybitRest::Lane lane, std::function<void(const Result<BybitReply> &)> done)
{
    const QString what = command.path.section(u'/', -1); // "create", "amend", "cancel"
    note(TimelineEntry::Kind::Request, key, what, 0, maskedRequest(command.body, m_credentials ? m_credentials->key : QByteArray()));
    m_rest.post(command.path, command.body, lane, this, [this, key, what, done = std::move(done)](const Result<BybitReply> &reply, const QString &text) {
        const QPointer<BybitVenue> self(this);
        note(TimelineEntry::Kind::Answer, key, what, reply ? 0 : reply.error().venueCode, text.isEmpty() && !reply ? reply.error().detail : text);
        if (self)
            done(reply);
    });
}

void BybitVenue::place(ApprovedOrder order, std::function<void(const CommandOutcome &)> done)
{
    const QString linkId = order.orderLinkId();
    m_spotFilters.learnPlaced(order.draft(), linkId);
    command({QStringLiteral("/v5/order/create"), createBody(order.draft(), linkId)}, linkId, laneOf(order.isExit()),
            [linkId, done = std::move(done)](const Result<BybitReply> &reply) { done(outcomeNaming(reply, linkId)); });
}

void BybitVenue::cancel(const InstrumentId &id, const QString &orderLinkId, const QString &orderId,
                        std::function<void(const CommandOutcome &)> done)
{
    const QByteArray body = cancelBody(id, orderLinkId, orderId, m_spotFilters.of(orderLinkId, orderId));
    command({QStringLiteral("/v5/order/cancel"), body}, orderLinkId.isEmpty() ? orderId : orderLinkId, BybitRest::Lane::Exits,
            [done = std::move(done)](const Result<BybitReply> &reply) { done(outcomeOf(reply)); });
}

/// All at once: none waits for another's answer.
void BybitVenue::cancelAll(const CancelScope &scope, std::function<void(const CommandOutcome &)> done)
{
    struct Job {
        qsizetype running;
        std::optional<CommandOutcome> worst;
        std::function<void(const CommandOutcome &)> done;
    };
    const QVector<QByteArray> bodies = cancelAllBodies(scope, m_codec.settleCoins(scope.category));
    if (bodies.isEmpty()) { // inverse contracts of which none is known; later, as every other answer
        const Error error{ErrorFamily::Instrument, Retry::Later, Certainty::NotSent, 0, QStringLiteral("no settle coin of this category is known yet")};
        QMetaObject::invokeMethod(this, [done = std::move(done), error] { done({CommandOutcome::Kind::NotSent, {}, error}); }, Qt::QueuedConnection);
        return;
    }
    const auto job = std::make_shared<Job>(Job{bodies.size(), {}, std::move(done)});
    const auto onReply = [job](const Result<BybitReply> &reply) {
        const CommandOutcome outcome = outcomeOfCancelAll(reply);
        job->worst = job->worst ? worse(*job->worst, outcome) : outcome;
        if (--job->running == 0)
            job->done(*job->worst);
    };
    for (const QByteArray &body : bodies)
        command({QStringLiteral("/v5/order/cancel-all"), body}, {}, BybitRest::Lane::Exits, onReply);
}

void BybitVenue::change(ApprovedChange change, std::function<void(const CommandOutcome &)> done)
{
    const auto *amend = std::get_if<AmendDraft>(&change.draft());
    const QString linkId = amend ? amend->orderLinkId : QString();
    const QString key = amend && linkId.isEmpty() ? amend->orderId : linkId;
    command(changeCommand(change.draft()), key, laneOf(change.isExit()),
            [linkId, done = std::move(done)](const Result<BybitReply> &reply) { done(outcomeOfChange(reply, linkId)); });
}

void BybitVenue::preCheck(const OrderDraft &draft, std::function<void(const Result<PreCheck> &)> done)
{
    m_rest.post(QStringLiteral("/v5/order/pre-check"), preCheckBody(draft), BybitRest::Lane::Entries, this,
                [done = std::move(done)](const Result<BybitReply> &reply, const QString &) { done(reply ? decodePreCheck(reply->result) : Result<PreCheck>(fail(reply.error()))); });
}

void BybitVenue::lookUp(const InstrumentId &id, const QString &orderKey, std::function<void(const LookupOutcome &)> done)
{
    m_reader.lookUp(id, orderKey, this, [this, done = std::move(done)](const LookupOutcome &outcome) {
        if (outcome.found)
            m_spotFilters.learn(*outcome.found);
        done(outcome);
    });
}

void BybitVenue::readAccount(const AccountQuestion &question, std::function<void(const AccountState &)> done)
{
    m_reader.read(question, this, [this, done = std::move(done)](const AccountState &state) {
        if (state.openOrders)
            m_spotFilters.learn(*state.openOrders);
        done(state);
    });
}

void BybitVenue::readOpenOrders(Category category, const QString &settleCoin, std::function<void(const Result<QVector<OrderReport>> &)> done)
{
    m_reader.lists().readOpenOrders(category, settleCoin, this, [this, done = std::move(done)](const Result<QVector<OrderReport>> &orders) {
        if (orders)
            m_spotFilters.learn(*orders);
        done(orders);
    });
}

void BybitVenue::readPositions(Category category, const QString &settleCoin, std::function<void(const Result<QVector<Position>> &)> done)
{
    m_reader.lists().readPositions(category, settleCoin, this, std::move(done));
}

void BybitVenue::readOrderHistory(Category category, UtcTime since, std::function<void(const Result<QVector<OrderReport>> &)> done)
{
    m_reader.history().readOrders(category, since, this, std::move(done));
}

void BybitVenue::readLedger(UtcTime since, UtcTime until, std::function<void(const Result<QVector<LedgerEntry>> &)> done)
{
    m_reader.history().readLedger(since, until, this, std::move(done));
}

} // namespace bw
