// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/accountkeeper.h"

#include <QJsonArray>

#include <algorithm>

namespace bw::sandbox {

namespace {

using L = QLatin1StringView;

QJsonObject modesOf(const Account &account)
{
    QJsonObject leverage;
    for (auto it = account.allLeverages().cbegin(); it != account.allLeverages().cend(); ++it)
        leverage.insert(nameOf(it.key()), QJsonArray{it->buy.toString(), it->sell.toString()});
    QJsonArray hedged;
    for (const InstrumentId &id : account.hedged())
        hedged.append(nameOf(id));
    return {{QStringLiteral("margin"), toName(account.marginMode())}, {QStringLiteral("leverage"), leverage}, {QStringLiteral("hedged"), hedged}};
}

QJsonObject coinsOf(const Account &account)
{
    QJsonObject coins;
    for (auto it = account.coins().cbegin(); it != account.coins().cend(); ++it)
        coins.insert(it.key(), QJsonArray{it->wallet.toString(), it->realised.toString()});
    return coins;
}

std::optional<Decimal> number(const QJsonValue &text)
{
    const auto parsed = Decimal::parse(QStringView(text.toString()));
    return parsed ? std::optional(*parsed) : std::nullopt;
}

std::optional<InstrumentId> idOf(const QString &name)
{
    const auto space = name.indexOf(u' ');
    const auto category = categoryFromName(name.left(space));
    return space > 0 && category ? std::optional(InstrumentId{*category, name.mid(space + 1)}) : std::nullopt;
}

/// Takes the lines of a file in, one after the other; a later record of one name replaces the earlier one.
class Fold final {
public:
    [[nodiscard]] bool take(const QJsonObject &line);
    [[nodiscard]] AccountKeeper::Kept finish();

private:
    template <class T, class Key>
    bool put(const QJsonObject &line, L name, std::vector<T> &all, QHash<QString, std::size_t> &index, Key key)
    {
        for (const auto &value : line.value(name).toArray()) {
            auto record = fromRecord<T>(value.toObject(), m_instruments);
            if (!record)
                return false;
            const QString own = key(*record);
            if (const auto known = index.constFind(own); known != index.cend()) {
                all[*known] = std::move(*record);
            } else {
                index.insert(own, all.size());
                all.push_back(std::move(*record));
            }
        }
        return true;
    }
    template <class T>
    bool append(const QJsonObject &line, L name, std::deque<T> &all)
    {
        for (const auto &value : line.value(name).toArray()) {
            auto record = fromRecord<T>(value.toObject(), m_instruments);
            if (!record)
                return false;
            all.push_back(std::move(*record));
            if (all.size() > Account::kMaxRows)
                all.pop_front();
        }
        return true;
    }
    bool takeInstruments(const QJsonObject &line);
    bool takeState(const QJsonObject &line);

