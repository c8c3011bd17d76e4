// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"

#include <QVector>

namespace bw {

/// Ports for tests of the engine: they record what was asked and answer when the test says so.
class FakeFeed final : public MarketFeed {
public:
    void start() override { isStarted = true; }
    void stop() override { isStarted = false; }
    void subscribe(const InstrumentPtr &instrument, const MarketTopic &topic) override { subscribed.append({instrument->id(), topic}); }
    void unsubscribe(const InstrumentId &id, const MarketTopic &topic) override { subscribed.removeAll({id, topic}); }
    void resync(const InstrumentId &id, const MarketTopic &topic) override { resynced.append({id, topic}); }

    using Asked = std::pair<InstrumentId, MarketTopic>;
    bool isStarted = false;
    QVector<Asked> subscribed, resynced;
};

/// Answers instruments at once, by make(); the rest when the test says so.
class FakeReader final : public MarketReader {
public:
    void readInstrument(const InstrumentId &id, QObject *, Answer<InstrumentPtr> done) override { done(make(id)); }
    void readInstruments(Category category, QObject *, Answer<QVector<InstrumentPtr>> done) override { done(makeAll(category)); }
    void readCandles(const InstrumentPtr &, CandleInterval, UtcTime before, int, QObject *, Answer<QVector<Candle>> done) override
    {
        candlesBefore.append(before);
        answerCandles = std::move(done);
    }
    void readFundingHistory(const InstrumentId &, int, QObject *, Answer<QVector<FundingRate>> done) override { answerFunding = std::move(done); }
    void readBook(const InstrumentPtr &, int, QObject *, Answer<BookUpdate> done) override
    {
        ++bookReads;
        answerBook = std::move(done);
    }
    void readPriceLimit(const InstrumentId &, QObject *, Answer<PriceLimit> done) override { done(priceLimit); }
    void readMaintenanceRate(const InstrumentId &, QObject *, Answer<Decimal> done) override { done(maintenanceRate); }
    void readOutages(QObject *, Answer<QVector<VenueOutage>> done) override { answerOutages = std::move(done); }

    std::function<Result<InstrumentPtr>(const InstrumentId &)> make;
    std::function<Result<QVector<InstrumentPtr>>(Category)> makeAll;
    QVector<UtcTime> candlesBefore;
    int bookReads = 0;
    Answer<QVector<Candle>> answerCandles;
    Answer<QVector<FundingRate>> answerFunding;
    Answer<BookUpdate> answerBook;
    Result<Decimal> maintenanceRate = Decimal::fromScaled(5, 3);
    Result<PriceLimit> priceLimit = PriceLimit{1'000'000, 1, {}};
    Answer<QVector<VenueOutage>> answerOutages;
};

class FakeRelay final : public RelayFeed {
public:
    void start(const QUrl &socket, const QVector<RelayPair> &watched) override
    {
        url = socket;
        pairs = watched;
    }
    void stop() override { pairs.clear(); }
    void checkHealth(const QUrl &, QObject *, std::function<void(const Result<RelayHealth> &)> done) override { answerHealth = std::move(done); }

    QUrl url;
    QVector<RelayPair> pairs;
    std::function<void(const Result<RelayHealth> &)> answerHealth;
};

class FakeVenue final : public ExecutionVenue {
public:
    explicit FakeVenue(const Clock &clock) : m_clock(clock) {}

