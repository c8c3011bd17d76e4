// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recordingrelay.h"

#include "core/net/url.h"
#include "core/tardis/relaypairtable.h"

namespace bw {

using L = QLatin1StringView;

QJsonObject RelayNote::toJson() const
{
    return {{QStringLiteral("relay"), socket.toString(QUrl::FullyEncoded)}, {QStringLiteral("pairs"), QString::fromUtf8(writeRelayPairs(pairs))}};
}

std::optional<RelayNote> RelayNote::fromJson(const QJsonObject &json)
{
    const auto socket = checkedEndpoint(json.value(L("relay")).toString(), EndpointKind::WebSocket);
    const auto table = socket ? readRelayPairs(json.value(L("pairs")).toString().toUtf8()) : Result<RelayPairTable>(fail({}));
    return table ? std::optional(RelayNote{*socket, table->pairs}) : std::nullopt;
}

RecordingRelay::RecordingRelay(std::shared_ptr<Recorder> recorder, std::unique_ptr<RelayFeed> inner)
    : m_recorder(std::move(recorder)), m_inner(std::move(inner))
{
    auto *from = m_inner.get();
    connect(from, &RelayFeed::statusChanged, this, &RelayFeed::statusChanged);
    connect(from, &RelayFeed::quoteChanged, this, &RelayFeed::quoteChanged);
    connect(from, &RelayFeed::gapSeen, this, &RelayFeed::gapSeen);
    connect(from, &RelayFeed::tickerChanged, this, &RelayFeed::tickerChanged);
    connect(from, &RelayFeed::liquidated, this, &RelayFeed::liquidated);
    connect(from, &RelayFeed::troubleTold, this, &RelayFeed::troubleTold);
}

void RecordingRelay::start(const QUrl &socket, const QVector<RelayPair> &pairs)
{
    m_recorder->addNote(RelayNote{socket, pairs}.toJson());
    m_inner->start(socket, pairs);
}

void RecordingRelay::checkHealth(const QUrl &socket, QObject *context, std::function<void(const Result<RelayHealth> &)> done)
{
    m_inner->checkHealth(socket, context, std::move(done));
}

} // namespace bw
