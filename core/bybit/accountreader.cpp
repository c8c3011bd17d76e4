// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/accountreader.h"

#include "core/bybit/pagedread.h"
#include "core/net/json.h"

#include <utility>

namespace bw {
namespace {

using L = QLatin1StringView;
using namespace std::chrono_literals;

/// One call reaches seven days; what is older was reconciled long ago.
constexpr auto kLongestWindow = 7 * 24h - 1h;

/// Rows into a list; an unreadable row fails the whole part, a row of an instrument that we don't follow is passed over.
template <class T, class Decode>
RowHandler collectInto(std::shared_ptr<QVector<T>> rows, Decode decode)
{
    return [rows = std::move(rows), decode = std::move(decode)](const QJsonObject &row, const QJsonObject &) -> Done {
        const Result<std::optional<T>> value = decode(row);
        if (!value)
            return fail(value.error());
        if (*value)
            rows->append(**value);
        return {};
    };
}

/// Contracts want a scope: all that settle in the same coin.
void addScope(RestQuery &query, const Instrument &instrument)
{
    query.add(L("category"), toName(instrument.id().category));
    if (instrument.id().category != Category::Spot)
        query.add(L("settleCoin"), instrument.settleCoin());
}

} // namespace

AccountReader::AccountReader(BybitRest &rest, const AccountCodec &codec, const Clock &clock, ErrorHandler onError)
    : m_rest(rest)
    , m_codec(codec)
    , m_clock(clock)
    , m_onError(std::move(onError))
{
}

struct AccountReader::Lookup {
    InstrumentId id;
    QString orderLinkId;
    QObject *context;
    std::function<void(const LookupOutcome &)> done;
    LookupOutcome outcome;
};

void AccountReader::lookUp(const InstrumentId &id, const QString &orderLinkId, QObject *context, std::function<void(const LookupOutcome &)> done)
{
    const auto job = std::make_shared<Lookup>(Lookup{id, orderLinkId, context, std::move(done), {}});
    // Without the instrument nothing of the answers could be read: such a round proves nothing.
    job->outcome.isClean = m_codec.instrument(id) != nullptr && !orderLinkId.isEmpty();
    lookUpIn(job, QStringLiteral("/v5/order/realtime"), [this, job] {
        if (job->outcome.found)
            lookUpExecutions(job);
        else
            lookUpIn(job, QStringLiteral("/v5/order/history"), [this, job] { lookUpExecutions(job); });
    });
}

void AccountReader::lookUpIn(const std::shared_ptr<Lookup> &job, const QString &path, std::function<void()> then)
{
    PagedRead read;
    read.path = path;
    read.query.add(L("category"), toName(job->id.category)).add(L("symbol"), job->id.symbol).add(L("orderLinkId"), job->orderLinkId);
    const auto onRow = [this, job](const QJsonObject &row, const QJsonObject &) -> Done {
        const auto report = m_codec.order(row, job->id.category);
        if (!report)
            return fail(report.error());
        const bool isOurs = *report && (*report)->orderLinkId == job->orderLinkId;
        if (isOurs && (!job->outcome.found || job->outcome.found->updatedAt < (*report)->updatedAt))
            job->outcome.found = **report;
        return {};
    };
    readAllPages(m_rest, read, job->context, onRow, [this, job, then = std::move(then)](const Done &ended) {
        if (!ended) {
            job->outcome.isClean = false;
            m_onError(ended.error());
        }
        then();
    });
}

void AccountReader::lookUpExecutions(const std::shared_ptr<Lookup> &job)
{
    PagedRead read;
    read.path = QStringLiteral("/v5/execution/list");
    read.query.add(L("category"), toName(job->id.category)).add(L("symbol"), job->id.symbol).add(L("orderLinkId"), job->orderLinkId).add(L("limit"), 100);
    const auto rows = std::make_shared<QVector<Execution>>();
    const auto onRow = collectInto<Execution>(rows, [this, job](const QJsonObject &row) { return m_codec.execution(row, job->id.category); });
    readAllPages(m_rest, read, job->context, onRow, [this, job, rows](const Done &ended) {
        if (!ended) {
            job->outcome.isClean = false;
            m_onError(ended.error());
        }
        for (const Execution &execution : std::as_const(*rows))
            if (execution.orderLinkId == job->orderLinkId)
                job->outcome.executions.append(execution);
        job->done(job->outcome);
    });
}

/// The parts are read side by side; the last one to come home answers.
struct AccountReader::Reading {
    InstrumentPtr instrument;
    UtcTime since;
    QObject *context;
    std::function<void(const AccountState &)> done;
    AccountState state;
    int running = 0;

