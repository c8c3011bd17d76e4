// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/clickbench.h"

#include "app/enginefactory.h"
#include "core/bybit/signer.h"
#include "tests/bench/byterelay.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>

namespace bw {

namespace {
using namespace std::chrono_literals;

constexpr int kRuns = 5, kOrders = 80, kWarmUp = 20; // of a run; below the 500 resting orders that the venue takes
constexpr auto kPause = 15ms;                         // between an answer and the next click
constexpr auto kPatience = 30s;
constexpr auto kHeartbeat = 2ms;

std::int64_t nowNs() { return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

bool waitFor(const std::function<bool()> &isThere)
{
    QTimer heartbeat; // something to wake up for
    heartbeat.start(kHeartbeat);
    const QDeadlineTimer deadline(kPatience);
    while (!isThere() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return isThere();
}

/// The sandbox in a process of its own, without its limit of ten orders a second, and the relay before it.
struct Venue {
    explicit Venue(const QString &program)
    {
        process.setStandardErrorFile(QProcess::nullDevice());
        process.start(program, {QStringLiteral("--seed"), QStringLiteral("3"), QStringLiteral("--balance"), QStringLiteral("10000000"), QStringLiteral("--faults"),
                                QStringLiteral("limit=100000")});
        if (!process.waitForStarted(5000) || !process.waitForReadyRead(10'000))
            return;
        at = QJsonDocument::fromJson(process.readLine()).object();
        relay = std::make_unique<ByteRelay>(address("rest"));
    }
    ~Venue()
    {
        relay.reset();
        process.terminate();
        if (!process.waitForFinished(5000))
            process.kill();
        process.waitForFinished(1000);
    }
    Q_DISABLE_COPY_MOVE(Venue)
    [[nodiscard]] QString address(const char *name) const { return at.value(QLatin1StringView(name)).toString(); }
    [[nodiscard]] bool isUp() const { return relay && !relay->url().isEmpty() && !address("key").isEmpty(); }

    QProcess process;
    QJsonObject at;
    std::unique_ptr<ByteRelay> relay;
};

/// Microseconds from each click to its arrival; empty where one is missing.
std::vector<double> differences(const std::vector<std::int64_t> &clicks, const std::vector<std::int64_t> &arrivals)
{
    std::vector<double> times;
    if (clicks.size() == arrivals.size())
        for (std::size_t i = kWarmUp; i < clicks.size(); ++i)
            times.push_back(static_cast<double>(arrivals[i] - clicks[i]) / 1000);
    std::sort(times.begin(), times.end());
    return times;
}

double percentile(const std::vector<double> &sorted, double share) { return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))]; }

/// A session as the terminal has it, without its window: previews, clicks, waits for the answer.
std::vector<double> clickOurs(const Venue &venue)
{
    const QTemporaryDir folder;
    EnginePlan plan;
    plan.config.mayTrade = true;
    plan.config.instrument = {Category::Linear, QStringLiteral("BTCUSDT")};
    auto &limits = plan.config.limits;
    limits.maxOrderNotional = 1'000'000;
    limits.maxPositionNotional = 50'000'000;
    limits.priceBandPct = Decimal(50);
    limits.maxOrdersPerMinute = 100'000;
    limits.maxOpenOrders = 100'000;
    limits.duplicateWindow = 0ms;
    limits.minTrust = 0;
    plan.config.analyst = {venue.address("holysheep"), SecretBytes(venue.address("key").toUtf8()), true};
    plan.endpoints = BybitEndpoints::custom(venue.relay->url(), venue.address("ws")).value();
    plan.journalPath = folder.filePath(QStringLiteral("journal.sqlite"));
    ThreadedEngineClient client(limits, 0.05);
    std::optional<Preview> preview;
    int accepted = 0;
    QObject context;
    QObject::connect(&client, &EngineClient::previewReady, &context, [&preview](const Preview &ready) { preview = ready; });
    QObject::connect(&client, &EngineClient::orderChanged, &context, [&accepted](const Order &order) { accepted += order.state == OrderState::Accepted ? 1 : 0; });
    client.start(engineFactory(std::move(plan)));
    client.useKey({venue.address("key"), SecretBytes(venue.address("secret").toUtf8())});
    const auto isReady = [&client] {
        const auto book = client.book().read();
        return client.session().tradingState == TradingState::Active && book && book->isLive() && book->hasBothSides();
    };
    std::vector<std::int64_t> clicks;
    static_cast<void>(venue.relay->takeArrivals());
    for (int i = 0; i < kWarmUp + kOrders; ++i) {
        bool isAsked = false;
        const bool hasPreview = waitFor([&] {
            if (preview && preview->isSendable())
                return true;
            if ((isAsked && !preview) || !isReady())
                return false;
            isAsked = true;
            preview.reset();
            OrderDraft draft;
            draft.instrument = client.instrument();
            draft.qty = QtyLots(1);
            draft.price = client.book().read()->bids.back().price;
            client.requestPreview(draft);
            return false;
        });
        if (!hasPreview)
            return {};
        const QString id = std::exchange(preview, std::nullopt)->id;
        clicks.push_back(nowNs());
        client.submit(id);
        if (!waitFor([&accepted, i] { return accepted > i; }))
            return {};
        const QDeadlineTimer pause(kPause);
        waitFor([&pause] { return pause.hasExpired(); });
    }
    client.stop();
    return differences(clicks, venue.relay->takeArrivals());
}

QString packagesFolder()
{
    const QString own = qEnvironmentVariable("BELLWETHER_PEERS_DIR");
    return own.isEmpty() ? QStringLiteral(BW_PEERS_DIR) : own; // where the peers' tests install them
}

/// The same order from bybit-api; its clicks are of the same monotonic clock.
std::vector<double> clickTheirs(const Venue &venue, QString &version, QString &why)
{
    QProcess node;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PEER_KEY"), venue.address("key"));
    environment.insert(QStringLiteral("PEER_SECRET"), venue.address("secret"));
    node.setProcessEnvironment(environment);
    static_cast<void>(venue.relay->takeArrivals());
    node.start(QStringLiteral("node"), {QStringLiteral(BW_BENCH_DIR "/clickpeer.mjs"), packagesFolder(), venue.relay->url(), QString::number(kWarmUp + kOrders),
                                        QString::number(kPause.count())});
    if (!node.waitForFinished(60'000) || node.exitCode() != 0) {
        why = QStringLiteral("Node did not run it: ") + QString::fromUtf8(node.readAllStandardError()).section(u'\n', 0, 0);
        return {};
    }
    const auto report = QJsonDocument::fromJson(node.readAllStandardOutput()).object();
    version = report.value(QLatin1StringView("version")).toString();
    std::vector<std::int64_t> clicks;
    for (const auto &click : report.value(QLatin1StringView("clicks")).toArray())
        clicks.push_back(click.toString().toLongLong());
    return differences(clicks, venue.relay->takeArrivals());
}

/// Of what a create signs: time, key, window and a body of some 220 bytes.
double hmacUs()
{
    const Signer signer(SecretBytes("0123456789abcdefghijklmnopqrstuvwxyz"));
    const QByteArray body(220, 'x');
    constexpr int kSigned = 20'000;
    const auto begin = nowNs();
    for (int i = 0; i < kSigned; ++i)
        if (!signer.sign(Signer::restPayload(1'700'000'000'000 + i, "abcdefghijklmnopqr", 5000, body)))
            return -1;
    return static_cast<double>(nowNs() - begin) / 1000 / kSigned;
}
} // namespace

void ClickBench::run(Figures &figures) const
{
    QLoggingCategory::setFilterRules(QStringLiteral("bellwether.*.info=false")); // a line a request on a console would be measured too
    const QString p50Name = QStringLiteral("click_to_byte_us_p50"), p99Name = QStringLiteral("click_to_byte_us_p99"), us = QStringLiteral("us");
    const QString ratioName = QStringLiteral("click_to_byte_vs_bybit_api"), ratio = QStringLiteral("ratio");
    std::vector<double> hmac;
    for (int i = 0; i < kRuns; ++i)
        hmac.push_back(hmacUs());
    figures.add(QStringLiteral("hmac_us"), us, hmac, QStringLiteral("HMAC-SHA256 of a create's 256 bytes, hex"));

    std::vector<double> p50, p99, theirs, ratios;
    QString version, why = QStringLiteral("a run did not come to its end");
    for (int i = 0; i < kRuns; ++i) {
        const Venue venue(m_sandbox);
        const auto ours = venue.isUp() ? clickOurs(venue) : std::vector<double>();
        if (ours.empty())
            break;
        p50.push_back(percentile(ours, 0.5));
        p99.push_back(percentile(ours, 0.99));
        QString reason;
        const auto peer = QFileInfo::exists(packagesFolder() + QStringLiteral("/node_modules/bybit-api")) ? clickTheirs(venue, version, reason) : std::vector<double>();
        if (peer.empty()) {
            why = reason.isEmpty() ? QStringLiteral("bybit-api is not installed; run the test peer_bybit-api once, or set BELLWETHER_PEERS_DIR") : reason;
            continue;
        }
        theirs.push_back(percentile(peer, 0.5));
        ratios.push_back(p50.back() / theirs.back());
    }
    const auto on = QStringLiteral("%1 limit orders a run, submit() to the first byte at a relay on loopback; journal synced; sandbox in another process").arg(kOrders);
    figures.add(p50Name, us, p50, on);
    figures.add(p99Name, us, p99, on);
    if (ratios.empty()) {
        figures.addNull(QStringLiteral("bybit_api_click_to_byte_us_p50"), us, why);
        return figures.addNull(ratioName, ratio, why);
    }
    const auto beside = QStringLiteral("bybit-api %1, connection kept alive, the same order, relay and sandbox; ours through it").arg(version);
    figures.add(QStringLiteral("bybit_api_click_to_byte_us_p50"), us, theirs, beside);
    figures.add(ratioName, ratio, ratios, beside);
}

} // namespace bw
