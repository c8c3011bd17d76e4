// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/probe/accountprobe.h"

#include "core/bybit/instrumentcodec.h"
#include "core/bybit/ledgercodec.h"
#include "core/domain/account/costsheet.h"
#include "core/engine/eventfields.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace bw {

namespace {
using L = QLatin1StringView;

bool isLedgerRow(const QJsonObject &row) { return row.contains(L("cashFlow")) && row.contains(L("change")); }
bool isExecutionRow(const QJsonObject &row) { return row.contains(L("execId")) && !isLedgerRow(row); }
bool isOrderRow(const QJsonObject &row) { return row.contains(L("orderStatus")); }
bool isWalletRow(const QJsonObject &row) { return row.value(L("coin")).isArray(); }
bool isPositionRow(const QJsonObject &row) { return row.contains(L("positionIdx")) && row.contains(L("size")) && !isOrderRow(row); }

std::optional<Category> categoryOf(const QJsonObject &line, const QJsonObject &row)
{
    const QJsonObject result = line.value(L("result")).toObject();
    for (const QString &name : {row.value(L("category")).toString(), result.value(L("category")).toString(),
                                line.value(L("topic")).toString().section(u'.', 1, 1)})
        if (const auto category = categoryFromName(name))
            return category;
    return std::nullopt;
}

/// As many places as the most exact of these texts has.
Decimal stepOf(const QVector<QJsonObject> &rows, std::initializer_list<L> names)
{
    int places = 0;
    for (const auto &row : rows)
        for (const L name : names)
            if (const auto value = Decimal::parse(row.value(name).toString()))
                places = std::max(places, value->normalized().scale());
    return Decimal::fromScaled(1, std::min(places, 12));
}

InstrumentPtr guessed(const InstrumentId &id, const QVector<QJsonObject> &rows)
{
    InstrumentFilters filters;
    filters.tickSize = stepOf(rows, {L("price"), L("execPrice"), L("triggerPrice"), L("takeProfit"), L("stopLoss")});
    filters.lotSize = stepOf(rows, {L("qty"), L("execQty"), L("cumExecQty"), L("size"), L("leavesQty")});
    QString quote = QStringLiteral("USDT"), base = id.symbol;
    for (const auto &coin : {QStringLiteral("USDT"), QStringLiteral("USDC"), QStringLiteral("PERP"), QStringLiteral("USD")})
        if (id.symbol.endsWith(coin)) {
            quote = coin == QStringLiteral("PERP") ? QStringLiteral("USDC") : coin;
            base.chop(coin.size());
            break;
        }
    const auto made = Instrument::create(id, filters, base, quote, id.category == Category::Inverse ? base : quote, InstrumentStatus::Trading);
    return made ? *made : nullptr;
}

QJsonObject fieldsOfEntry(const LedgerEntry &entry)
{
    const QString ref = !entry.orderLinkId.isEmpty() ? entry.orderLinkId : !entry.orderId.isEmpty() ? entry.orderId : entry.id;
    return {{QStringLiteral("coin"), entry.coin}, {QStringLiteral("change"), entry.change.toString()}, {QStringLiteral("balance"), entry.balance.toString()},
            {QStringLiteral("cause"), toName(entry.cause)}, {QStringLiteral("ref"), ref}};
}

template <class List>
QJsonArray arrayOf(const List &list)
{
    QJsonArray array;
    for (const auto &one : list)
        array.append(fieldsOf(one));
    return array;
}
} // namespace

QList<QJsonObject> AccountProbe::process(const QByteArray &text)
{
    const auto line = QJsonDocument::fromJson(text).object();
    if (line.isEmpty())
        return {probeError(QStringLiteral("the line is no JSON object"))};
    const auto result = line.value(L("result")).toObject();
    const auto list = line.value(L("data")).isArray() ? line.value(L("data")).toArray() : result.value(L("list")).toArray();
    if (list.first().toObject().contains(L("lotSizeFilter"))) {
        const auto page = decodeInstruments(result);
        if (!page)
            return {probeError(page.error().detail)};
        m_instruments += page->instruments;
        return {};
    }
    const auto at = line.value(line.contains(L("creationTime")) ? L("creationTime") : L("time")).toInteger();
    for (const auto &row : list)
        m_rows.append({row.toObject(), categoryOf(line, row.toObject()), fromMs(at)});
    return {};
}

