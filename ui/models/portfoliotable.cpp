// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/portfoliotable.h"

#include "ui/models/numberformat.h"

#include <QCoreApplication>

#include <algorithm>

namespace bw {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bw::PortfolioTable)
};

constexpr int kCoinPlaces = 8;

QVector<TableColumn> withAmounts(QVector<TableColumn> columns, const QStringList &titles)
{
    for (const QString &title : titles)
        columns.append({.title = title, .widest = widestNumber(6, 3), .isNumber = true});
    columns.first().isStretch = true; // the last ones may have no room
    return columns;
}

QVector<Decimal> partsOf(const PortfolioSums &sums)
{
    return {sums.result(), sums.price, sums.fee, sums.funding, sums.interest, sums.settlement, sums.other, sums.exchanged, sums.transfer};
}

QStringList partTitles()
{
    return {Words::tr("Realised"), Words::tr("Price"),   Words::tr("Fees"),      Words::tr("Funding"), Words::tr("Interest"),
            Words::tr("Settlement"), Words::tr("Other"), Words::tr("Exchanged"), Words::tr("Transfers")};
}

Decimal orUnknown(const std::optional<Decimal> &value) { return value.value_or(Decimal::invalid()); }

QString nameOf(const PortfolioSymbol &row)
{
    if (row.symbol.isEmpty())
        return Words::tr("account", "rows that belong to no instrument");
    return row.category ? Words::tr("%1 %2", "symbol, category").arg(row.symbol, toName(*row.category)) : row.symbol;
}

struct Standing {
    Decimal unrealised{}, net{}, gross{};
    bool isHeld = false;

    void add(const Position &position)
    {
        if (!position.side)
            return;
        isHeld = true;
        unrealised += position.unrealisedPnl; // one that is not known makes the sum unknown
        net += *position.side == Side::Buy ? position.value : -position.value;
        gross += position.value;
    }
};

} // namespace

PortfolioTable::PortfolioTable(QVector<TableColumn> columns, const Shape &shape, QObject *parent) : TableModel(std::move(columns), parent), m_shape(shape)
{
}

void PortfolioTable::setRows(QVector<Row> rows, int places)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_places = places;
    endResetModel();
}

int PortfolioTable::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant PortfolioTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    const bool isWord = index.column() < m_shape.words;
    const Decimal value = isWord ? Decimal::invalid() : row.amounts.value(index.column() - m_shape.words, Decimal::invalid());
    switch (role) {
    case Qt::DisplayRole:
        if (isWord)
            return row.words.value(index.column());
        if (!value.isValid())
            return kMissing.toString();
        return index.column() < m_shape.words + m_shape.standing ? readDecimal(value, m_places) : readSigned(value, m_places);
    case Qt::ToolTipRole:
        return row.explanation.isEmpty() ? QVariant() : QVariant(plainToolTip(row.explanation));
    case TableRole::CopyText:
        return isWord ? row.words.value(index.column()) : value.isValid() ? value.toString() : QString();
    case TableRole::CellTone:
        if (row.isGap || (!isWord && (!value.isValid() || value.isZero())))
            return static_cast<int>(Tone::Muted);
        if (index.column() == m_shape.toned)
            return static_cast<int>(value.sign() > 0 ? Tone::Up : Tone::Down);
        return static_cast<int>(Tone::Normal);
    default:
        return commonData(index, role);
    }
}

int placesOf(const QString &coin)
{
    static const QStringList kDollars{QStringLiteral("USDT"), QStringLiteral("USDC"), QStringLiteral("USD"), QStringLiteral("DAI")};
    return kDollars.contains(coin) ? 2 : kCoinPlaces;
}

