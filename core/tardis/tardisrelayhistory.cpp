// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/tardisrelayhistory.h"

#include "core/tardis/relayhistoryreader.h"
#include "core/tardis/tardislog.h"

namespace bw {

namespace {
constexpr int kStopMs = 2000;
}

struct TardisRelayHistory::Room {
    SystemClock clock;
    QtScheduler scheduler;
    std::unique_ptr<RelayHistoryReader> reader;
};

TardisRelayHistory::TardisRelayHistory(WsTransportFactory sockets, QObject *parent) : RelayHistory(parent), m_sockets(std::move(sockets)) {}

TardisRelayHistory::~TardisRelayHistory()
{
    if (!m_thread)
        return;
    m_thread->quit();
    if (m_thread->wait(kStopMs))
        return;
    qCCritical(lcTardis) << "the reader of the relay's history did not stop within" << kStopMs << "ms and is left behind";
    static_cast<void>(m_thread.release()); // destroying a running thread would end the program in the middle of it
}

void TardisRelayHistory::begin()
{
    m_thread = std::make_unique<QThread>();
    m_thread->setObjectName(QStringLiteral("history"));
    m_anchor = new QObject;
    m_anchor->moveToThread(m_thread.get());
    m_room = std::make_shared<Room>();
    connect(m_thread.get(), &QThread::finished, m_anchor, [room = m_room] { room->reader.reset(); }, Qt::DirectConnection);
    connect(m_thread.get(), &QThread::finished, m_anchor, &QObject::deleteLater);
    m_thread->start(QThread::LowPriority); // the market goes first
}

void TardisRelayHistory::read(const HistoryQuery &query)
{
    if (!m_thread)
        begin();
    const quint64 asked = ++m_asked;
    QMetaObject::invokeMethod(m_anchor, [this, room = m_room, sockets = m_sockets, query, asked] {
        room->reader = std::make_unique<RelayHistoryReader>(sockets, room->clock, room->scheduler);
        connect(room->reader.get(), &RelayHistoryReader::progressed, this, [this, asked](const HistoryView &view) { // queued: it crosses threads
            if (asked == m_asked)
                Q_EMIT progressed(view);
        });
        room->reader->read(query);
    });
}

void TardisRelayHistory::stop()
{
    ++m_asked;
    if (m_anchor)
        QMetaObject::invokeMethod(m_anchor, [room = m_room] {
            room->reader.reset();
        });
}

} // namespace bw
