// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/probe/tardisprobe.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace bw {

namespace {

using Type = RelayMessage::Type;

constexpr std::size_t kMaxBooks = 1000;
constexpr std::size_t kAll = 100'000;

QJsonArray rowOf(const DecimalLevel &level) { return {level.price.toString(), level.amount.toString()}; }

QJsonValue best(const std::vector<DecimalLevel> &levels) { return levels.empty() ? QJsonValue() : QJsonValue(rowOf(levels.front())); }

QJsonArray rowsOf(const std::vector<DecimalLevel> &levels)
{
    QJsonArray rows;
    for (const auto &level : levels)
        rows.append(rowOf(level));
    return rows;
}

/// Of the text {"bids":[["price","qty"],...],"asks":[...]}, as for every book.
QString hashOf(const QJsonArray &bids, const QJsonArray &asks)
{
    const auto text = [](const QJsonArray &rows) { return QJsonDocument(rows).toJson(QJsonDocument::Compact); };
    const QByteArray json = "{\"bids\":" + text(bids) + ",\"asks\":" + text(asks) + '}';
    return QString::fromLatin1(QCryptographicHash::hash(json, QCryptographicHash::Sha256).toHex());
}

} // namespace

QString TardisProbe::configure(const QMap<QString, QString> &options)
{
    for (auto it = options.begin(); it != options.end(); ++it) {
        if (it.key() == QStringLiteral("--full")) {
            m_isFull = true;
            continue;
        }
        const auto step = Decimal::parse(it.value());
        if (!step || !RelaySteps(*step).hasStep())
            return QStringLiteral("%1 wants a step such as 0.1, not \"%2\"").arg(it.key(), it.value());
        if (it.key() == QStringLiteral("--tick"))
            m_tick = *step;
        else if (it.key() == QStringLiteral("--lot"))
            m_lot = *step;
        else
            return QStringLiteral("unknown option %1").arg(it.key());
    }
    return m_tick.has_value() == m_lot.has_value() ? QString() : QStringLiteral("probe tardis wants both --tick and --lot, or neither");
}

QList<QJsonObject> TardisProbe::process(const QByteArray &line)
{
    const RelayMessage &message = m_codec.decode(line);
    const MonoTime now{message.relayedAt.time_since_epoch()};
    QList<QJsonObject> lines;
    for (const auto &key : concerned(message)) {
        RelayBook *book = bookOf(key);
        if (!book)
            return {probeError(QStringLiteral("more than %1 books").arg(kMaxBooks))};
        if (message.type == Type::BookChange)
            static_cast<void>(book->apply(message, now));
        else if (message.type == Type::Disconnect)
            book->reset(GapKind::RelayDisconnect);
        else if (message.type == Type::Malformed)
            static_cast<void>(book->malformed());
        lines.append(describe(key, *book));
    }
    if (lines.isEmpty() && message.type == Type::Malformed) { // nobody's book: but the line is not lost
        RelayBook none({}, {});
        static_cast<void>(none.malformed());
        lines.append(describe({message.exchange, message.symbol}, none));
    }
    return lines;
}

RelayBook *TardisProbe::bookOf(const Key &key)
{
    if (m_books.size() >= kMaxBooks && !m_books.contains(key))
        return nullptr;
    return &m_books.try_emplace(key, m_tick, m_lot).first->second;
}

QList<TardisProbe::Key> TardisProbe::concerned(const RelayMessage &message) const
{
    QList<Key> keys;
    const Key own{message.exchange, message.symbol};
    switch (message.type) {
    case Type::Error: return {};
    case Type::Disconnect:
        for (const auto &symbol : message.symbols)
            keys.append({message.exchange, symbol});
        if (!keys.isEmpty())
            return keys;
        for (const auto &[key, book] : m_books)
            if (key.first == message.exchange)
                keys.append(key);
        return keys;
    case Type::Malformed:
        if (m_books.contains(own))
            return {own};
        for (const auto &[key, book] : m_books)
            keys.append(key);
        return keys;
    default:
        return message.symbol.empty() ? QList<Key>() : QList<Key>{own};
    }
}

QJsonObject TardisProbe::describe(const Key &key, const RelayBook &book) const
{
    const auto bids = book.bids(m_isFull ? kAll : 1), asks = book.asks(m_isFull ? kAll : 1);
    const auto count = [&book](std::size_t levels) { return book.isLive() ? static_cast<qint64>(levels) : 0; };
    QJsonObject fields{{QStringLiteral("exchange"), QString::fromStdString(key.first)}, {QStringLiteral("symbol"), QString::fromStdString(key.second)},
                       {QStringLiteral("u"), 0}, // the relay passes no sequence numbers on
                       {QStringLiteral("bid"), best(bids)}, {QStringLiteral("ask"), best(asks)},
                       {QStringLiteral("levels"), QJsonArray{count(book.bidCount()), count(book.askCount())}},
                       {QStringLiteral("state"), toName(book.state())}, {QStringLiteral("reason"), toName(book.gap())}};
    if (m_isFull) {
        const QJsonArray bidRows = rowsOf(bids), askRows = rowsOf(asks);
        fields.insert(QStringLiteral("bids"), bidRows);
        fields.insert(QStringLiteral("asks"), askRows);
        fields.insert(QStringLiteral("hash"), hashOf(bidRows, askRows));
    }
    return fields;
}

} // namespace bw
