// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options.h"

#include <QCoreApplication>

namespace bw {

namespace {

tl::unexpected<Error> bad(const QString &detail) { return fail(inputError(detail)); }

Result<QSize> sizeFrom(const QString &text)
{
    const auto parts = text.split(u'x');
    bool isWidth = false, isHeight = false;
    const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(&isWidth), parts[1].toInt(&isHeight)) : QSize();
    if (!isWidth || !isHeight || size.width() < 640 || size.height() < 400 || size.width() > 15360 || size.height() > 8640)
        return bad(QStringLiteral("--size wants WIDTHxHEIGHT from 640x400 to 15360x8640, such as 1280x720, not \"%1\"").arg(text));
    return size;
}

Result<double> numberFrom(const QString &option, const QString &text, double least, double most)
{
    const auto number = Decimal::parse(text);
    const double value = number ? number->toDouble() : 0; // a time or a zoom, not money
    if (!number || value < least || value > most)
        return bad(QStringLiteral("%1 wants a number from %2 to %3, not \"%4\"").arg(option).arg(least).arg(most).arg(text));
    return value;
}

Result<QString> oneOf(const QString &option, const QString &text, const QStringList &allowed)
{
    if (!allowed.contains(text))
        return bad(QStringLiteral("%1 is one of %2, not \"%3\"").arg(option, allowed.join(QStringLiteral(", ")), text));
    return text;
}

Result<QString> symbolFrom(const QString &text)
{
    const bool isPlain = !text.isEmpty() && text.size() <= 30 && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-';
    });
    if (!isPlain)
        return bad(QStringLiteral("--symbol wants a symbol in capitals such as BTCUSDT, not \"%1\"").arg(text));
    return text;
}

/// Puts a checked value where it belongs, or keeps the first error.
template <class Target, class T>
Done put(Target &target, const Result<T> &value)
{
    if (!value)
        return fail(value.error());
    target = *value;
    return {};
}

Done setValue(Options &options, const QString &name, const QString &value)
{
    if (name == QStringLiteral("--profile")) {
        options.profile = profileFromName(value);
        return options.profile ? Done() : bad(QStringLiteral("--profile is one of sandbox, paper, demo, testnet, live, not \"%1\"").arg(value));
    }
    if (name == QStringLiteral("--category")) {
        options.category = categoryFromName(value);
        return options.category ? Done() : bad(QStringLiteral("--category is one of linear, inverse, spot, not \"%1\"").arg(value));
    }
    if (name == QStringLiteral("--symbol"))
        return put(options.symbol, symbolFrom(value));
    if (name == QStringLiteral("--size"))
        return put(options.size, sizeFrom(value));
    if (name == QStringLiteral("--scale"))
        return put(options.scale, numberFrom(name, value, 0.5, 4));
    if (name == QStringLiteral("--speed"))
        return put(options.speed, numberFrom(name, value, 1, 100));
    if (name == QStringLiteral("--theme"))
        return put(options.theme, oneOf(name, value, {QStringLiteral("dark"), QStringLiteral("light"), QStringLiteral("system")}));
    if (name == QStringLiteral("--palette"))
        return put(options.palette, oneOf(name, value, {QStringLiteral("normal"), QStringLiteral("colour-blind")}));
    if (name == QStringLiteral("--run-for")) {
        const auto seconds = numberFrom(name, value, 0.1, 864000);
        if (!seconds)
            return fail(seconds.error());
        options.runFor = std::chrono::milliseconds(static_cast<qint64>(*seconds * 1000));
        return {};
    }
    if (value.isEmpty())
        return bad(QStringLiteral("%1 wants a value").arg(name));
    if (name == QStringLiteral("--data-dir"))
        options.dataDir = value;
    else if (name == QStringLiteral("--events"))
        options.eventsFile = value;
    else if (name == QStringLiteral("--record"))
        options.recordFile = value;
    else if (name == QStringLiteral("--replay"))
        options.replayFile = value;
    else if (name == QStringLiteral("--lang"))
        options.language = value;
    else if (name == QStringLiteral("--screenshot"))
        options.screenshotFile = value;
    return {};
}

bool setFlag(Options &options, const QString &name)
{
    if (name == QStringLiteral("--offscreen"))
        options.isOffscreen = true;
    else if (name == QStringLiteral("--tour"))
        options.isTour = true;
    else if (name == QStringLiteral("--help") || name == QStringLiteral("-h"))
        options.wantsHelp = true;
    else if (name == QStringLiteral("--version"))
        options.wantsVersion = true;
    else
        return false;
    return true;
}

