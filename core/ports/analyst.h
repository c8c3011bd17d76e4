// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/signal/sentiment.h"

#include <QObject>

#include <chrono>
#include <functional>

namespace bw {

struct SentimentRequest {
    QString instrument;            ///< "BTCUSDT"
    QVector<Headline> headlines;   ///< clean ones only; numbered 1.. in this order
};

/// One job as measured: the event `ai_call`.
struct AnalystCall {
    enum class Status : std::uint8_t { Ok, Rejected, Failed, Refused };
    QString job;                   ///< "sentiment"
    QString model, servedModel;    ///< asked for, answered
    Status status = Status::Failed;
    int httpStatus = 0;
    int attempts = 0;
    std::chrono::milliseconds latency{0};
    int promptTokens = 0, completionTokens = 0;
    bool isUsageEstimated = false;
    Decimal costUsd;               ///< estimate; invalid when no price is known
    int callsToday = 0;            ///< attempts of all jobs since midnight UTC, this one included
    Decimal usdToday;              ///< estimated cost of them
    bool isDemo = false;           ///< the answer says that it comes from the offline analyst
    QString reason;                ///< rejection or error in a word
    std::optional<Error> error;    ///< of Failed
    std::optional<SentimentVerdict> verdict;
};
[[nodiscard]] QString toName(AnalystCall::Status status); ///< "ok", "rejected", "failed", "refused"

/// Asks a model for a judgement. Lives on the engine thread; at most two jobs run at once, more wait; every job ends in exactly one
/// callback within 60 s. Never sees a price, a position or a key of the venue.
class Analyst : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void judgeHeadlines(const SentimentRequest &request, std::function<void(const AnalystCall &)> done) = 0;
    virtual void stop() = 0;
};

} // namespace bw
