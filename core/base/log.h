// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>
#include <QString>

#include <functional>

namespace bw {

/// One line of the log as the Log panel shows it.
struct LogLine {
    qint64 utcMs = 0;
    QtMsgType type = QtInfoMsg;
    QString category;
    QString text;
};

/// Routes every Qt message to stderr and to one optional listener. Installed once by main and removed by its destructor.
/// Thread-safe: the listener is called under the sink's lock, on whichever thread logs, and must only hand the line on.
/// Control characters of a message are escaped, and a line is cut at 2000 characters, since texts from outside reach it.
class LogSink final {
public:
    LogSink();
    ~LogSink();
    Q_DISABLE_COPY_MOVE(LogSink)

    void setListener(std::function<void(const LogLine &)> listener);

private:
    std::function<void(const LogLine &)> m_listener;
};

} // namespace bw
