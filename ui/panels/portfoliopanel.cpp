// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/portfoliopanel.h"

#include "ui/models/numberformat.h"
#include "ui/models/portfoliotable.h"
#include "ui/models/sentences.h"
#include "ui/widgets/csvexport.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/equitychart.h"
#include "ui/widgets/styling.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace bw {
namespace {

constexpr std::array kSpans{7, 30, 90};

} // namespace

PortfolioPanel::PortfolioPanel(EngineClient &client, const Theme &theme, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_client(client), m_theme(theme), m_clock(clock)
{
    setObjectName(QStringLiteral("portfolioPanel"));
    setAccessibleName(tr("Portfolio"));
    fillAsPanel(this);
    build();
    connect(&client.trade(), &TradeClient::ledgerRead, this, &PortfolioPanel::take);
    connect(&client.trade(), &TradeClient::ledgerFailed, this, [this](const Error &error) {
        if (!std::exchange(m_asked, std::nullopt))
            return; // of somebody else's question
        m_failure = error;
        refreshWords();
    });
    connect(&client, &EngineClient::walletChanged, this, &PortfolioPanel::noteWallet);
    connect(&client, &EngineClient::executionAdded, this, [this] { m_hasNewFills = true; });
    connect(&client, &EngineClient::positionsUnknown, this, [this] {
        m_positions.reset();
        refresh();
    });
    connect(&client, &EngineClient::positionsChanged, this, [this](const QVector<Position> &positions) {
        m_positions = positions;
        const bool mayRead = isVisible() && !m_asked;
        if (mayRead && std::exchange(m_hasNewFills, false)) // their rows are in the log by now
            read();
        refresh();
    });
    connect(&client, &EngineClient::sessionChanged, this, [this](const SessionView &session) {
        if (isVisible() && !m_read && !m_asked && session.keyLevel != KeyLevel::None)
            read();
    });
    offerCoins();
    refresh();
}

void PortfolioPanel::build()
{
    m_chart = new EquityChart(m_theme, this);
    m_dayTable = portfoliotables::byDay(this);
    m_symbolTable = portfoliotables::bySymbol(this);
    m_causeTable = portfoliotables::byCause(this);
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("portfolioTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_chart, tr("Curve"));
    const auto addTable = [this](Tab tab, PortfolioTable *model, const QString &name, const QString &title) {
        auto *table = new TableView(m_theme, this);
        table->setObjectName(name);
        table->setModel(model);
        table->setEmptyText(tr("The transaction log has no row of this coin in this span."));
        m_tables[static_cast<std::size_t>(tab)] = table;
        m_tabs->addTab(table, title);
    };
    addTable(Days, m_dayTable, QStringLiteral("portfolioDays"), tr("By day"));
    addTable(Symbols, m_symbolTable, QStringLiteral("portfolioSymbols"), tr("By symbol"));
    addTable(Causes, m_causeTable, QStringLiteral("portfolioCauses"), tr("By cause"));
    m_tables[Days]->setNeed({0, 1, 4, 2, 3, 5, 6, 7, 12, 11, 8, 9, 10});
    m_tables[Symbols]->setNeed({0, 3, 2, 1, 4, 5, 6, 10, 11, 7, 8, 9});
    auto *save = new QPushButton(tr("CSV"), this);
    save->setObjectName(QStringLiteral("portfolioCsv"));
    save->setToolTip(tr("Saves the table on display as CSV; of the curve, the table by day"));
    save->setAutoDefault(false);
    setRole(save, "compact");
    connect(save, &QPushButton::clicked, this, &PortfolioPanel::saveTable);
    m_tabs->setCornerWidget(save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    column->addWidget(buildFigures());
    column->addWidget(m_tabs, 1);
}

QWidget *PortfolioPanel::buildBar()
{
    auto *bar = new QWidget(this);
    m_span = new QComboBox(bar);
    m_span->setObjectName(QStringLiteral("portfolioSpan"));
    m_span->setAccessibleName(tr("Span"));
    for (const int days : kSpans)
        m_span->addItem(tr("%n days", nullptr, days), days);
    m_coin = new QComboBox(bar);
    m_coin->setObjectName(QStringLiteral("portfolioCoin"));
    m_coin->setAccessibleName(tr("Coin"));
    m_coin->setToolTip(tr("Every figure is of this coin alone: coins are not turned into each other."));
    m_coin->setMinimumContentsLength(5);
    auto *again = new QPushButton(tr("Read"), bar);
    again->setObjectName(QStringLiteral("portfolioRead"));
    again->setToolTip(tr("Reads the venue's transaction log of the span once more"));
    again->setAutoDefault(false);
    m_words = new ElidedLabel(bar);
    m_words->setObjectName(QStringLiteral("portfolioWords"));
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(Theme::kBetween, Theme::kInside, Theme::kBetween, Theme::kInside);
    row->setSpacing(Theme::kInside);
    row->addWidget(m_span);
    row->addWidget(m_coin);
    row->addWidget(again);
    row->addWidget(m_words, 1);
    connect(again, &QPushButton::clicked, this, &PortfolioPanel::read);
    connect(m_span, &QComboBox::activated, this, [this] {
        m_days = m_span->currentData().toInt();
        read();
    });
    connect(m_coin, &QComboBox::activated, this, [this] { refresh(); });
    return bar;
}

QWidget *PortfolioPanel::buildFigures()
{
    auto *strip = new QWidget(this);
    auto *row = new QHBoxLayout(strip);
    row->setContentsMargins(Theme::kBetween, 0, Theme::kBetween, Theme::kInside);
    row->setSpacing(2 * Theme::kBetween);
    const std::array<std::pair<QString, QString>, FigureCount> names{{{tr("Equity now"), QStringLiteral("equity")},
                                                                      {tr("Unrealised now"), QStringLiteral("unrealised")},
                                                                      {tr("Realised in the span"), QStringLiteral("realised")},
                                                                      {tr("Deepest fall"), QStringLiteral("fall")},
                                                                      {tr("Exposure now"), QStringLiteral("exposure")}}};
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto *pair = new QVBoxLayout;
        pair->setSpacing(0);
        pair->addWidget(roleLabel(names[i].first, "label", strip));
        m_figures[i] = roleLabel(kMissing.toString(), "", strip);
        m_figures[i]->setObjectName(QStringLiteral("portfolio.") + names[i].second);
        m_figures[i]->setAccessibleName(names[i].first);
        m_figures[i]->setFont(m_theme.numberFont());
        m_figures[i]->setTextInteractionFlags(Qt::TextSelectableByMouse);
        pair->addWidget(m_figures[i]);
        row->addLayout(pair);
    }
    row->addStretch(1);
    return strip;
}

QString PortfolioPanel::coin() const { return m_coin->currentText(); }

ZoneOffset PortfolioPanel::zone() const
{
    return [text = m_zone](UtcTime at) { return text.offset(at); };
}

void PortfolioPanel::setTimeText(const TimeText &zone)
{
    m_zone = zone;
    m_chart->setTimeText(zone);
    refresh();
}

void PortfolioPanel::beginAccount(const QVector<EquityPoint> &seen)
{
    m_seen = seen;
    m_entries.clear();
    m_wallet.reset();
    m_positions.reset();
    m_asked.reset(); // an answer that is on its way is of the other account
    m_read.reset();
    m_failure.reset();
    offerCoins();
    refresh();
    if (isVisible() && m_client.session().keyLevel != KeyLevel::None)
        read();
}

/// From the first moment of a day of the zone, so that no day is cut.
void PortfolioPanel::read()
{
    const UtcTime now = m_clock.utcNow();
    const UtcTime since = beginOf(dayOf(now, zone()).addDays(1 - m_days), zone());
    m_asked = {since, now};
    m_failure.reset();
    m_hasNewFills = false;
    refreshWords();
    m_client.trade().readLedger(since, now);
}

void PortfolioPanel::take(const QVector<LedgerEntry> &entries, const CostSheet &sheet)
{
    if (!m_asked || m_asked->first != sheet.since || m_asked->second != sheet.until)
        return; // the ledger's own question
    m_read = std::exchange(m_asked, std::nullopt);
    m_entries = entries;
    offerCoins();
    refresh();
}

void PortfolioPanel::noteWallet(const Wallet &wallet)
{
    m_wallet = wallet;
    offerCoins();
    refresh();
}

/// Those of the wallet, of the log and of the past; the one that was chosen stays.
void PortfolioPanel::offerCoins()
{
    QStringList coins;
    const auto add = [&coins](const QString &name) {
        if (!name.isEmpty() && !coins.contains(name))
            coins.append(name);
    };
    if (m_wallet)
        for (const CoinBalance &balance : m_wallet->coins)
            if (!balance.wallet.isZero() || !balance.equity.isZero())
                add(balance.coin);
    for (const LedgerEntry &entry : std::as_const(m_entries))
        add(entry.coin);
    for (const EquityPoint &point : std::as_const(m_seen))
        add(point.coin);
    add(QStringLiteral("USDT"));
    coins.sort();
    QStringList shown;
    for (int i = 0; i < m_coin->count(); ++i)
        shown.append(m_coin->itemText(i));
    if (shown == coins)
        return;
    const QString chosen = m_coin->count() > 0 ? coin() : QStringLiteral("USDT");
    m_coin->clear();
    m_coin->addItems(coins);
    m_coin->setCurrentText(chosen);
}

QVector<EquityPoint> PortfolioPanel::allSeen() const
{
    QVector<EquityPoint> all = m_seen;
    if (m_wallet && toMs(m_wallet->at) > 0)
        for (const CoinBalance &balance : m_wallet->coins)
            if (balance.unrealisedPnl.isValid())
                all.append({m_wallet->at, balance.coin, balance.wallet, balance.unrealisedPnl, balance.equity});
    return all;
}

void PortfolioPanel::refresh()
{
    const UtcTime now = m_clock.utcNow();
    const auto span = m_read.value_or(std::pair{beginOf(dayOf(now, zone()).addDays(1 - m_days), zone()), now});
    // What was seen after the log was read belongs to the picture; a row that came since is not there yet.
    m_portfolio = portfolio(m_entries, allSeen(), coin(), span.first, std::max(span.second, now) + std::chrono::milliseconds(1), zone());
    const int places = placesOf(coin());
    m_chart->setPortfolio(m_portfolio, places);
    m_dayTable->setRows(m_read ? portfoliotables::dayRows(m_portfolio) : QVector<PortfolioTable::Row>(), places);
    m_symbolTable->setRows(m_read ? portfoliotables::symbolRows(m_portfolio, m_positions) : QVector<PortfolioTable::Row>(), places);
    m_causeTable->setRows(m_read ? portfoliotables::causeRows(m_portfolio) : QVector<PortfolioTable::Row>(), places);
    refreshFigures();
    refreshWords();
}

void PortfolioPanel::setFigure(Figure figure, const QString &value, const QString &explanation, int sign)
{
    QLabel *label = m_figures[static_cast<std::size_t>(figure)];
    setText(label, value);
    setRole(label, sign > 0 ? "bid" : sign < 0 ? "ask" : "");
    label->setToolTip(plainToolTip(explanation));
}

void PortfolioPanel::refreshFigures()
{
    const int places = placesOf(coin());
    const CoinBalance *balance = nullptr;
    if (m_wallet)
        for (const CoinBalance &each : m_wallet->coins)
            if (each.coin == coin())
                balance = &each;
    const QString missing = kMissing.toString();
    setFigure(EquityNow, balance ? readDecimal(balance->equity, places) : missing, tr("The venue's figure: what the wallet holds of this coin, with what is unrealised."));
    const Decimal unrealised = balance ? balance->unrealisedPnl : Decimal::invalid();
    setFigure(UnrealisedNow, unrealised.isValid() ? readSigned(unrealised, places) : missing, tr("The venue's figure for open positions that settle in this coin, at the mark price."),
              unrealised.sign());
    const Decimal realised = m_portfolio.total.result();
    setFigure(RealisedOf, m_read ? readSigned(realised, places) : missing,
              tr("Profit and loss of what was closed, with fees, funding, interest and settlement, from the transaction log. Transfers and spot exchanges are left out."),
              m_read ? realised.sign() : 0);
    const Drawdown &fall = m_portfolio.drawdown;
    setFigure(FallOf, m_read ? tr("%1, now %2", "drawdown, present drawdown").arg(readDecimal(fall.deepest, places), readDecimal(fall.present, places)) : missing,
              tr("How far the sum of what was realised in the span fell below its highest point, row by row; and how far below it is now. Open positions are not in it."));
    Decimal gross, net;
    for (const Position &position : m_positions.value_or(QVector<Position>()))
        if (position.side && position.coin == coin()) {
            gross += position.value;
            net += *position.side == Side::Buy ? position.value : -position.value;
        }
    const bool isKnown = m_positions && gross.isValid();
    setFigure(ExposureNow, isKnown ? tr("%1, net %2", "gross exposure, net exposure").arg(readDecimal(gross, places), readSigned(net, places)) : missing,
              tr("The value of all open positions that settle in this coin, and longs less shorts."));
}

void PortfolioPanel::refreshWords()
{
    if (m_asked) {
        setText(m_words, tr("Reading the venue's transaction log\u2026"));
        setRole(m_words, "label");
    } else if (m_failure) {
        setText(m_words, sentences::of(*m_failure));
        setRole(m_words, "danger");
    } else if (!m_read) {
        setText(m_words, tr("Nothing has been read yet."));
        setRole(m_words, "label");
    } else {
        const bool addsUp = m_portfolio.unexplained.isZero();
        setText(m_words, tr("%1 to %2 %3%4", "from, until, zone, remark")
                             .arg(m_zone.dateTime(m_read->first).left(10), m_zone.dateTime(m_read->second).left(16), m_zone.zone(m_read->second),
                                  addsUp ? QString() : tr(" \u00B7 the log does not explain the whole change of the wallet")));
        setRole(m_words, addsUp ? "label" : "caution");
    }
    m_words->setToolTip(m_words->text());
}

void PortfolioPanel::saveTable()
{
    const int tab = m_tabs->currentIndex();
    const PortfolioTable *model = tab == Symbols ? m_symbolTable : tab == Causes ? m_causeTable : m_dayTable;
    saveAsCsv(*model, tr("portfolio-%1.csv", "file name").arg(coin()), this);
}

void PortfolioPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_read && !m_asked && m_client.session().keyLevel != KeyLevel::None)
        read();
}

} // namespace bw
