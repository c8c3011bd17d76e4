// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/holysheep/holysheepanalyst.h"

#include "core/holysheep/holysheeplog.h"
#include "core/holysheep/prompts.h"
#include "core/holysheep/verdictparser.h"

#include <algorithm>

namespace bw {

namespace {

QUrl endpointOf(QUrl base)
{
    base.setPath(base.path() + QStringLiteral("/chat/completions"));
    return base;
}

/// A key goes into a header: anything but plain printable characters would be a mistake in pasting.
bool isSendable(const SecretBytes &key)
{
    const QByteArrayView bytes = key.reveal();
    return !bytes.isEmpty() && std::all_of(bytes.begin(), bytes.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

} // namespace

HolySheepAnalyst::HolySheepAnalyst(Config config, SecretBytes key, HttpClient &http, const Clock &clock, Scheduler &scheduler,
                                   Backoff::Random random, QObject *parent)
    : Analyst(parent), m_config(std::move(config)), m_key(std::move(key)), m_budget(m_config.limits, clock),
      m_client(ChatService{http, clock, scheduler, m_budget, std::move(random), endpointOf(m_config.base), m_key})
{
}

HolySheepAnalyst::~HolySheepAnalyst() = default;

void HolySheepAnalyst::setKey(SecretBytes key)
{
    m_client.setKey(key);
    m_key = std::move(key);
}

void HolySheepAnalyst::setModel(const QString &model)
{
    m_config.model = model;
}

void HolySheepAnalyst::setLimits(SpendBudget::Limits limits)
{
    m_budget.setLimits(limits);
}

void HolySheepAnalyst::stop()
{
    m_client.stop();
}

QString HolySheepAnalyst::objection(const SentimentRequest &request) const
{
    const auto &headlines = request.headlines;
    if (m_key.isEmpty())
        return QStringLiteral("no_key");
    if (!isSendable(m_key))
        return QStringLiteral("bad_key");
    if (m_config.model.isEmpty())
        return QStringLiteral("no_model");
    if (headlines.isEmpty())
        return QStringLiteral("no_headlines");
    if (headlines.size() > SentimentPrompt::kMaxHeadlines)
        return QStringLiteral("too_many_headlines");
    if (std::any_of(headlines.begin(), headlines.end(), [](const Headline &each) { return each.isHostile; }))
        return QStringLiteral("hostile_headline");
    return {};
}

void HolySheepAnalyst::judgeHeadlines(const SentimentRequest &request, std::function<void(const AnalystCall &)> done)
{
    AnalystCall call;
    call.job = QStringLiteral("sentiment");
    call.model = m_config.model;
    call.reason = objection(request);
    if (!call.reason.isEmpty())
        return refuse(std::move(call), std::move(done));
    const SentimentPrompt prompt(request);
    const QByteArray body = prompt.body(m_config.model);
    const ChatUsage worst{estimatedTokens(body), 0, SentimentPrompt::kMaxTokens};
    const auto headlines = static_cast<int>(request.headlines.size());
    m_client.ask({QStringLiteral("sentiment"), body, m_config.prices.costOf(m_config.model, worst)},
                 [this, call, body, headlines, done = std::move(done)](const ChatOutcome &outcome) mutable {
                     call.httpStatus = outcome.httpStatus;
                     call.attempts = outcome.attempts;
                     call.latency = outcome.latency;
                     if (outcome.reading)
                         takeAnswer(call, *outcome.reading, body, headlines);
                     else
                         takeFailure(call, outcome.reading.error());
                     conclude(call);
                     done(call);
                 });
}

void HolySheepAnalyst::refuse(AnalystCall call, std::function<void(const AnalystCall &)> done)
{
    call.status = AnalystCall::Status::Refused;
    QMetaObject::invokeMethod(this, [this, call, done = std::move(done)]() mutable {
        conclude(call);
        done(call);
    }, Qt::QueuedConnection);
}

void HolySheepAnalyst::takeAnswer(AnalystCall &call, const ChatAnswer &answer, const QByteArray &body, int headlines)
{
    call.servedModel = answer.model;
    call.isDemo = answer.isDemo;
    call.isUsageEstimated = !answer.usage;
    const ChatUsage usage = answer.usage.value_or(ChatUsage{estimatedTokens(body), 0, estimatedTokens(answer.content.toUtf8())});
    call.promptTokens = usage.prompt;
    call.completionTokens = usage.completion;
    const QString billed = m_config.prices.knows(answer.model) ? answer.model : m_config.model;
    call.costUsd = answer.isDemo ? Decimal(0) : m_config.prices.costOf(billed, usage);
    m_budget.addCost(call.costUsd);
    call.verdict = parseVerdict(answer.content, answer.finishReason, headlines, false); // hostile headlines were refused before
    call.status = call.verdict->score ? AnalystCall::Status::Ok : AnalystCall::Status::Rejected;
    call.reason = toName(call.verdict->rejection);
}

void HolySheepAnalyst::takeFailure(AnalystCall &call, const ChatFailure &failure) const
{
    const bool neverLeft = call.attempts == 0 && failure.word == QLatin1StringView("daily_limit");
    call.status = neverLeft ? AnalystCall::Status::Refused : AnalystCall::Status::Failed;
    call.reason = failure.word;
    call.costUsd = Decimal(0);
    call.error = failure.error;
}

void HolySheepAnalyst::conclude(AnalystCall &call)
{
    call.callsToday = m_budget.callsToday();
    call.usdToday = m_budget.usdToday();
    qCInfo(lcHolySheep).noquote() << call.job << toName(call.status) << call.reason << "model" << call.model << "servedModel" << call.servedModel
                                  << "attempts" << call.attempts << "ms" << call.latency.count() << "tokens" << call.promptTokens
                                  << call.completionTokens << "usd" << call.costUsd.toString();
    if (!call.servedModel.isEmpty() && call.servedModel != call.model && !call.isDemo)
        qCWarning(lcHolySheep).noquote() << "asked for" << call.model << "and was served" << call.servedModel;
}

} // namespace bw
