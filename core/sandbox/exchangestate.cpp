// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the exchange tells tests about itself.
#include "core/sandbox/exchangeroom.h"

namespace bw {

using namespace sandbox;

QJsonObject Exchange::state(const QByteArray &rawQuery) const
{
    QJsonArray orders, executions, positions, wallets;
    for (const auto &account : m_room->accounts) {
        const auto owned = [&](QJsonObject row, const InstrumentPtr &instrument) {
            row.insert(QStringLiteral("account"), QString::fromUtf8(account->key()));
            if (instrument)
                row.insert(QStringLiteral("category"), toName(instrument->id().category));
            return row;
        };
        for (const auto &order : std::as_const(*account).orders().all())
            orders.append(owned(order->toJson(), order->instrument));
        for (const FillRecord &fill : account->fills())
            executions.append(owned(fill.toJson(), fill.instrument));
        for (const Position *position : account->positions())
            positions.append(owned(m_room->valuation.position(*account, *position, false), position->instrument));
        wallets.append(owned(m_room->valuation.wallet(*account), nullptr));
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
            {QStringLiteral("book"), books}};
}

} // namespace bw
