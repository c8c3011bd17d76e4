// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/tradeclient.h"
#include "core/engine/tradeevents.h"

#include <functional>

namespace bw {

class Engine;

/// The window's end of the order desk: hands wishes to the engine thread and its news back. Gui thread; owned by ThreadedEngineClient,
/// whose thread and posting it uses.
class ThreadedTradeClient final : public TradeClient {
    Q_OBJECT
public:
    /// Runs the call on the engine thread while there is an engine.
    using Post = std::function<void(std::function<void(Engine &)>)>;

    explicit ThreadedTradeClient(Post post, QObject *parent = nullptr);
    void relay(TradeEvents &events);

    [[nodiscard]] const StopAllView &stopAllView() const override { return m_stopAll; }
    [[nodiscard]] const std::optional<AccountMode> &accountMode() const override { return m_mode; }

    void requestChange(const ChangeDraft &draft) override;
    void cancelSide(Side side) override;
    void stopAll(StopAllView::Scope scope, bool withProtection) override;
    void flatten() override;
    void resume() override;
    void overrideUnknown(const InstrumentId &id) override;
    void setLimits(const RiskLimits &limits) override;
    void readTimeline(const QString &orderKey) override;
    void readOrderHistory(UtcTime since) override;
    void readLedger(UtcTime since, UtcTime until) override;
    void readTradeCost(const QVector<LedgerEntry> &rows) override;

private:
    const Post m_post;
    StopAllView m_stopAll;
    std::optional<AccountMode> m_mode;
};

} // namespace bw
