// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/sessionbench.h"

#include "tests/bench/threadcpu.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QThread>
#include <QUrl>

#include <optional>

namespace bw {

namespace {

constexpr std::chrono::seconds kWarmUp{6};   // instruments, first books, the first paints
constexpr std::chrono::seconds kMeasure{15};
constexpr int kBusySymbols = 20;
constexpr int kBurst = 50'000;

void passTime(std::chrono::milliseconds time)
{
    QThread::msleep(static_cast<unsigned long>(time.count()));
}

/// The sandbox and the terminal of one measurement; both end with it.
class Session {
public:
    Session(const QString &terminal, const QString &sandbox, const QStringList &sandboxArguments, int watched, bool areBooksFull = false)
    {
        m_sandbox.setStandardErrorFile(QProcess::nullDevice());
        m_sandbox.start(sandbox, sandboxArguments);
        if (!m_sandbox.waitForStarted(5000) || !m_sandbox.waitForReadyRead(10'000))
            return;
        const auto address = QJsonDocument::fromJson(m_sandbox.readLine()).object();
        m_rest = QUrl(address.value(QLatin1StringView("rest")).toString());
        QFile settings(m_folder.filePath(QStringLiteral("settings.ini")));
        if (settings.open(QIODevice::WriteOnly))
            settings.write("[market]\nwatchList=" + watchList(watched).toUtf8() + "\nfullBooks=" + (areBooksFull ? "yes" : "no") + '\n');
        settings.close();
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("BYBIT_TESTNET_BASE_URL"), m_rest.toString());
        environment.insert(QStringLiteral("BYBIT_TESTNET_WS_URL"), address.value(QLatin1StringView("ws")).toString());
        m_terminal.setProcessEnvironment(environment);
        m_terminal.setStandardErrorFile(QProcess::nullDevice());
        m_terminal.start(terminal, {QStringLiteral("--offscreen"), QStringLiteral("--size"), QStringLiteral("1920x1080"), QStringLiteral("--profile"),
                                    QStringLiteral("testnet"), QStringLiteral("--data-dir"), m_folder.path(), QStringLiteral("--events"), eventFile()});
        m_isRunning = m_terminal.waitForStarted(5000);
    }
    ~Session()
    {
        for (QProcess *process : {&m_terminal, &m_sandbox}) {
            process->terminate();
            if (!process->waitForFinished(5000))
                process->kill();
            process->waitForFinished(1000);
        }
    }
    Q_DISABLE_COPY_MOVE(Session)

    [[nodiscard]] bool isRunning() { return m_isRunning && m_terminal.state() == QProcess::Running; }
    [[nodiscard]] qint64 pid() const { return m_terminal.processId(); }

    /// Values of the event `measured` with this name, of lines written after `from` bytes.
    [[nodiscard]] std::vector<double> measured(const QString &name, qint64 from = 0) const
    {
        std::vector<double> values;
        QFile file(eventFile());
        if (!file.open(QIODevice::ReadOnly) || !file.seek(from))
            return values;
        for (const auto &line : file.readAll().split('\n')) {
            const auto object = QJsonDocument::fromJson(line).object();
            if (object.value(QLatin1StringView("event")) == QStringLiteral("measured") && object.contains(name))
                values.push_back(object.value(name).toDouble());
        }
        return values;
    }
    [[nodiscard]] qint64 written() const { return QFile(eventFile()).size(); }

    /// A POST without an answer that matters.
    [[nodiscard]] bool post(const QByteArray &path, const QByteArray &body) const
    {
        QTcpSocket socket;
        socket.connectToHost(m_rest.host(), static_cast<quint16>(m_rest.port()));
        if (!socket.waitForConnected(2000))
            return false;
        socket.write("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size())
                     + "\r\nConnection: close\r\n\r\n" + body);
        return socket.waitForReadyRead(10'000) && socket.readLine().contains(" 200 ");
    }

private:
    /// The first of the sandbox's own list: the twenty first move fifty times a second.
    [[nodiscard]] QString watchList(int symbols) const
    {
        QTcpSocket socket;
        socket.connectToHost(m_rest.host(), static_cast<quint16>(m_rest.port()));
        socket.write("GET /v5/market/instruments-info?category=linear&limit=" + QByteArray::number(symbols) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        QByteArray answer;
        while (socket.waitForReadyRead(5000))
            answer += socket.readAll();
        QStringList words;
        for (const auto &row : QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n") + 4))[u"result"][u"list"].toArray())
            words.append(QStringLiteral("linear:") + row[u"symbol"].toString());
        return words.join(u' ');
    }
    [[nodiscard]] QString eventFile() const { return m_folder.filePath(QStringLiteral("events.ndjson")); }
    const QTemporaryDir m_folder;
    QProcess m_sandbox, m_terminal;
    QUrl m_rest;
    bool m_isRunning = false;
};

/// Share of one core, in percent, that a thread takes over a while.
std::optional<QHash<QString, double>> threadPercents(Session &session, std::chrono::seconds span)
{
    const auto before = threadSeconds(session.pid());
    passTime(span);
    if (!session.isRunning())
        return std::nullopt;
    auto after = threadSeconds(session.pid());
    for (auto at = after.begin(); at != after.end(); ++at)
        at.value() = (at.value() - before.value(at.key())) / static_cast<double>(span.count()) * 100.0;
    return after;
}

} // namespace

SessionBench::SessionBench(QString terminal, QString sandbox) : m_terminal(std::move(terminal)), m_sandbox(std::move(sandbox)) {}

bool SessionBench::isThere() const { return QFile::exists(m_terminal) && QFile::exists(m_sandbox); }

void SessionBench::runBusy(Figures &figures)
{
    const QStringList names{QStringLiteral("engine_thread_pct"), QStringLiteral("gui_thread_pct"), QStringLiteral("received_to_painted_ms_p50"),
                            QStringLiteral("received_to_painted_ms_p99")};
    const auto none = [&](const QString &why) {
        for (const auto &name : names)
            figures.addNull(name, name.endsWith(QStringLiteral("pct")) ? QStringLiteral("%") : QStringLiteral("ms"), why);
    };
    if (!isThere())
        return none(QStringLiteral("the window is not built here"));
    Session session(m_terminal, m_sandbox, {QStringLiteral("--symbols"), QStringLiteral("60")}, kBusySymbols, true);
    passTime(kWarmUp);
    const qint64 from = session.written();
    const auto percents = threadPercents(session, kMeasure);
    if (!percents)
        return none(QStringLiteral("the terminal ended early"));
    const QString on = QStringLiteral("sandbox in its own process, full books of %1 symbols (50 levels, trades, tickers), BTCUSDT open, offscreen 1920x1080, %2 s").arg(kBusySymbols).arg(kMeasure.count());
    figures.add(names[0], QStringLiteral("%"), {percents->value(QStringLiteral("engine"))}, on);
    figures.add(names[1], QStringLiteral("%"), {percents->value(QStringLiteral("main"))}, on);
    figures.add(names[2], QStringLiteral("ms"), session.measured(QStringLiteral("receivedToPaintedP50Ms"), from), on);
    figures.add(names[3], QStringLiteral("ms"), session.measured(QStringLiteral("receivedToPaintedP99Ms"), from), on);
}

void SessionBench::runBurst(Figures &figures)
{
    const QString name = QStringLiteral("burst_longest_gui_stall_ms");
    if (!isThere())
        return figures.addNull(name, QStringLiteral("ms"), QStringLiteral("the window is not built here"));
    Session session(m_terminal, m_sandbox, {}, 1);
    passTime(kWarmUp);
    const qint64 from = session.written();
    if (!session.post("/sandbox/burst", "{\"messages\":" + QByteArray::number(kBurst) + ",\"category\":\"linear\",\"symbol\":\"BTCUSDT\"}"))
        return figures.addNull(name, QStringLiteral("ms"), QStringLiteral("the sandbox refused the burst"));
    passTime(std::chrono::seconds(11)); // two reports of the terminal
    if (!session.isRunning())
        return figures.addNull(name, QStringLiteral("ms"), QStringLiteral("the terminal ended early"));
    const auto stalls = session.measured(QStringLiteral("longestGuiStallMs"), from);
    if (stalls.empty())
        return figures.addNull(name, QStringLiteral("ms"), QStringLiteral("the terminal reported nothing"));
    figures.add(name, QStringLiteral("ms"), {*std::max_element(stalls.begin(), stalls.end())}, QStringLiteral("%1 book deltas of BTCUSDT within a second").arg(kBurst));
}

void SessionBench::runWatchList(Figures &figures)
{
    const QString name = QStringLiteral("watch_list_cost_per_symbol_us");
    if (!isThere())
        return figures.addNull(name, QStringLiteral("us"), QStringLiteral("the window is not built here"));
    // The line: engine and gui time a second at these lengths; its slope is the cost of one row.
    const std::vector<int> lengths{1, 50, 100, 200};
    std::vector<double> costs;
    QStringList line;
    for (const int length : lengths) {
        Session session(m_terminal, m_sandbox, {QStringLiteral("--symbols"), QStringLiteral("600")}, length);
        passTime(kWarmUp + std::chrono::seconds(length / 50));
        const auto percents = threadPercents(session, std::chrono::seconds(8));
        if (!percents)
            return figures.addNull(name, QStringLiteral("us"), QStringLiteral("the terminal ended early with %1 symbols").arg(length));
        costs.push_back((percents->value(QStringLiteral("engine")) + percents->value(QStringLiteral("main"))) * 1e4); // % of a second in us
        line.append(QStringLiteral("%1: %2 us/s").arg(length).arg(costs.back(), 0, 'f', 0));
    }
    const double slope = (costs.back() - costs.front()) / static_cast<double>(lengths.back() - lengths.front());
    figures.add(name, QStringLiteral("us"), {slope}, QStringLiteral("processor time of engine and gui a second and symbol; ") + line.join(QStringLiteral(", ")));
}

void SessionBench::runSoak(Figures &figures, std::chrono::minutes length)
{
    const QString name = QStringLiteral("soak_rss_slope_mb_per_10min");
    if (!isThere())
        return figures.addNull(name, QStringLiteral("MB"), QStringLiteral("the window is not built here"));
    Session session(m_terminal, m_sandbox, {QStringLiteral("--speed"), QStringLiteral("10"), QStringLiteral("--symbols"), QStringLiteral("60")}, kBusySymbols);
    passTime(std::min<std::chrono::seconds>(std::chrono::minutes(5), length / 3)); // warm-up: histories fill
    const auto samples = static_cast<int>(std::chrono::seconds(length).count() / 10 * 2 / 3);
    std::vector<double> memory;
    for (int i = 0; i < samples && session.isRunning(); ++i) {
        memory.push_back(residentMb(session.pid()));
        passTime(std::chrono::seconds(10));
    }
    if (memory.size() < 4 || !session.isRunning())
        return figures.addNull(name, QStringLiteral("MB"), QStringLiteral("the terminal ended early, or there is no /proc"));
    // Least squares through the samples, one each 10 s; 60 of them are ten minutes.
    const double n = static_cast<double>(memory.size());
    double sumX = 0, sumY = 0, sumXy = 0, sumXx = 0;
    for (std::size_t i = 0; i < memory.size(); ++i) {
        const double x = static_cast<double>(i);
        sumX += x;
        sumY += memory[i];
        sumXy += x * memory[i];
        sumXx += x * x;
    }
    const double slope = (n * sumXy - sumX * sumY) / (n * sumXx - sumX * sumX) * 60.0;
    figures.add(name, QStringLiteral("MB"), {slope},
                QStringLiteral("%1 minutes at ten times the live pace, %2 symbols; from %3 to %4 MB after warm-up").arg(length.count()).arg(kBusySymbols)
                    .arg(memory.front(), 0, 'f', 1).arg(memory.back(), 0, 'f', 1));
}

} // namespace bw
