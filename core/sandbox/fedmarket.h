// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/booksnapshot.h"
#include "core/sandbox/marketsource.h"

#include <QVector>

#include <deque>
#include <memory>

namespace bw {

/// A market that someone else feeds: for paper trading, the terminal passes on the live book that it sees. A book that is not live empties
/// this one, so that no order fills at prices nobody knows. Tells the feeder what it needs besides what is being looked at. A venue that
/// changes its steps while something is held here makes that book unknown until nothing is. All calls on the sandbox's thread: a feeder
/// elsewhere queues them.
class FedMarket final : public MarketSource {
    Q_OBJECT
public:
    explicit FedMarket(QObject *parent = nullptr);
    ~FedMarket() override;

    /// Before anything else of it, and again when its terms changed. Without a row one is made of the instrument's filters.
    void addInstrument(const InstrumentPtr &instrument, const QJsonObject &row = {});
    void setBook(const std::shared_ptr<const BookSnapshot> &book);
    void loseBook(const InstrumentId &id); ///< nobody feeds it any more
    void addTrade(const InstrumentId &id, const MarketPrint &print);
    /// Counted in the instrument's steps; nothing where those are not the ones that are held here.
    void addTrades(const InstrumentPtr &instrument, const QVector<MarketPrint> &prints);
    [[nodiscard]] QVector<InstrumentPtr> watched() const;
    void setGauge(const InstrumentId &id, const MarketGauge &gauge); ///< invalid members mean: as before

    [[nodiscard]] QList<InstrumentId> instruments() const override;
    [[nodiscard]] InstrumentPtr instrument(const InstrumentId &id) const override;
    [[nodiscard]] QJsonObject instrumentInfo(const InstrumentId &id) const override;
    [[nodiscard]] const MarketBook &book(const InstrumentId &id) override;
    [[nodiscard]] MarketGauge gauge(const InstrumentId &id) override;
    [[nodiscard]] QJsonObject tickerRow(const InstrumentId &id) override;
    [[nodiscard]] QList<MarketPrint> recentTrades(const InstrumentId &id) override;
    [[nodiscard]] bool isLive(const InstrumentId &id) const override;
    void adopt(const InstrumentPtr &instrument, const Decimal &price) override;
    void watch(const InstrumentId &id) override;
    void unwatch(const InstrumentId &id) override;

Q_SIGNALS:
    /// What orders and positions need the market of.
    void watchedChanged(const QVector<bw::InstrumentPtr> &watched);

private:
    struct Listing;
    [[nodiscard]] Listing *find(const InstrumentId &id) const;
    void empty(Listing &listing);
    std::vector<std::unique_ptr<Listing>> m_listings;
};

} // namespace bw
