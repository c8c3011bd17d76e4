// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/enginefactory.h"
#include "app/sandboxhost.h"

#include <QTemporaryDir>
#include <QTest>

namespace bw {

/// The real engine with its real parts against a sandbox exchange of its own, over real sockets, and what it has told so far. Gui thread.
class LiveSession final {
public:
    explicit LiveSession(SandboxConfig config = {})
    {
        QObject::connect(&m_host, &SandboxHost::listening, &client, [this](const SandboxAddress &at) { begin(at); });
        QObject::connect(&client, &EngineClient::orderChanged, &client, [this](const Order &order) {
            orders.insert(order.orderLinkId.isEmpty() ? order.orderId : order.orderLinkId, order);
        });
        QObject::connect(&client, &EngineClient::executionAdded, &client, [this](const Execution &execution) { executions.append(execution); });
        QObject::connect(&client, &EngineClient::positionsChanged, &client, [this](const QVector<Position> &all) { positions = all; });
        QObject::connect(&client, &EngineClient::previewReady, &client, [this](const Preview &ready) { m_preview = ready; });
        QObject::connect(&client, &EngineClient::submitAccepted, &client, [this](const QString &, const QString &linkId) { m_linkId = linkId; });
        m_host.start(std::move(config));
    }
    Q_DISABLE_COPY_MOVE(LiveSession)

    [[nodiscard]] bool isReady() const
    {
        const auto book = client.book().read();
        return client.session().tradingState == TradingState::Active && book && book->isLive() && book->hasBothSides();
    }
    /// By the whole road, asked again until every guard is green; its link id, or "" where that does not come within 20 s.
    [[nodiscard]] QString send(const OrderDraft &draft)
    {
        m_linkId.clear();
        const bool isSent = QTest::qWaitFor([&] {
            if (m_preview && m_preview->isSendable()) {
                client.submit(std::exchange(m_preview, std::nullopt)->id);
                m_isAsked = false;
            } else if (m_linkId.isEmpty() && (!m_isAsked || m_preview)) {
                if (m_preview)
                    m_lastRefused = m_preview;
                m_preview.reset();
                m_isAsked = true;
                client.requestPreview(draft);
            }
            return !m_linkId.isEmpty();
        }, 20'000);
        m_isAsked = false;
        if (!isSent && m_lastRefused) // why it never became sendable
            for (const Verdict &verdict : m_lastRefused->verdicts)
                if (!verdict.ok)
                    qWarning("%s: %s, limit %s, %s", qPrintable(toName(verdict.rule)), qPrintable(verdict.measured), qPrintable(verdict.limit), qPrintable(verdict.why));
        return isSent ? m_linkId : QString();
    }
    [[nodiscard]] const Position *held() const
    {
        for (const auto &position : positions)
            if (position.side)
                return &position;
        return nullptr;
    }
    [[nodiscard]] Decimal size() const { return held() ? held()->size : Decimal(0); }
    [[nodiscard]] bool isProtected() const { return held() && held()->isProtected; }

    SandboxAddress address;
    QHash<QString, Order> orders; ///< newest state, by link id, else by order id
    QVector<Execution> executions;
    QVector<Position> positions;

private:
    void begin(const SandboxAddress &at)
    {
        address = at;
        EnginePlan plan;
        plan.config.mayTrade = true;
        plan.config.mayOrdersOutliveUs = true;
        plan.config.limits = generous();
        plan.config.instrument = {Category::Linear, QStringLiteral("BTCUSDT")};
        plan.config.analyst = {at.analyst, SecretBytes(at.key.toUtf8()), true};
        plan.endpoints = BybitEndpoints::custom(at.rest, at.socket).value();
        plan.journalPath = m_folder.filePath(QStringLiteral("journal.sqlite"));
        client.start(engineFactory(std::move(plan)));
        client.useKey({at.key, at.secret});
    }
    [[nodiscard]] static RiskLimits generous()
    {
        RiskLimits limits;
        limits.maxOrderNotional = 1'000'000;
        limits.maxPositionNotional = 50'000'000;
        limits.priceBandPct = Decimal(50);
        limits.duplicateWindow = std::chrono::milliseconds(0);
        limits.minTrust = 0;
        return limits;
    }

    QTemporaryDir m_folder;
    SandboxHost m_host;
    std::optional<Preview> m_preview, m_lastRefused;
    bool m_isAsked = false;
    QString m_linkId;

public:
    ThreadedEngineClient client{generous(), 0.05}; ///< goes first
};

} // namespace bw
