// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/eventfields.h"

#include "core/domain/book/booktext.h"
#include "core/engine/venuerows.h"

#include <QJsonArray>

namespace bw {

namespace {
QJsonValue text(const Decimal &value) { return value.isValid() ? QJsonValue(value.toString()) : QJsonValue(QJsonValue::Null); }
QJsonValue text(const std::optional<Decimal> &value) { return value ? text(*value) : QJsonValue(QJsonValue::Null); }

QJsonArray array(const QStringList &list) { return QJsonArray::fromStringList(list); }

QString lowerSide(const std::optional<Side> &side)
{
    return side ? toName(*side).toLower() : QStringLiteral("none");
}

QString toName(RelayPair::Kind kind)
{
    switch (kind) {
    case RelayPair::Kind::Spot: return toName(Category::Spot);
    case RelayPair::Kind::Inverse: return toName(Category::Inverse);
    case RelayPair::Kind::Linear: break;
    }
    return toName(Category::Linear);
}

#define BW_KEY(name) QStringLiteral(name)
} // namespace

QJsonObject fieldsOf(const ConnectionStatus &status)
{
    return {{BW_KEY("stream"), toName(status.stream)}, {BW_KEY("state"), toName(status.state)},
            {BW_KEY("reason"), toName(status.reason)}, {BW_KEY("attempt"), status.attempt}};
}

QJsonObject fieldsOf(const KeyAudit &audit)
{
    return {{BW_KEY("permissions"), array(audit.permissions)}, {BW_KEY("level"), toName(audit.level)}, {BW_KEY("ips"), array(audit.ips)},
            {BW_KEY("expiresAt"), audit.expiresAt ? QJsonValue(toIso8601(*audit.expiresAt)) : QJsonValue()},
            {BW_KEY("verdict"), toName(audit.verdict)}, {BW_KEY("reasons"), array(audit.reasons)}};
}

QJsonObject fieldsOf(const BookSnapshot &book)
{
    const auto &instrument = *book.instrument;
    QJsonObject fields{{BW_KEY("venue"), BW_KEY("bybit")}, {BW_KEY("via"), BW_KEY("direct")}, {BW_KEY("category"), toName(instrument.id().category)},
                       {BW_KEY("symbol"), instrument.id().symbol}, {BW_KEY("state"), toName(book.state)},
                       {BW_KEY("updateId"), static_cast<qint64>(book.updateId)}};
    const auto side = [&](const std::vector<Level> &levels, const QString &price, const QString &qty) {
        fields.insert(price, levels.empty() ? QJsonValue() : QJsonValue(instrument.priceText(levels.front().price)));
        fields.insert(qty, levels.empty() ? QJsonValue() : QJsonValue(instrument.qtyText(levels.front().qty)));
    };
    side(book.bids, BW_KEY("bid"), BW_KEY("bidQty"));
    side(book.asks, BW_KEY("ask"), BW_KEY("askQty"));
    fields.insert(BW_KEY("levels"), QJsonArray{static_cast<qint64>(book.bids.size()), static_cast<qint64>(book.asks.size())});
    fields.insert(BW_KEY("hash"), bookHash(instrument, book.bids, book.asks));
    fields.insert(BW_KEY("spreadPct"), book.hasBothSides()
                                           ? text(spreadPct(instrument, book.bids.front().price, book.asks.front().price))
                                           : QJsonValue());
    return fields;
}

QJsonObject fieldsOf(const Preview &preview)
{
    const auto &draft = preview.draft;
    QJsonArray verdicts;
    for (const auto &verdict : preview.verdicts) {
        const QString detail = verdict.ok ? QStringLiteral("%1 of %2").arg(verdict.measured, verdict.limit)
                                          : QStringLiteral("%1: %2 of %3").arg(verdict.why, verdict.measured, verdict.limit);
        verdicts.append(QJsonObject{{BW_KEY("rule"), toName(verdict.rule)}, {BW_KEY("ok"), verdict.ok}, {BW_KEY("detail"), detail}});
    }
    return {{BW_KEY("id"), preview.id}, {BW_KEY("revision"), static_cast<qint64>(preview.revision)},
            {BW_KEY("category"), toName(draft.instrument->id().category)}, {BW_KEY("symbol"), draft.instrument->id().symbol},
            {BW_KEY("side"), toName(draft.side)}, {BW_KEY("qty"), draft.instrument->qtyText(draft.qty)},
            {BW_KEY("averagePrice"), text(preview.impact.averagePrice)}, {BW_KEY("slippageBps"), text(preview.impact.slippageBps)},
            {BW_KEY("fee"), text(preview.fee)}, {BW_KEY("feeCurrency"), preview.feeCurrency}, {BW_KEY("verdicts"), verdicts}};
}

QJsonObject fieldsOf(const Order &order)
{
    const auto &instrument = *order.instrument;
    return {{BW_KEY("orderLinkId"), order.orderLinkId}, {BW_KEY("orderId"), order.orderId}, {BW_KEY("symbol"), instrument.id().symbol},
            {BW_KEY("category"), toName(instrument.id().category)}, {BW_KEY("side"), toName(order.side)},
            {BW_KEY("positionIdx"), order.positionIdx}, {BW_KEY("type"), toName(order.type)},
            {BW_KEY("qty"), instrument.qtyText(order.qty)},
            {BW_KEY("price"), order.price ? QJsonValue(instrument.priceText(*order.price)) : QJsonValue()},
            {BW_KEY("filled"), instrument.qtyText(order.filled)}, {BW_KEY("state"), toName(order.state)},
            {BW_KEY("origin"), toName(order.origin)}, {BW_KEY("signalId"), order.signalId}, {BW_KEY("reason"), order.reason}};
}

QJsonObject fieldsOf(const Execution &execution)
{
    return {{BW_KEY("execId"), execution.execId}, {BW_KEY("orderLinkId"), execution.orderLinkId}, {BW_KEY("orderId"), execution.orderId},
            {BW_KEY("symbol"), execution.instrument->id().symbol}, {BW_KEY("category"), toName(execution.instrument->id().category)},
            {BW_KEY("side"), toName(execution.side)}, {BW_KEY("price"), text(execution.price)}, {BW_KEY("qty"), text(execution.qty)},
            {BW_KEY("fee"), text(execution.fee)}, {BW_KEY("feeCurrency"), execution.feeCurrency}, {BW_KEY("isMaker"), execution.isMaker},
            {BW_KEY("kind"), toName(execution.kind)}};
}

QJsonObject fieldsOf(const Position &position)
{
    return {{BW_KEY("symbol"), position.instrument->id().symbol}, {BW_KEY("category"), toName(position.instrument->id().category)},
            {BW_KEY("positionIdx"), position.positionIdx}, {BW_KEY("side"), position.side ? toName(*position.side) : QString()},
            {BW_KEY("size"), text(position.size)}, {BW_KEY("entryPrice"), text(position.entryPrice)},
            {BW_KEY("markPrice"), text(position.markPrice)}, {BW_KEY("unrealisedPnl"), text(position.unrealisedPnl)},
            {BW_KEY("coin"), position.coin}, {BW_KEY("protected"), position.isProtected}};
}

QJsonObject fieldsOf(const LedgerEntry &entry)
{
    const QString ref = entry.tradeId.isEmpty() ? entry.id : entry.tradeId;
    return {{BW_KEY("coin"), entry.coin}, {BW_KEY("change"), text(entry.change)}, {BW_KEY("balance"), text(entry.balance)},
            {BW_KEY("cause"), toName(entry.cause)}, {BW_KEY("ref"), ref}, {BW_KEY("symbol"), entry.symbol}, {BW_KEY("type"), entry.type},
            {BW_KEY("at"), toIso8601(entry.at)}};
}

QJsonObject fieldsOf(const AccountChange &change)
{
    return {{BW_KEY("id"), change.id}, {BW_KEY("kind"), toName(change.kind)}, {BW_KEY("symbol"), change.instrument->id().symbol},
            {BW_KEY("category"), toName(change.instrument->id().category)}, {BW_KEY("positionIdx"), change.positionIdx},
            {BW_KEY("before"), change.before}, {BW_KEY("after"), change.after}, {BW_KEY("state"), toName(change.state)}, {BW_KEY("reason"), change.reason}};
}

QJsonObject stopAllFields(const StopAllView &view, const StopAllView::Line &line)
{
    return {{BW_KEY("step"), toName(line.step)}, {BW_KEY("scope"), toName(view.scope)}, {BW_KEY("left"), line.left}, {BW_KEY("state"), toName(line.state)},
            {BW_KEY("reason"), line.error.detail}};
}

QJsonObject fieldsOf(const Headline &headline)
{
    return {{BW_KEY("id"), headline.id}, {BW_KEY("source"), headline.source}, {BW_KEY("title"), headline.title},
            {BW_KEY("hostile"), headline.isHostile}};
}

QJsonObject fieldsOf(const Signal &signal)
{
    return {{BW_KEY("id"), signal.id}, {BW_KEY("kind"), toName(signal.kind)}, {BW_KEY("symbol"), signal.instrument.symbol},
            {BW_KEY("score"), text(signal.score)}, {BW_KEY("confidence"), text(signal.confidence)}, {BW_KEY("side"), lowerSide(signal.side)},
            {BW_KEY("grounded"), signal.isGrounded}, {BW_KEY("demo"), signal.isDemo}, {BW_KEY("evidence"), array(signal.evidence)},
            {BW_KEY("explanation"), signal.explanation}, {BW_KEY("rejection"), toName(signal.rejection)},
            {BW_KEY("state"), toName(signal.state)}, {BW_KEY("reason"), signal.reason}};
}

QJsonObject fieldsOf(const AnalystCall &call)
{
    return {{BW_KEY("job"), call.job}, {BW_KEY("model"), call.model}, {BW_KEY("servedModel"), call.servedModel},
            {BW_KEY("status"), toName(call.status)}, {BW_KEY("httpStatus"), call.httpStatus}, {BW_KEY("attempts"), call.attempts},
            {BW_KEY("latencyMs"), static_cast<qint64>(call.latency.count())}, {BW_KEY("promptTokens"), call.promptTokens},
            {BW_KEY("completionTokens"), call.completionTokens}, {BW_KEY("costUsd"), text(call.costUsd)},
            {BW_KEY("demo"), call.isDemo}, {BW_KEY("reason"), call.reason}};
}

QJsonObject fieldsOf(const Notice &notice)
{
    return {{BW_KEY("family"), toName(notice.error.family)}, {BW_KEY("code"), notice.error.venueCode},
            {BW_KEY("certainty"), toName(notice.error.certainty)}, {BW_KEY("message"), notice.error.detail},
            {BW_KEY("subject"), notice.subject}};
}

QJsonObject gapFields(const InstrumentId &id, GapKind gap, const QString &action)
{
    return {{BW_KEY("venue"), BW_KEY("bybit")}, {BW_KEY("via"), BW_KEY("direct")}, {BW_KEY("category"), toName(id.category)}, {BW_KEY("symbol"), id.symbol},
            {BW_KEY("what"), toName(gap)}, {BW_KEY("action"), action}};
}

QJsonObject quoteFields(const RelayPair &pair, const VenueQuote &quote)
{
    const auto ifLive = [&](const Decimal &value) { return quote.isLive() ? text(value) : QJsonValue(); };
    return {{BW_KEY("venue"), pair.key.exchange}, {BW_KEY("via"), BW_KEY("relay")}, {BW_KEY("category"), toName(pair.kind)}, {BW_KEY("symbol"), pair.key.symbol},
            {BW_KEY("bid"), ifLive(quote.bid)}, {BW_KEY("bidQty"), ifLive(quote.bidAmount)}, {BW_KEY("ask"), ifLive(quote.ask)},
            {BW_KEY("askQty"), ifLive(quote.askAmount)}, {BW_KEY("spreadPct"), text(spreadPct(quote))}, {BW_KEY("state"), toName(quote.state)},
            {BW_KEY("updateId"), QJsonValue()}};
}

QJsonObject gapFields(const RelayPair &pair, GapKind gap, const QString &action)
{
    return {{BW_KEY("venue"), pair.key.exchange}, {BW_KEY("via"), BW_KEY("relay")}, {BW_KEY("category"), toName(pair.kind)}, {BW_KEY("symbol"), pair.key.symbol},
            {BW_KEY("what"), toName(gap)}, {BW_KEY("action"), action}};
}

QJsonObject trustFields(const InstrumentId &id, const BookTrust &trust)
{
    QJsonObject parts;
    for (std::size_t i = 0; i < kTrustParts; ++i)
        parts.insert(toName(static_cast<TrustPart>(i)), trust.lost[i]);
    return {{BW_KEY("venue"), BW_KEY("bybit")}, {BW_KEY("via"), BW_KEY("direct")}, {BW_KEY("category"), toName(id.category)}, {BW_KEY("symbol"), id.symbol},
            {BW_KEY("score"), trust.score}, {BW_KEY("parts"), parts}};
}

QJsonObject fieldsOf(const SpreadAnomaly &anomaly, UtcTime now)
{
    constexpr int kPctPlaces = 6;
    const auto pct = [](double value) { return QString::number(value, 'f', kPctPlaces); };
    const QString state = !anomaly.end ? BW_KEY("open") : anomaly.isCutShort ? BW_KEY("cut_short") : BW_KEY("ended");
    return {{BW_KEY("id"), anomaly.id}, {BW_KEY("category"), toName(anomaly.instrument.category)}, {BW_KEY("symbol"), anomaly.instrument.symbol},
            {BW_KEY("cause"), toName(anomaly.cause)}, {BW_KEY("state"), state}, {BW_KEY("start"), toIso8601(anomaly.start)},
            {BW_KEY("peak"), pct(anomaly.peakPct)}, {BW_KEY("limit"), pct(anomaly.limitPct)},
            {BW_KEY("length"), static_cast<qint64>((anomaly.end.value_or(now) - anomaly.start).count())},
            {BW_KEY("depth"), QJsonObject{{BW_KEY("bid"), text(anomaly.bidDepth)}, {BW_KEY("ask"), text(anomaly.askDepth)}}},
            {BW_KEY("updateId"), static_cast<qint64>(anomaly.updateId)}};
}

QJsonObject fieldsOf(const ReplayView &replay)
{
    const auto name = [](ReplayView::State state) {
        switch (state) {
        case ReplayView::State::Playing: return BW_KEY("playing");
        case ReplayView::State::Paused: return BW_KEY("paused");
        case ReplayView::State::Ended: return BW_KEY("ended");
        case ReplayView::State::Failed: return BW_KEY("failed");
        case ReplayView::State::Off: break;
        }
        return BW_KEY("off");
    };
    return {{BW_KEY("state"), name(replay.state)}, {BW_KEY("frames"), static_cast<qint64>(replay.frames)}, {BW_KEY("hash"), replay.hash},
            {BW_KEY("positionMs"), static_cast<qint64>(replay.position.count())}, {BW_KEY("lengthMs"), static_cast<qint64>(replay.length.count())},
            {BW_KEY("speed"), replay.speed}};
}

QJsonObject reconcileFields(const QString &what, bool isRead, int differences)
{
    const QString state = !isRead ? BW_KEY("failed") : differences > 0 ? BW_KEY("differs") : BW_KEY("ok");
    return {{BW_KEY("what"), what}, {BW_KEY("state"), state}, {BW_KEY("differences"), differences}};
}

QJsonObject tradingStateFields(TradingState state, const QString &by, const QString &reason)
{
    return {{BW_KEY("state"), toName(state)}, {BW_KEY("by"), by}, {BW_KEY("reason"), reason}};
}

#undef BW_KEY

} // namespace bw
