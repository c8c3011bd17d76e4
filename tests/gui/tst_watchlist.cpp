// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakemarket.h"
#include "tests/support/fakescheduler.h"
#include "ui/dialogs/symbolsearch.h"
#include "ui/models/linkboard.h"
#include "ui/models/numberformat.h"
#include "ui/models/symbolsearchmodel.h"
#include "ui/models/watchmodel.h"
#include "ui/panels/watchpanel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/fundingtip.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/trustfield.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace bw;
using std::chrono::milliseconds;

namespace {

InstrumentId linear(const QString &symbol) { return {Category::Linear, symbol}; }

InstrumentPtr instrument(Category category, const QString &base, const QString &quote, InstrumentStatus status = InstrumentStatus::Trading)
{
    InstrumentFilters filters;
    filters.tickSize = *Decimal::parse(u"0.1");
    filters.lotSize = *Decimal::parse(u"0.001");
    return *Instrument::create({category, base + quote}, filters, base, quote, quote, status);
}

WatchRow row(const InstrumentId &id, MonoTime at, BookState state = BookState::Live)
{
    WatchRow row;
    row.id = id;
    row.state = state;
    row.trust = 97;
    row.last = *Decimal::parse(u"148.2");
    row.change24hPct = *Decimal::parse(u"-0.42");
    row.spreadPct = *Decimal::parse(u"0.0032");
    row.receivedAt = at;
    return row;
}

QString cell(const QAbstractItemModel &model, int row, int column) { return model.index(row, column).data().toString(); }

struct Stage {
    FakeClock clock;
    FakeScheduler scheduler{clock};
    Theme theme;
    FramePulse pulse{scheduler, clock};
    FakeEngineClient client{clock};
    LinkBoard links{client};
    WatchPanel panel{client, links, theme, pulse};
    WatchModel *model = panel.findChild<WatchModel *>();
    TableView *table = panel.findChild<TableView *>(QStringLiteral("watchTable"));

    Stage()
    {
        panel.resize(600, 300);
        panel.show();
        panel.setWatchList({linear(QStringLiteral("BTCUSDT")), linear(QStringLiteral("ETHUSDT")), linear(QStringLiteral("SOLUSDT"))});
    }
    void publish(std::initializer_list<WatchRow> rows)
    {
        client.market().watch.publish(std::make_shared<WatchView>(WatchView{rows}));
        scheduler.advance(milliseconds(120));
    }
    [[nodiscard]] QString state() const { return panel.findChild<QLabel *>(QStringLiteral("watchState"))->text(); }
};

struct Search {
    FakeClock clock;
    Theme theme;
    FakeEngineClient client{clock};
    QPointer<SymbolSearch> dialog;
    SymbolSearchModel *model = nullptr;
    QLineEdit *text = nullptr;

    explicit Search(SymbolSearch::Purpose purpose = SymbolSearch::Purpose::Open) : dialog(new SymbolSearch(client, theme, purpose))
    {
        model = dialog->findChild<SymbolSearchModel *>();
        text = dialog->findChild<QLineEdit *>(QStringLiteral("searchText"));
        dialog->show();
    }
    ~Search() { delete dialog; }
    void read(Category category, const QVector<InstrumentPtr> &instruments) { Q_EMIT client.market().instrumentsRead(category, instruments); }
    void readAll()
    {
        read(Category::Linear, {instrument(Category::Linear, QStringLiteral("WBTC"), QStringLiteral("USDT")),
                                instrument(Category::Linear, QStringLiteral("BTCDOM"), QStringLiteral("USDT")),
                                instrument(Category::Linear, QStringLiteral("BTC"), QStringLiteral("PERP")),
                                instrument(Category::Linear, QStringLiteral("BTC"), QStringLiteral("USDT")),
                                instrument(Category::Linear, QStringLiteral("OLDBTC"), QStringLiteral("USDT"), InstrumentStatus::Closed),
                                instrument(Category::Linear, QStringLiteral("ETH"), QStringLiteral("USDT"))});
        read(Category::Inverse, {instrument(Category::Inverse, QStringLiteral("BTC"), QStringLiteral("USD"))});
        read(Category::Spot, {instrument(Category::Spot, QStringLiteral("BTC"), QStringLiteral("USDT"))});
    }
    [[nodiscard]] QStringList found() const
    {
        QStringList all;
        for (int i = 0; i < model->rowCount(); ++i)
            all.append(cell(*model, i, SymbolSearchModel::Symbol) + u' ' + cell(*model, i, SymbolSearchModel::Kind));
        return all;
    }
    [[nodiscard]] QString state() const { return dialog->findChild<QLabel *>(QStringLiteral("searchState"))->text(); }
};

} // namespace