void AccountProbe::learnInstruments()
{
    QHash<InstrumentId, QVector<QJsonObject>> unknown;
    for (auto &row : m_rows) {
        const QString symbol = row.fields.value(L("symbol")).toString();
        if (symbol.isEmpty() || isLedgerRow(row.fields))
            continue;
        if (!row.category)
            row.category = Category::Linear;
        const InstrumentId id{*row.category, symbol};
        const bool isKnown = std::any_of(m_instruments.cbegin(), m_instruments.cend(), [&id](const auto &one) { return one->id() == id; });
        if (!isKnown)
            unknown[id].append(row.fields);
    }
    for (auto one = unknown.cbegin(); one != unknown.cend(); ++one)
        if (const auto made = guessed(one.key(), one.value()))
            m_instruments.append(made);
    m_codec.setInstruments(m_instruments);
}

/// English complaint, "" when it was understood.
QString AccountProbe::take(const Row &row)
{
    if (isLedgerRow(row.fields)) {
        const auto entry = decodeLedgerEntry(row.fields, m_codec);
        if (!entry)
            return entry.error().detail;
        m_ledger.insert(QStringLiteral("%1/%2/%3").arg(toMs(entry->at), 15, 10, QLatin1Char('0')).arg(entry->coin, entry->id), *entry);
    } else if (isOrderRow(row.fields)) {
        const auto report = m_codec.order(row.fields, row.category);
        if (!report)
            return report.error().detail;
        if (const Order *order = *report ? m_store.apply(**report) : nullptr)
            m_orders.insert(order->orderLinkId.isEmpty() ? order->orderId : order->orderLinkId, *order);
    } else if (isExecutionRow(row.fields)) {
        const auto execution = m_codec.execution(row.fields, row.category);
        if (!execution)
            return execution.error().detail;
        if (*execution && m_filter.isNew(**execution))
            m_executions.append(**execution);
    } else if (isWalletRow(row.fields)) {
        const auto wallet = AccountCodec::wallet(row.fields, row.at);
        if (!wallet)
            return wallet.error().detail;
        if (!(wallet->at < m_wallet.at))
            m_wallet = *wallet;
    } else if (isPositionRow(row.fields)) {
        const auto position = m_codec.position(row.fields, row.category);
        if (!position)
            return position.error().detail;
        if (!*position)
            return {};
        const auto &now = **position;
        const QString key = toName(now.instrument->id().category) + u'/' + now.instrument->id().symbol + u'/' + QString::number(now.positionIdx);
        if (const auto known = m_positions.constFind(key); known == m_positions.cend() || !(now.updatedAt < known->updatedAt))
            m_positions.insert(key, now);
    }
    return {};
}

QList<QJsonObject> AccountProbe::finish()
{
    learnInstruments();
    QList<QJsonObject> lines;
    for (const auto &row : m_rows)
        if (const QString complaint = take(row); !complaint.isEmpty())
            lines.append(probeError(complaint));
    QJsonArray ledger, wallet;
    for (const auto &entry : m_ledger)
        ledger.append(fieldsOfEntry(entry));
    for (const auto &coin : m_wallet.coins)
        wallet.append(QJsonObject{{QStringLiteral("coin"), coin.coin}, {QStringLiteral("wallet"), coin.wallet.toString()}});
    QJsonArray costs;
    for (const auto &row : costSheet(m_ledger.values().toVector()).rows)
        costs.append(QJsonObject{{QStringLiteral("coin"), row.coin}, {QStringLiteral("tradePnl"), row.tradePnl.toString()}, {QStringLiteral("fee"), row.fee.toString()},
                                 {QStringLiteral("funding"), row.funding.toString()}, {QStringLiteral("walletChange"), row.walletChange.toString()},
                                 {QStringLiteral("remainder"), row.remainder.toString()}});
    lines.append(QJsonObject{{QStringLiteral("orders"), arrayOf(m_orders)}, {QStringLiteral("executions"), arrayOf(m_executions)},
                             {QStringLiteral("positions"), arrayOf(m_positions)}, {QStringLiteral("wallet"), wallet},
                             {QStringLiteral("ledger"), ledger}, {QStringLiteral("costs"), costs}});
    return lines;
}

} // namespace bw
