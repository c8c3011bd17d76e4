// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/holysheep/chatclient.h"
#include "core/holysheep/pricetable.h"
#include "core/ports/analyst.h"

namespace bw {

/// The Analyst over HolySheep AI, or any server that speaks the same chat/completions. Checks before it spends: a key, clean headlines
/// and the day's limit; then asks, reads the verdict and counts the cost. Never falls back to another model.
class HolySheepAnalyst final : public Analyst {
    Q_OBJECT
public:
    struct Config {
        QUrl base; ///< such as https://api.holysheep.ai/v1, from checkedEndpoint()
        QString model = QStringLiteral("deepseek-v3.2");
        SpendBudget::Limits limits;
        PriceTable prices = PriceTable::published();
    };

    HolySheepAnalyst(Config config, SecretBytes key, HttpClient &http, const Clock &clock, Scheduler &scheduler, Backoff::Random random,
                     QObject *parent = nullptr);
    ~HolySheepAnalyst() override;
    Q_DISABLE_COPY_MOVE(HolySheepAnalyst)

    void setKey(SecretBytes key);
    void setModel(const QString &model);
    void setLimits(SpendBudget::Limits limits);

    void judgeHeadlines(const SentimentRequest &request, std::function<void(const AnalystCall &)> done) override;
    void stop() override;

private:
    [[nodiscard]] QString objection(const SentimentRequest &request) const;
    void refuse(AnalystCall call, std::function<void(const AnalystCall &)> done);
    void takeAnswer(AnalystCall &call, const ChatAnswer &answer, const QByteArray &body, int headlines);
    void takeFailure(AnalystCall &call, const ChatFailure &failure) const;
    void conclude(AnalystCall &call);

    Config m_config;
    SecretBytes m_key;
    SpendBudget m_budget;
    ChatClient m_client;
};

} // namespace bw
