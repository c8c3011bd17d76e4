// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/accountkeeper.h"
#include "core/sandbox/authenticator.h"
#include "core/sandbox/exchange.h"
#include "core/sandbox/funding.h"
#include "core/sandbox/liquidator.h"
#include "core/sandbox/orderdesk.h"
#include "core/sandbox/restaccount.h"
#include "core/sandbox/restmarket.h"
#include "core/sandbox/restmodes.h"
#include "core/sandbox/restorder.h"
#include "core/sandbox/restposition.h"
#include "core/sandbox/throttle.h"

namespace bw {

/// Everything behind the doors of Exchange, in the order in which the parts lean on each other. Private to its sources.
struct Exchange::Room {
    struct Done {
        sandbox::Answer answer;
        std::optional<sandbox::Throttle::Verdict> limit;
    };

    Room(const Clock &clock_, MarketSource &market_, const ExchangeConfig &config, sandbox::Outbox::Sender send);
    ~Room();

    [[nodiscard]] sandbox::Account *account(const QByteArray &key) const;
    /// A private endpoint after its signature: permission, rate limit, then the work.
    [[nodiscard]] Done run(const sandbox::Route &route, const QByteArray &name, sandbox::Account &account, const QJsonObject &fields, const Mishap &mishap);
    void restore(sandbox::AccountKeeper::Kept kept); ///< into the first account
    /// The first price of this run for a position that was kept: what it is worth is told.
    void notePrice(const InstrumentId &id);
    void watchNeeded(); ///< exactly the instruments that orders and positions are in
    /// Of a write to the account's file: the first that fails is told, and is the last that is tried.
    void noteKept(const bw::Done &written);
    /// After every step: what changed is told, and exactly the instruments that matter are watched.
    void settle();

    const Clock &clock;
    MarketSource &market;
    int limitPerSecond;
    sandbox::Authenticator authenticator;
    sandbox::Throttle throttle;
    sandbox::Ids ids;
    sandbox::Hindsight hindsight;
    sandbox::Listings listings;
    sandbox::Valuation valuation;
    sandbox::Outbox outbox;
    sandbox::Matcher matcher;
    sandbox::StopKeeper stops;
    sandbox::Funding funding;
    sandbox::Liquidator liquidator;
    sandbox::OrderDesk desk;
    sandbox::RestMarket restMarket;
    sandbox::RestOrder restOrder;
    sandbox::RestAccount restAccount;
    sandbox::RestPosition restPosition;
    sandbox::RestModes restModes;
    sandbox::Routes routes;
    std::vector<std::unique_ptr<sandbox::Account>> accounts;
    QSet<InstrumentId> watched;
    QSet<InstrumentId> oldPrices; ///< of kept positions: no price was heard yet in this run
    const QString accountFile;
    std::unique_ptr<sandbox::AccountKeeper> keeper; ///< of the first account; null where nothing is kept
    std::function<void(const Error &)> fileFailed;
};

} // namespace bw
