// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/bookkeeper.h"
#include "core/engine/spotchecker.h"
#include "core/engine/topiccounter.h"

#include <map>

namespace bw {

/// Full books, prints and tickers of instruments that nobody looks at but somebody needs: paper trading matches its orders and positions
/// against them. The open instrument is left out, since its own book is there already. Engine thread, owned by the MarketDesk.
class FollowDesk final : public QObject {
    Q_OBJECT
public:
    FollowDesk(MarketFeed &feed, TopicCounter &topics, MarketReader &reader, const Clock &clock);
    ~FollowDesk() override;

    void set(const QVector<InstrumentPtr> &wanted); ///< at most kMost of them
    void setOpen(const InstrumentId &id);
    void setVenueClock(std::chrono::milliseconds offset, std::chrono::milliseconds error);
    void doubt(std::optional<Category> category);
    /// Four times a second.
    void pulse();

Q_SIGNALS:
    void bookPublished(const std::shared_ptr<const bw::BookSnapshot> &book);
    void closed(const bw::InstrumentId &id); ///< nothing more is heard of it

private:
    static constexpr qsizetype kMost = 50;
    struct Followed {
        std::unique_ptr<BookKeeper> keeper;
        std::unique_ptr<SpotChecker> checker; ///< goes before the keeper
    };
    void fit();
    void begin(const InstrumentPtr &instrument);
    void end(const InstrumentId &id);
    [[nodiscard]] BookKeeper *keeper(const InstrumentId &id, const MarketTopic &topic) const;

    TopicCounter &m_topics;
    MarketReader &m_reader;
    const Clock &m_clock;
    QVector<InstrumentPtr> m_wanted;
    InstrumentId m_open;
    std::optional<std::chrono::milliseconds> m_venueOffset, m_clockError;
    std::map<QString, Followed> m_followed; ///< by category and symbol
};

} // namespace bw