    AccountKeeper::Kept m_kept;
    InstrumentsByName m_instruments;
    std::vector<ClosedPnl> m_closed;
    QHash<QString, std::size_t> m_orderIndex, m_positionIndex, m_closedIndex;
};

bool Fold::take(const QJsonObject &line)
{
    Account::Holdings &all = m_kept.holdings;
    return takeInstruments(line) && takeState(line)
        && put<OrderRecord>(line, L("orders"), all.orders, m_orderIndex, [](const OrderRecord &r) { return r.orderId; })
        && put<Position>(line, L("positions"), all.positions, m_positionIndex, [](const Position &r) { return nameOf(r.instrument->id()) + u' ' + QString::number(r.idx); })
        && put<ClosedPnl>(line, L("closed"), m_closed, m_closedIndex, [](const ClosedPnl &r) { return r.orderId; })
        && append<FillRecord>(line, L("fills"), all.fills) && append<LedgerRow>(line, L("ledger"), all.ledger);
}

bool Fold::takeInstruments(const QJsonObject &line)
{
    const QJsonObject named = line.value(L("instruments")).toObject();
    for (auto it = named.begin(); it != named.end(); ++it) {
        const InstrumentPtr instrument = instrumentFromRecord(it.value().toObject());
        if (!instrument)
            return false;
        m_instruments.insert(nameOf(instrument->id()), instrument);
    }
    return true;
}

bool Fold::takeState(const QJsonObject &line)
{
    Account::Holdings &all = m_kept.holdings;
    const QJsonObject coins = line.value(L("coins")).toObject(), modes = line.value(L("modes")).toObject();
    for (auto it = coins.begin(); it != coins.end(); ++it) {
        const auto wallet = number(it.value().toArray().at(0)), realised = number(it.value().toArray().at(1));
        if (!wallet || !realised)
            return false;
        all.coins.insert(it.key(), {*wallet, *realised});
    }
    if (!modes.isEmpty()) {
        const auto margin = marginModeOf(modes.value(L("margin")).toString());
        if (!margin)
            return false;
        all.marginMode = *margin;
        all.leverage.clear();
        all.hedged.clear();
        const QJsonObject leverage = modes.value(L("leverage")).toObject();
        for (auto it = leverage.begin(); it != leverage.end(); ++it) {
            const auto id = idOf(it.key());
            const auto buy = number(it.value().toArray().at(0)), sell = number(it.value().toArray().at(1));
            if (!id || !buy || !sell || buy->sign() <= 0 || sell->sign() <= 0)
                return false;
            all.leverage.insert(*id, {*buy, *sell});
        }
        for (const auto &name : modes.value(L("hedged")).toArray())
            if (const auto id = idOf(name.toString()))
                all.hedged.insert(*id);
    }
    const QJsonObject prices = line.value(L("prices")).toObject();
    for (auto it = prices.begin(); it != prices.end(); ++it)
        if (const auto id = idOf(it.key()); id && number(it.value()))
            m_kept.prices.insert(*id, *number(it.value()));
    const QJsonArray marks = line.value(L("marks")).toArray();
    if (marks.size() == 3)
        m_kept.marks = {static_cast<std::uint64_t>(marks.at(0).toInteger()), static_cast<std::uint64_t>(marks.at(1).toInteger()),
                        static_cast<std::uint64_t>(marks.at(2).toInteger())};
    return true;
}

AccountKeeper::Kept Fold::finish()
{
    m_kept.holdings.closed.assign(m_closed.begin(), m_closed.end());
    auto &orders = m_kept.holdings.orders;
    std::stable_sort(orders.begin(), orders.end(), [](const OrderRecord &a, const OrderRecord &b) { return a.number < b.number; });
    m_kept.instruments = m_instruments.values().toVector();
    return std::move(m_kept);
}

} // namespace

Result<std::unique_ptr<AccountKeeper>> AccountKeeper::open(const QString &path)
{
    auto file = AccountFile::open(path);
    if (!file)
        return fail(file.error());
    return std::unique_ptr<AccountKeeper>(new AccountKeeper(std::move(*file)));
}

Result<std::optional<AccountKeeper::Kept>> AccountKeeper::read()
{
    const QList<QJsonObject> lines = m_file->take();
    if (lines.isEmpty())
        return std::optional<Kept>();
    Fold fold;
    for (const QJsonObject &line : lines)
        if (!fold.take(line))
            return fail({ErrorFamily::Storage, Retry::Never, Certainty::NotSent, 0, QStringLiteral("the paper account holds a record that can't be read")});
    return std::optional(fold.finish());
}

void AccountKeeper::addInstrument(QJsonObject &change, const InstrumentPtr &instrument)
{
    const QString name = nameOf(instrument->id());
    if (m_named.contains(name))
        return;
    m_named.insert(name);
    QJsonObject named = change.value(L("instruments")).toObject();
    named.insert(name, toRecord(*instrument));
    change.insert(L("instruments"), named);
}

void AccountKeeper::addState(QJsonObject &change, const Account &account, const Ids &ids)
{
    const Ids::Marks &marks = ids.marks();
    change.insert(L("coins"), coinsOf(account));
    change.insert(L("modes"), modesOf(account));
    QJsonObject prices;
    for (const Position *position : account.positions())
        if (const Decimal mark = m_markOf(*position->instrument); !position->size.isZero() && mark.sign() > 0)
            prices.insert(nameOf(position->instrument->id()), mark.toString());
    change.insert(L("prices"), prices);
    change.insert(L("marks"), QJsonArray{static_cast<qint64>(marks.number), static_cast<qint64>(marks.sequence), static_cast<qint64>(marks.spotOrder)});
}

QJsonArray AccountKeeper::newLedgerRows(const Account &account, QJsonObject &change)
{
    QJsonArray rows; // oldest first
    const auto &ledger = account.ledger();
    auto first = ledger.end();
    while (first != ledger.begin() && std::prev(first)->number > m_ledgerWritten)
        --first;
    for (auto row = first; row != ledger.end(); ++row) {
        addInstrument(change, row->instrument);
        rows.append(toRecord(*row));
        m_ledgerWritten = std::max(m_ledgerWritten, row->number);
    }
    return rows;
}

Done AccountKeeper::writeWhole(const Account &account, const Ids &ids)
{
    m_named.clear();
    m_ledgerWritten = 0;
    QJsonObject whole;
    QJsonArray orders, fills, closed, positions;
    const auto add = [&](QJsonArray &rows, const auto &record) {
        addInstrument(whole, record.instrument);
        rows.append(toRecord(record));
    };
    for (const auto &order : account.orders().all())
        add(orders, *order);
    for (const FillRecord &fill : account.fills())
        add(fills, fill);
    for (const ClosedPnl &row : account.closed())
        add(closed, row);
    for (const Position *position : account.positions())
        add(positions, *position);
    whole.insert(L("ledger"), newLedgerRows(account, whole));
    whole.insert(L("orders"), orders);
    whole.insert(L("fills"), fills);
    whole.insert(L("closed"), closed);
    whole.insert(L("positions"), positions);
    addState(whole, account, ids);
    return m_file->rewrite(whole);
}

Done AccountKeeper::write(const Account &account, const Ids &ids, const Outbox::Changes &changes)
{
    if (m_file->isLong())
        return writeWhole(account, ids);
    QJsonObject change;
    QJsonArray orders, fills, closed, positions;
    const auto add = [&](QJsonArray &rows, const auto &record) {
        addInstrument(change, record.instrument);
        rows.append(toRecord(record));
    };
    for (const OrderRecord *order : changes.orders)
        add(orders, *order);
    for (const FillRecord &fill : changes.fills) {
        add(fills, fill);
        const auto row = std::find_if(account.closed().rbegin(), account.closed().rend(), [&](const ClosedPnl &r) { return r.orderId == fill.orderId; });
        if (!fill.closed.isZero() && row != account.closed().rend())
            add(closed, *row);
    }
    for (const Position *position : changes.positions)
        add(positions, *position);
    const QJsonArray ledger = newLedgerRows(account, change);
    const std::pair<L, const QJsonArray &> parts[] = {{L("orders"), orders}, {L("fills"), fills}, {L("closed"), closed}, {L("positions"), positions}, {L("ledger"), ledger}};
    for (const auto &[name, rows] : parts)
        if (!rows.isEmpty())
            change.insert(name, rows);
    addState(change, account, ids);
    return m_file->append(change);
}

} // namespace bw::sandbox
