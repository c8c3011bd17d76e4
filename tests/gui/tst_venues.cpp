// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeclock.h"
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakescheduler.h"
#include "ui/dialogs/relaydialog.h"
#include "ui/models/relaypairsmodel.h"
#include "ui/models/venuemodel.h"
#include "ui/panels/venuespanel.h"
#include "ui/shell/replaybar.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

using namespace bw;

namespace {

Decimal number(const char *text) { const QString plain = QString::fromLatin1(text); return *Decimal::parse(QStringView(plain)); }

VenueRow rowOf(const char *venue, const char *exchange, const char *symbol, const char *bid, const char *ask, MonoTime at)
{
    VenueRow row;
    row.pair.key = {QLatin1StringView(exchange), QLatin1StringView(symbol)};
    row.pair.venue = QLatin1StringView(venue);
    row.pair.base = QStringLiteral("BTC");
    row.pair.quote = QStringLiteral("USDT");
    row.pair.unit = RelayPair::AmountUnit::Base;
    row.pair.takerFee = number("0.0005");
    row.pair.asOf = QDate(2026, 11, 1);
    row.quote.key = row.pair.key;
    row.quote.state = BookState::Live;
    row.quote.bid = number(bid);
    row.quote.ask = number(ask);
    row.quote.bidAmount = number("1.5");
    row.quote.askAmount = number("2");
    row.quote.receivedAt = at;
    row.bidCoins = row.quote.bidAmount;
    row.askCoins = row.quote.askAmount;
    return row;
}

} // namespace

/// The comparison with other venues, the relay's settings and the bar of a replay.
class TestVenues : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aVenueThatIsNotLiveShowsNoPriceAndSaysWhy();
    void aPositiveEdgeIsMarkedAsNotExecutable();
    void theAgeGrowsWithoutNews();
    void aWrongAddressStaysAndSaysWhatToWrite();
    void theTestOfAnotherAddressIsNotTakenForThisOne();
    void aFeeOutOfRangeIsRefusedAndTheOldOneStays();
    void theReplayBarIsHiddenUntilThereIsAReplayAndDoesNotJumpByItself();

private:
    FakeClock m_clock;
    FakeScheduler m_scheduler{m_clock};
    FakeEngineClient m_client{m_clock};
    Theme m_theme;
    FramePulse m_pulse{m_scheduler, m_clock};
};

void TestVenues::aVenueThatIsNotLiveShowsNoPriceAndSaysWhy()
{
    auto board = std::make_shared<VenueBoard>();
    board->rows.push_back(rowOf("Bybit", "bybit", "BTCUSDT", "100.1", "100.2", m_clock.now()));
    board->rows.push_back(rowOf("Binance", "binance-futures", "BTCUSDT", "100.5", "100.6", m_clock.now()));
    board->rows[1].quote.state = BookState::Stale;
    board->rows[1].quote.why = GapKind::RelayDisconnect;
    VenueModel model;
    model.setBoard(board);
    const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(0, VenueModel::Bid), QStringLiteral("100.1"));
    QVERIFY(!text(1, VenueModel::Bid).contains(QStringLiteral("100")));
    QVERIFY(model.index(1, VenueModel::Venue).data(TableRole::IsStruck).toBool());
    QVERIFY(text(1, VenueModel::Remark).contains(QStringLiteral("relay")));
}

void TestVenues::aPositiveEdgeIsMarkedAsNotExecutable()
{
    auto board = std::make_shared<VenueBoard>();
    board->rows.push_back(rowOf("Bybit", "bybit", "BTCUSDT", "100.1", "100.2", m_clock.now()));
    board->rows.push_back(rowOf("Binance", "binance-futures", "BTCUSDT", "101.5", "101.6", m_clock.now()));
    board->edges.push_back({board->rows[0].pair.key, board->rows[1].pair.key, number("1.1962")});
    board->edges.push_back({board->rows[1].pair.key, board->rows[0].pair.key, number("-1.5759")});
    EdgeModel model;
    model.setBoard(board);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, EdgeModel::Buy).data().toString(), QStringLiteral("Bybit BTCUSDT"));
    QVERIFY(model.index(0, EdgeModel::Meaning).data().toString().contains(QStringLiteral("not executable here")));
    QVERIFY(!model.index(1, EdgeModel::Meaning).data().toString().contains(QStringLiteral("positive")));
    board->edges.clear();
    model.setBoard(board);
    QCOMPARE(model.rowCount(), 0);
}