    [[nodiscard]] Category category() const { return instrument->id().category; }
    [[nodiscard]] bool isSpot() const { return category() == Category::Spot; }
    void finishOne()
    {
        if (--running == 0)
            done(state);
    }
};

void AccountReader::read(const InstrumentPtr &instrument, UtcTime executionsSince, QObject *context,
                         std::function<void(const AccountState &)> done)
{
    const auto job = std::make_shared<Reading>(Reading{instrument, executionsSince, context, std::move(done), {}, 0});
    job->running = job->isSpot() ? 4 : 6; // before the first read, so that none can be the last by accident
    if (job->isSpot()) {
        // Spot has no positions of its own, and those of contracts were not asked for: unread, which is not empty.
    } else {
        readPositions(job);
        readLeverage(job);
    }
    readOrders(job);
    readWallet(job);
    readFees(job);
    readExecutions(job);
}

void AccountReader::readOrders(const std::shared_ptr<Reading> &job)
{
    PagedRead read;
    read.path = QStringLiteral("/v5/order/realtime");
    addScope(read.query, *job->instrument);
    read.query.add(L("limit"), 50);
    const auto rows = std::make_shared<QVector<OrderReport>>();
    const auto onRow = collectInto<OrderReport>(rows, [this, job](const QJsonObject &row) { return m_codec.order(row, job->category()); });
    readAllPages(m_rest, read, job->context, onRow, [this, job, rows](const Done &ended) {
        if (ended)
            job->state.openOrders = *rows;
        else
            m_onError(ended.error());
        job->finishOne();
    });
}

void AccountReader::readPositions(const std::shared_ptr<Reading> &job)
{
    PagedRead read;
    read.path = QStringLiteral("/v5/position/list");
    addScope(read.query, *job->instrument);
    read.query.add(L("limit"), 200);
    const auto rows = std::make_shared<QVector<Position>>();
    const auto onRow = collectInto<Position>(rows, [this, job](const QJsonObject &row) { return m_codec.position(row, job->category()); });
    readAllPages(m_rest, read, job->context, onRow, [this, job, rows](const Done &ended) {
        if (ended)
            job->state.positions = *rows;
        else
            m_onError(ended.error());
        job->finishOne();
    });
}

/// Asked for by symbol a row comes back without a position too, and with it the leverage ("" in portfolio margin).
void AccountReader::readLeverage(const std::shared_ptr<Reading> &job)
{
    RestQuery query;
    query.add(L("category"), toName(job->category())).add(L("symbol"), job->instrument->id().symbol);
    m_rest.getSigned(QStringLiteral("/v5/position/list"), query, job->context, [this, job](const Result<BybitReply> &reply) {
        const QJsonArray list = reply ? reply->result.value(L("list")).toArray() : QJsonArray();
        if (!list.isEmpty()) {
            const auto leverage = optionalDecimalOf(list.first().toObject().value(L("leverage")));
            if (leverage && *leverage && (*leverage)->sign() > 0)
                job->state.leverage = **leverage;
        }
        if (!reply)
            m_onError(reply.error());
        job->finishOne();
    });
}

void AccountReader::readWallet(const std::shared_ptr<Reading> &job)
{
    RestQuery query;
    query.add(L("accountType"), QStringLiteral("UNIFIED"));
    m_rest.getSigned(QStringLiteral("/v5/account/wallet-balance"), query, job->context, [this, job](const Result<BybitReply> &reply) {
        const QJsonArray list = reply ? reply->result.value(L("list")).toArray() : QJsonArray();
        const auto wallet = !reply            ? Result<Wallet>(fail(reply.error()))
                            : list.size() != 1 ? Result<Wallet>(fail(protocolError(QStringLiteral("wallet-balance without one account"))))
                                               : AccountCodec::wallet(list.first().toObject(), reply->time);
        if (wallet)
            job->state.wallet = *wallet;
        else
            m_onError(wallet.error());
        job->finishOne();
    });
}

void AccountReader::readFees(const std::shared_ptr<Reading> &job)
{
    RestQuery query;
    query.add(L("category"), toName(job->category())).add(L("symbol"), job->instrument->id().symbol);
    m_rest.getSigned(QStringLiteral("/v5/account/fee-rate"), query, job->context, [this, job](const Result<BybitReply> &reply) {
        if (!reply)
            m_onError(reply.error());
        const QJsonArray list = reply ? reply->result.value(L("list")).toArray() : QJsonArray();
        for (const QJsonValue &value : list) {
            const QJsonObject row = value.toObject();
            const auto maker = decimalOf(row.value(L("makerFeeRate")));
            const auto taker = decimalOf(row.value(L("takerFeeRate")));
            if (row.value(L("symbol")).toString() == job->instrument->id().symbol && maker && taker)
                job->state.fees = FeeRates{.maker = *maker, .taker = *taker};
        }
        job->finishOne();
    });
}

void AccountReader::readExecutions(const std::shared_ptr<Reading> &job)
{
    PagedRead read;
    read.path = QStringLiteral("/v5/execution/list");
    const UtcTime oldest = m_clock.utcNow() - std::chrono::duration_cast<std::chrono::milliseconds>(kLongestWindow);
    read.query.add(L("category"), toName(job->category())).add(L("startTime"), toMs(std::max(job->since, oldest))).add(L("limit"), 100);
    const auto rows = std::make_shared<QVector<Execution>>();
    const auto onRow = collectInto<Execution>(rows, [this, job](const QJsonObject &row) { return m_codec.execution(row, job->category()); });
    readAllPages(m_rest, read, job->context, onRow, [this, job, rows](const Done &ended) {
        if (ended)
            job->state.executions = *rows;
        else
            m_onError(ended.error());
        job->finishOne();
    });
}

} // namespace bw
