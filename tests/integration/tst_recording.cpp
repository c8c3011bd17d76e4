// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/enginefactory.h"
#include "app/recordedplan.h"
#include "app/sandboxhost.h"
#include "core/recording/recordingreader.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace bw;

/// A session with an order against the real exchange of the sandbox is recorded, and then played through the whole engine while somebody
/// listens at the venue's door.
class TestRecording : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theFileHoldsTheSessionAndNoSecret();
    void twoReplaysEndInTheSameState();
    void theAccountIsShownAndNothingCanBeSent();
    void theWayBackBeginsAgainAndEndsTheSame();
    void otherVenuesComeBackToo();
    void aFileThatCannotBePlayedIsTold();

private:
    QTemporaryDir m_folder;
    QString m_file;
    SandboxAddress m_address;
    QString m_linkId;
};

namespace {

EnginePlan planFor(const SandboxAddress &address, const QString &journal)
{
    EnginePlan plan;
    plan.config.mayTrade = true;
    plan.config.isSyntheticMarket = true;
    plan.config.instrument = {Category::Linear, QStringLiteral("BTCUSDT")};
    plan.config.analyst = {address.analyst, SecretBytes(address.key.toUtf8()), true};
    plan.endpoints = BybitEndpoints::custom(address.rest, address.socket).value();
    plan.journalPath = journal;
    return plan;
}

bool isLive(EngineClient &client)
{
    const auto book = client.book().read();
    return book && book->isLive() && book->hasBothSides();
}

/// A relay with one book of Binance that moves five times a second.
class Relay {
public:
    Relay()
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            return;
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this] {
            m_sockets.emplace_back(m_server.nextPendingConnection());
            if (m_sockets.back()->requestUrl().query(QUrl::FullyDecoded).contains(QStringLiteral("book_change")))
                m_sockets.back()->sendTextMessage(message(true));
        });
        QObject::connect(&m_timer, &QTimer::timeout, &m_server, [this] {
            for (const auto &socket : m_sockets)
                if (socket->requestUrl().query(QUrl::FullyDecoded).contains(QStringLiteral("book_change")))
                    socket->sendTextMessage(message(false));
        });
        m_timer.start(200);
    }
    [[nodiscard]] RelaySettings settings() const
    {
        RelayPair pair;
        pair.key = {QStringLiteral("binance-futures"), QStringLiteral("BTCUSDT")};
        pair.venue = QStringLiteral("Binance");
        pair.base = QStringLiteral("BTC");
        pair.quote = QStringLiteral("USDT");
        pair.unit = RelayPair::AmountUnit::Base;
        pair.tick = Decimal::fromScaled(1, 1);
        pair.lot = Decimal::fromScaled(1, 3);
        pair.takerFee = Decimal::fromScaled(5, 4);
        pair.asOf = QDate(2026, 11, 23);
        return {true, QUrl(QStringLiteral("ws://127.0.0.1:%1").arg(m_server.serverPort())), {pair}};
    }

private:
    QString message(bool isSnapshot)
    {
        const QString asks = QStringLiteral(R"([{"price":63410.5,"amount":%1}])").arg(++m_amount);
        return QStringLiteral(R"({"type":"book_change","symbol":"BTCUSDT","exchange":"binance-futures","isSnapshot":%1,"bids":[{"price":63400.1,"amount":2.5}],)"
                              R"("asks":%2,"timestamp":"2026-11-23T10:00:00.000Z","localTimestamp":"2026-11-23T10:00:00.001Z"})")
            .arg(isSnapshot ? QStringLiteral("true") : QStringLiteral("false"), asks);
    }

    QWebSocketServer m_server{QStringLiteral("relay"), QWebSocketServer::NonSecureMode};
    std::vector<std::unique_ptr<QWebSocket>> m_sockets;
    QTimer m_timer;
    int m_amount = 0;
};

const VenueRow *otherVenue(const VenueBoard &board)
{
    const auto row = std::find_if(board.rows.begin(), board.rows.end(), [](const VenueRow &each) { return !each.isOwnVenue; });
    return row == board.rows.end() ? nullptr : &*row;
}

/// A replay of the whole engine, with a door where the venue was.
class Replay {
public:
    Replay(const QString &file, double speed)
    {
        auto reader = RecordingReader::open(file).value();
        const auto recorded = RecordedPlan::fromJson(reader->session()).value();
        SessionPlan session;
        session.isReplay = true;
        session.endpoints = recorded.endpoints;
        EnginePlan plan;
        plan.config.profile = recorded.profile;
        plan.config.mayTrade = session.mayTrade();
        plan.config.instrument = recorded.instrument;
        plan.config.analyst = {recorded.analystUrl, SecretBytes("replay"), recorded.isDemoAnalyst};
        plan.endpoints = recorded.endpoints;
        plan.replay = ReplayPlan{file, std::make_shared<ReplayClock>(reader->startedUtcMs()), std::make_shared<ReplayResume>()};
        plan.replay->resume->speed = speed;
        hasDoor = door.listen(QHostAddress::LocalHost, static_cast<quint16>(recorded.endpoints.rest.port()));
        QObject::connect(&door, &QTcpServer::newConnection, &door, [this] { ++visitors; });
        QObject::connect(&client, &EngineClient::executionAdded, &client, [this](const Execution &execution) { executions.append(execution.orderLinkId); });
        client.start(engineFactory(std::move(plan)));
    }

