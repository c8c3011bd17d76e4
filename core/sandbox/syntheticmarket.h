// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/sandbox/marketsource.h"

#include <memory>
#include <vector>

namespace bw {

/// The invented market: BTCUSDT, ETHUSDT, SOLUSDT linear, BTCUSD inverse and BTCUSDT spot. Only what is watched moves by itself; the rest
/// catches up when it is looked at. The sandbox's thread. No price here means anything.
class SyntheticMarket final : public MarketSource {
    Q_OBJECT
public:
    SyntheticMarket(const Clock &clock, Scheduler &scheduler, std::uint64_t seed, QObject *parent = nullptr);
    ~SyntheticMarket() override;

    [[nodiscard]] QList<InstrumentId> instruments() const override;
    [[nodiscard]] InstrumentPtr instrument(const InstrumentId &id) const override;
    [[nodiscard]] QJsonObject instrumentInfo(const InstrumentId &id) const override;
    [[nodiscard]] const MarketBook &book(const InstrumentId &id) override;
    [[nodiscard]] MarketGauge gauge(const InstrumentId &id) override;
    [[nodiscard]] QJsonObject tickerRow(const InstrumentId &id) override;
    [[nodiscard]] QList<MarketPrint> recentTrades(const InstrumentId &id) override;
    void watch(const InstrumentId &id) override;
    void unwatch(const InstrumentId &id) override;

private:
    struct Listing;
    [[nodiscard]] Listing &at(const InstrumentId &id) const;
    void catchUp(Listing &listing);
    void advance(Listing &listing);
    void remember(Listing &listing, const std::vector<MarketPrint> &prints);

    const Clock &m_clock;
    Scheduler &m_scheduler;
    std::vector<std::unique_ptr<Listing>> m_listings;
};

} // namespace bw
