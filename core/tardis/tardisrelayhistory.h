// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/wstransport.h"
#include "core/ports/relayhistory.h"

#include <QThread>

#include <memory>

namespace bw {

class RelayHistoryReader;

/// RelayHistory over a tardis-machine. The reader works on a thread of its own, "history", from the first question on: a relay sends a
/// hundred thousand messages a second, and the live book must not wait behind them. Engine thread; owned by the Engine.
class TardisRelayHistory final : public RelayHistory {
    Q_OBJECT
public:
    /// The factory is called on the reader's thread.
    explicit TardisRelayHistory(WsTransportFactory sockets, QObject *parent = nullptr);
    /// Waits for the reader, which is never longer than one message away from hearing it.
    ~TardisRelayHistory() override;
    Q_DISABLE_COPY_MOVE(TardisRelayHistory)

    void read(const HistoryQuery &query) override;
    void stop() override;

private:
    struct Room; ///< what lives on the thread
    void begin();
    const WsTransportFactory m_sockets;
    std::unique_ptr<QThread> m_thread;
    QObject *m_anchor = nullptr; ///< of the thread: what is posted to it runs there
    std::shared_ptr<Room> m_room;
    quint64 m_asked = 0; ///< counts questions: an answer to an older one is nothing
};

} // namespace bw