    [[nodiscard]] bool isOver() const
    {
        const auto view = client.market().replay().read();
        return view && view->state == ReplayView::State::Ended;
    }
    [[nodiscard]] ReplayView view() const { return *client.market().replay().read(); }

    mutable ThreadedEngineClient client{RiskLimits(), 0.05};
    QTcpServer door;
    bool hasDoor = false;
    int visitors = 0;
    QStringList executions;
};

} // namespace

void TestRecording::initTestCase()
{
    m_file = m_folder.filePath(QStringLiteral("session.rec"));
    SandboxHost host;
    ThreadedEngineClient client(RiskLimits(), 0.05);
    static const SystemClock clock;
    std::shared_ptr<Recorder> recorder;
    bool isFilled = false;
    connect(&client, &EngineClient::orderChanged, this, [&](const Order &order) {
        isFilled = isFilled || order.state == OrderState::Filled;
        m_linkId = order.orderLinkId;
    });
    Preview preview;
    connect(&client, &EngineClient::previewReady, this, [&](const Preview &p) { preview = p; });
    connect(&host, &SandboxHost::listening, this, [&](const SandboxAddress &address) {
        m_address = address;
        EnginePlan plan = planFor(address, m_folder.filePath(QStringLiteral("journal.sqlite")));
        const RecordedPlan recorded{plan.config.profile, plan.config.instrument, plan.endpoints, address.analyst, true, true};
        recorder = Recorder::start(m_file, recorded.toJson(), clock).value();
        plan.recorder = recorder;
        client.start(engineFactory(std::move(plan)));
        client.useKey({address.key, address.secret});
    });
    SandboxConfig config;
    config.seed = 7;
    host.start(std::move(config));
    Relay relay;

    QTRY_VERIFY_WITH_TIMEOUT(isLive(client) && client.session().tradingState == TradingState::Active, 20000);
    client.market().setRelay(relay.settings());
    const auto hasSendablePreview = [&] {
        if (preview.isSendable())
            return true;
        OrderDraft draft;
        draft.instrument = client.instrument();
        draft.type = OrderType::Market;
        draft.qty = QtyLots(10);
        client.requestPreview(draft);
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasSendablePreview(), 15000);
    client.submit(preview.id);
    QTRY_VERIFY_WITH_TIMEOUT(isFilled, 15000);
    client.useAnalyst({m_address.analyst, SecretBytes(m_address.key.toUtf8()), false}); // as when a key comes late
    // Some market behind the order: a hundred frames of its book are two seconds.
    const std::uint64_t until = client.book().read()->updateId + 100;
    QTRY_VERIFY_WITH_TIMEOUT(client.book().read()->updateId >= until, 20000);
    const auto board = client.market().venues().read();
    QVERIFY(board && otherVenue(*board) && otherVenue(*board)->quote.state == BookState::Live);
    const auto view = client.market().recording().read();
    QVERIFY(view && view->isRecording && view->bytes > 0 && view->file == m_file);
    client.stop();
}

void TestRecording::theFileHoldsTheSessionAndNoSecret()
{
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray all = file.readAll();
    auto reader = RecordingReader::open(m_file).value();
    QVERIFY(reader->length() > std::chrono::seconds(2));
    QHash<RecordKind, int> kinds;
    QByteArray replies;
    while (const auto record = reader->next()) {
        ++kinds[record->kind];
        all += record->bytes;
        if (record->kind == RecordKind::Reply)
            replies += record->bytes;
    }
    QCOMPARE(reader->trouble(), QString());
    QVERIFY(kinds[RecordKind::Frame] > 20 && kinds[RecordKind::Reply] > 5 && kinds[RecordKind::Note] > 2 && kinds[RecordKind::Opened] >= 2);
    QVERIFY(replies.contains("/v5/user/query-api") && replies.contains("/v5/order/create"));
    QVERIFY(m_address.key.size() >= 8);
    QVERIFY(!all.contains(m_address.key.toUtf8()));
    QVERIFY(!all.contains(m_address.secret.reveal().toByteArray()));
    QVERIFY(!all.toLower().contains("x-bapi-sign"));
}