const QStringList &valueOptions()
{
    static const QStringList names{QStringLiteral("--profile"), QStringLiteral("--symbol"), QStringLiteral("--category"),
                                   QStringLiteral("--data-dir"), QStringLiteral("--events"), QStringLiteral("--size"),
                                   QStringLiteral("--scale"), QStringLiteral("--theme"), QStringLiteral("--palette"),
                                   QStringLiteral("--lang"), QStringLiteral("--run-for"), QStringLiteral("--screenshot"),
                                   QStringLiteral("--record"), QStringLiteral("--replay"), QStringLiteral("--speed")};
    return names;
}

} // namespace

namespace {

/// What can't be had together.
Done checkTogether(const Options &options)
{
    if (options.isTour && options.profile && *options.profile != Profile::Sandbox)
        return bad(QStringLiteral("--tour always runs in the profile sandbox; leave --profile out"));
    if (!options.replayFile.isEmpty() && !options.recordFile.isEmpty())
        return bad(QStringLiteral("--replay plays what --record wrote: give one of them"));
    if (!options.replayFile.isEmpty() && options.isTour)
        return bad(QStringLiteral("nothing can be sent in a --replay: leave --tour out"));
    if (options.speed && options.replayFile.isEmpty())
        return bad(QStringLiteral("--speed is the speed of --replay"));
    return {};
}

} // namespace

Result<Options> Options::parse(const QStringList &arguments)
{
    Options options;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        QString name = arguments[i];
        std::optional<QString> value;
        if (const auto equals = name.indexOf(u'='); name.startsWith(QStringLiteral("--")) && equals > 0) {
            value = name.mid(equals + 1);
            name.truncate(equals);
        }
        if (name == QStringLiteral("--stop-all")) { // its value may be left out
            const bool hasNext = !value && i + 1 < arguments.size() && !arguments[i + 1].startsWith(u'-');
            const QString scope = value ? *value : hasNext ? arguments[++i] : QStringLiteral("ours");
            if (scope != QStringLiteral("ours") && scope != QStringLiteral("account"))
                return bad(QStringLiteral("--stop-all is ours or account, not \"%1\"").arg(scope));
            options.stopAll = scope == QStringLiteral("account") ? StopAllView::Scope::Account : StopAllView::Scope::Ours;
            continue;
        }
        if (!value && setFlag(options, name))
            continue;
        if (!valueOptions().contains(name))
            return bad(QStringLiteral("unknown option \"%1\"; --help lists what there is").arg(arguments[i]));
        if (!value) {
            if (i + 1 >= arguments.size())
                return bad(QStringLiteral("%1 wants a value").arg(name));
            value = arguments[++i];
        }
        if (const auto done = setValue(options, name, *value); !done)
            return fail(done.error());
    }
    if (const auto together = checkTogether(options); !together)
        return fail(together.error());
    if (options.isTour)
        options.profile = Profile::Sandbox;
    return options;
}

QString Options::helpText()
{
    return QCoreApplication::translate("Options",
        "Usage: bellwether [options]\n"
        "\n"
        "  --profile NAME        sandbox, paper, demo, testnet or live; the last one used, sandbox at first\n"
        "  --symbol SYMBOL       such as BTCUSDT\n"
        "  --category NAME       linear, inverse or spot\n"
        "  --data-dir DIR        settings and journal; one instance for each folder\n"
        "  --events FILE         append one JSON object a line for each event (- is standard output)\n"
        "  --record FILE         keep what comes in, to play it again; keys and the like are masked\n"
        "  --replay FILE         play such a file; nothing can be sent\n"
        "  --speed X             of the replay, 1 to 100\n"
        "  --offscreen           no display needed\n"
        "  --size WxH            size of the window; with --offscreen of the screen too\n"
        "  --scale X             zoom of everything, 0.5 to 4\n"
        "  --theme NAME          dark, light or system\n"
        "  --palette NAME        normal or colour-blind\n"
        "  --lang CODE           language of the window, such as en or zh_CN\n"
        "  --run-for SECONDS     stop by itself\n"
        "  --screenshot FILE     save the main window as PNG just before the end\n"
        "  --stop-all [WHAT]     beside a running or hung instance: cancel entry orders, ours or account\n"
        "  --tour                the scripted demonstration, in the sandbox\n"
        "  --version, --help\n"
        "\n"
        "Keys come from the system's keychain. Environment: BYBIT_API_KEY, BYBIT_API_SECRET, HOLYSHEEP_API_KEY; addresses:\n"
        "BYBIT_MAINNET_BASE_URL, BYBIT_TESTNET_BASE_URL, BYBIT_DEMO_BASE_URL, HOLYSHEEP_BASE_URL, BYBIT_MAINNET_WS_URL,\n"
        "BYBIT_TESTNET_WS_URL, BYBIT_DEMO_WS_URL.\n");
}

} // namespace bw
