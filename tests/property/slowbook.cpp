// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/property/slowbook.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace bw {
namespace {

using L = QLatin1StringView;

/// Digits, or digits, a point and digits, as a whole number of steps of 10^-decimals.
std::optional<qint64> stepsOf(const QJsonValue &value, int decimals)
{
    if (!value.isString())
        return std::nullopt;
    const QStringList halves = value.toString().split(u'.');
    if (halves.size() > 2)
        return std::nullopt;
    for (const QString &half : halves)
        if (half.isEmpty() || !std::all_of(half.begin(), half.end(), [](QChar c) { return c >= u'0' && c <= u'9'; }))
            return std::nullopt;
    QString fraction = halves.size() == 2 ? halves.at(1) : QString();
    while (fraction.size() > decimals && fraction.endsWith(u'0'))
        fraction.chop(1);
    if (fraction.size() > decimals)
        return std::nullopt;
    bool isNumber = false;
    const qint64 steps = (halves.at(0) + fraction.leftJustified(decimals, u'0')).toLongLong(&isNumber);
    return isNumber && steps < (qint64(1) << 53) ? std::optional(steps) : std::nullopt;
}

std::optional<qint64> countOf(const QJsonValue &value)
{
    const double asDouble = value.toDouble(-1);
    const qint64 count = value.toInteger(-1);
    return value.isDouble() && count >= 0 && double(count) == asDouble ? std::optional(count) : std::nullopt;
}

/// Frames without a topic that answer something: they are no news of any book.
bool isAnswer(const QJsonObject &object)
{
    return !object.value(L("op")).toString().isEmpty() || object.value(L("success")).isBool() || object.contains(L("retCode"))
        || object.value(L("type")).toString() == u"COMMAND_RESP";
}

} // namespace

SlowBook::SlowBook(QString topic, int priceDecimals, int qtyDecimals)
    : m_topic(std::move(topic)), m_priceDecimals(priceDecimals), m_qtyDecimals(qtyDecimals)
{
}

void SlowBook::feed(const QByteArray &frame)
{
    const QJsonDocument document = QJsonDocument::fromJson(frame);
    if (document.isObject()) {
        const QJsonValue topic = document.object().value(L("topic"));
        if (topic.isString() ? topic.toString() == m_topic : topic.isUndefined() && isAnswer(document.object())) {
            if (topic.isString())
                give(document.object());
            return;
        }
        if (topic.isString())
            return; // another's
    }
    // It does not parse, or tells nothing of itself. Its bytes may still name another topic; else it may have been ours.
    const auto at = frame.indexOf("\"topic\":\"");
    const auto end = at < 0 ? -1 : frame.indexOf('"', at + 9);
    if (end < 0 || QString::fromUtf8(frame.mid(at + 9, end - at - 9)) == m_topic)
        doubt();
}

void SlowBook::doubt()
{
    m_isLive = false;
    m_updateId = m_sequence = 0;
    m_bids.clear();
    m_asks.clear();
}

std::optional<SlowBook::Changes> SlowBook::changesOf(const QJsonValue &rows) const
{
    if (!rows.isArray())
        return std::nullopt;
    Changes changes;
    for (const QJsonValue &row : rows.toArray()) {
        const QJsonArray cells = row.toArray();
        const auto price = stepsOf(cells.at(0), m_priceDecimals);
        const auto qty = stepsOf(cells.at(1), m_qtyDecimals);
        if (cells.size() != 2 || !price || *price == 0 || !qty)
            return std::nullopt;
        changes.append({*price, *qty});
    }
    return changes;
}

void SlowBook::applyTo(Side &side, const Changes &changes)
{
    for (const auto &[price, qty] : changes) {
        if (qty == 0)
            side.erase(price);
        else
            side[price] = qty;
    }
}

void SlowBook::give(const QJsonObject &object)
{
    const QJsonObject data = object.value(L("data")).toObject();
    const QString type = object.value(L("type")).toString();
    const auto bids = changesOf(data.value(L("b"))), asks = changesOf(data.value(L("a")));
    const auto updateId = countOf(data.value(L("u")));
    const auto sequence = data.contains(L("seq")) ? countOf(data.value(L("seq"))) : std::optional<qint64>(0);
    const bool isOurs = !data.contains(L("s")) || data.value(L("s")).toString() == m_topic.section(u'.', -1);
    if ((type != u"snapshot" && type != u"delta") || !bids || !asks || !updateId || !sequence || !isOurs)
        return doubt();

    if (type == u"snapshot" || *updateId == 1) { // any snapshot replaces the book; u = 1 is one whatever it says
        doubt();
    } else {
        if (!m_isLive)
            return; // a delta before the snapshot
        if (m_topic.startsWith(u"orderbook.1.") && *updateId == m_updateId)
            return; // depth 1 repeats itself
        if (*updateId != m_updateId + 1 || *sequence < m_sequence)
            return doubt();
    }
    applyTo(m_bids, *bids);
    applyTo(m_asks, *asks);
    if (!m_bids.empty() && !m_asks.empty() && m_bids.rbegin()->first >= m_asks.begin()->first)
        return doubt();
    m_isLive = true;
    m_updateId = *updateId;
    m_sequence = *sequence;
}

QByteArray SlowBook::snapshotFrame() const
{
    const auto text = [](qint64 steps, int decimals) {
        QString digits = QString::number(steps).rightJustified(decimals + 1, u'0');
        if (decimals > 0)
            digits.insert(digits.size() - decimals, u'.');
        return digits;
    };
    const auto rows = [&](const Side &side) {
        QJsonArray all;
        for (const auto &[price, qty] : side)
            all.append(QJsonArray{text(price, m_priceDecimals), text(qty, m_qtyDecimals)});
        return all;
    };
    const QJsonObject data{{QStringLiteral("s"), m_topic.section(u'.', -1)}, {QStringLiteral("b"), rows(m_bids)}, {QStringLiteral("a"), rows(m_asks)},
                           {QStringLiteral("u"), m_updateId}, {QStringLiteral("seq"), m_sequence}};
    const QJsonObject frame{{QStringLiteral("topic"), m_topic}, {QStringLiteral("type"), QStringLiteral("snapshot")}, {QStringLiteral("ts"), qint64(1700000000000)},
                            {QStringLiteral("cts"), qint64(1700000000000)}, {QStringLiteral("data"), data}};
    return QJsonDocument(frame).toJson(QJsonDocument::Compact);
}

} // namespace bw