    void start(const ApiKey &) override { ++starts; }
    void stop() override {}
    void setInstruments(const QVector<InstrumentPtr> &) override {}
    void place(ApprovedOrder order, std::function<void(const CommandOutcome &)> done) override
    {
        placed.append(order.orderLinkId());
        answerPlace = std::move(done);
    }
    void cancel(const InstrumentId &, const QString &linkId, const QString &, std::function<void(const CommandOutcome &)> done) override
    {
        cancelled.append(linkId);
        answerCancel = std::move(done);
    }
    void cancelAll(const CancelScope &scope, std::function<void(const CommandOutcome &)> done) override
    {
        cancelScopes.append(scope);
        answerCancel = std::move(done);
    }
    void change(ApprovedChange change, std::function<void(const CommandOutcome &)> done) override
    {
        changes.append(change.draft());
        answerChange = std::move(done);
    }
    void preCheck(const OrderDraft &draft, std::function<void(const Result<PreCheck> &)> done) override
    {
        preChecks.append(draft);
        answerPreCheck = std::move(done);
    }
    void lookUp(const InstrumentId &, const QString &linkId, std::function<void(const LookupOutcome &)> done) override
    {
        lookedUp.append(linkId);
        answerLookup = std::move(done);
    }
    void readAccount(const AccountQuestion &question, std::function<void(const AccountState &)> done) override
    {
        questions.append(question);
        executionsSince = question.executionsSince;
        answerRead = std::move(done);
    }
    void readOpenOrders(Category, const QString &, std::function<void(const Result<QVector<OrderReport>> &)> done) override { answerOpenOrders = std::move(done); }
    void readPositions(Category, const QString &, std::function<void(const Result<QVector<Position>> &)> done) override { answerPositions = std::move(done); }
    void readOrderHistory(Category, UtcTime, std::function<void(const Result<QVector<OrderReport>> &)> done) override { answerHistory = std::move(done); }
    void readLedger(UtcTime, UtcTime, std::function<void(const Result<QVector<LedgerEntry>> &)> done) override { answerLedger = std::move(done); }
    [[nodiscard]] std::optional<UtcTime> venueTime() const override { return m_clock.utcNow(); }
    [[nodiscard]] std::chrono::milliseconds recvWindow() const override { return std::chrono::milliseconds(5000); }

    int starts = 0;
    UtcTime executionsSince{};
    QVector<QString> placed, cancelled, lookedUp;
    QVector<CancelScope> cancelScopes;
    QVector<OrderDraft> preChecks;
    std::function<void(const Result<PreCheck> &)> answerPreCheck;
    QVector<ChangeDraft> changes;
    QVector<AccountQuestion> questions;
    std::function<void(const CommandOutcome &)> answerPlace, answerCancel, answerChange;
    std::function<void(const Result<QVector<OrderReport>> &)> answerOpenOrders, answerHistory;
    std::function<void(const Result<QVector<Position>> &)> answerPositions;
    std::function<void(const Result<QVector<LedgerEntry>> &)> answerLedger;
    std::function<void(const LookupOutcome &)> answerLookup;
    std::function<void(const AccountState &)> answerRead;

private:
    const Clock &m_clock;
};

class FakeAnalyst final : public Analyst {
public:
    void judgeHeadlines(const SentimentRequest &request, std::function<void(const AnalystCall &)> done) override
    {
        requests.append(request);
        answer = std::move(done);
    }
    void stop() override {}

    QVector<SentimentRequest> requests;
    std::function<void(const AnalystCall &)> answer;
};

class FakeJournal final : public Journal {
public:
    void writeIntent(const Order &order, std::function<void(const Done &)> durable) override
    {
        intents.append(order);
        answerIntent = std::move(durable);
    }
    void writeChange(const Order &order, std::function<void(const Done &)> durable) override
    {
        changes.append(order);
        if (durable && holdsChanges)
            answerChange = std::move(durable);
        else if (durable)
            durable(Done());
    }
    void writeExecution(const Execution &execution) override { executions.append(execution); }
    void writeAccountChange(const AccountChange &change, std::function<void(const Done &)> durable) override
    {
        accountChanges.append(change);
        if (durable)
            answerAccountChange = std::move(durable);
    }
    void writeNote(const TimelineEntry &entry) override { notes.append(entry); }
    void readTimeline(const QString &, std::function<void(const Result<QVector<TimelineEntry>> &)> done) override { answerTimeline = std::move(done); }
    void readBack(UtcTime, std::function<void(const Result<JournalledSession> &)> done) override { answerReadBack = std::move(done); }
    void setFailureHandler(std::function<void(const Error &)>) override {}

    QVector<Order> intents, changes;
    QVector<Execution> executions;
    QVector<AccountChange> accountChanges;
    QVector<TimelineEntry> notes;
    bool holdsChanges = false; ///< then answerChange says when an amend or cancel is durable
    std::function<void(const Done &)> answerIntent, answerChange, answerAccountChange;
    std::function<void(const Result<QVector<TimelineEntry>> &)> answerTimeline;
    std::function<void(const Result<JournalledSession> &)> answerReadBack;
};

} // namespace bw
