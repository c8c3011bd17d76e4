// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// bellwether-sandbox: the play exchange as a program of its own. Prints one JSON line with its addresses and its key, and serves until it is
// ended (Ctrl+C, SIGTERM, or closing the console), exit code 0; 2 for a wrong option, 1 when it can't serve.

#include "core/sandbox/sandboxserver.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <atomic>
#include <csignal>
#include <cstdio>

#ifdef Q_OS_WIN
#include <windows.h>
#endif

namespace {

std::atomic<bool> g_isEnding{false}; // all that a signal handler may touch

#ifdef Q_OS_WIN
BOOL WINAPI onConsoleEvent(DWORD)
{
    g_isEnding = true;
    Sleep(2000); // Windows ends the program when a close event returns; the loop below is faster than that
    return TRUE;
}
#endif

extern "C" void onSignal(int)
{
    g_isEnding = true;
}

/// Looks four times a second whether someone wants an end: a signal handler can't do more than set a flag, and this works everywhere.
void endOnSignals(QCoreApplication &app)
{
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
#ifdef Q_OS_WIN
    SetConsoleCtrlHandler(onConsoleEvent, TRUE);
#endif
    auto *timer = new QTimer(&app);
    QObject::connect(timer, &QTimer::timeout, &app, [&app] {
        if (g_isEnding)
            app.quit();
    });
    timer->start(250);
}

int refuse(const QString &text)
{
    std::fprintf(stderr, "bellwether-sandbox: %s\n", qPrintable(text));
    return 2;
}

struct Options {
    const QCommandLineOption port{QStringLiteral("port"), QCoreApplication::translate("sandbox", "Listen on this port; the system chooses one by default."), QStringLiteral("N")};
    const QCommandLineOption market{QStringLiteral("market"), QCoreApplication::translate("sandbox", "synthetic (default), or recorded:FILE with raw Bybit frames, one a line or as a JSON array."), QStringLiteral("MARKET"), QStringLiteral("synthetic")};
    const QCommandLineOption category{QStringLiteral("category"), QCoreApplication::translate("sandbox", "linear, inverse or spot; of a recording, guessed by default."), QStringLiteral("C")};
    const QCommandLineOption instruments{QStringLiteral("instruments"), QCoreApplication::translate("sandbox", "An answer of instruments-info for a recording; by default tick and lot come from the decimals."), QStringLiteral("FILE")};
    const QCommandLineOption atEnd{QStringLiteral("at-end"), QCoreApplication::translate("sandbox", "What a recording does at its end: hold (the last book stays, default), loop, close."), QStringLiteral("WHAT"), QStringLiteral("hold")};
    const QCommandLineOption seed{QStringLiteral("seed"), QCoreApplication::translate("sandbox", "Repeat the random market and faults of this seed."), QStringLiteral("N")};
    const QCommandLineOption speed{QStringLiteral("speed"), QCoreApplication::translate("sandbox", "Play a recording, or let the synthetic market's time pass, that many times as fast."), QStringLiteral("X"), QStringLiteral("1")};
    const QCommandLineOption symbols{QStringLiteral("symbols"), QCoreApplication::translate("sandbox", "How many instruments the synthetic market lists, 5 to 2000; 40 by default."), QStringLiteral("N"), QStringLiteral("40")};
    const QCommandLineOption key{QStringLiteral("key"), QCoreApplication::translate("sandbox", "The API key, with --secret; both are made at start by default. Play values only: others can read a command line."), QStringLiteral("K")};
    const QCommandLineOption secret{QStringLiteral("secret"), QCoreApplication::translate("sandbox", "The API secret, with --key."), QStringLiteral("S")};
    const QCommandLineOption keyKind{QStringLiteral("key-kind"), QCoreApplication::translate("sandbox", "What the key is: %1.").arg(bw::keyKindNames()), QStringLiteral("KIND"), QStringLiteral("trade")};
    const QCommandLineOption balance{QStringLiteral("balance"), QCoreApplication::translate("sandbox", "USDT in the account at the start, 100000 by default."), QStringLiteral("USDT")};
    const QCommandLineOption faults{QStringLiteral("faults"), QCoreApplication::translate("sandbox", "What to do wrong: see below."), QStringLiteral("SPEC")};

