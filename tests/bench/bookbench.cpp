// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bookbench.h"

#include "core/bybit/publiccodec.h"
#include "core/domain/book/booktext.h"
#include "core/domain/book/sequencer.h"
#include "tests/support/recorded.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <simdjson.h>

#include <chrono>
#include <map>
#include <optional>
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
    m_file = file;
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

InstrumentPtr BookBench::instrument() const
{
    InstrumentFilters filters;
    filters.tickSize = Decimal::parse(m_tick).value();
    filters.lotSize = Decimal::parse(m_lot).value();
    return Instrument::create({Category::Linear, m_symbol}, filters, {}, {}, {}, InstrumentStatus::Trading).value();
}

void BookBench::parseApplyOnce(PublicCodec &codec, Sequencer &sequencer) const
{
    sequencer = {};
    for (const auto &frame : m_frames) {
        if (codec.decode(frame) == PublicCodec::Frame::Book)
            static_cast<void>(sequencer.apply(codec.book()));
    }
}

double BookBench::parseApplyRate()
{
    const auto instrument = this->instrument();
    PublicCodec codec;
    codec.add(instrument);
    Sequencer sequencer;
    const double rounds = roundsPerSecond([&] { parseApplyOnce(codec, sequencer); });
    m_hash = bookHash(*instrument, sequencer.book().bids(), sequencer.book().asks());
    return rounds * static_cast<double>(m_frames.size());
}

