// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/keyjudgement.h"
#include "core/bybit/servertime.h"

#include <QObject>

namespace bw {

/// Asks one venue about one key, once: clock, query-api, account/info and the position mode, at most six requests and none after one that
/// refuses the key. Reads only; opens no stream; forgets the key when it goes. Lives on the thread of its HTTP client, owned by who asks.
class KeyCheck final : public QObject {
    Q_OBJECT
public:
    /// `isPlayMoney`: the demo world, whose host may not describe keys.
    KeyCheck(const QUrl &rest, HttpClient &client, const Clock &clock, bool isPlayMoney, QObject *parent = nullptr);
    void start(const ApiKey &key);

Q_SIGNALS:
    void finished(const bw::KeyReport &report);

private:
    void onClock();
    void onAudit(const Result<BybitReply> &reply);
    void finishOne();
    void finish();

    BybitRest m_rest;
    ServerTime m_time;
    KeyFindings m_found;
    int m_running = 0;
};

} // namespace bw
