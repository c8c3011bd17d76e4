// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/recordedframes.h"

#include "core/sandbox/instrumentrow.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace bw {
namespace {

constexpr qint64 kMostBytes = 1024LL * 1024 * 1024; // read whole, so there has to be an end
constexpr std::size_t kMostInstruments = 500;
constexpr int kMostDecimals = 18; // of Decimal

/// How many places the numbers of one symbol use: its tick and lot as far as a recording can tell.
struct Places {
    int price = 0;
    int qty = 0;
};

struct Reading {
    RecordedFrames result;
    std::map<QString, Places> places;
    int derivativeVotes = 0;
    int spotVotes = 0;
    bool hasInverse = false;
};

int placesOf(const QString &number)
{
    const auto dot = number.indexOf(u'.');
    return dot < 0 ? 0 : static_cast<int>(std::min<qsizetype>(kMostDecimals, number.size() - dot - 1));
}

void widen(Places &places, const QString &price, const QString &qty)
{
    places.price = std::max(places.price, placesOf(price));
    places.qty = std::max(places.qty, placesOf(qty));
}

void lookAtData(Reading &reading, const QString &symbol, const QByteArray &topic, const QJsonValue &data)
{
    if (reading.places.size() >= kMostInstruments && reading.places.find(symbol) == reading.places.end())
        return;
    if (topic.startsWith("orderbook.")) {
        for (const auto &side : {QStringLiteral("b"), QStringLiteral("a")})
            for (const QJsonValue &level : data[side].toArray())
                widen(reading.places[symbol], level[0].toString(), level[1].toString());
    } else if (topic.startsWith("publicTrade.")) {
        for (const QJsonValue &trade : data.toArray()) {
            widen(reading.places[symbol], trade[u"p"].toString(), trade[u"v"].toString());
            reading.derivativeVotes += trade[u"L"].isString() ? 1 : 0;
            reading.spotVotes += trade[u"L"].isString() ? 0 : 1;
        }
    } else if (topic.startsWith("tickers.")) {
        widen(reading.places[symbol], data[u"bid1Price"].toString(data[u"lastPrice"].toString()), data[u"bid1Size"].toString());
        reading.spotVotes += data[u"usdIndexPrice"].isString() ? 10 : 0;
        reading.derivativeVotes += data[u"fundingRate"].isString() || data[u"markPrice"].isString() ? 10 : 0;
    }
}

void addFrame(Reading &reading, const QByteArray &raw)
{
    const auto document = QJsonDocument::fromJson(raw);
    const QByteArray topic = document[u"topic"].toString().toUtf8();
    const auto dot = topic.lastIndexOf('.');
    if (!document.isObject() || dot <= 0 || topic.size() > 100) {
        // The acknowledgement of a subscription says "subscribe" on spot and nothing elsewhere.
        reading.spotVotes += document[u"op"].toString() == u"subscribe" && document[u"ret_msg"].toString() == u"subscribe" ? 5 : 0;
        ++reading.result.skipped;
        return;
    }
    const QString symbol = QString::fromUtf8(topic.sliced(dot + 1));
    const std::int64_t stated = document[u"cts"].toInteger(document[u"ts"].toInteger());
    const std::int64_t before = reading.result.frames.isEmpty() ? stated : reading.result.frames.last().time;
    if (topic.startsWith("orderbook.") && !topic.startsWith("orderbook.1.")) {
        const auto type = raw.indexOf("\"type\"");
        const auto ts = raw.indexOf("\"ts\"");
        if (type >= 0 && ts >= 0) // the two markets write these two in different order
            ++(ts < type ? reading.spotVotes : reading.derivativeVotes);
    }
    reading.hasInverse = reading.hasInverse || symbol.endsWith(u"USD");
    lookAtData(reading, symbol, topic, document[u"data"]);
    reading.result.frames.append({raw, topic, symbol, std::max(stated, before)});
}

Category guess(const Reading &reading)
{
    if (reading.spotVotes > reading.derivativeVotes)
        return Category::Spot;
    return reading.hasInverse ? Category::Inverse : Category::Linear;
}

QString stepOf(int places)
{
    return places == 0 ? QStringLiteral("1") : QStringLiteral("0.") + QString(places - 1, u'0') + u'1';
}

/// An answer of instruments-info, its result, or the bare list of rows.
QJsonArray rowsOf(const QJsonDocument &document)
{
    if (document.isArray())
        return document.array();
    const QJsonObject object = document.object();
    const QJsonObject result = object.contains(u"result") ? object.value(u"result").toObject() : object;
    return result.value(u"list").toArray();
}

Done readInstruments(RecordedFrames &recording, const QString &path)
{
    if (path.isEmpty())
        return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > 64 * 1024 * 1024)
        return fail(inputError(QStringLiteral("can't read instruments: %1").arg(file.errorString())));
    const QJsonArray rows = rowsOf(QJsonDocument::fromJson(file.readAll()));
    if (rows.isEmpty())
        return fail(inputError(QStringLiteral("the instruments file holds no list of instruments")));
    for (const QJsonValue &row : rows)
        if (const auto known = recording.instruments.find(row[u"symbol"].toString()); known != recording.instruments.end())
            known->second = row.toObject();
    return {};
}

} // namespace

Result<RecordedFrames> RecordedFrames::load(const QString &path, const Options &options)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(inputError(QStringLiteral("can't read the recording: %1").arg(file.errorString())));
    if (file.size() > kMostBytes)
        return fail(inputError(QStringLiteral("the recording is larger than 1 GB")));
    Reading reading;
    const QByteArray start = file.peek(64).trimmed();
    if (start.startsWith('[')) {
        for (const QJsonValue &frame : QJsonDocument::fromJson(file.readAll()).array())
            addFrame(reading, QJsonDocument(frame.toObject()).toJson(QJsonDocument::Compact));
    } else {
        while (!file.atEnd())
            if (const QByteArray line = file.readLine().trimmed(); !line.isEmpty())
                addFrame(reading, line);
    }
    RecordedFrames recording = std::move(reading.result);
    recording.category = options.category.value_or(guess(reading));
    for (const auto &[symbol, places] : reading.places) {
        const auto [base, quote] = splitSymbol(symbol);
        recording.instruments[symbol] = instrumentRow({{recording.category, symbol}, base, quote, stepOf(places.price), stepOf(places.qty)});
    }
    if (recording.instruments.empty())
        return fail(inputError(QStringLiteral("the recording holds no order book, trade or ticker frame")));
    if (const auto done = readInstruments(recording, options.instrumentsFile); !done)
        return fail(done.error());
    return recording;
}

} // namespace bw
