// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/net/wstransport.h"
#include "core/recording/record.h"

#include <QPointer>

#include <deque>
#include <list>
#include <map>
#include <memory>

namespace bw {

struct CloseRecord;
class ReplaySockets;

/// A socket whose other side is a recording. Opens nothing and sends nothing. Made by ReplaySockets.
class ReplayTransport final : public WsTransport {
    Q_OBJECT
public:
    explicit ReplayTransport(std::shared_ptr<ReplaySockets> sockets) : m_sockets(std::move(sockets)) {}
    ~ReplayTransport() override;
    Q_DISABLE_COPY_MOVE(ReplayTransport)

    void open(const QUrl &url) override;
    void sendText(const QByteArray &) override {}
    void close() override;
    void abort() override { close(); }
    [[nodiscard]] const QString &name() const { return m_name; }
    /// The recorded socket was closed by its other side.
    void end(const CloseRecord &close);

private:
    const std::shared_ptr<ReplaySockets> m_sockets;
    QString m_name;
};

/// Brings the sockets that a session opens together with those that a recording has: the first that is opened by a name gets the first
/// recorded under it, and so on. One that is opened late gets what it missed at once; one that is opened while its recorded twin is already
/// talked to by nobody joins in the middle. Engine thread.
class ReplaySockets final : public std::enable_shared_from_this<ReplaySockets> {
public:
    explicit ReplaySockets(Scheduler &scheduler) : m_scheduler(scheduler) {}

    [[nodiscard]] WsTransportFactory factory();
    /// Opened, Connected, Frame, Closed, Left; others are none of its business.
    void apply(const Record &record);

    void seek(ReplayTransport *transport);
    void leave(const ReplayTransport *transport);

private:
    struct Line {
        QString name;
        QPointer<ReplayTransport> taker;
        bool wasTaken = false, isConnected = false, isOver = false, isLate = false;
        std::deque<Record> missed; ///< not yet heard by the taker
        qsizetype missedBytes = 0;
        Scheduler::Handle catchUp;
    };
    using Lines = std::map<std::uint32_t, Line>;

    void begin(const Record &record);
    void keep(Line &line, const Record &record);
    void take(Lines::iterator at, ReplayTransport *transport);
    void tellMissed(std::uint32_t stream);

    Scheduler &m_scheduler;
    Lines m_lines;
    std::list<QPointer<ReplayTransport>> m_waiting;
};

} // namespace bw
