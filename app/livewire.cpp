// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/livewire.h"

#include "app/recordingrelay.h"
#include "core/net/qtwstransport.h"
#include "core/recording/recordingfeed.h"
#include "core/recording/recordingvenue.h"
#include "core/recording/watchnote.h"

namespace bw {

WsTransportFactory LiveWire::sockets() { return QtWsTransport::factory(); }

WsTransportFactory RecordedWire::sockets() { return Recorder::recorded(m_recorder, LiveWire::sockets()); }

void RecordedWire::attach(HttpClient &client)
{
    client.setObserver([recorder = m_recorder](const HttpRequest &request, const Result<HttpAnswer> &outcome, ConnectionStatus::Reason reason) {
        recorder->addReply(request, outcome, reason);
    });
}

void RecordedWire::dress(EngineParts &parts)
{
    parts.feed = std::make_unique<RecordingFeed>(m_recorder, std::move(parts.feed));
    parts.venue = std::make_unique<RecordingVenue>(m_recorder, std::move(parts.venue));
    parts.makeAnalyst = [recorder = m_recorder, make = std::move(parts.makeAnalyst)](const AnalystAccess &access) {
        recorder->addNote({{QStringLiteral("analyst"), access.url}, {QStringLiteral("isDemo"), access.isDemo}}); // and never the key
        return make(access);
    };
    if (parts.relay)
        parts.relay = std::make_unique<RecordingRelay>(m_recorder, std::move(parts.relay));
}

void RecordedWire::begin(Engine &engine, const std::shared_ptr<MarketChannels> &channels)
{
    QObject::connect(&engine.marketEvents(), &MarketEvents::watchListSet, &engine, [recorder = m_recorder](const QVector<InstrumentId> &ids) {
        recorder->addNote(watchNote(ids));
    });
    m_pulse = scheduler().every(std::chrono::milliseconds(500), [this, &engine, channels] { look(engine, *channels); });
    look(engine, *channels);
}

void RecordedWire::look(Engine &engine, MarketChannels &channels)
{
    const auto status = m_recorder->status();
    if (status == m_shown)
        return;
    m_shown = status;
    channels.recording.publish(std::make_shared<const RecordingView>(
        RecordingView{status->isRecording, status->file, status->bytes, !status->trouble.isEmpty()}));
    if (!status->trouble.isEmpty())
        Q_EMIT engine.events().noticeRaised({Notice::Severity::Danger, {ErrorFamily::Storage, Retry::Never, Certainty::NotSent, 0, status->trouble},
                                             QStringLiteral("recording"), clock().utcNow()});
}

} // namespace bw