    QList<QCommandLineOption> all() const { return {port, market, category, instruments, atEnd, seed, speed, symbols, key, secret, keyKind, balance, faults}; }
};

bw::Result<bw::SandboxConfig> read(const QCommandLineParser &parser, const Options &options)
{
    using bw::Decimal;
    const auto wrong = [](const QString &what) { return bw::fail(bw::inputError(what)); };
    bw::SandboxConfig config;
    bool ok = true;
    if (parser.isSet(options.port))
        config.port = parser.value(options.port).toUShort(&ok);
    if (!ok)
        return wrong(QStringLiteral("--port needs a number up to 65535"));
    if (parser.isSet(options.seed))
        config.seed = parser.value(options.seed).toULongLong(&ok);
    if (!ok)
        return wrong(QStringLiteral("--seed needs a whole number"));
    const QString market = parser.value(options.market);
    if (market.startsWith(u"recorded:") && market.size() > 9)
        config.recording = market.mid(9);
    else if (market != u"synthetic")
        return wrong(QStringLiteral("--market is synthetic or recorded:FILE"));
    if (parser.isSet(options.category) && !(config.category = bw::categoryFromName(parser.value(options.category))))
        return wrong(QStringLiteral("--category is linear, inverse or spot"));
    config.instrumentsFile = parser.value(options.instruments);
    if (const auto atEnd = bw::atEndFromName(parser.value(options.atEnd)))
        config.atEnd = *atEnd;
    else
        return wrong(QStringLiteral("--at-end is hold, loop or close"));
    const auto speed = Decimal::parse(parser.value(options.speed));
    if (!speed || *speed < Decimal::fromScaled(1, 3) || *speed > Decimal(1'000'000))
        return wrong(QStringLiteral("--speed needs a number from 0.001 to 1000000"));
    config.speed = speed->toDouble();
    config.symbols = parser.value(options.symbols).toInt(&ok);
    if (!ok || config.symbols < 5 || config.symbols > 2000)
        return wrong(QStringLiteral("--symbols needs a whole number from 5 to 2000"));
    if (parser.isSet(options.balance)) {
        const auto balance = Decimal::parse(parser.value(options.balance));
        if (!balance || balance->sign() < 0)
            return wrong(QStringLiteral("--balance needs an amount of USDT"));
        config.balanceUsdt = *balance;
    }
    if (parser.isSet(options.key) != parser.isSet(options.secret) || (parser.isSet(options.key) && (parser.value(options.key).isEmpty() || parser.value(options.secret).isEmpty())))
        return wrong(QStringLiteral("--key and --secret go together"));
    config.key = parser.value(options.key).toUtf8();
    config.secret = bw::SecretBytes(parser.value(options.secret).toUtf8());
    if (const auto kind = bw::keyKindFromName(parser.value(options.keyKind)))
        config.keyKind = *kind;
    else
        return wrong(QStringLiteral("--key-kind is one of %1").arg(bw::keyKindNames()));
    const auto faults = bw::Faults::parse(parser.value(options.faults));
    if (!faults)
        return bw::fail(faults.error());
    config.faults = *faults;
    return config;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("bellwether-sandbox"));
    QCoreApplication::setApplicationVersion(QStringLiteral(BELLWETHER_VERSION));

    const Options options;
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("sandbox", "A small exchange that speaks Bybit v5 on 127.0.0.1, with play money and play prices, and a chat face that answers from an offline word list.") + QStringLiteral("\n\n") + bw::Faults::help()
        + QCoreApplication::translate("sandbox", "While it runs: GET /sandbox/state[?category=C&symbol=S&limit=N] tells orders, executions, positions and books. POST /sandbox/burst "
                                                 "{\"messages\":50000,\"symbol\":\"BTCUSDT\"} sends that many contiguous book deltas within a second to whoever is subscribed; "
                                                 "it takes category (linear), depth (50), ms (1000) and hold (true: the market stands still afterwards, until a burst of 0 messages). "
                                                 "POST /sandbox/funding {\"every\":\"30s\"} settles funding so often, {\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"rate\":\"0.0001\"} now; "
                                                 "POST /sandbox/liquidate or /sandbox/adl {\"category\",\"symbol\",\"positionIdx\",\"qty\"} closes a position by force; "
                                                 "POST /sandbox/key {\"kind\":\"expired\"} makes the key one of that kind and cuts its private WebSockets. "
                                                 "POST /sandbox/instrument {\"category\",\"symbol\",\"tickSize\":\"0.5\",\"qtyStep\":\"0.01\",\"status\":\"Delivering\"} changes what instruments-info says and orders are judged by.") + u'\n');
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions(options.all());
    parser.process(app);
    if (!parser.positionalArguments().isEmpty())
        return refuse(QStringLiteral("\"%1\" is not an option").arg(parser.positionalArguments().first()));

    auto config = read(parser, options);
    if (!config)
        return refuse(config.error().detail);
    bw::SandboxServer server(std::move(*config));
    const auto endpoints = server.listen();
    if (!endpoints) {
        std::fprintf(stderr, "bellwether-sandbox: %s\n", qPrintable(endpoints.error().detail));
        return 1;
    }
    // A throw-away secret of a play exchange: this line is how a client gets it.
    const QJsonObject line{{QStringLiteral("rest"), endpoints->rest},
                           {QStringLiteral("ws"), endpoints->ws},
                           {QStringLiteral("holysheep"), endpoints->holysheep},
                           {QStringLiteral("key"), QString::fromUtf8(endpoints->key)},
                           {QStringLiteral("secret"), QString::fromUtf8(endpoints->secret.reveal())}};
    std::fprintf(stdout, "%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);

    endOnSignals(app);
    return app.exec();
}
