// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/sandbox/marketsource.h"

#include <QHash>

#include <memory>
#include <vector>

namespace bw {

/// The invented market (see syntheticRecipes() for what it lists). An instrument comes to life when it is looked at first; only what is
/// watched moves by itself, and the rest catches up when it is looked at again. The sandbox's thread. No price here means anything.
class SyntheticMarket final : public MarketSource {
    Q_OBJECT
public:
    static constexpr int kUsualSymbols = 40; ///< enough for a search and a watch list
    static constexpr int kMostSymbols = 2000;

    struct Listed {
        int symbols = kUsualSymbols;
        double speed = 1; ///< time passes that many times as fast for books and trades
    };
    SyntheticMarket(const Clock &clock, Scheduler &scheduler, std::uint64_t seed, const Listed &listed);
    SyntheticMarket(const Clock &clock, Scheduler &scheduler, std::uint64_t seed) : SyntheticMarket(clock, scheduler, seed, Listed()) {}
    ~SyntheticMarket() override;

    [[nodiscard]] QList<InstrumentId> instruments() const override { return m_ids; }
    [[nodiscard]] bool has(const InstrumentId &id) const override { return m_byId.contains(id); }
    [[nodiscard]] InstrumentPtr instrument(const InstrumentId &id) const override;
    [[nodiscard]] QJsonObject instrumentInfo(const InstrumentId &id) const override;
    [[nodiscard]] double pace() const override { return m_speed; }
    [[nodiscard]] const MarketBook &book(const InstrumentId &id) override;
    [[nodiscard]] const MarketBook &deepBook(const InstrumentId &id) override;
    [[nodiscard]] bool hasDeepBook() const override { return true; }
    [[nodiscard]] MarketGauge gauge(const InstrumentId &id) override;
    [[nodiscard]] QJsonObject tickerRow(const InstrumentId &id) override;
    [[nodiscard]] QList<MarketPrint> recentTrades(const InstrumentId &id) override;
    [[nodiscard]] std::vector<MarketCandle> candles(const InstrumentId &id, const MarketInterval &interval, UtcTime from, UtcTime to) override;
    [[nodiscard]] std::vector<FundingPoint> fundingHistory(const InstrumentId &id, UtcTime from, UtcTime to, int limit) override;
    [[nodiscard]] std::optional<Decimal> openInterest(const InstrumentId &id, UtcTime at) override;
    void watch(const InstrumentId &id) override;
    void unwatch(const InstrumentId &id) override;
    bool shake(const InstrumentId &id) override;
    void hold(const InstrumentId &id, bool isHeld) override;

private:
    struct Listing;
    struct Life;
    [[nodiscard]] Listing &at(const InstrumentId &id) const;
    Life &alive(Listing &listing);
    void catchUp(Listing &listing);
    void advance(Listing &listing);
    void renewDeep(Listing &listing);
    void remember(Listing &listing, const std::vector<MarketPrint> &prints);
    void maybeLiquidate(Listing &listing, double seconds);
    void renewDay(Listing &listing);
    [[nodiscard]] std::chrono::milliseconds paced(std::chrono::milliseconds usual) const;

    const Clock &m_clock;
    Scheduler &m_scheduler;
    double m_speed;
    QList<InstrumentId> m_ids;
    std::vector<std::unique_ptr<Listing>> m_listings;
    QHash<InstrumentId, Listing *> m_byId;
};

} // namespace bw
