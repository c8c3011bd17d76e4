// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// bellwether: the terminal. Reads the command line, makes the process keep quiet about secrets, and hands over to Application.
#include "app/application.h"
#include "app/hardening.h"
#include "app/options.h"
#include "app/stopcommand.h"
#include "core/base/log.h"
#include "core/store/settings.h"
#include "core/recording/recordingwriter.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryFile>
#include <QTimer>
#include <QTranslator>

#include <cstdio>

using namespace bw;

namespace {

int complain(const Error &error)
{
    QFile err;
    if (err.open(stderr, QIODevice::WriteOnly))
        err.write("bellwether: " + error.detail.toUtf8() + '\n');
    return 2;
}

int print(const QString &text)
{
    QFile out;
    return out.open(stdout, QIODevice::WriteOnly) && out.write(text.toUtf8()) >= 0 ? 0 : 1;
}

/// The offscreen platform takes its screen's size from a file alone.
void describeScreen(QTemporaryFile &file, const Options &options)
{
    const auto size = options.size.value_or(QSize(1920, 1080));
    if (!file.open())
        return;
    file.write(QStringLiteral("{\"screens\":[{\"name\":\"offscreen\",\"x\":0,\"y\":0,\"width\":%1,\"height\":%2,\"logicalDpi\":96,"
                              "\"logicalBaseDpi\":96,\"dpr\":1}]}").arg(size.width()).arg(size.height()).toUtf8());
    file.flush();
    qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + file.fileName().toLocal8Bit());
}

/// Without a window: it must work where the window hangs.
int stopAll(int argc, char **argv, const Options &options)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("Bellwether"));
    const QString folder = options.dataDir.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : options.dataDir;
    Settings settings(QDir(folder).filePath(QStringLiteral("settings.ini")));
    const auto profile = options.profile ? options.profile : profileFromName(settings.text(SettingKey::Profile)); // live too: it was used last
    StopCommand command(options, folder, profile.value_or(Profile::Sandbox), settings);
    QObject::connect(&command, &StopCommand::finished, &application, [](int code) { QCoreApplication::exit(code); }, Qt::QueuedConnection);
    command.start();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    hardenProcess();

    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    auto options = Options::parse(arguments);
    if (!options)
        return complain(options.error());
    if (options->wantsHelp)
        return print(Options::helpText());
    if (options->wantsVersion)
        return print(QStringLiteral("bellwether " BELLWETHER_VERSION "\n"));

    if (options->stopAll)
        return stopAll(argc, argv, *options);

    QTemporaryFile screen;
    if (options->isOffscreen) {
        describeScreen(screen, *options);
        if (!options->size)
            options->size = QSize(1920, 1080);
    }
    if (options->scale)
        qputenv("QT_SCALE_FACTOR", QByteArray::number(*options->scale));

    int onlyProgram = 1; // our options are parsed; Qt has none of its own here
    QApplication application(onlyProgram, argv);
    QApplication::setApplicationName(QStringLiteral("Bellwether"));
    QApplication::setApplicationVersion(QStringLiteral(BELLWETHER_VERSION));
    QApplication::setQuitOnLastWindowClosed(false); // Application ends itself, in its own order
    LogSink sink;
    Drain<LogLine> log(5000);
    sink.setListener([&log](const LogLine &line) { log.push(line); });

    QTranslator translator;
    const QLocale locale = options->language.isEmpty() ? QLocale() : QLocale(options->language);
    if (translator.load(locale, QStringLiteral("bellwether"), QStringLiteral("_"), QStringLiteral(":/translations"))
        || translator.load(QStringLiteral(":/translations/bellwether_en.qm"))) // for its plurals
        QApplication::installTranslator(&translator);

    RunKeys runKeys;
    for (;;) {
        Application session(*options, sinceStart, log, runKeys);
        QObject::connect(&session, &Application::finished, &application, [](int code) { QCoreApplication::exit(code); }, Qt::QueuedConnection);
        if (const auto started = session.start(); !started)
            return complain(started.error());
        const int code = QApplication::exec();
        if (code != Application::kRestart)
            return code;
        options->profile = session.nextProfile();
        if (!options->recordFile.isEmpty()) // one recording is of one session: the next has a file of its own beside it
            options->recordFile = RecordingWriter::freePathBeside(options->recordFile);
        options->replayFile.clear();
        options->speed.reset();
    }
}