/// The watch list, the search that fills it, and the field that says how far the open book may be believed.
class WatchListTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theListIsToldToTheEngineOnceAndWithoutDoubles();
    void onlyChangedRowsAreNamed();
    void aStaleRowIsStruckThroughAndSaysWhy();
    void rowsInAnotherOrderFindTheirPlace();
    void keysOpenMoveAndRemove();
    void draggingMovesARowAndDropsNothingElse();
    void aFullListSaysSo();
    void theOpenInstrumentIsMarkedAndFollowed();
    void aListInAnotherGroupMovesTheChartAndNotTheTicket();
    void aListInNoGroupOpensNothing();
    void fullBooksShowImbalanceAndFlow();
    void aReplayShowsTheListOfThen();
    void theSearchRanksWhatIsMeantFirst();
    void theSearchOpensAndAdds();
    void aClosedInstrumentIsNotOpened();
    void loadingAndFailingAreSaid();
    void trustIsSaidInWordsWithItsParts();
    void fundingTellsItsHistoryOfTheOpenInstrumentOnly();
};

void WatchListTest::theListIsToldToTheEngineOnceAndWithoutDoubles()
{
    Stage stage;
    QSignalSpy changed(&stage.panel, &WatchPanel::watchListChanged);
    QCOMPARE(stage.client.market().calls.watchLists.size(), 1);
    stage.panel.setWatchList({linear(QStringLiteral("A")), linear(QStringLiteral("B")), linear(QStringLiteral("A"))});
    QCOMPARE(stage.panel.watchList().size(), 2);
    QCOMPARE(stage.client.market().calls.watchLists.last().size(), 2);
    QCOMPARE(changed.count(), 0); // it was not the user
    stage.panel.add({Category::Spot, QStringLiteral("A")});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(cell(*stage.model, 2, WatchModel::Symbol), QStringLiteral("A spot"));
    stage.panel.add({Category::Spot, QStringLiteral("A")});
    QCOMPARE(changed.count(), 1);
    QVERIFY(stage.state().contains(QLatin1StringView("already")));
}

void WatchListTest::onlyChangedRowsAreNamed()
{
    Stage stage;
    const MonoTime now = stage.clock.now();
    WatchRow btc = row(linear(QStringLiteral("BTCUSDT")), now);
    const WatchRow eth = row(linear(QStringLiteral("ETHUSDT")), now);
    WatchRow sol = row(linear(QStringLiteral("SOLUSDT")), now);
    sol.spreadPct = Decimal::invalid();
    stage.publish({btc, eth, sol});
    QSignalSpy changes(stage.model, &QAbstractItemModel::dataChanged);
    stage.publish({btc, eth, sol});
    QCOMPARE(changes.count(), 0);
    btc.last = *Decimal::parse(u"148.3");
    stage.publish({btc, eth, sol});
    QCOMPARE(changes.count(), 1);
    QCOMPARE(changes[0][0].toModelIndex().row(), 0);
    changes.clear();
    stage.scheduler.advance(std::chrono::seconds(1)); // ages alone
    QCOMPARE(changes.count(), 3);
    for (const auto &change : changes)
        QCOMPARE(change[0].toModelIndex().column(), int(WatchModel::Age));
}

void WatchListTest::aStaleRowIsStruckThroughAndSaysWhy()
{
    Stage stage;
    WatchRow sol = row(linear(QStringLiteral("SOLUSDT")), stage.clock.now(), BookState::Stale);
    sol.gap = GapKind::Silence;
    stage.publish({row(linear(QStringLiteral("BTCUSDT")), stage.clock.now()), row(linear(QStringLiteral("ETHUSDT")), stage.clock.now()), sol});
    const auto isStruck = [&](int row, int column) { return stage.model->index(row, column).data(TableRole::IsStruck).toBool(); };
    QVERIFY(isStruck(2, WatchModel::Symbol));
    QVERIFY(isStruck(2, WatchModel::Last));
    QVERIFY(!isStruck(0, WatchModel::Symbol));
    QCOMPARE(cell(*stage.model, 2, WatchModel::Trust), QStringLiteral("stale"));
    QCOMPARE(cell(*stage.model, 2, WatchModel::Spread), kMissing.toString());
    QCOMPARE(cell(*stage.model, 0, WatchModel::Spread), QStringLiteral("0.32"));
    WatchRow doubted = row(linear(QStringLiteral("BTCUSDT")), stage.clock.now());
    doubted.trust = 0; // live and believed not at all: no dash
    stage.publish({doubted, row(linear(QStringLiteral("ETHUSDT")), stage.clock.now()), sol});
    QCOMPARE(cell(*stage.model, 0, WatchModel::Trust), QStringLiteral("0"));
    QCOMPARE(stage.model->index(0, WatchModel::Trust).data(TableRole::CellTone).toInt(), static_cast<int>(Tone::Danger));
    QVERIFY(cell(*stage.model, 2, WatchModel::Reason).contains(QLatin1StringView("nothing arrived")));
    QCOMPARE(stage.state(), QStringLiteral("2 of 3 live"));
    stage.table->setCurrentIndex(stage.model->index(2, 0));
    QVERIFY2(stage.state().contains(QLatin1StringView("SOLUSDT")) && stage.state().contains(QLatin1StringView("nothing arrived")), qPrintable(stage.state()));
}