namespace {

/// simdjson alone over all frames, as interfaces.md defines it. The sum keeps the compiler from leaving it out.
std::int64_t simdjsonOnce(simdjson::ondemand::parser &parser, const std::vector<simdjson::padded_string> &frames)
{
    std::int64_t sum = 0;
    for (const auto &frame : frames) {
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
    return sum;
}

std::vector<simdjson::padded_string> paddedOf(const QList<QByteArray> &frames)
{
    std::vector<simdjson::padded_string> padded;
    for (const auto &frame : frames)
        padded.emplace_back(frame.constData(), static_cast<std::size_t>(frame.size()));
    return padded;
}

} // namespace

double BookBench::simdjsonRate()
{
    simdjson::ondemand::parser parser;
    const auto padded = paddedOf(m_frames);
    volatile std::int64_t sink = 0;
    return roundsPerSecond([&] { sink = simdjsonOnce(parser, padded); }) * static_cast<double>(m_frames.size());
}

bool BookBench::runOnly(const QString &side, int rounds)
{
    if (side == QStringLiteral("ours")) {
        const auto instrument = this->instrument();
        PublicCodec codec;
        codec.add(instrument);
        Sequencer sequencer;
        for (int i = 0; i < rounds; ++i)
            parseApplyOnce(codec, sequencer);
        return true;
    }
    if (side != QStringLiteral("simdjson"))
        return false;
    simdjson::ondemand::parser parser;
    const auto padded = paddedOf(m_frames);
    volatile std::int64_t sink = 0;
    for (int i = 0; i < rounds; ++i)
        sink = simdjsonOnce(parser, padded);
    static_cast<void>(sink);
    return true;
}

void BookBench::run(Figures &figures)
{
    std::vector<double> &ours = m_ours;
    std::vector<double> plain, ratios;
    for (int i = 0; i < kRuns; ++i) {
        ours.push_back(parseApplyRate());
        plain.push_back(simdjsonRate());
        ratios.push_back(ours.back() / plain.back());
    }
    figures.add(QStringLiteral("book_parse_apply_msgs_per_s"), QStringLiteral("1/s"), ours, m_on);
    figures.add(QStringLiteral("simdjson_only_msgs_per_s"), QStringLiteral("1/s"), plain, m_on);
    figures.add(QStringLiteral("book_parse_apply_vs_simdjson"), QStringLiteral("ratio"), ratios, m_on);
}

void BookBench::runCcxt(Figures &figures) const
{
    const QString rateName = QStringLiteral("ccxt_msgs_per_s"), ratioName = QStringLiteral("book_parse_apply_vs_ccxt");
    const auto none = [&](const QString &why) {
        figures.addNull(rateName, QStringLiteral("1/s"), why);
        figures.addNull(ratioName, QStringLiteral("ratio"), why);
    };
    QString packages = qEnvironmentVariable("BELLWETHER_PEERS_DIR");
    if (packages.isEmpty())
        packages = QStringLiteral(BW_PEERS_DIR); // where the peers' tests install them
    if (!QFileInfo::exists(packages + QStringLiteral("/node_modules/ccxt")))
        return none(QStringLiteral("ccxt is not installed; run the test peer_ccxt once, or set BELLWETHER_PEERS_DIR"));
    if (m_file.isEmpty() || m_ours.empty())
        return none(QStringLiteral("there is no recording to read"));
    QProcess node;
    node.start(QStringLiteral("node"), {QStringLiteral(BW_BENCH_DIR "/ccxtbooks.mjs"), packages, m_file, m_symbol, QString::number(kRuns), QString::number(kSecondsPerRun)});
    if (!node.waitForFinished(60'000) || node.exitCode() != 0)
        return none(QStringLiteral("Node did not run it: ") + QString::fromUtf8(node.readAllStandardError()).section(u'\n', 0, 0));
    const auto report = QJsonDocument::fromJson(node.readAllStandardOutput()).object();
    std::vector<double> rates, ratios;
    for (const auto &rate : report.value(QLatin1StringView("rates")).toArray())
        rates.push_back(rate.toDouble());
    for (std::size_t i = 0; i < std::min(rates.size(), m_ours.size()); ++i)
        ratios.push_back(m_ours[i] / rates[i]);
    const QString on = m_on + QStringLiteral(", ccxt ") + report.value(QLatin1StringView("version")).toString();
    figures.add(rateName, QStringLiteral("1/s"), rates, on);
    figures.add(ratioName, QStringLiteral("ratio"), ratios, on);
}

void BookBench::runInstructions(Figures &figures, const QString &feedArgument) const
{
    constexpr int kFew = 20, kMany = 220; // their difference has no start-up in it
    const QTemporaryDir folder;
    const auto count = [&](const QString &side, int rounds) -> std::optional<double> {
        QProcess valgrind;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("SIMDJSON_FORCE_IMPLEMENTATION"), QStringLiteral("haswell")); // valgrind knows no AVX-512
        valgrind.setProcessEnvironment(environment);
        QStringList arguments{QStringLiteral("--tool=callgrind"), QStringLiteral("--callgrind-out-file=") + folder.filePath(QStringLiteral("out")),
                              QCoreApplication::applicationFilePath(), QStringLiteral("--only-side"), side, QStringLiteral("--rounds"), QString::number(rounds)};
        if (!feedArgument.isEmpty())
            arguments << QStringLiteral("--feed") << feedArgument;
        valgrind.start(QStringLiteral("valgrind"), arguments);
        if (!valgrind.waitForFinished(120'000) || valgrind.exitCode() != 0)
            return std::nullopt;
        static const QRegularExpression collected(QStringLiteral("Collected : (\\d+)"));
        const auto match = collected.match(QString::fromUtf8(valgrind.readAllStandardError()));
        return match.hasMatch() ? std::optional(match.captured(1).toDouble()) : std::nullopt;
    };
    const double frames = static_cast<double>((kMany - kFew) * m_frames.size());
    for (const auto &[side, name] : {std::pair{QStringLiteral("ours"), QStringLiteral("book_instructions_per_msg")},
                                     std::pair{QStringLiteral("simdjson"), QStringLiteral("simdjson_instructions_per_msg")}}) {
        const auto few = count(side, kFew), many = count(side, kMany);
        if (few && many)
            figures.add(name, QStringLiteral("instructions"), {(*many - *few) / frames}, m_on + QStringLiteral(", callgrind, haswell"));
        else
            figures.addNull(name, QStringLiteral("instructions"), QStringLiteral("valgrind is not installed or did not end"));
    }
}

} // namespace bw
