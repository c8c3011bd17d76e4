// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/accountmodereader.h"

#include "core/bybit/accountrow.h"

#include <QJsonArray>

namespace bw {
namespace {

using L = QLatin1StringView;

constexpr int kLong = 1, kShort = 2; // positionIdx in hedge mode; 0 in one-way mode

std::optional<MarginMode> marginModeOf(const QString &word)
{
    if (word == u"ISOLATED_MARGIN")
        return MarginMode::Isolated;
    if (word == u"REGULAR_MARGIN")
        return MarginMode::Cross;
    if (word == u"PORTFOLIO_MARGIN")
        return MarginMode::Portfolio;
    return std::nullopt;
}

} // namespace

void readModeRows(const QJsonArray &rows, AccountMode &mode)
{
    for (const QJsonValue &value : rows) {
        const QJsonObject object = value.toObject();
        if (!mode.instrument || object.value(L("symbol")).toString() != mode.instrument->id().symbol)
            continue;
        AccountRow row(object);
        const int idx = row.whole(L("positionIdx"));
        const auto leverage = row.positive(L("leverage")); // "" in portfolio margin
        mode.isReduceOnly = mode.isReduceOnly.value_or(false) || row.flag(L("isReduceOnly"));
        mode.isHedge = idx == kLong || idx == kShort;
        if (idx != kShort)
            mode.leverage = leverage;
        if (idx != kLong)
            mode.shortLeverage = leverage;
    }
}

void AccountModeReader::read(const InstrumentPtr &instrument, QObject *context, std::function<void(const AccountMode &)> done)
{
    struct Job {
        AccountMode mode;
        int running;
        std::function<void(const AccountMode &)> done;
        void finishOne()
        {
            if (--running == 0)
                done(mode);
        }
    };
    const bool isSpot = instrument->id().category == Category::Spot;
    const auto job = std::make_shared<Job>(Job{{}, isSpot ? 1 : 2, std::move(done)});
    job->mode.instrument = instrument;
    m_rest.getSigned(QStringLiteral("/v5/account/info"), {}, context, [this, job](const Result<BybitReply> &reply) {
        if (reply)
            job->mode.marginMode = marginModeOf(reply->result.value(L("marginMode")).toString());
        else
            m_onError(reply.error());
        job->finishOne();
    });
    if (isSpot)
        return;
    RestQuery query;
    query.add(L("category"), toName(instrument->id().category)).add(L("symbol"), instrument->id().symbol);
    m_rest.getSigned(QStringLiteral("/v5/position/list"), query, context, [this, job](const Result<BybitReply> &reply) {
        if (reply)
            readModeRows(reply->result.value(L("list")).toArray(), job->mode);
        else
            m_onError(reply.error());
        job->finishOne();
    });
}

} // namespace bw
