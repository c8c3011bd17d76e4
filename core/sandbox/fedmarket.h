// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/booksnapshot.h"
#include "core/sandbox/marketsource.h"

#include <deque>
#include <memory>

namespace bw {

/// A market that someone else feeds: for paper trading, the terminal passes on the live book that it sees. A book that is not live empties
/// this one, so that no order fills at prices nobody knows. All calls on the sandbox's thread: a feeder elsewhere queues them.
class FedMarket final : public MarketSource {
    Q_OBJECT
public:
    explicit FedMarket(QObject *parent = nullptr);
    ~FedMarket() override;

    /// Before anything else of it. Without a row one is made of the instrument's filters.
    void addInstrument(const InstrumentPtr &instrument, const QJsonObject &row = {});
    void setBook(const std::shared_ptr<const BookSnapshot> &book);
    void addTrade(const InstrumentId &id, const MarketPrint &print);
    void setGauge(const InstrumentId &id, const MarketGauge &gauge); ///< invalid members mean: not known

    [[nodiscard]] QList<InstrumentId> instruments() const override;
    [[nodiscard]] InstrumentPtr instrument(const InstrumentId &id) const override;
    [[nodiscard]] QJsonObject instrumentInfo(const InstrumentId &id) const override;
    [[nodiscard]] const MarketBook &book(const InstrumentId &id) override;
    [[nodiscard]] MarketGauge gauge(const InstrumentId &id) override;
    [[nodiscard]] QJsonObject tickerRow(const InstrumentId &id) override;
    [[nodiscard]] QList<MarketPrint> recentTrades(const InstrumentId &id) override;
    void watch(const InstrumentId &) override {}
    void unwatch(const InstrumentId &) override {}

private:
    struct Listing;
    [[nodiscard]] Listing *find(const InstrumentId &id) const;
    std::vector<std::unique_ptr<Listing>> m_listings;
};

} // namespace bw
