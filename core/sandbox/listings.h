// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/marketsource.h"

namespace bw::sandbox {

/// What this exchange says of its instruments, which may change in mid-session: changes over the rows of the market source. Orders are judged
/// by them; prices and quantities are counted in the source's own steps all the while, so that a new step must be a multiple of the old one.
/// The books follow in SteppedMarket. The sandbox's thread; owned by Exchange.
class Listings final {
public:
    explicit Listings(MarketSource &market) : m_market(market) {}

    [[nodiscard]] QJsonObject row(const InstrumentId &id) const;      ///< of instruments-info
    [[nodiscard]] InstrumentPtr terms(const InstrumentId &id) const;  ///< filters and status that orders are judged by
    /// Changes named fields, such as {"tickSize": "0.5", "qtyStep": "0.01", "status": "Delivering"}; gives the new row.
    [[nodiscard]] Result<QJsonObject> change(const InstrumentId &id, const QJsonObject &changes);

private:
    struct Changed {
        QJsonObject row;
        InstrumentPtr terms;
    };
    MarketSource &m_market;
    QHash<InstrumentId, Changed> m_changed;
};

} // namespace bw::sandbox
