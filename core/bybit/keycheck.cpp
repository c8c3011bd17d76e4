// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/keycheck.h"

#include "core/bybit/keyauditcodec.h"

#include <QJsonArray>

namespace bw {

namespace {
/// One USDT perpetual stands for all: the mode can be set for each symbol, and this one is everywhere.
constexpr QLatin1StringView kProbe("BTCUSDT");

Result<AccountMode> positionModeOf(const Result<BybitReply> &reply)
{
    if (!reply)
        return fail(reply.error());
    AccountMode mode;
    for (const QJsonValue &row : reply->result.value(QLatin1StringView("list")).toArray())
        if (const auto idx = row.toObject().value(QLatin1StringView("positionIdx")).toInt(-1); idx >= 0)
            mode.isHedge = idx > 0;
    return mode;
}
} // namespace

KeyCheck::KeyCheck(const QUrl &rest, HttpClient &client, const Clock &clock, bool isPlayMoney, QObject *parent)
    : QObject(parent), m_rest(rest, {client, client, client}, clock), m_time(m_rest, clock)
{
    m_found.isPlayMoney = isPlayMoney;
    m_rest.setTimeSource([this] { return m_time.requestTime(); });
    connect(&m_time, &ServerTime::measured, this, [this](const ClockOffset &offset) {
        m_found.clock = offset;
        onClock();
    });
    connect(&m_time, &ServerTime::failed, this, [this](const Error &error) {
        m_found.clock = Result<ClockOffset>(fail(error));
        finish();
    });
}

void KeyCheck::start(const ApiKey &key)
{
    m_rest.setCredentials(std::make_shared<const BybitCredentials>(BybitCredentials{key.key.toUtf8(), Signer(key.secret)}));
    m_time.measure();
}

void KeyCheck::onClock()
{
    m_rest.getSigned(QStringLiteral("/v5/user/query-api"), {}, this, [this](const Result<BybitReply> &reply) { onAudit(reply); });
}

void KeyCheck::onAudit(const Result<BybitReply> &reply)
{
    m_found.audit = reply ? decodeKeyAudit(reply->result) : Result<KeyAudit>(fail(reply.error()));
    if (judgeKey(m_found).level == KeyLevel::None && !*m_found.audit)
        return finish();
    m_running = 2;
    m_rest.getSigned(QStringLiteral("/v5/account/info"), {}, this, [this](const Result<BybitReply> &info) {
        m_found.account = info ? Result<QJsonObject>(info->result) : Result<QJsonObject>(fail(info.error()));
        finishOne();
    });
    RestQuery query;
    query.add(QLatin1StringView("category"), QStringLiteral("linear")).add(QLatin1StringView("symbol"), kProbe);
    m_rest.getSigned(QStringLiteral("/v5/position/list"), query, this, [this](const Result<BybitReply> &positions) {
        m_found.positions = positionModeOf(positions);
        finishOne();
    });
}

void KeyCheck::finishOne()
{
    if (--m_running == 0)
        finish();
}

void KeyCheck::finish()
{
    m_rest.setCredentials(nullptr);
    KeyReport report = judgeKey(m_found);
    report.host = m_rest.base().host();
    Q_EMIT finished(report);
}

} // namespace bw
