// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/riskgate.h"
#include "tests/integration/venuebench.h"

using namespace bw;
using namespace std::chrono_literals;

namespace {

InstrumentPtr make(Category category, const QString &symbol, const QString &settle)
{
    InstrumentFilters filters;
    filters.tickSize = Decimal::fromScaled(1, 1);
    filters.lotSize = Decimal::fromScaled(1, 3);
    return Instrument::create({category, symbol}, filters, QStringLiteral("BTC"), QStringLiteral("USDT"), settle, InstrumentStatus::Trading).value();
}
InstrumentPtr bitcoin() { return make(Category::Linear, QStringLiteral("BTCUSDT"), QStringLiteral("USDT")); }

using Kind = CommandOutcome::Kind;

/// A gate that has nothing against it; who may change what is tested elsewhere.
RiskGate consent()
{
    Rule rule;
    rule.check = [](const OrderDraft &, const RiskContext &) { return Verdict{.rule = RuleId::TradingAllowed, .ok = true, .measured = {}, .limit = {}, .why = {}}; };
    return RiskGate({rule});
}

ApprovedChange approved(const ChangeDraft &draft, const Order *amended = nullptr)
{
    RiskContext context;
    if (std::holds_alternative<PositionModeDraft>(draft))
        context.positions = QVector<Position>();
    return std::move(consent().approve(draft, amended, context).value());
}

StopDraft stop()
{
    StopDraft draft;
    draft.instrument = bitcoin();
    draft.stopLoss = ExitLeg{PriceTicks(240000), TriggerBy::LastPrice, std::nullopt};
    return draft;
}

LeverageDraft leverage() { return {bitcoin(), Decimal(5)}; }

struct Heard {
    int calls = 0;
    CommandOutcome outcome;
    [[nodiscard]] std::function<void(const CommandOutcome &)> callback()
    {
        return [this](const CommandOutcome &got) {
            ++calls;
            outcome = got;
        };
    }
};

} // namespace

