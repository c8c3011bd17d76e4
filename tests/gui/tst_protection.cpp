// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/fedmarket.h"
#include "core/sandbox/instrumentrow.h"
#include "tests/integration/livesession.h"
#include "tests/integration/othertrader.h"
#include "tests/integration/sandboxtalk.h"
#include "tests/integration/venuerow.h"
#include "ui/panels/positionpanel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/theme.h"

#include <QJsonArray>
#include <QLabel>
#include <QTimer>

using namespace bw;

namespace {

constexpr int kDeadline = 10'000;

/// A market that stands still until the test prints a trade: bids from 59,999.9 down, asks from 60,000.0 up.
class HandMarket final {
public:
    [[nodiscard]] SandboxConfig config()
    {
        SandboxConfig config;
        config.seed = 5;
        config.makeMarket = [this](const Clock &clock, Scheduler &) {
            auto market = std::make_unique<FedMarket>();
            const auto &filters = m_instrument->filters();
            market->addInstrument(m_instrument, instrumentRow({m_instrument->id(), m_instrument->baseCoin(), m_instrument->quoteCoin(),
                                                                        filters.tickSize.toString(), filters.lotSize.toString()})); // price limits and all
            auto *heart = new QTimer(market.get()); // a venue says something now and then
            const auto beat = [this, fed = market.get(), &clock] { fed->setBook(book(clock.utcNow())); };
            QObject::connect(heart, &QTimer::timeout, market.get(), beat);
            heart->start(200);
            beat();
            m_market = market.get();
            return market;
        };
        return config;
    }
    /// A sale of so many lots at this price; who rests there or above is filled.
    void sell(std::int64_t ticks, std::int64_t lots)
    {
        QMetaObject::invokeMethod(m_market, [market = m_market, ticks, lots, id = m_instrument->id()] {
            market->addTrade(id, {PriceTicks(ticks), QtyLots(lots), Side::Sell, SystemClock().utcNow(), QStringLiteral("t"), 0});
        });
    }

private:
    [[nodiscard]] std::shared_ptr<const BookSnapshot> book(UtcTime now)
    {
        auto book = std::make_shared<BookSnapshot>();
        book->instrument = m_instrument;
        book->state = BookState::Live;
        ++m_beats;
        for (int i = 0; i < 50; ++i) {
            book->bids.push_back({PriceTicks(599'999 - i), QtyLots(100 + (i == 49 ? m_beats % 7 : 0))});
            book->asks.push_back({PriceTicks(600'000 + i), QtyLots(100)});
        }
        book->matchedAt = now;
        return book;
    }

    const InstrumentPtr m_instrument = Instrument::create({Category::Linear, QStringLiteral("BTCUSDT")}, {Decimal::fromScaled(1, 1), Decimal::fromScaled(1, 3), {}, {}, {}, {}, {}, {}, {}},
                                                          QStringLiteral("BTC"), QStringLiteral("USDT"), QStringLiteral("USDT"), InstrumentStatus::Trading).value();
    FedMarket *m_market = nullptr; ///< lives on the sandbox's thread
    int m_beats = 0;
};

/// A session with its position panel before such a market.
struct Stage {
    Stage()
    {
        theme.applyTo(*qApp);
        panel.resize(380, 420);
        panel.show();
        QObject::connect(&session.client, &EngineClient::positionsChanged, &session.client, [this] { // after the session's own
            bare += session.held() && !session.isProtected() ? 1 : 0;
        });
    }
    /// A buy of 0.100 that rests at 59,990 and brings a stop.
    [[nodiscard]] QString buy(std::int64_t stopTicks, StopMode mode)
    {
        OrderDraft draft;
        draft.instrument = session.client.instrument();
        draft.qty = QtyLots(100);
        draft.price = PriceTicks(599'900);
        draft.exits.stopLoss = ExitLeg{PriceTicks(stopTicks), TriggerBy::LastPrice, {}};
        draft.exits.mode = mode;
        return session.send(draft);
    }
    [[nodiscard]] OrderState stateOf(const QString &linkId) const { return session.orders.value(linkId).state; }
    [[nodiscard]] QString badge() const
    {
        const auto *label = panel.findChild<QLabel *>(QStringLiteral("positionBadge"));
        return label && label->isVisible() ? label->text() : QString();
    }
    /// What stops at the exchange cover, and the id of the first.
    [[nodiscard]] Decimal stopped(QString *orderId = nullptr) const
    {
        Decimal sum;
        const auto rows = sandboxState(session.address.rest).value(QLatin1StringView("stops")).toArray();
        for (const auto &value : rows) {
            const auto row = value.toObject();
            if (!venuerow::text(row, "stopOrderType").endsWith(QStringLiteral("StopLoss")))
                continue;
            sum += venuerow::number(row, "qty");
            if (orderId)
                *orderId = venuerow::text(row, "orderId");
        }
        return sum;
    }
    [[nodiscard]] OtherTrader other() const { return {session.address.rest, session.address.key, QString::fromUtf8(session.address.secret.reveal())}; }

    HandMarket market;
    LiveSession session{market.config()};
    QtScheduler scheduler;
    SystemClock clock;
    Theme theme;
    FramePulse pulse{scheduler, clock};
    PositionPanel panel{session.client, theme, pulse};
    int bare = 0; ///< how often a position was told without a stop that covers it
};

const Decimal kWhole = Decimal::fromScaled(1, 1);

} // namespace

/// From the exchange to the badge of the position panel: whether a stop covers the position, while it grows in pieces, when its stop is
/// refused, and when somebody else takes it away.
class ProtectionTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStopCoversAPositionThatGrowsInTwentyFivePieces_data();
    void aStopCoversAPositionThatGrowsInTwentyFivePieces();
    void aStopThatIsRefusedBecauseItIsPassedLeavesItUnprotected();
    void aPassedStopThatStrikesAtOnceLeavesNothing();
};

void ProtectionTest::aStopCoversAPositionThatGrowsInTwentyFivePieces_data()
{
    QTest::addColumn<bool>("isPartial");
    QTest::newRow("full") << false;
    QTest::newRow("partial") << true;
}

void ProtectionTest::aStopCoversAPositionThatGrowsInTwentyFivePieces()
{
    QFETCH(bool, isPartial);
    Stage stage;
    QTRY_VERIFY_WITH_TIMEOUT(stage.session.isReady(), kDeadline);
    const QString link = stage.buy(590'000, isPartial ? StopMode::Partial : StopMode::Full);
    QVERIFY(!link.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(stage.stateOf(link), OrderState::Accepted, kDeadline);
    for (int piece = 1; piece <= 25; ++piece) {
        stage.market.sell(599'900, 4);
        QTRY_COMPARE_WITH_TIMEOUT(stage.session.size(), Decimal::fromScaled(4 * piece, 3), kDeadline);
        QTRY_VERIFY_WITH_TIMEOUT(stage.session.isProtected(), kDeadline); // with every piece
        QCOMPARE(stage.stopped(), stage.session.size());
    }
    QCOMPARE(stage.session.executions.size(), 25);
    QTRY_COMPARE(stage.stateOf(link), OrderState::Filled);
    QCOMPARE(stage.session.held()->stoppedSize, kWhole);
    QTRY_COMPARE_WITH_TIMEOUT(stage.badge(), QStringLiteral("stops cover all"), kDeadline);
    if (!isPartial)
        QCOMPARE(stage.bare, 0); // a Full stop follows the size: it never looked bare

    QString stopId; // another program takes it away
    QCOMPARE(stage.stopped(&stopId), kWhole);
    const QJsonObject symbol{{QStringLiteral("category"), QStringLiteral("linear")}, {QStringLiteral("symbol"), QStringLiteral("BTCUSDT")}};
    auto body = symbol;
    if (isPartial) {
        body.insert(QStringLiteral("orderId"), stopId);
        QCOMPARE(stage.other().post("/v5/order/cancel", body).value(QLatin1StringView("retCode")).toInt(-1), 0);
    } else {
        body.insert(QStringLiteral("tpslMode"), QStringLiteral("Full"));
        body.insert(QStringLiteral("positionIdx"), 0);
        body.insert(QStringLiteral("stopLoss"), QStringLiteral("0"));
        QCOMPARE(stage.other().post("/v5/position/trading-stop", body).value(QLatin1StringView("retCode")).toInt(-1), 0);
    }
    QTRY_COMPARE_WITH_TIMEOUT(stage.badge(), QStringLiteral("UNPROTECTED"), kDeadline);
    QVERIFY(!stage.session.isProtected());
    QCOMPARE(stage.session.size(), kWhole);
    QCOMPARE(stage.stopped(), Decimal(0));
}

void ProtectionTest::aStopThatIsRefusedBecauseItIsPassedLeavesItUnprotected()
{
    Stage stage;
    QTRY_VERIFY_WITH_TIMEOUT(stage.session.isReady(), kDeadline);
    QVERIFY(setSandboxFaults(stage.session.address.rest, QStringLiteral("exits-refused=1")));
    const QString link = stage.buy(599'000, StopMode::Full);
    QVERIFY(!link.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(stage.stateOf(link), OrderState::Accepted, kDeadline);
    stage.market.sell(598'000, 500); // over the order and its stop in one step
    QTRY_COMPARE_WITH_TIMEOUT(stage.stateOf(link), OrderState::Filled, kDeadline);
    QTRY_COMPARE_WITH_TIMEOUT(stage.badge(), QStringLiteral("UNPROTECTED"), kDeadline);
    QCOMPARE(stage.session.size(), kWhole);
    QCOMPARE(stage.stopped(), Decimal(0));
    QVERIFY(sandboxState(stage.session.address.rest).value(QLatin1StringView("faultHits")).toObject().value(QLatin1StringView("exits-refused")).toInt() > 0);
}

void ProtectionTest::aPassedStopThatStrikesAtOnceLeavesNothing()
{
    Stage stage;
    QTRY_VERIFY_WITH_TIMEOUT(stage.session.isReady(), kDeadline);
    const QString link = stage.buy(599'000, StopMode::Full);
    QVERIFY(!link.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(stage.stateOf(link), OrderState::Accepted, kDeadline);
    stage.market.sell(598'000, 500);
    QTRY_COMPARE_WITH_TIMEOUT(stage.stateOf(link), OrderState::Filled, kDeadline);
    QTRY_COMPARE_WITH_TIMEOUT(stage.session.executions.size(), 2, kDeadline); // in, and out by the stop
    QTRY_COMPARE_WITH_TIMEOUT(stage.session.size(), Decimal(0), kDeadline);
    QCOMPARE(stage.stopped(), Decimal(0));
    QVERIFY(stage.badge() != QStringLiteral("UNPROTECTED") && stage.badge() != QStringLiteral("stops cover all"));
}

QTEST_MAIN(ProtectionTest)
#include "tst_protection.moc"
