// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/httpclient.h"
#include "core/ports/relayfeed.h"
#include "core/tardis/relaylink.h"

#include <QHash>

#include <map>

namespace bw {

class RelayBookLine;
class RelayDataLine;

/// RelayFeed over a tardis-machine: for each pair a line for its book and, for derivatives, one for the rest. Keeps the lines of pairs that
/// stay when the list changes. Bounds what is asked of an exchange at once, and how often the same complaint is told. Engine thread.
class TardisRelayFeed final : public RelayFeed {
    Q_OBJECT
public:
    static constexpr qsizetype kMaxPairs = 100;

    TardisRelayFeed(WsTransportFactory sockets, HttpClient &http, const Clock &clock, Scheduler &scheduler, Backoff::Random random,
                    QObject *parent = nullptr);
    ~TardisRelayFeed() override;

    void start(const QUrl &socket, const QVector<RelayPair> &pairs) override;
    void stop() override;
    void checkHealth(const QUrl &socket, QObject *context, std::function<void(const Result<RelayHealth> &)> done) override;

private:
    struct Venue {
        RelayPair pair;
        RelayBookLine *book = nullptr; ///< children of the feed, which outlive the signal that ends them
        RelayDataLine *data = nullptr;
    };
    void open(const RelayPair &pair);
    void close(const Venue &venue);
    void tell(const RelayKey &key, const QString &detail);
    [[nodiscard]] RateLimiter &connectsOf(const QString &exchange);

    struct Told {
        QString detail;
        MonoTime at{};
    };

    const RelayParts m_parts;
    HttpClient &m_http;
    QUrl m_socket;
    std::vector<Venue> m_venues;
    std::map<QString, RateLimiter> m_connects;
    QHash<RelayKey, Told> m_told;
};

} // namespace bw