class TestBybitChanges : public QObject {
    Q_OBJECT
    std::unique_ptr<VenueBench> m_bench;

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<VenueBench>(QVector<InstrumentPtr>{bitcoin(), make(Category::Spot, QStringLiteral("BTCUSDT"), QStringLiteral("USDT"))});
        QVERIFY(m_bench->start());
        m_bench->forgetRequests();
    }
    void cleanup() { m_bench.reset(); }

    void whatIsNoClearAnswerLeavesAChangeUnknownAndSentOnce_data()
    {
        QTest::addColumn<int>("retCode");
        QTest::addColumn<int>("status");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("done") << 0 << 200 << Kind::Accepted;
        QTest::newRow("leverage not modified") << 110043 << 200 << Kind::Accepted;
        QTest::newRow("mode as it was") << 110025 << 200 << Kind::Accepted;
        QTest::newRow("stops not modified") << 34040 << 200 << Kind::Accepted;
        QTest::newRow("not modified, says a gateway in trouble") << 110043 << 502 << Kind::Unknown;
        QTest::newRow("restarting") << 10016 << 200 << Kind::Unknown;
        QTest::newRow("rate limit") << 10006 << 200 << Kind::Unknown;
        QTest::newRow("too late to replace") << 110001 << 200 << Kind::Unknown;
        QTest::newRow("a code nobody listed") << 987654 << 200 << Kind::Unknown;
        QTest::newRow("gateway") << 0 << 503 << Kind::Unknown;
        QTest::newRow("has a position") << 110024 << 200 << Kind::Refused;
        QTest::newRow("parameter") << 10001 << 200 << Kind::Refused;
    }
    void whatIsNoClearAnswerLeavesAChangeUnknownAndSentOnce()
    {
        QFETCH(int, retCode);
        QFETCH(int, status);
        QFETCH(Kind, kind);
        m_bench->status = status;
        m_bench->answers = [&](const QByteArray &, const QUrlQuery &, const QJsonObject &) { return VenueBench::reply(retCode); };
        const QVector<std::pair<ChangeDraft, QByteArray>> changes{{stop(), "/v5/position/trading-stop"}, {leverage(), "/v5/position/set-leverage"},
                                                                   {PositionModeDraft{bitcoin(), true}, "/v5/position/switch-mode"}};
        for (const auto &[draft, path] : changes) {
            Heard heard;
            m_bench->venue->change(approved(draft), heard.callback());
            QCOMPARE(heard.calls, 0);
            QTRY_COMPARE(heard.calls, 1);
            QCOMPARE(heard.outcome.kind, kind);
            QCOMPARE(m_bench->bodies(path).size(), 1);
            if (kind == Kind::Accepted)
                QCOMPARE(heard.outcome.error.venueCode, retCode); // a stop that says so is verified
        }
    }
    void anAmendThatNamesAnotherOrderIsUnknown()
    {
        m_bench->answers = [&](const QByteArray &, const QUrlQuery &, const QJsonObject &) { return VenueBench::reply(0, "{\"orderLinkId\":\"bw-9\"}"); };
        Order order;
        order.instrument = bitcoin();
        order.orderLinkId = QStringLiteral("bw-1");
        order.qty = QtyLots(10);
        order.price = PriceTicks(250000);
        order.state = OrderState::Accepted;
        AmendDraft draft;
        draft.instrument = bitcoin();
        draft.orderLinkId = order.orderLinkId;
        draft.qty = QtyLots(5);
        Heard heard;
        m_bench->venue->change(approved(draft, &order), heard.callback());
        QTRY_COMPARE(heard.calls, 1);
        QCOMPARE(heard.outcome.kind, Kind::Unknown);
        QCOMPARE(m_bench->bodies("/v5/order/amend").size(), 1);
        QCOMPARE(m_bench->bodies("/v5/order/amend").first().value(QLatin1String("qty")).toString(), QStringLiteral("0.005"));
    }
    void afterForbiddenAStopStillGoesAndALeverageDoesNot()
    {
        m_bench->status = 403;
        m_bench->answers = [&](const QByteArray &, const QUrlQuery &, const QJsonObject &) { return QByteArray("access too frequent"); };
        Heard first, second, third;
        m_bench->venue->change(approved(leverage()), first.callback());
        QTRY_COMPARE(first.calls, 1);
        QCOMPARE(first.outcome.kind, Kind::Unknown);
        m_bench->status = 200;
        m_bench->answers = [&](const QByteArray &, const QUrlQuery &, const QJsonObject &) { return VenueBench::reply(0); };
        m_bench->venue->change(approved(leverage()), second.callback());
        m_bench->venue->change(approved(stop()), third.callback());
        QTRY_VERIFY(second.calls == 1 && third.calls == 1);
        QCOMPARE(second.outcome.kind, Kind::NotSent);
        QCOMPARE(third.outcome.kind, Kind::Accepted);
        QCOMPARE(m_bench->bodies("/v5/position/set-leverage").size(), 1);
    }
    void everyFilterIsCancelledAndTheWorstCounts()
    {
        m_bench->answers = [&](const QByteArray &, const QUrlQuery &, const QJsonObject &body) {
            return body.value(QLatin1String("orderFilter")).toString() == QLatin1String("OcoOrder") ? VenueBench::reply(10016) : VenueBench::reply(0, "{\"success\":\"1\"}");
        };
        Heard heard;
        m_bench->venue->cancelAll({Category::Spot, {}, {}, true}, heard.callback());
        QTRY_COMPARE(heard.calls, 1);
        QCOMPARE(heard.outcome.kind, Kind::Unknown);
        QCOMPARE(m_bench->bodies("/v5/order/cancel-all").size(), 5);
        Heard nothing;
        m_bench->venue->cancelAll({Category::Inverse, {}, {}, true}, nothing.callback()); // no inverse contract is known
        QCOMPARE(nothing.calls, 0);
        QTRY_COMPARE(nothing.calls, 1);
        QCOMPARE(nothing.outcome.kind, Kind::NotSent);
    }
    void aSpotStopIsCancelledUnderItsFilter()
    {
        m_bench->answers = [&](const QByteArray &path, const QUrlQuery &, const QJsonObject &) {
            if (path == "/v5/order/realtime")
                return VenueBench::page({R"({"symbol":"BTCUSDT","orderId":"17","orderLinkId":"bw-17","side":"Sell","orderType":"Market","orderStatus":"Untriggered","qty":"0.5",
                    "cumExecQty":"0","stopOrderType":"tpslOrder","triggerPrice":"48000","updatedTime":"5"})"});
            return VenueBench::reply(0);
        };
        bool isRead = false;
        m_bench->venue->readOpenOrders(Category::Spot, {}, [&](const Result<QVector<OrderReport>> &orders) { isRead = orders && orders->size() == 1; });
        QTRY_VERIFY(isRead);
        for (const char *linkId : {"bw-17", "bw-18"}) {
            Heard heard;
            m_bench->venue->cancel({Category::Spot, QStringLiteral("BTCUSDT")}, QString::fromLatin1(linkId), {}, heard.callback());
            QTRY_COMPARE(heard.calls, 1);
        }
        const auto bodies = m_bench->bodies("/v5/order/cancel");
        QCOMPARE(bodies.at(0).value(QLatin1String("orderFilter")).toString(), QStringLiteral("tpslOrder"));
        QVERIFY(!bodies.at(1).contains(QLatin1String("orderFilter")));
    }
    void anOrdersTimelineHearsBothSidesMasked()
    {
        QVector<TimelineEntry> notes;
        connect(m_bench->venue.get(), &ExecutionVenue::noted, this, [&](const TimelineEntry &entry) { notes.append(entry); });
        m_bench->answers = [&](const QByteArray &, const QUrlQuery &, const QJsonObject &) {
            return VenueBench::reply(10004, "{}", "error sign! origin_string[1700KEY12345000]");
        };
        Heard cancel, change;
        m_bench->venue->cancel(bitcoin()->id(), QStringLiteral("bw-1"), {}, cancel.callback());
        QTRY_COMPARE(cancel.calls, 1);
        QCOMPARE(notes.size(), 2);
        QCOMPARE(notes.at(0).kind, TimelineEntry::Kind::Request);
        QCOMPARE(notes.at(0).key, QStringLiteral("bw-1"));
        QCOMPARE(notes.at(0).what, QStringLiteral("cancel"));
        QVERIFY(notes.at(0).detail.contains(QLatin1String("BTCUSDT")));
        QCOMPARE(notes.at(1).kind, TimelineEntry::Kind::Answer);
        QCOMPARE(notes.at(1).code, 10004);
        for (const TimelineEntry &entry : std::as_const(notes))
            QVERIFY(!entry.detail.contains(QLatin1String("KEY1234")) && !entry.detail.contains(QLatin1String("origin_string[")));
        m_bench->venue->change(approved(leverage()), change.callback()); // belongs to no order
        QTRY_COMPARE(change.calls, 1);
        QCOMPARE(notes.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestBybitChanges)
#include "tst_bybit_changes.moc"
