// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/publichub.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

#include <map>

namespace bw {

/// An independent reading of book frames: texts in a sorted map, none of the sandbox's or the domain's code.
struct PlainBook {
    struct ByNumber {
        bool operator()(const QString &a, const QString &b) const { return a.toDouble() < b.toDouble(); } // a test's order, no money
    };
    using Side = std::map<QString, QString, ByNumber>;
    Side bids, asks;
    qint64 u = 0;
    bool isContiguous = true;

    static QString trimmed(QString number)
    {
        while (number.contains(u'.') && (number.endsWith(u'0') || number.endsWith(u'.')))
            number.chop(1);
        return number;
    }
    static void put(Side &side, const QJsonArray &levels)
    {
        for (const QJsonValue &level : levels) {
            if (level[1].toString().toDouble() == 0)
                side.erase(trimmed(level[0].toString()));
            else
                side[trimmed(level[0].toString())] = trimmed(level[1].toString());
        }
    }
    void apply(const QByteArray &frame)
    {
        const auto object = QJsonDocument::fromJson(frame).object();
        const auto data = object[u"data"];
        const qint64 next = data[u"u"].toInteger();
        if (object[u"type"].toString() == u"snapshot") {
            bids.clear();
            asks.clear();
        } else if (next != u + 1) {
            isContiguous = false;
        }
        u = next;
        put(bids, data[u"b"].toArray());
        put(asks, data[u"a"].toArray());
    }
    [[nodiscard]] QString text(std::size_t depth) const
    {
        QStringList out;
        std::size_t n = 0;
        for (auto level = bids.rbegin(); level != bids.rend() && n < depth; ++level, ++n)
            out += level->first + u'x' + level->second;
        out += QStringLiteral("|");
        n = 0;
        for (auto level = asks.begin(); level != asks.end() && n < depth; ++level, ++n)
            out += level->first + u'x' + level->second;
        return out.join(u' ');
    }
};

class Ear final : public TopicListener {
public:
    void deliver(const QByteArray &, const QByteArray &frame, FrameKind kind) override
    {
        book.apply(frame);
        ++(kind == FrameKind::Delta ? deltas : snapshots);
        last = QJsonDocument::fromJson(frame).object();
    }
    PlainBook book;
    int deltas = 0, snapshots = 0;
    QJsonObject last;
};

class Frames final : public TopicListener {
public:
    void deliver(const QByteArray &, const QByteArray &frame, FrameKind) override { all.append(QJsonDocument::fromJson(frame).object()); }
    QList<QJsonObject> all;
};

} // namespace bw
