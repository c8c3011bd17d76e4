// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/framefaults.h"

#include "core/base/decimal.h"
#include "core/sandbox/faultinjector.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace bw {
namespace {

constexpr qint64 kBack = 1'000'000; // of seq: far more than a second's worth

template <class Change>
QByteArray changed(const QByteArray &frame, const Change &change)
{
    QJsonObject object = QJsonDocument::fromJson(frame).object();
    QJsonObject data = object.value(u"data").toObject();
    change(data);
    object.insert(QStringLiteral("data"), data);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Twice the price of any level is on its tick and above every ask of a book this deep.
QByteArray crossed(const QByteArray &frame)
{
    return changed(frame, [](QJsonObject &data) {
        QJsonArray bids = data.value(u"b").toArray();
        const QJsonArray level = bids.isEmpty() ? data.value(u"a").toArray().first().toArray() : bids.first().toArray();
        if (const auto price = Decimal::parse(level.at(0).toString()))
            bids.append(QJsonArray{(*price * Decimal(2)).toString(), QStringLiteral("1000")});
        data.insert(QStringLiteral("b"), bids);
    });
}

QByteArray withOlderSequence(const QByteArray &frame)
{
    return changed(frame, [](QJsonObject &data) { data.insert(QStringLiteral("seq"), std::max<qint64>(1, data.value(u"seq").toInteger() - kBack)); });
}

} // namespace

QList<QByteArray> FrameFaults::pass(const QByteArray &topic, const QByteArray &frame, FrameKind kind)
{
    Line &line = m_lines[topic];
    const Faults &faults = m_faults.current();
    if (m_faults.isOn(faults.silenceTopic, topic, line.since)) {
        m_faults.hit(QStringLiteral("silence-topic"));
        return {};
    }
    QList<QByteArray> out{frame};
    if (kind == FrameKind::Delta)
        out = passDelta(topic, frame, line);
    else if (kind == FrameKind::Snapshot)
        line.held.clear(); // it would come from before
    if (m_faults.strikes("corrupt", faults.corrupt, topic) && !out.isEmpty())
        out.first() = m_faults.corrupted(out.first());
    return out;
}

QList<QByteArray> FrameFaults::passDelta(const QByteArray &topic, const QByteArray &frame, Line &line)
{
    const Faults &faults = m_faults.current();
    if (!line.held.isEmpty())
        return {frame, std::exchange(line.held, {})};
    if (m_faults.strikes("gap", faults.gap, topic))
        return {};
    if (m_faults.strikes("doubled", faults.doubled, topic))
        return {frame, frame};
    if (m_faults.strikes("reordered", faults.reordered, topic)) {
        line.held = frame;
        return {};
    }
    if (m_faults.strikes("crossed", faults.crossed, topic))
        return {crossed(frame)};
    if (m_faults.strikes("seq-backwards", faults.seqBackwards, topic))
        return {withOlderSequence(frame)};
    return {frame};
}

} // namespace bw
