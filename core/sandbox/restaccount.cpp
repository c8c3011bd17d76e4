// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/restaccount.h"

#include "core/sandbox/money.h"
#include "core/sandbox/timewindow.h"

#include <QSet>

#include <algorithm>

namespace bw::sandbox {

void RestAccount::addTo(Routes &routes)
{
    const auto add = [&](const char *path, Answer (RestAccount::*handler)(const Call &) const, int perSecond) {
        routes.insert(QByteArrayLiteral("GET /v5/") + path,
                      {.run = [this, handler](const Call &call) { return (this->*handler)(call); }, .perSecond = perSecond, .perSecondSpot = perSecond});
    };
    add("account/wallet-balance", &RestAccount::walletBalance, 50);
    add("account/info", &RestAccount::info, 50);
    add("account/fee-rate", &RestAccount::feeRate, 5);
    add("account/transaction-log", &RestAccount::transactionLog, 25);
    add("user/query-api", &RestAccount::queryApi, 10);
    add("asset/coin/query-info", &RestAccount::coinInfo, 5);
}

Answer RestAccount::walletBalance(const Call &call) const
{
    if (call.text(QLatin1StringView("accountType")) != QLatin1StringView("UNIFIED"))
        return refuse(code::Parameter, QStringLiteral("accountType only support UNIFIED."));
    const QStringList coins = call.text(QLatin1StringView("coin")).split(u',', Qt::SkipEmptyParts);
    const auto row = call.row(pastName(*call.account), [&] { return m_valuation.wallet(*call.account, coins); });
    return QJsonObject{{QStringLiteral("list"), QJsonArray{row.value_or(m_valuation.wallet(*call.account, coins))}}};
}

Answer RestAccount::info(const Call &call) const
{
    return QJsonObject{
        {QStringLiteral("marginMode"), toName(call.account->marginMode())},
        {QStringLiteral("unifiedMarginStatus"), 5},
        {QStringLiteral("updatedTime"), QString::number(toMs(m_clock.utcNow()))},
        {QStringLiteral("dcpStatus"), QStringLiteral("OFF")},
        {QStringLiteral("timeWindow"), 10},
        {QStringLiteral("smpGroup"), 0},
        {QStringLiteral("isMasterTrader"), false},
        {QStringLiteral("spotHedgingStatus"), QStringLiteral("OFF")},
    };
}

Answer RestAccount::feeRate(const Call &call) const
{
    const auto category = categoryFromName(call.text(QLatin1StringView("category")));
    if (!category)
        return refuse(code::Parameter, QStringLiteral("Illegal category"));
    const QString symbol = call.text(QLatin1StringView("symbol"));
    const FeePair &rates = call.account->fees().of(*category);
    QJsonArray rows;
    for (const InstrumentId &id : m_market.instruments())
        if (id.category == *category && (symbol.isEmpty() || id.symbol == symbol))
            rows.append(QJsonObject{{QStringLiteral("symbol"), id.symbol},
                                    {QStringLiteral("baseCoin"), QString()},
                                    {QStringLiteral("makerFeeRate"), plain(rates.maker)},
                                    {QStringLiteral("takerFeeRate"), plain(rates.taker)}});
    if (rows.isEmpty() && !symbol.isEmpty())
        return refuse(code::Parameter, QStringLiteral("Not supported symbols"));
    return QJsonObject{{QStringLiteral("category"), toName(*category)}, {QStringLiteral("list"), rows}};
}

Answer RestAccount::transactionLog(const Call &call) const
{
    const QString categoryName = call.text(QLatin1StringView("category")), accountType = call.text(QLatin1StringView("accountType"));
    const auto category = categoryFromName(categoryName);
    if (!categoryName.isEmpty() && !category && categoryName != QLatin1StringView("option"))
        return refuse(code::Parameter, QStringLiteral("Illegal category"));
    if (!accountType.isEmpty() && accountType != QLatin1StringView("UNIFIED"))
        return refuse(code::Parameter, QStringLiteral("accountType only support UNIFIED."));
    const auto window = TimeWindow::of(call, std::chrono::hours(24));
    if (!window)
        return tl::unexpected<Refusal>(window.error());
    const QString coin = call.text(QLatin1StringView("currency")), type = call.text(QLatin1StringView("type")), base = call.text(QLatin1StringView("baseCoin"));
    Page page(call, 50, 20);
    const auto &rows = call.account->ledger();
    for (auto it = rows.crbegin(); it != rows.crend(); ++it) {
        const Instrument &i = *it->instrument;
        const bool isWanted = (categoryName.isEmpty() || category == i.id().category) && (coin.isEmpty() || it->coin == coin) && (base.isEmpty() || i.baseCoin() == base)
            && (type.isEmpty() || it->type == type) && window->holds(it->at);
        if (isWanted && !page.offer(it->number, it->tradeId, [&] { return it->toJson(); }))
            break;
    }
    return page.result(categoryName);
}

Answer RestAccount::queryApi(const Call &call) const
{
    const KeyKind kind = m_keys.kindOf(call.account->key());
    if (kind == KeyKind::NoAudit)
        return tl::unexpected<Refusal>(Refusal{.code = code::Parameter, .text = QStringLiteral("404 page not found"), .httpStatus = 404});
    return keyRow(kind, call.account->key());
}

Answer RestAccount::coinInfo(const Call &call) const
{
    QSet<QString> coins;
    for (const InstrumentId &id : m_market.instruments())
        coins << m_market.instrument(id)->baseCoin() << m_market.instrument(id)->quoteCoin() << m_market.instrument(id)->settleCoin();
    QStringList names(coins.cbegin(), coins.cend());
    names.removeAll(QStringLiteral("USD")); // counts the quantities of inverse; nobody holds it
    std::sort(names.begin(), names.end());
    const QString asked = call.text(QLatin1StringView("coin"));
    QJsonArray rows;
    for (const QString &name : names)
        if (asked.isEmpty() || asked == name)
            rows.append(QJsonObject{{QStringLiteral("name"), name},
                                    {QStringLiteral("coin"), name},
                                    {QStringLiteral("remainAmount"), QStringLiteral("0")},
                                    {QStringLiteral("chains"), QJsonArray()}}); // nothing is deposited or withdrawn here
    return QJsonObject{{QStringLiteral("rows"), rows}};
}

} // namespace bw::sandbox
