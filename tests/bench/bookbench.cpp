// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bookbench.h"

#include "core/bybit/publiccodec.h"
#include "core/domain/book/booktext.h"
#include "core/domain/book/sequencer.h"
#include "tests/support/recorded.h"

#include <QFileInfo>
#include <QJsonDocument>

#include <simdjson.h>

#include <chrono>
#include <map>
#include <random>

namespace bw {

namespace {

constexpr int kRuns = 7;
constexpr double kSecondsPerRun = 0.4;

/// The most decimals of any price or size, as a step: a recording does not say its tick and lot.
QString stepOf(int decimals) { return decimals == 0 ? QStringLiteral("1") : QStringLiteral("0.") + QString(decimals - 1, u'0') + u'1'; }

void countDecimals(const QJsonArray &side, int &price, int &qty)
{
    for (const auto &row : side) {
        const auto places = [&row](int column) {
            const QString text = row.toArray().at(column).toString();
            const auto point = text.indexOf(u'.');
            return point < 0 ? 0 : static_cast<int>(text.size() - point - 1);
        };
        price = std::max(price, places(0));
        qty = std::max(qty, places(1));
    }
}

/// Rounds through `once` until the time is up; rounds per second.
template <class Once>
double roundsPerSecond(Once once)
{
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    const auto end = start + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(kSecondsPerRun));
    int rounds = 0;
    Clock::time_point now;
    do {
        once();
        ++rounds;
        now = Clock::now();
    } while (now < end);
    return rounds / std::chrono::duration<double>(now - start).count();
}

std::int64_t digitsOf(std::string_view text)
{
    std::int64_t value = 0;
    for (const char c : text)
        if (c != '.')
            value = value * 10 + (c - '0');
    return value;
}

} // namespace

BookBench::BookBench(const QString &feedFile)
{
    QString file = feedFile.isEmpty() ? recordedFile(QStringLiteral("bybit/ws-public/spot-orderbook50-BTCUSDT-20260824.jsonl")) : feedFile;
    int priceDecimals = 0, qtyDecimals = 0;
    if (file.isEmpty()) {
        generate();
        priceDecimals = 1;
        qtyDecimals = 3;
    }
    for (const auto &line : file.isEmpty() ? QList<QByteArray>() : readLines(file)) {
        const auto object = QJsonDocument::fromJson(line).object();
        const QString topic = object.value(QLatin1StringView("topic")).toString();
        if (!topic.startsWith(QStringLiteral("orderbook.")))
            continue;
        const QString symbol = topic.section(u'.', -1);
        if (m_symbol.isEmpty())
            m_symbol = symbol;
        if (symbol != m_symbol)
            continue;
        const auto data = object.value(QLatin1StringView("data")).toObject();
        countDecimals(data.value(QLatin1StringView("b")).toArray(), priceDecimals, qtyDecimals);
        countDecimals(data.value(QLatin1StringView("a")).toArray(), priceDecimals, qtyDecimals);
        m_frames.append(line);
    }
    m_tick = stepOf(priceDecimals);
    m_lot = stepOf(qtyDecimals);
    m_on = QStringLiteral("%1 frames of %2").arg(m_frames.size()).arg(file.isEmpty() ? QStringLiteral("a generated L50 book") : QFileInfo(file).fileName());
    if (m_frames.isEmpty())
        m_error = QStringLiteral("no order-book frame in \"%1\"").arg(file);
}

void BookBench::generate()
{
    m_symbol = QStringLiteral("BTCUSDT");
    std::mt19937_64 random(7); // the same frames on every machine
    const auto level = [&random](int price, bool mayDelete) {
        const auto size = mayDelete && random() % 4 == 0 ? 0 : 1 + random() % 9000;
        return QStringLiteral("[\"%1.%2\",\"%3.%4\"]").arg(price / 10).arg(price % 10).arg(size / 1000).arg(size % 1000, 3, 10, QLatin1Char('0'));
    };
    for (int u = 1; u <= 2000; ++u) {
        QStringList bids, asks;
        const bool isSnapshot = u == 1;
        const int changes = isSnapshot ? 50 : 1 + static_cast<int>(random() % 6);
        for (int i = 0; i < changes; ++i) {
            bids << level(634120 - (isSnapshot ? i : static_cast<int>(random() % 50)), !isSnapshot);
            asks << level(634121 + (isSnapshot ? i : static_cast<int>(random() % 50)), !isSnapshot);
        }
        m_frames << QStringLiteral("{\"topic\":\"orderbook.50.BTCUSDT\",\"type\":\"%1\",\"ts\":1700000000000,\"data\":{\"s\":\"BTCUSDT\",\"b\":[%2],\"a\":[%3],"
                                   "\"u\":%4,\"seq\":%5},\"cts\":1700000000000}")
                        .arg(isSnapshot ? QStringLiteral("snapshot") : QStringLiteral("delta"), bids.join(u','), asks.join(u','))
                        .arg(u + 1).arg(u * 7).toLatin1();
    }
}

double BookBench::parseApplyRate()
{
    InstrumentFilters filters;
    filters.tickSize = Decimal::parse(m_tick).value();
    filters.lotSize = Decimal::parse(m_lot).value();
    const auto instrument = Instrument::create({Category::Linear, m_symbol}, filters, {}, {}, {}, InstrumentStatus::Trading).value();
    PublicCodec codec;
    codec.add(instrument);
    Sequencer sequencer;
    const double rounds = roundsPerSecond([&] {
        sequencer = {};
        for (const auto &frame : m_frames) {
            if (codec.decode(frame) == PublicCodec::Frame::Book)
                static_cast<void>(sequencer.apply(codec.book()));
        }
    });
    m_hash = bookHash(*instrument, sequencer.book().bids(), sequencer.book().asks());
    return rounds * static_cast<double>(m_frames.size());
}

double BookBench::simdjsonRate()
{
    simdjson::ondemand::parser parser;
    std::vector<simdjson::padded_string> padded;
    for (const auto &frame : m_frames)
        padded.emplace_back(frame.constData(), static_cast<std::size_t>(frame.size()));
    volatile std::int64_t sink = 0;
    const double rounds = roundsPerSecond([&] {
        std::int64_t sum = 0;
        for (const auto &frame : padded) {
            auto document = parser.iterate(frame);
            simdjson::ondemand::object data = document["data"].get_object();
            for (auto field : data) {
                const std::string_view key = field.unescaped_key();
                if (key == "b" || key == "a") {
                    for (auto row : field.value().get_array())
                        for (auto cell : row.get_array())
                            sum += digitsOf(cell.get_string());
                } else if (key == "u" || key == "seq") {
                    sum += field.value().get_int64();
                }
            }
        }
        sink = sum;
    });
    return rounds * static_cast<double>(m_frames.size());
}

void BookBench::run(Figures &figures)
{
    std::vector<double> ours, plain, ratios;
    for (int i = 0; i < kRuns; ++i) {
        ours.push_back(parseApplyRate());
        plain.push_back(simdjsonRate());
        ratios.push_back(ours.back() / plain.back());
    }
    figures.add(QStringLiteral("book_parse_apply_msgs_per_s"), QStringLiteral("1/s"), ours, m_on);
    figures.add(QStringLiteral("simdjson_only_msgs_per_s"), QStringLiteral("1/s"), plain, m_on);
    figures.add(QStringLiteral("book_parse_apply_vs_simdjson"), QStringLiteral("ratio"), ratios, m_on);
}

} // namespace bw
