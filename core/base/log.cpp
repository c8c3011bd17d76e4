// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"

#include "core/base/clock.h"

#include <cstdio>
#include <mutex>

namespace bw {

namespace {

constexpr qsizetype kMaxText = 2000;

// Qt's handler is a plain function, so the installed sink has to be found without an object: the one global of core.
std::mutex g_mutex;
std::function<void(const LogLine &)> *g_listener = nullptr; // of the installed sink; guarded by g_mutex
// A listener that logs would wait for its own lock; its lines go to stderr alone.
thread_local bool t_isInside = false;

QString escaped(const QString &text)
{
    QString out;
    out.reserve(qMin(text.size(), kMaxText) + 8);
    for (const QChar c : text) {
        if (out.size() >= kMaxText)
            return out.left(kMaxText) + u'\u2026';
        const auto category = c.category();
        const bool isHidden = category == QChar::Other_Control || category == QChar::Other_Format
                || category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
        if (c == u'\n')
            out += QLatin1StringView("\\n");
        else if (c == u'\t')
            out += u' ';
        else if (isHidden)
            out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return out;
}

QLatin1StringView levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return QLatin1StringView("debug");
    case QtInfoMsg: return QLatin1StringView("info");
    case QtWarningMsg: return QLatin1StringView("warning");
    case QtCriticalMsg: return QLatin1StringView("error");
    case QtFatalMsg: break;
    }
    return QLatin1StringView("fatal");
}

void writeToStderr(const LogLine &line)
{
    const QByteArray text = (toIso8601(fromMs(line.utcMs)) + u' ' + levelName(line.type) + u' ' + line.category + u' ' + line.text + u'\n')
                                    .toUtf8();
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stderr);
    std::fflush(stderr);
}

void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const LogLine line{toMs(SystemClock().utcNow()), type, QString::fromUtf8(context.category ? context.category : "default"),
                       escaped(message)};
    writeToStderr(line);
    if (t_isInside)
        return;
    const std::lock_guard lock(g_mutex);
    t_isInside = true;
    if (g_listener && *g_listener)
        (*g_listener)(line);
    t_isInside = false;
}

} // namespace

LogSink::LogSink()
{
    const std::lock_guard lock(g_mutex);
    Q_ASSERT_X(!g_listener, "LogSink", "one sink a process");
    g_listener = &m_listener;
    qInstallMessageHandler(handleMessage);
}

LogSink::~LogSink()
{
    const std::lock_guard lock(g_mutex);
    qInstallMessageHandler(nullptr);
    g_listener = nullptr;
}

void LogSink::setListener(std::function<void(const LogLine &)> listener)
{
    const std::lock_guard lock(g_mutex);
    m_listener.swap(listener); // the old one is released after the lock
}

} // namespace bw
