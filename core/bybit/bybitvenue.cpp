// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitvenue.h"

#include "core/bybit/bybitlog.h"
#include "core/bybit/errorcatalogue.h"
#include "core/bybit/keyauditcodec.h"
#include "core/bybit/orderbody.h"

namespace bw {
namespace {

using namespace std::chrono_literals;

/// A quartz drifts by some 50 ms an hour; a machine that slept or was set drifts by more.
constexpr std::chrono::milliseconds kMeasureEvery = 60s;
constexpr std::chrono::milliseconds kAuditAgain = 30s;

/// The rule of the fact sheet, 6.5, for a command whose answer is nothing but an acknowledgement.
CommandOutcome outcomeOf(const Result<BybitReply> &reply)
{
    using Kind = CommandOutcome::Kind;
    if (reply)
        return {.kind = Kind::Accepted, .orderId = reply->result.value(QLatin1StringView("orderId")).toString().left(64), .error = {}};
    Kind kind = Kind::Unknown;
    if (reply.error().certainty == Certainty::NotSent)
        kind = Kind::NotSent;
    else if (reply.error().certainty == Certainty::Refused)
        kind = Kind::Refused;
    return {.kind = kind, .orderId = {}, .error = reply.error()};
}

/// An acknowledgement that names another order than ours is not ours: a stale answer of something in between.
CommandOutcome outcomeOfCreate(const Result<BybitReply> &reply, const QString &orderLinkId)
{
    if (reply) {
        const QString named = reply->result.value(QLatin1StringView("orderLinkId")).toString();
        if (!named.isEmpty() && named != orderLinkId)
            return {.kind = CommandOutcome::Kind::Unknown, .orderId = {},
                    .error = protocolError(QStringLiteral("the acknowledgement names another order"), Certainty::Unknown)};
    }
    return outcomeOf(reply);
}

CommandOutcome outcomeOfCancelAll(const Result<BybitReply> &reply)
{
    if (reply && reply->result.value(QLatin1StringView("success")).toString() == u"0")
        return {.kind = CommandOutcome::Kind::Unknown, .orderId = {},
                .error = protocolError(QStringLiteral("cancel-all answered success 0"), Certainty::Unknown)};
    return outcomeOf(reply);
}

/// Of two commands the worse: what is unknown outweighs what was refused, and that what was accepted.
CommandOutcome worse(const CommandOutcome &a, const CommandOutcome &b)
{
    const auto weight = [](const CommandOutcome &one) {
        switch (one.kind) {
        case CommandOutcome::Kind::Accepted: return 0;
        case CommandOutcome::Kind::NotSent: return 1;
        case CommandOutcome::Kind::Refused: return 2;
        case CommandOutcome::Kind::Unknown: break;
        }
        return 3;
    };
    return weight(a) >= weight(b) ? a : b;
}

} // namespace

BybitVenue::BybitVenue(const BybitEndpoints &endpoints, BybitRest::Clients clients, const BybitPrivateStream::Parts &parts, QObject *parent)
    : ExecutionVenue(parent)
    , m_endpoints(endpoints)
    , m_scheduler(parts.scheduler)
    , m_rest(endpoints.rest, clients, parts.clock)
    , m_time(m_rest, parts.clock)
    , m_reader(m_rest, m_codec, parts.clock, [this](const Error &error) { Q_EMIT errorRaised(error); })
    , m_private(endpoints.privateUrl(), parts, m_time, m_codec)
    , m_backoff({}, parts.random)
{
    m_restStatus.stream = ConnectionStatus::Stream::Rest;
    m_rest.setTimeSource([this] { return m_time.requestTime(); });
    connect(&m_rest, &BybitRest::budgetReported, this, &BybitVenue::budgetReported);
    connect(&m_rest, &BybitRest::clockRefused, &m_time, &ServerTime::measure);
    connect(&m_rest, &BybitRest::banned, this, [this] { noteReachability(ConnectionStatus::Reason::Banned); });
    connect(&clients.reads, &HttpClient::reachabilityNoted, this, &BybitVenue::noteReachability);
    connect(&m_time, &ServerTime::measured, this, &BybitVenue::onMeasured);
    connect(&m_time, &ServerTime::failed, this, &BybitVenue::onMeasureFailed);
    connect(&m_private, &BybitPrivateStream::statusChanged, this, [this](const ConnectionStatus &status) {
        if (status.state == ConnectionStatus::State::Down && status.reason == ConnectionStatus::Reason::Resumed)
            m_time.measure(); // the steady clock that carries the venue's time may have stood still in sleep
        Q_EMIT statusChanged(status);
    });
    connect(&m_private, &BybitPrivateStream::orderReported, this, &BybitVenue::orderReported);
    connect(&m_private, &BybitPrivateStream::executionReported, this, &BybitVenue::executionReported);
    connect(&m_private, &BybitPrivateStream::positionReported, this, &BybitVenue::positionReported);
    connect(&m_private, &BybitPrivateStream::walletReported, this, &BybitVenue::walletReported);
    connect(&m_private, &BybitPrivateStream::errorRaised, this, &BybitVenue::errorRaised);
    connect(&m_private, &BybitPrivateStream::authRefused, this, [this](const Error &error) {
        m_time.measure(); // the usual innocent cause
        Q_EMIT errorRaised(error);
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

/// A key that can't be audited (demo may not answer at all) is not a bad key: it stays unaudited, which is for the gate to judge.
void BybitVenue::auditKey()
{
    m_rest.getSigned(QStringLiteral("/v5/user/query-api"), {}, this, [this](const Result<BybitReply> &reply) {
        if (!m_isStarted)
            return;
        const auto audit = reply ? decodeKeyAudit(reply->result) : Result<KeyAudit>(fail(reply.error()));
        if (audit) {
            Q_EMIT keyAudited(*audit);
            return;
        }
        if (audit.error().retry != Retry::Never)
            m_auditTimer = m_scheduler.after(kAuditAgain, [this] { auditKey(); });
        Q_EMIT errorRaised(audit.error());
    });
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

void BybitVenue::place(ApprovedOrder order, std::function<void(const CommandOutcome &)> done)
{
    const QString linkId = order.orderLinkId();
    const auto lane = order.isExit() ? BybitRest::Lane::Exits : BybitRest::Lane::Entries;
    m_rest.post(QStringLiteral("/v5/order/create"), createBody(order.draft(), linkId), lane, this,
                [linkId, done = std::move(done)](const Result<BybitReply> &reply) { done(outcomeOfCreate(reply, linkId)); });
}

void BybitVenue::cancel(const InstrumentId &id, const QString &orderLinkId, const QString &orderId,
                        std::function<void(const CommandOutcome &)> done)
{
    m_rest.post(QStringLiteral("/v5/order/cancel"), cancelBody(id, orderLinkId, orderId), BybitRest::Lane::Exits, this,
                [done = std::move(done)](const Result<BybitReply> &reply) { done(outcomeOf(reply)); });
}

/// Both at once: neither waits for the other's answer.
void BybitVenue::cancelAll(const CancelScope &scope, std::function<void(const CommandOutcome &)> done)
{
    struct Pair {
        std::optional<CommandOutcome> first;
        std::function<void(const CommandOutcome &)> done;
    };
    const auto pair = std::make_shared<Pair>(Pair{{}, std::move(done)});
    const auto onReply = [pair](const Result<BybitReply> &reply) {
        const CommandOutcome outcome = outcomeOfCancelAll(reply);
        if (pair->first)
            pair->done(worse(*pair->first, outcome));
        else
            pair->first = outcome;
    };
    const QString path = QStringLiteral("/v5/order/cancel-all");
    m_rest.post(path, cancelPlainBody(scope.category, scope.settleCoin), BybitRest::Lane::Exits, this, onReply);
    m_rest.post(path, cancelConditionalBody(scope.category, scope.settleCoin), BybitRest::Lane::Exits, this, onReply);
}

void BybitVenue::lookUp(const InstrumentId &id, const QString &orderLinkId, std::function<void(const LookupOutcome &)> done)
{
    m_reader.lookUp(id, orderLinkId, this, std::move(done));
}

void BybitVenue::readAccount(const AccountQuestion &question, std::function<void(const AccountState &)> done)
{
    m_reader.read(question.instrument, question.executionsSince, this, std::move(done));
}

namespace {
Error notYet() { return {ErrorFamily::Internal, Retry::Never, Certainty::NotSent, 0, QStringLiteral("not offered yet")}; }
} // namespace

void BybitVenue::change(ApprovedChange, std::function<void(const CommandOutcome &)> done) { done({CommandOutcome::Kind::NotSent, {}, notYet()}); }
void BybitVenue::readOpenOrders(Category, const QString &, std::function<void(const Result<QVector<OrderReport>> &)> done) { done(fail(notYet())); }
void BybitVenue::readPositions(Category, const QString &, std::function<void(const Result<QVector<Position>> &)> done) { done(fail(notYet())); }
void BybitVenue::readOrderHistory(Category, UtcTime, std::function<void(const Result<QVector<OrderReport>> &)> done) { done(fail(notYet())); }
void BybitVenue::readLedger(UtcTime, UtcTime, std::function<void(const Result<QVector<LedgerEntry>> &)> done) { done(fail(notYet())); }

} // namespace bw
