// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/net/wstransport.h"
#include "core/tardis/historyslices.h"
#include "core/tardis/relaybook.h"
#include "core/tardis/relaycodec.h"

namespace bw {

/// Reads one window of the past over one socket, from the midnight before it on, since there the recorded book begins; builds the book,
/// and sums it up in slices. Has a time-out of its own: without internet a relay says nothing for minutes (fact sheet Tardis, 7). A
/// disconnect, a crossed book or a message that can't be read is a gap until the next snapshot. Never asks twice. Lives on the thread that
/// made it, whatever that is.
class RelayHistoryReader final : public QObject {
    Q_OBJECT
public:
    /// No message for so long is the end of it: downloads of a minute slice take seconds, not minutes.
    static constexpr std::chrono::seconds kSilentAfter{60};
    static constexpr std::chrono::seconds kOpenWithin{10};

    RelayHistoryReader(const WsTransportFactory &sockets, const Clock &clock, Scheduler &scheduler, QObject *parent = nullptr);
    ~RelayHistoryReader() override;

    void read(const HistoryQuery &query);
    void stop();

Q_SIGNALS:
    /// At the start, four times a second while something comes, and at the end.
    void progressed(const bw::HistoryView &view);

private:
    void onText(QByteArrayView text);
    void onBook(const RelayMessage &message);
    void onClosed(ConnectionStatus::Reason reason);
    void note(UtcTime at);
    void tell();
    void finish(HistoryView::State state, HistoryView::Trouble trouble, const QString &words = {});
    void dropTransport();

    const WsTransportFactory m_sockets;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    std::unique_ptr<WsTransport> m_transport;
    RelayCodec m_codec;
    RelayBook m_book{std::nullopt, std::nullopt}; ///< by the numbers themselves: the steps of then may not be those of the table
    std::optional<HistorySlices> m_slices;
    HistoryView m_view;
    int m_unreadable = 0;
    MonoTime m_toldAt{}, m_heardAt{};
    Scheduler::Handle m_watch;
};

} // namespace bw
