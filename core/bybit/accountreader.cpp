// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/accountreader.h"

#include "core/bybit/keyedrows.h"
#include "core/net/json.h"

#include <QJsonArray>
#include <QMetaObject>

namespace bw {
namespace {

using L = QLatin1StringView;

} // namespace

AccountReader::AccountReader(BybitRest &rest, const AccountCodec &codec, std::function<UtcTime()> now, ErrorHandler onError)
    : m_rest(rest)
    , m_codec(codec)
    , m_onError(std::move(onError))
    , m_lists(rest, codec)
    , m_mode(rest, m_onError)
    , m_history(rest, codec, std::move(now))
{
}

/// Whom a lookup asks after, in the venue's words: a link id, or the venue's own id where a foreign order has no other (Order::key()).
struct AccountReader::Lookup {
    InstrumentId id;
    QString key;
    QObject *context;
    std::function<void(const LookupOutcome &)> done;
    LookupOutcome outcome;

    [[nodiscard]] bool isByVenueId() const { return key.startsWith(u'#'); }
    void ask(RestQuery &query) const
    {
        query.add(L("category"), toName(id.category)).add(L("symbol"), id.symbol);
        isByVenueId() ? query.add(L("orderId"), key.sliced(1)) : query.add(L("orderLinkId"), key);
    }
    template <class Row>
    [[nodiscard]] bool isAbout(const Row &row) const
    {
        return isByVenueId() ? row.orderId == key.sliced(1) : row.orderLinkId == key;
    }
};

void AccountReader::lookUp(const InstrumentId &id, const QString &orderKey, QObject *context, std::function<void(const LookupOutcome &)> done)
{
    const auto job = std::make_shared<Lookup>(Lookup{id, orderKey, context, std::move(done), {}});
    // Without the instrument nothing of the answers could be read: such a round proves nothing.
    job->outcome.isClean = m_codec.instrument(id) != nullptr && orderKey.size() > (orderKey.startsWith(u'#') ? 1 : 0);
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
    job->ask(read.query);
    const auto onRow = [this, job](const QJsonObject &row, const QJsonObject &) -> Done {
        const auto report = m_codec.order(row, job->id.category);
        if (!report)
            return fail(report.error());
        const bool isOurs = *report && job->isAbout(**report);
        if (isOurs && (!job->outcome.found || job->outcome.found->updatedAt < (*report)->updatedAt))
            job->outcome.found = **report;
        return {};
    };
    readAllPages(m_rest, read, job->context, onRow, [this, job, then = std::move(then)](const Result<int> &ended) {
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
    job->ask(read.query);
    read.query.add(L("limit"), 100);
    const auto rows = std::make_shared<KeyedRows<Execution>>();
    const auto onRow = collectInto<Execution>(rows, [this, job](const QJsonObject &row) { return m_codec.execution(row, job->id.category); },
                                              [](const Execution &row) { return keyOf(row); });
    readAllPages(m_rest, read, job->context, onRow, [this, job, rows](const Result<int> &ended) {
        if (!ended) {
            job->outcome.isClean = false;
            m_onError(ended.error());
        }
        for (const Execution &execution : rows->rows())
            if (job->isAbout(execution))
                job->outcome.executions.append(execution);
        job->done(job->outcome);
    });
}

/// The parts are read side by side; the last one to come home answers.
struct AccountReader::Reading {
    AccountQuestion question;
    QObject *context;
    std::function<void(const AccountState &)> done;
    ErrorHandler onError;
    AccountState state;
    int running = 0;

    [[nodiscard]] const InstrumentPtr &instrument() const { return question.instrument; }
    [[nodiscard]] Category category() const { return instrument()->id().category; }
    void finishOne()
    {
        if (--running == 0)
            done(state);
    }
    /// Hands a part that came home to its place; an Error leaves it absent.
    template <class T>
    static std::function<void(const Result<T> &)> into(const std::shared_ptr<Reading> &job, std::optional<T> AccountState::*part)
    {
        ++job->running;
        return [job, part](const Result<T> &read) {
            if (read)
                job->state.*part = *read;
            else
                job->onError(read.error());
            job->finishOne();
        };
    }
};

void AccountReader::read(const AccountQuestion &question, QObject *context, std::function<void(const AccountState &)> done)
{
    const auto job = std::make_shared<Reading>(Reading{question, context, std::move(done), m_onError, {}, 0});
    const Category category = job->category();
    const bool isSpot = category == Category::Spot;
    const QString coin = isSpot ? QString() : job->instrument()->settleCoin();
    ++job->running; // of this function, so that no part can be the last by accident
    if (question.orders)
        m_lists.readOpenOrders(category, coin, context, Reading::into(job, &AccountState::openOrders));
    // Spot has no positions of its own, and those of contracts were not asked for: unread, which is not empty.
    if (question.positions && !isSpot)
        m_lists.readPositions(category, coin, context, Reading::into(job, &AccountState::positions));
    if (question.wallet)
        readWallet(job);
    if (question.executions)
        m_history.readExecutions(category, question.executionsSince, context, Reading::into(job, &AccountState::executions));
    if (question.mode) {
        readFees(job);
        readMode(job);
    }
    QMetaObject::invokeMethod(context, [job] { job->finishOne(); }, Qt::QueuedConnection); // nothing asked for is answered too
}

void AccountReader::readWallet(const std::shared_ptr<Reading> &job)
{
    ++job->running;
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
    ++job->running;
    RestQuery query;
    query.add(L("category"), toName(job->category())).add(L("symbol"), job->instrument()->id().symbol);
    m_rest.getSigned(QStringLiteral("/v5/account/fee-rate"), query, job->context, [this, job](const Result<BybitReply> &reply) {
        if (!reply)
            m_onError(reply.error());
        const QJsonArray list = reply ? reply->result.value(L("list")).toArray() : QJsonArray();
        for (const QJsonValue &value : list) {
            const QJsonObject row = value.toObject();
            const auto maker = decimalOf(row.value(L("makerFeeRate")));
            const auto taker = decimalOf(row.value(L("takerFeeRate")));
            if (row.value(L("symbol")).toString() == job->instrument()->id().symbol && maker && taker)
                job->state.fees = FeeRates{.maker = *maker, .taker = *taker};
        }
        job->finishOne();
    });
}

void AccountReader::readMode(const std::shared_ptr<Reading> &job)
{
    ++job->running;
    m_mode.read(job->instrument(), job->context, [job](const AccountMode &mode) {
        job->state.mode = mode;
        job->state.leverage = mode.leverage;
        job->finishOne();
    });
}

} // namespace bw