namespace portfoliotables {

PortfolioTable *byDay(QObject *parent)
{
    const QStringList amounts = QStringList{Words::tr("Wallet balance"), Words::tr("Equity seen"), Words::tr("Unrealised seen")} + partTitles();
    return new PortfolioTable(withAmounts({{.title = Words::tr("Day"), .widest = QStringLiteral("0000-00-00")}}, amounts), {.words = 1, .standing = 2, .toned = 4}, parent);
}

PortfolioTable *bySymbol(QObject *parent)
{
    const QStringList amounts = QStringList{Words::tr("Exposure now"), Words::tr("Unrealised now")} + partTitles();
    return new PortfolioTable(withAmounts({{.title = Words::tr("Symbol"), .widest = QStringLiteral("1000PEPEUSDT inverse")}}, amounts), {.words = 1, .standing = 0, .toned = 3}, parent);
}

PortfolioTable *byCause(QObject *parent)
{
    QVector<TableColumn> columns{{.title = Words::tr("Cause"), .widest = Words::tr("Settlement") + QStringLiteral("MM")},
                                 {.title = Words::tr("Amount"), .widest = widestNumber(9, 4), .isNumber = true}};
    columns.insert(1, {.title = Words::tr("What it is"), .widest = QString(48, u'n'), .isNumber = false, .isStretch = true});
    return new PortfolioTable(columns, {.words = 2, .standing = 0, .toned = 2}, parent);
}

QVector<PortfolioTable::Row> dayRows(const Portfolio &portfolio)
{
    QVector<PortfolioTable::Row> rows;
    for (auto day = portfolio.days.crbegin(); day != portfolio.days.crend(); ++day) {
        PortfolioTable::Row row{{day->day.toString(Qt::ISODate)}, {}, {}, day->isGap()};
        row.amounts = {orUnknown(day->balance), day->seen ? day->seen->equity : Decimal::invalid(), day->seen ? day->seen->unrealised : Decimal::invalid()};
        if (day->balance)
            row.amounts += partsOf(day->sums);
        else
            row.explanation = Words::tr("The transaction log has no row of this day.");
        rows.append(row);
    }
    return rows;
}

QVector<PortfolioTable::Row> symbolRows(const Portfolio &portfolio, const std::optional<QVector<Position>> &positions)
{
    QVector<PortfolioSymbol> symbols = portfolio.symbols;
    for (const Position &position : positions.value_or(QVector<Position>())) { // what stands without a row in the span
        const bool isOurs = position.side && position.coin == portfolio.coin;
        const auto same = [&position](const PortfolioSymbol &row) {
            return row.symbol == position.instrument->id().symbol && row.category == position.instrument->id().category;
        };
        if (isOurs && std::none_of(symbols.begin(), symbols.end(), same))
            symbols.append({position.instrument->id().category, position.instrument->id().symbol, {}});
    }
    QVector<PortfolioTable::Row> rows;
    for (const PortfolioSymbol &symbol : std::as_const(symbols)) {
        Standing standing;
        for (const Position &position : positions.value_or(QVector<Position>()))
            if (symbol.category && position.instrument->id() == InstrumentId{*symbol.category, symbol.symbol} && position.coin == portfolio.coin)
                standing.add(position);
        const bool isContract = symbol.category && *symbol.category != Category::Spot;
        PortfolioTable::Row row{{nameOf(symbol)}, {}, {}, false};
        row.amounts = {isContract && positions ? standing.net : Decimal::invalid(), isContract && positions ? standing.unrealised : Decimal::invalid()};
        row.amounts += partsOf(symbol.sums);
        rows.append(row);
    }
    return rows;
}

QVector<PortfolioTable::Row> causeRows(const Portfolio &portfolio)
{
    const PortfolioSums &sums = portfolio.total;
    const auto row = [](const QString &name, const QString &what, const Decimal &amount) {
        return PortfolioTable::Row{{name, what}, {amount}, {}, false};
    };
    return {
        row(Words::tr("Price"), Words::tr("Profit and loss of contracts that were closed, liquidations among them, without fees."), sums.price),
        row(Words::tr("Fees"), Words::tr("What the venue took of trades; above zero where rebates were more."), sums.fee),
        row(Words::tr("Funding"), Words::tr("Between longs and shorts of perpetuals; above zero was received."), sums.funding),
        row(Words::tr("Interest"), Words::tr("Of what was borrowed or lent."), sums.interest),
        row(Words::tr("Settlement"), Words::tr("Of sessions and deliveries."), sums.settlement),
        row(Words::tr("Other"), Words::tr("Bonuses and whatever the venue calls otherwise."), sums.other),
        row(Words::tr("Realised"), Words::tr("The sum of the above: what the wallet gained by trading."), sums.result()),
        row(Words::tr("Exchanged"), Words::tr("Coins that changed hands on spot. No result: the other coin came or went for it."), sums.exchanged),
        row(Words::tr("Transfers"), Words::tr("Into the account and out of it. No result."), sums.transfer),
        row(Words::tr("Unexplained"), Words::tr("What the balances changed beyond all rows: rows that the log lacks."), portfolio.unexplained),
        row(Words::tr("Wallet"), Words::tr("The sum of the last four: how the wallet changed in the span."), sums.change() + portfolio.unexplained),
    };
}

} // namespace portfoliotables

} // namespace bw