void TestVenues::theAgeGrowsWithoutNews()
{
    VenuesPanel panel(m_client, m_theme, m_pulse);
    panel.resize(1000, 400);
    panel.show();
    auto board = std::make_shared<VenueBoard>();
    board->relay = VenueBoard::Relay::Live;
    board->rows.push_back(rowOf("Bybit", "bybit", "BTCUSDT", "100.1", "100.2", m_clock.now()));
    m_client.market().board.publish(board);
    m_scheduler.advance(std::chrono::milliseconds(200));
    auto *table = panel.findChild<TableView *>(QStringLiteral("venueTable"));
    const auto age = [&] { return table->model()->index(0, VenueModel::Age).data().toString(); };
    QCOMPARE(age(), QStringLiteral("0 s"));
    m_scheduler.advance(std::chrono::seconds(8));
    QCOMPARE(age(), QStringLiteral("8 s"));
    QVERIFY(panel.findChild<QLabel *>(QStringLiteral("relayState"))->text().contains(QStringLiteral("live")));
}

void TestVenues::aWrongAddressStaysAndSaysWhatToWrite()
{
    auto *dialog = new RelayDialog(m_client.market(), {}, m_theme, nullptr);
    QSignalSpy saved(dialog, &RelayDialog::saved);
    auto *address = dialog->findChild<QLineEdit *>(QStringLiteral("relayAddress"));
    address->setText(QStringLiteral("http://localhost"));
    dialog->findChild<QPushButton *>(QStringLiteral("relayTest"))->click();
    QCOMPARE(address->text(), QStringLiteral("http://localhost"));
    QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("relayAnswer"))->text().contains(QStringLiteral("ws://127.0.0.1:8001")));
    QVERIFY(m_client.market().calls.relayTests.isEmpty());
    QCOMPARE(saved.size(), 0);
    delete dialog;
}

void TestVenues::theTestOfAnotherAddressIsNotTakenForThisOne()
{
    auto *dialog = new RelayDialog(m_client.market(), {}, m_theme, nullptr);
    auto *answer = dialog->findChild<QLabel *>(QStringLiteral("relayAnswer"));
    dialog->findChild<QPushButton *>(QStringLiteral("relayTest"))->click();
    QCOMPARE(m_client.market().calls.relayTests.size(), 1);
    const QUrl asked = m_client.market().calls.relayTests.takeFirst();
    Q_EMIT m_client.market().relayTested(QUrl(QStringLiteral("ws://127.0.0.1:9")), {QStringLiteral("Healthy"), 1});
    QVERIFY(!answer->text().contains(QStringLiteral("Healthy")));
    Q_EMIT m_client.market().relayTested(asked, {QStringLiteral("Healthy"), 1});
    QVERIFY(answer->text().contains(QStringLiteral("Healthy")));
    delete dialog;
}

void TestVenues::aFeeOutOfRangeIsRefusedAndTheOldOneStays()
{
    RelayPairsModel model({rowOf("Binance", "binance", "BTCUSDT", "1", "2", {}).pair}, nullptr);
    QSignalSpy refused(&model, &RelayPairsModel::refused);
    const auto fee = model.index(0, RelayPairsModel::FeePct);
    for (const char *wrong : {"", "-0.1", "5.1", "nan", "0,05"})
        QVERIFY(!model.setData(fee, QString::fromLatin1(wrong), Qt::EditRole));
    QCOMPARE(refused.size(), 5);
    QCOMPARE(model.pairs().first().takerFee, number("0.0005"));
    QVERIFY(model.setData(fee, QStringLiteral("0.02"), Qt::EditRole));
    QCOMPARE(model.pairs().first().takerFee, number("0.0002"));
    QVERIFY(model.setData(model.index(0, RelayPairsModel::Shown), Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(!model.pairs().first().isShown);
}

void TestVenues::theReplayBarIsHiddenUntilThereIsAReplayAndDoesNotJumpByItself()
{
    auto &market = m_client.market();
    QWidget window;
    ReplayBar bar(market, m_theme, m_pulse, &window);
    window.show();
    m_scheduler.advance(std::chrono::milliseconds(200));
    QVERIFY(!bar.isVisible());
    ReplayView view;
    view.state = ReplayView::State::Playing;
    view.length = std::chrono::seconds(60);
    view.position = std::chrono::milliseconds(20'250);
    view.speed = 10;
    market.replayView.publish(std::make_shared<ReplayView>(view));
    m_scheduler.advance(std::chrono::milliseconds(200));
    QVERIFY(bar.isVisible());
    auto *slider = bar.findChild<QSlider *>(QStringLiteral("replayPosition"));
    QCOMPARE(slider->value(), 20'250);
    QVERIFY(market.calls.seeks.isEmpty());
    bar.findChild<QPushButton *>(QStringLiteral("replayPause"))->click();
    QCOMPARE(market.calls.pauses, QVector<bool>{true});
    view.state = ReplayView::State::Paused;
    market.replayView.publish(std::make_shared<ReplayView>(view));
    m_scheduler.advance(std::chrono::milliseconds(200));
    bar.findChild<QPushButton *>(QStringLiteral("replayPause"))->click();
    QCOMPARE(market.calls.pauses.last(), false);
    slider->setValue(40'300);
    QCOMPARE(market.calls.seeks, QVector<std::chrono::milliseconds>{std::chrono::milliseconds(40'300)});
}

QTEST_MAIN(TestVenues)
#include "tst_venues.moc"
