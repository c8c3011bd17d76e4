// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/probe/bookprobe.h"

#include "core/domain/book/booktext.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace bw {

namespace {

QJsonValue best(const Instrument &instrument, std::span<const Level> levels)
{
    if (levels.empty())
        return {};
    return QJsonArray{instrument.priceText(levels.front().price), instrument.qtyText(levels.front().qty)};
}

} // namespace

QString BookProbe::configure(const QMap<QString, QString> &options)
{
    for (auto it = options.begin(); it != options.end(); ++it) {
        if (it.key() == QStringLiteral("--full")) {
            m_isFull = true;
            continue;
        }
        const auto step = Decimal::parse(it.value());
        if (!step || step->sign() <= 0)
            return QStringLiteral("%1 wants a positive number, not \"%2\"").arg(it.key(), it.value());
        if (it.key() == QStringLiteral("--tick"))
            m_tick = *step;
        else if (it.key() == QStringLiteral("--lot"))
            m_lot = *step;
        else
            return QStringLiteral("unknown option %1").arg(it.key());
    }
    return m_tick.isZero() || m_lot.isZero() ? QStringLiteral("probe book wants --tick and --lot") : QString();
}

void BookProbe::learnSymbol(const QByteArray &line)
{
    const QString topic = QJsonDocument::fromJson(line).object().value(QLatin1StringView("topic")).toString();
    const QString symbol = topic.section(u'.', -1);
    if (!topic.startsWith(QStringLiteral("orderbook.")) || symbol.isEmpty() || m_books.contains(symbol) || m_books.size() >= 1000)
        return;
    InstrumentFilters filters;
    filters.tickSize = m_tick;
    filters.lotSize = m_lot;
    const auto instrument = Instrument::create({Category::Linear, symbol}, filters, {}, {}, {}, InstrumentStatus::Trading);
    if (!instrument)
        return;
    m_books.emplace(symbol, Book{*instrument, {}});
    m_codec.add(*instrument);
}

QList<QJsonObject> BookProbe::process(const QByteArray &line)
{
    learnSymbol(line);
    const auto frame = m_codec.decode(line);
    if (m_codec.topic() && m_codec.topic()->kind == MarketTopic::Kind::Book)
        m_last = m_codec.instrument()->id().symbol;
    const auto found = m_books.find(m_last);
    const QString fault = QLatin1StringView(m_codec.fault());
    if (found == m_books.end()) {
        const bool isBroken = frame == PublicCodec::Frame::Malformed;
        return {{{QStringLiteral("u"), 0}, {QStringLiteral("bid"), QJsonValue()}, {QStringLiteral("ask"), QJsonValue()},
                 {QStringLiteral("levels"), QJsonArray{0, 0}}, {QStringLiteral("state"), toName(BookState::Waiting)},
                 {QStringLiteral("reason"), isBroken ? QStringLiteral("malformed") : QString()}}};
    }
    auto &book = found->second;
    if (frame == PublicCodec::Frame::Book)
        static_cast<void>(book.sequencer.apply(m_codec.book()));
    else if (frame == PublicCodec::Frame::Malformed)
        static_cast<void>(book.sequencer.malformed()); // of this book or of nobody knows which: it can't be trusted either way
    return {describe(book, toName(book.sequencer.gap()))};
}

QJsonObject BookProbe::describe(const Book &book, const QString &reason) const
{
    const auto &instrument = *book.instrument;
    const auto &levels = book.sequencer.book();
    QJsonObject fields{{QStringLiteral("u"), static_cast<qint64>(book.sequencer.updateId())},
                       {QStringLiteral("bid"), best(instrument, levels.bids())},
                       {QStringLiteral("ask"), best(instrument, levels.asks())},
                       {QStringLiteral("levels"), QJsonArray{static_cast<qint64>(levels.bids().size()), static_cast<qint64>(levels.asks().size())}},
                       {QStringLiteral("state"), toName(book.sequencer.state())},
                       {QStringLiteral("reason"), reason}};
    if (m_isFull) {
        const auto sides = QJsonDocument::fromJson(bookJson(instrument, levels.bids(), levels.asks())).object();
        fields.insert(QStringLiteral("bids"), sides.value(QLatin1StringView("bids")));
        fields.insert(QStringLiteral("asks"), sides.value(QLatin1StringView("asks")));
        fields.insert(QStringLiteral("hash"), bookHash(instrument, levels.bids(), levels.asks()));
    }
    return fields;
}

} // namespace bw
