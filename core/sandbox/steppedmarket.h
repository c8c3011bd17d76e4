// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/marketsource.h"

namespace bw {

/// A market source in front of another, whose books and prints stand on a coarser tick or lot where an instrument was changed in mid-session:
/// bids round down, asks up, so that nothing crosses. Everything else passes as it is, counted in the other's own steps. The sandbox's thread;
/// owned by the server beside the source, which must outlive it.
class SteppedMarket final : public MarketSource {
    Q_OBJECT
public:
    explicit SteppedMarket(MarketSource &source);

    /// From now on so many of the source's ticks and lots make one; 1 and 1: as they are.
    void setSteps(const InstrumentId &id, std::int64_t ticks, std::int64_t lots);

    [[nodiscard]] QList<InstrumentId> instruments() const override { return m_source.instruments(); }
    [[nodiscard]] bool has(const InstrumentId &id) const override { return m_source.has(id); }
    [[nodiscard]] InstrumentPtr instrument(const InstrumentId &id) const override { return m_source.instrument(id); }
    [[nodiscard]] QJsonObject instrumentInfo(const InstrumentId &id) const override { return m_source.instrumentInfo(id); }
    [[nodiscard]] bool isLive(const InstrumentId &id) const override { return m_source.isLive(id); }
    void adopt(const InstrumentPtr &instrument, const Decimal &price) override { m_source.adopt(instrument, price); }
    [[nodiscard]] bool keepsUpdateIds() const override { return m_source.keepsUpdateIds(); }
    [[nodiscard]] double pace() const override { return m_source.pace(); }
    [[nodiscard]] const MarketBook &book(const InstrumentId &id) override;
    [[nodiscard]] const MarketBook &deepBook(const InstrumentId &id) override;
    [[nodiscard]] bool hasDeepBook() const override { return m_source.hasDeepBook(); }
    [[nodiscard]] MarketGauge gauge(const InstrumentId &id) override { return m_source.gauge(id); }
    [[nodiscard]] QJsonObject tickerRow(const InstrumentId &id) override { return m_source.tickerRow(id); }
    [[nodiscard]] QList<MarketPrint> recentTrades(const InstrumentId &id) override;
    [[nodiscard]] std::vector<MarketCandle> candles(const InstrumentId &id, const MarketInterval &interval, UtcTime from, UtcTime to) override;
    [[nodiscard]] std::vector<FundingPoint> fundingHistory(const InstrumentId &id, UtcTime from, UtcTime to, int limit) override
    {
        return m_source.fundingHistory(id, from, to, limit);
    }
    [[nodiscard]] std::optional<Decimal> openInterest(const InstrumentId &id, UtcTime at) override { return m_source.openInterest(id, at); }
    void watch(const InstrumentId &id) override { m_source.watch(id); }
    void unwatch(const InstrumentId &id) override { m_source.unwatch(id); }
    bool shake(const InstrumentId &id) override { return m_source.shake(id); }
    void hold(const InstrumentId &id, bool isHeld) override { m_source.hold(id, isHeld); }

private:
    struct Steps {
        std::int64_t ticks = 1, lots = 1;
        std::uint32_t changes = 0; ///< each makes subscribers begin anew
        MarketBook book, deep;     ///< as they stand on these steps
    };
    [[nodiscard]] static const MarketBook &onSteps(const Steps &steps, const MarketBook &book, MarketBook &made);
    [[nodiscard]] static MarketPrint onSteps(const Steps &steps, MarketPrint print);

    MarketSource &m_source;
    QHash<InstrumentId, std::shared_ptr<Steps>> m_steps;
};

} // namespace bw
