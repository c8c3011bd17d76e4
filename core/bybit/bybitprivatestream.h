// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/accountcodec.h"
#include "core/bybit/bybitrest.h"
#include "core/bybit/controlframe.h"
#include "core/bybit/servertime.h"
#include "core/net/wssession.h"

namespace bw {

/// The private socket: authenticates on the corrected clock, subscribes to order, execution, position and wallet, and turns their rows
/// into values. What it can't read it reports as an error that asks for a re-read, since it may have been a fill. Sends no order, keeps
/// no state of orders. Engine thread; owned by the venue.
class BybitPrivateStream final : public QObject, private WsProtocol {
    Q_OBJECT
public:
    struct Parts {
        WsTransportFactory transports;
        const Clock &clock;
        Scheduler &scheduler;
        RateLimiter &connects;
        Backoff::Random random;
    };

    BybitPrivateStream(QUrl url, const Parts &parts, const ServerTime &time, const AccountCodec &codec, QObject *parent = nullptr);

    /// Only once the venue's clock is known.
    void start(BybitCredentialsPtr credentials);
    void stop();

Q_SIGNALS:
    void statusChanged(const bw::ConnectionStatus &status);
    void orderReported(const bw::OrderReport &report);
    void executionReported(const bw::Execution &execution);
    void positionReported(const bw::Position &position);
    void walletReported(const bw::Wallet &wallet);
    /// The venue refused the key or the time stamp; the session tries again later.
    void authRefused(const bw::Error &error);
    void errorRaised(const bw::Error &error);

private:
    [[nodiscard]] QByteArray pingText() override;
    [[nodiscard]] std::optional<QByteArray> authText() override;
    [[nodiscard]] QByteArray subscribeText(const QList<QByteArray> &topics) override;
    [[nodiscard]] QByteArray unsubscribeText(const QList<QByteArray> &topics) override;

    void read(QByteArrayView text);
    void readControl(const QByteArray &text);
    void readRows(const QString &topic, const QJsonObject &frame);
    template <class T, class Signal>
    void deliver(const Result<std::optional<T>> &row, Signal signal);

    const QUrl m_url;
    const ServerTime &m_time;
    const AccountCodec &m_codec;
    BybitCredentialsPtr m_credentials;
    quint64 m_requests = 0;
    WsSession m_session;
};

} // namespace bw
