// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakescheduler.h"
#include "tests/unit/engine/fakeports.h"

#include <QSignalSpy>

namespace bw {

/// An engine on the test's own thread with fake ports and fake time, brought to the point where it may trade.
class EngineBench {
public:
    explicit EngineBench(bool mayOrdersOutliveUs = false)
    {
        EngineParts parts;
        parts.feed = own(feed, std::make_unique<FakeFeed>());
        parts.venue = own(venue, std::make_unique<FakeVenue>(clock));
        parts.relay = own(relay, std::make_unique<FakeRelay>());
        parts.makeAnalyst = [this](const AnalystAccess &) { return own(analyst, std::make_unique<FakeAnalyst>()); };
        parts.journal = own(journal, std::make_unique<FakeJournal>());
        parts.reader = own(reader, std::make_unique<FakeReader>());
        reader->make = [this](const InstrumentId &id) {
            instrument = Instrument::create(id, filters(), QStringLiteral("BTC"), QStringLiteral("USDT"), QStringLiteral("USDT"),
                                            InstrumentStatus::Trading).value();
            return instrument;
        };
        reader->makeAll = [this](Category) { return QVector{instrument}; };
        EngineConfig config;
        config.mayTrade = true;
        config.mayOrdersOutliveUs = mayOrdersOutliveUs;
        config.instrument = {Category::Linear, QStringLiteral("BTCUSDT")};
        engine = std::make_unique<Engine>(std::move(config), std::move(parts), channels, marketChannels, clock, scheduler);
        QObject::connect(&engine->events(), &EngineEvents::orderChanged, [this](const Order &o) { states.append(o.state); lastOrder = o; });
        QObject::connect(&engine->events(), &EngineEvents::previewReady, [this](const Preview &p) { preview = p; });
        QObject::connect(&engine->events(), &EngineEvents::submitRefused, [this](const SubmitRefusal &r) { refusals.append(r); });
        QObject::connect(&engine->events(), &EngineEvents::signalChanged, [this](const Signal &s) { signalsSeen.append(s); });
        QObject::connect(&engine->events(), &EngineEvents::sessionChanged, [this](const SessionView &s) { session = s; });
        engine->start();
    }

    void becomeTradable()
    {
        engine->useKey({QStringLiteral("key"), SecretBytes("secret")});
        KeyAudit audit;
        audit.level = KeyLevel::Trade;
        audit.verdict = KeyAudit::Advice::Ok;
        Q_EMIT venue->keyAudited(audit);
        ClockOffset offset;
        offset.error = std::chrono::milliseconds(2);
        Q_EMIT venue->clockMeasured(offset);
        Q_EMIT venue->statusChanged({ConnectionStatus::Stream::Private, ConnectionStatus::State::Live});
        venue->answerRead(emptyAccount());
        sendSnapshot(1);
    }

    static AccountState emptyAccount()
    {
        AccountState state;
        state.openOrders = QVector<OrderReport>();
        state.executions = QVector<Execution>();
        state.positions = QVector<Position>();
        Wallet wallet;
        wallet.totalAvailable = 10000;
        state.wallet = wallet;
        state.fees = FeeRates{Decimal::fromScaled(2, 4), Decimal::fromScaled(55, 5)};
        state.leverage = Decimal(10);
        state.mode = AccountMode{nullptr, MarginMode::Cross, false, Decimal(10), std::nullopt};
        return state;
    }

    /// Lets the polls of orders alone pass until one asks for the whole account; that one waits for its answer.
    void waitForWholeRead()
    {
        do {
            if (venue->answerRead)
                std::exchange(venue->answerRead, nullptr)(emptyAccount());
            scheduler.advance(std::chrono::seconds(10));
        } while (!venue->answerRead || !venue->questions.last().positions);
    }

    void sendSnapshot(std::uint64_t updateId)
    {
        BookUpdate update;
        update.depth = 50;
        update.updateId = updateId;
        update.sequence = updateId;
        for (int i = 0; i < 50; ++i) {
            update.bids.push_back({PriceTicks(634120 - i), QtyLots(1000)});
            update.asks.push_back({PriceTicks(634121 + i), QtyLots(1000)});
        }
        Q_EMIT feed->bookUpdated(instrument->id(), update);
    }

    OrderDraft buy(std::int64_t lots) const
    {
        OrderDraft draft;
        draft.instrument = instrument;
        draft.qty = QtyLots(lots);
        draft.price = PriceTicks(634120);
        return draft;
    }

    /// Preview, submit, journal: up to the point where the order is on its way to the venue.
    QString sendBuy(std::int64_t lots = 20)
    {
        engine->requestPreview(buy(lots));
        engine->submit(preview.id);
        if (!journal->answerIntent)
            return {};
        std::exchange(journal->answerIntent, nullptr)(Done());
        return lastOrder.orderLinkId;
    }

    OrderReport report(const QString &linkId, OrderEvent event, std::int64_t filled) const
    {
        OrderReport report;
        report.orderLinkId = linkId;
        report.orderId = QStringLiteral("venue-1");
        report.instrument = instrument;
        report.event = event;
        report.qty = QtyLots(20);
        report.filled = QtyLots(filled);
        report.createdAt = clock.utcNow();
        report.updatedAt = clock.utcNow() + std::chrono::milliseconds(1);
        return report;
    }

    FakeClock clock;
    FakeScheduler scheduler{clock};
    FakeFeed *feed = nullptr;
    FakeReader *reader = nullptr;
    FakeVenue *venue = nullptr;
    FakeAnalyst *analyst = nullptr;
    FakeJournal *journal = nullptr;
    InstrumentPtr instrument;
    std::shared_ptr<EngineChannels> channels = std::make_shared<EngineChannels>();
    std::shared_ptr<MarketChannels> marketChannels = std::make_shared<MarketChannels>();
    FakeRelay *relay = nullptr;
    QVector<OrderState> states;
    Order lastOrder;
    Preview preview;
    QVector<SubmitRefusal> refusals;
    QVector<Signal> signalsSeen;
    SessionView session;
    std::unique_ptr<Engine> engine;

private:
    template <class T>
    static std::unique_ptr<T> own(T *&handle, std::unique_ptr<T> part)
    {
        handle = part.get();
        return part;
    }
    static InstrumentFilters filters()
    {
        InstrumentFilters filters;
        filters.tickSize = Decimal::fromScaled(1, 1);
        filters.lotSize = Decimal::fromScaled(1, 3);
        filters.minQty = Decimal::fromScaled(1, 3);
        filters.maxLimitQty = Decimal(100);
        filters.maxMarketQty = Decimal(50);
        filters.minNotional = Decimal(5);
        return filters;
    }
};

} // namespace bw