void TestRecording::twoReplaysEndInTheSameState()
{
    Replay fast(m_file, 100), slower(m_file, 5);
    QTRY_VERIFY_WITH_TIMEOUT(fast.isOver() && slower.isOver(), 60000);
    QCOMPARE(fast.view().hash.size(), 64);
    QCOMPARE(fast.view().hash, slower.view().hash);
    QCOMPARE(fast.view().frames, slower.view().frames);
    QVERIFY(fast.view().frames > 20);
    QVERIFY(isLive(fast.client));
    const auto one = fast.client.book().read(), other = slower.client.book().read();
    QCOMPARE(one->updateId, other->updateId); // the panels' book too
    QVERIFY(one->bids == other->bids && one->asks == other->asks);
    QVERIFY(fast.hasDoor);
    QCOMPARE(fast.visitors + slower.visitors, 0);
}

void TestRecording::theAccountIsShownAndNothingCanBeSent()
{
    Replay replay(m_file, 20);
    QSignalSpy notices(&replay.client, &EngineClient::noticeRaised), previews(&replay.client, &EngineClient::previewReady);
    QSignalSpy orders(&replay.client, &EngineClient::orderChanged), refused(&replay.client, &EngineClient::submitRefused);
    QSignalSpy audits(&replay.client, &EngineClient::keyAudited);
    QTRY_VERIFY_WITH_TIMEOUT(replay.executions.contains(m_linkId), 30000);
    QVERIFY(!audits.isEmpty());
    QVERIFY(replay.client.instrument());
    OrderDraft draft;
    draft.instrument = replay.client.instrument();
    draft.type = OrderType::Market;
    draft.qty = QtyLots(10);
    replay.client.useKey({m_address.key, m_address.secret}); // even with the key of the venue
    replay.client.requestPreview(draft);
    replay.client.submit(QStringLiteral("1"));
    replay.client.cancelOrder(m_linkId, {});
    replay.client.cancelAllEntries();
    QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, 5000);
    QTRY_VERIFY_WITH_TIMEOUT(replay.isOver(), 60000);
    QVERIFY(previews.isEmpty());
    QVERIFY(!replay.client.session().mayTrade);
    QVERIFY(!replay.client.session().isDemoAnalyst); // it was changed in mid-session, and is again
    for (const auto &change : orders) {
        const auto state = change.first().value<Order>().state;
        QVERIFY(state != OrderState::Sent && state != OrderState::Intent && state != OrderState::CancelSent);
    }
    const auto isRefusal = [](const QList<QVariant> &notice) { return notice.first().value<Notice>().error.detail.contains(QStringLiteral("only watches")); };
    QVERIFY(std::count_if(notices.begin(), notices.end(), isRefusal) >= 2);
    QVERIFY(replay.hasDoor);
    QCOMPARE(replay.visitors, 0); // nobody came to where the venue was
}

void TestRecording::theWayBackBeginsAgainAndEndsTheSame()
{
    Replay replay(m_file, 100);
    QSignalSpy rebuilt(&replay.client, &ThreadedEngineClient::rebuilt);
    QTRY_VERIFY_WITH_TIMEOUT(replay.isOver(), 60000);
    const QString hash = replay.view().hash;
    replay.client.market().seekReplay(std::chrono::milliseconds(500));
    QTRY_COMPARE_WITH_TIMEOUT(rebuilt.size(), 1, 10000);
    QTRY_VERIFY_WITH_TIMEOUT(replay.view().position >= std::chrono::milliseconds(500), 10000);
    QTRY_VERIFY_WITH_TIMEOUT(replay.isOver(), 60000);
    QCOMPARE(replay.view().hash, hash);
    QVERIFY(isLive(replay.client));
}

void TestRecording::otherVenuesComeBackToo()
{
    Replay replay(m_file, 100); // its own settings know of no relay
    QTRY_VERIFY_WITH_TIMEOUT(replay.isOver(), 60000);
    const auto board = replay.client.market().venues().read();
    QVERIFY(board && otherVenue(*board));
    QCOMPARE(otherVenue(*board)->pair.venue, QStringLiteral("Binance"));
    QCOMPARE(otherVenue(*board)->quote.state, BookState::Live);
}

void TestRecording::aFileThatCannotBePlayedIsTold()
{
    const QString torn = m_folder.filePath(QStringLiteral("torn.rec"));
    QVERIFY(QFile::copy(m_file, torn));
    QFile file(torn);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.resize(file.size() - 20));
    file.close();
    Replay replay(torn, 100);
    QSignalSpy notices(&replay.client, &EngineClient::noticeRaised);
    QTRY_VERIFY_WITH_TIMEOUT(replay.isOver(), 60000);
    const auto isTold = [](const QList<QVariant> &notice) { return notice.at(0).value<Notice>().error.family == ErrorFamily::Storage; };
    QTRY_COMPARE_WITH_TIMEOUT(std::count_if(notices.begin(), notices.end(), isTold), 1, 5000);
    QVERIFY(isLive(replay.client)); // what is whole was played
}

QTEST_GUILESS_MAIN(TestRecording)
#include "tst_recording.moc"