void WatchListTest::rowsInAnotherOrderFindTheirPlace()
{
    Stage stage;
    WatchRow sol = row(linear(QStringLiteral("SOLUSDT")), stage.clock.now());
    sol.last = *Decimal::parse(u"7");
    const WatchRow spot = row({Category::Spot, QStringLiteral("BTCUSDT")}, stage.clock.now()); // same name, another instrument
    stage.publish({sol, spot});
    QCOMPARE(cell(*stage.model, 2, WatchModel::Last), QStringLiteral("7"));
    QCOMPARE(cell(*stage.model, 0, WatchModel::Last), kMissing.toString());
    QCOMPARE(cell(*stage.model, 0, WatchModel::Trust), QStringLiteral("waits"));
}

void WatchListTest::keysOpenMoveAndRemove()
{
    Stage stage;
    const QAbstractItemModelTester tester(stage.model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy changed(&stage.panel, &WatchPanel::watchListChanged);
    stage.panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&stage.panel)); // shortcuts belong to the focus
    stage.table->setFocus();
    stage.table->setCurrentIndex(stage.model->index(1, 0));
    QTest::keyClick(stage.table, Qt::Key_Return);
    QCOMPARE(stage.client.calls.selected, QVector<InstrumentId>{linear(QStringLiteral("ETHUSDT"))});
    QTest::keyClick(stage.table, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(stage.panel.watchList().first().symbol, QStringLiteral("ETHUSDT"));
    QCOMPARE(stage.table->currentIndex().row(), 0); // the cursor goes along
    QTest::keyClick(stage.table, Qt::Key_Up, Qt::AltModifier); // there is nothing above
    QCOMPARE(changed.count(), 1);
    QTest::keyClick(stage.table, Qt::Key_Down, Qt::AltModifier);
    QTest::keyClick(stage.table, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(stage.panel.watchList().last().symbol, QStringLiteral("ETHUSDT"));
    QTest::keyClick(stage.table, Qt::Key_Delete);
    QCOMPARE(stage.panel.watchList(), (QVector<InstrumentId>{linear(QStringLiteral("BTCUSDT")), linear(QStringLiteral("SOLUSDT"))}));
    QCOMPARE(stage.client.market().calls.watchLists.last(), stage.panel.watchList());
    QCOMPARE(changed.count(), 4);
}

void WatchListTest::draggingMovesARowAndDropsNothingElse()
{
    Stage stage;
    QSignalSpy changed(&stage.panel, &WatchPanel::watchListChanged);
    const std::unique_ptr<QMimeData> data(stage.model->mimeData({stage.model->index(0, 0)}));
    QVERIFY(!stage.model->dropMimeData(data.get(), Qt::CopyAction, 3, 0, {}));
    QCOMPARE(changed.count(), 0);
    stage.model->dropMimeData(data.get(), Qt::MoveAction, 3, 0, {});
    QCOMPARE(stage.panel.watchList().last().symbol, QStringLiteral("BTCUSDT"));
    QCOMPARE(stage.panel.watchList().size(), 3);
    QCOMPARE(changed.count(), 1);
    QMimeData wrong;
    wrong.setData(data->formats().constFirst(), "99");
    stage.model->dropMimeData(&wrong, Qt::MoveAction, 0, 0, {});
    QCOMPARE(changed.count(), 1);
}

void WatchListTest::aFullListSaysSo()
{
    Stage stage;
    QVector<InstrumentId> many;
    for (int i = 0; i < MarketClient::kMaxWatched + 5; ++i)
        many.append(linear(QStringLiteral("S%1").arg(i)));
    stage.panel.setWatchList(many);
    QCOMPARE(stage.panel.watchList().size(), MarketClient::kMaxWatched);
    stage.panel.add(linear(QStringLiteral("ONEMORE")));
    QCOMPARE(stage.panel.watchList().size(), MarketClient::kMaxWatched);
    QVERIFY(stage.state().contains(QLatin1StringView("full")));
}

void WatchListTest::theOpenInstrumentIsMarkedAndFollowed()
{
    Stage stage;
    QCOMPARE(stage.table->currentIndex().row(), 0);
    QVERIFY(cell(*stage.model, 0, WatchModel::Symbol).startsWith(u'\u25B8'));
    stage.panel.add(fakemarket::tinycoin()->id());
    stage.client.setInstrument(fakemarket::tinycoin());
    QCOMPARE(stage.table->currentIndex().row(), 3);
    QVERIFY(!cell(*stage.model, 0, WatchModel::Symbol).startsWith(u'\u25B8'));
    QVERIFY(cell(*stage.model, 3, WatchModel::Symbol).startsWith(u'\u25B8'));
}

void WatchListTest::aListInAnotherGroupMovesTheChartAndNotTheTicket()
{
    Stage stage;
    const auto open = stage.client.instrument()->id();
    stage.links.setGroup(LinkBoard::Panel::Watch, 2);
    stage.links.setGroup(LinkBoard::Panel::Price, 2);
    QCOMPARE(stage.client.market().calls.pins.last(), std::optional(open)); // it brought the symbol that it showed
    stage.table->setCurrentIndex(stage.model->index(2, 0));
    Q_EMIT stage.table->doubleClicked(stage.table->currentIndex());
    QCOMPARE(stage.client.calls.selected, QVector<InstrumentId>());
    QCOMPARE(stage.client.market().calls.pins.last(), std::optional(linear(QStringLiteral("SOLUSDT"))));
    QVERIFY(!stage.links.isWithBook(LinkBoard::Panel::Price));

    // The book joins: what the group shows is opened, and the chart goes along with it from then on.
    stage.links.setGroup(LinkBoard::Panel::Book, 2);
    QCOMPARE(stage.client.calls.selected, QVector<InstrumentId>{linear(QStringLiteral("SOLUSDT"))});
    QCOMPARE(stage.client.market().calls.pins.last(), std::optional<InstrumentId>());
    const QString kept = stage.links.toText();

    FakeEngineClient other(stage.clock);
    LinkBoard again(other);
    again.restore(kept + QStringLiteral(" nonsense:9 7:linear:X watch:8"));
    QCOMPARE(again.toText(), kept);
    QCOMPARE(other.calls.selected, QVector<InstrumentId>()); // what is opened is the engine's word
    again.restore(QStringLiteral("watch:1 book:1 price:0 0:spot:BTCUSDT"));
    QCOMPARE(other.market().calls.pins.last(), std::optional(InstrumentId{Category::Spot, QStringLiteral("BTCUSDT")}));
}

void WatchListTest::aListInNoGroupOpensNothing()
{
    Stage stage;
    stage.links.setGroup(LinkBoard::Panel::Watch, LinkBoard::kNone);
    stage.table->setCurrentIndex(stage.model->index(2, 0));
    Q_EMIT stage.table->doubleClicked(stage.table->currentIndex());
    QCOMPARE(stage.client.calls.selected, QVector<InstrumentId>());
    QVERIFY(stage.state().contains(QLatin1StringView("no link group")));
    stage.client.setInstrument(fakemarket::tinycoin());
    QCOMPARE(stage.table->currentIndex().row(), 2); // and it stays where it is
}

void WatchListTest::fullBooksShowImbalanceAndFlow()
{
    Stage stage;
    QVERIFY(stage.table->isColumnHidden(WatchModel::Imbalance) && stage.table->isColumnHidden(WatchModel::Flow));
    QSignalSpy chosen(&stage.panel, &WatchPanel::fullBooksChosen);
    stage.panel.findChild<QAction *>(QStringLiteral("watchFullBooks"))->trigger();
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(stage.client.market().calls.fullBooks, QVector<bool>{true});
    QVERIFY(!stage.table->isColumnHidden(WatchModel::Imbalance) && !stage.table->isColumnHidden(WatchModel::Flow));
    WatchRow full = row(linear(QStringLiteral("BTCUSDT")), stage.clock.now());
    full.bidDepth = 300'000;
    full.askDepth = 100'000;
    full.flow = -48'213;
    stage.publish({full});
    QCOMPARE(cell(*stage.model, 0, WatchModel::Imbalance), QStringLiteral("+50 %"));
    QCOMPARE(cell(*stage.model, 0, WatchModel::Flow), QStringLiteral("\u221248.2k"));
    QVERIFY(stage.model->index(0, WatchModel::Imbalance).data(Qt::ToolTipRole).toString().contains(QLatin1StringView("300.0k")));
    QCOMPARE(cell(*stage.model, 1, WatchModel::Imbalance), kMissing.toString());
}

void WatchListTest::aReplayShowsTheListOfThen()
{
    Stage stage;
    QSignalSpy changed(&stage.panel, &WatchPanel::watchListChanged);
    const auto told = stage.client.market().calls.watchLists.size();
    Q_EMIT stage.client.market().watchListReplayed({linear(QStringLiteral("XRPUSDT"))});
    QCOMPARE(stage.panel.watchList(), QVector<InstrumentId>{linear(QStringLiteral("XRPUSDT"))});
    QCOMPARE(changed.count(), 0);                                         // no choice of today
    QCOMPARE(stage.client.market().calls.watchLists.size(), told); // and the engine knows
}

void WatchListTest::theSearchRanksWhatIsMeantFirst()
{
    Search search;
    search.readAll();
    QCOMPARE(search.found().size(), 8);
    search.text->setText(QStringLiteral("btc"));
    QCOMPARE(search.found(), (QStringList{QStringLiteral("BTCUSDT linear"), QStringLiteral("BTCPERP linear"), QStringLiteral("BTCUSD inverse"),
                                          QStringLiteral("BTCUSDT spot"), QStringLiteral("BTCDOMUSDT linear"), QStringLiteral("WBTCUSDT linear"),
                                          QStringLiteral("OLDBTCUSDT linear")}));
    search.text->setText(QStringLiteral("btc/usd"));
    QCOMPARE(search.found().first(), QStringLiteral("BTCUSD inverse")); // exactly that symbol
    search.dialog->findChild<QComboBox *>(QStringLiteral("searchCategory"))->setCurrentIndex(3);
    QCOMPARE(search.found(), QStringList{QStringLiteral("BTCUSDT spot")});
    search.text->setText(QStringLiteral("zzz"));
    QVERIFY(search.dialog->findChild<TableView *>(QStringLiteral("searchTable"))->emptyText().contains(QLatin1StringView("zzz")));
}

void WatchListTest::theSearchOpensAndAdds()
{
    Search search;
    search.readAll();
    QSignalSpy opened(search.dialog, &SymbolSearch::openRequested);
    QSignalSpy watched(search.dialog, &SymbolSearch::watchRequested);
    search.text->setText(QStringLiteral("btc"));
    QTest::keyClick(search.text, Qt::Key_Down);
    QTest::keyClick(search.text, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(watched.count(), 1);
    QCOMPARE(watched[0][0].value<InstrumentId>().symbol, QStringLiteral("BTCPERP"));
    QVERIFY(search.dialog->isVisible());
    QCOMPARE(opened.count(), 0);
    QTest::keyClick(search.text, Qt::Key_Up);
    QTest::keyClick(search.text, Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened[0][0].value<InstrumentId>(), linear(QStringLiteral("BTCUSDT")));
    QVERIFY(!search.dialog || !search.dialog->isVisible());

    Search forWatch(SymbolSearch::Purpose::Watch);
    forWatch.readAll();
    QSignalSpy added(forWatch.dialog, &SymbolSearch::watchRequested);
    QTest::keyClick(forWatch.text, Qt::Key_Return);
    QCOMPARE(added.count(), 1);
    QVERIFY(forWatch.dialog->isVisible());
}

void WatchListTest::aClosedInstrumentIsNotOpened()
{
    Search search;
    search.readAll();
    QSignalSpy opened(search.dialog, &SymbolSearch::openRequested);
    search.text->setText(QStringLiteral("oldbtc"));
    QCOMPARE(search.model->rowCount(), 1);
    QCOMPARE(search.model->index(0, 0).data(TableRole::CellTone).toInt(), static_cast<int>(Tone::Muted));
    QTest::keyClick(search.text, Qt::Key_Return);
    QCOMPARE(opened.count(), 0);
    QVERIFY2(search.state().contains(QLatin1StringView("closed")), qPrintable(search.state()));
}

void WatchListTest::loadingAndFailingAreSaid()
{
    Search search;
    auto *retry = search.dialog->findChild<QPushButton *>(QStringLiteral("searchRetry"));
    QCOMPARE(search.client.market().calls.instruments.size(), 3);
    QVERIFY(search.state().contains(QLatin1StringView("linear, inverse, spot")));
    QVERIFY(!retry->isVisible());
    search.read(Category::Linear, {instrument(Category::Linear, QStringLiteral("ETH"), QStringLiteral("USDT"))});
    QCOMPARE(search.model->rowCount(), 1);
    QVERIFY(!search.state().contains(QLatin1StringView("linear")));
    Error error;
    error.family = ErrorFamily::Network;
    Q_EMIT search.client.market().instrumentsFailed(Category::Spot, error);
    QVERIFY2(search.state().contains(QLatin1StringView("The list of spot instruments could not be read")), qPrintable(search.state()));
    QVERIFY(retry->isVisible());
    retry->click();
    QCOMPARE(search.client.market().calls.instruments.last(), Category::Spot);
    QCOMPARE(search.client.market().calls.instruments.size(), 4);
    QVERIFY(!retry->isVisible());
}

void WatchListTest::trustIsSaidInWordsWithItsParts()
{
    FakeClock clock;
    FakeScheduler scheduler(clock);
    Theme theme;
    FramePulse pulse(scheduler, clock);
    FakeEngineClient client(clock);
    TrustField field(client, theme, pulse);
    field.show();
    QVERIFY(field.text().contains(QLatin1StringView("not judged")));
    BookSnapshot book = fakemarket::book(client.instrument(), clock.utcNow(), clock.now());
    book.trust.score = 72;
    book.trust.lost[static_cast<std::size_t>(TrustPart::Gaps)] = 20;
    book.trust.lost[static_cast<std::size_t>(TrustPart::Clock)] = 8;
    client.publishBook(book);
    scheduler.advance(milliseconds(120));
    QVERIFY2(field.text().startsWith(QLatin1StringView("72 fair")), qPrintable(field.text()));
    QVERIFY2(field.toolTip().contains(QStringLiteral("−20 gaps")) && field.toolTip().contains(QStringLiteral("−8 clock")), qPrintable(field.toolTip()));
    QVERIFY(!field.toolTip().contains(QLatin1StringView("crossed")));
    const int width = field.minimumWidth();
    book.trust.score = client.limits().minTrust - 1;
    client.publishBook(book);
    scheduler.advance(milliseconds(120));
    QVERIFY(field.text().contains(QLatin1StringView("poor")));
    book.state = BookState::Stale; // whatever the score says
    client.publishBook(book);
    scheduler.advance(milliseconds(120));
    QVERIFY(field.text().contains(QLatin1StringView("not judged")));
    QVERIFY(!field.text().contains(u'9'));
    QCOMPARE(field.minimumWidth(), width);
    book.state = BookState::Live;
    book.trust.score = 100;
    client.publishBook(book);
    client.setInstrument(fakemarket::tinycoin()); // the book in the channel is of the old one
    scheduler.advance(milliseconds(120));
    QVERIFY(field.text().contains(QLatin1StringView("not judged")));
}

void WatchListTest::fundingTellsItsHistoryOfTheOpenInstrumentOnly()
{
    FakeClock clock;
    FakeEngineClient client(clock);
    QWidget field;
    new FundingTip(client, &field);
    QVector<FundingRate> rates;
    for (int i = 0; i < 20; ++i)
        rates.append({UtcTime(std::chrono::hours(473'000 - 8 * i)), Decimal::fromScaled(i == 0 ? -1 : 1, 4)});
    Q_EMIT client.market().fundingHistoryRead(linear(QStringLiteral("ETHUSDT")), rates);
    QCOMPARE(field.toolTip(), QString());
    Q_EMIT client.market().fundingHistoryRead(client.instrument()->id(), rates);
    QVERIFY(field.toolTip().contains(QStringLiteral("−0.0100 %")));
    QCOMPARE(field.toolTip().count(QLatin1StringView("UTC")), qsizetype(FundingTip::kShown));
    QVERIFY2(field.toolTip().contains(QLatin1StringView("+0.0078 %")), qPrintable(field.toolTip())); // (8 - 1) / 9 of 0.01
    client.setInstrument(fakemarket::tinycoin());
    QCOMPARE(field.toolTip(), QString());
}

QTEST_MAIN(WatchListTest)
#include "tst_watchlist.moc"
