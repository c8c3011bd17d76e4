// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the exchange tells tests about itself.
#include "core/sandbox/exchangeroom.h"
#include "core/sandbox/money.h"

namespace bw {

using namespace sandbox;

QJsonObject Exchange::state(const QByteArray &rawQuery) const
{
    QJsonArray orders, executions, positions, wallets, ledger, stops, leverage, modes;
    for (const auto &account : m_room->accounts) {
        const auto owned = [&](QJsonObject row, const InstrumentPtr &instrument) {
            row.insert(QStringLiteral("account"), QString::fromUtf8(account->key()));
            if (instrument)
                row.insert(QStringLiteral("category"), toName(instrument->id().category));
            return row;
        };
        for (const auto &order : std::as_const(*account).orders().all()) {
            orders.append(owned(order->toJson(), order->instrument));
            if (order->status == OrderStatus::Untriggered)
                stops.append(orders.last());
        }
        for (const FillRecord &fill : account->fills())
            executions.append(owned(fill.toJson(), fill.instrument));
        for (const Position *position : account->positions())
            positions.append(owned(m_room->valuation.position(*account, *position, false), position->instrument));
        wallets.append(owned(m_room->valuation.wallet(*account), nullptr));
        for (const LedgerRow &row : account->ledger())
            ledger.append(owned(row.toJson(), row.instrument));
        const auto named = [&](const InstrumentId &id) {
            return QJsonObject{{QStringLiteral("account"), QString::fromUtf8(account->key())}, {QStringLiteral("category"), toName(id.category)}, {QStringLiteral("symbol"), id.symbol}};
        };
        for (auto it = account->allLeverages().cbegin(); it != account->allLeverages().cend(); ++it) {
            QJsonObject row = named(it.key());
            row.insert(QStringLiteral("buyLeverage"), plain(it->buy));
            row.insert(QStringLiteral("sellLeverage"), plain(it->sell));
            leverage.append(row);
        }
        QJsonArray hedged;
        for (const InstrumentId &id : account->hedged())
            hedged.append(named(id));
        modes.append(QJsonObject{{QStringLiteral("account"), QString::fromUtf8(account->key())},
                                 {QStringLiteral("marginMode"), toName(account->marginMode())},
                                 {QStringLiteral("hedged"), hedged}});
    }
    constexpr int kMostBooks = 50;
    const Call query{.fields = fieldsOf(rawQuery)};
    const QString symbol = query.text(QLatin1StringView("symbol")), category = query.text(QLatin1StringView("category"));
    const int limit = query.number(QLatin1StringView("limit"), 1, 1000, 50);
    QJsonObject books;
    int told = 0;
    for (const InstrumentId &id : m_room->market.instruments()) {
        const QString its = toName(id.category);
        if ((!symbol.isEmpty() && symbol != id.symbol) || (!category.isEmpty() && category != its) || ++told > kMostBooks)
            continue;
        QJsonObject all = books.value(its).toObject();
        all.insert(id.symbol, m_room->restMarket.bookRow(id, m_room->market.book(id), limit));
        books.insert(its, all);
    }
    return {{QStringLiteral("orders"), orders},
            {QStringLiteral("executions"), executions},
            {QStringLiteral("positions"), positions},
            {QStringLiteral("wallets"), wallets},
            {QStringLiteral("ledger"), ledger},
            {QStringLiteral("stops"), stops},
            {QStringLiteral("leverage"), leverage},
            {QStringLiteral("modes"), modes},
            {QStringLiteral("book"), books}};
}

} // namespace bw
