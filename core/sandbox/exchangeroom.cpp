// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/exchangeroom.h"

namespace bw {

using namespace sandbox;

Exchange::Room::Room(const Clock &clock_, MarketSource &market_, const ExchangeConfig &config, Outbox::Sender send)
    : clock(clock_), market(market_), limitPerSecond(config.limitPerSecond), authenticator(clock), throttle(clock), ids(config.seed), hindsight(clock),
      listings(market), valuation(market), outbox(valuation, std::move(send), [this](const QString &name, const QJsonObject &row) { hindsight.remember(name, row); }),
      matcher(clock, market, valuation, outbox, ids), stops(clock, valuation, matcher, outbox, ids), funding(clock, market, matcher), liquidator(valuation, matcher, stops),
      desk(clock, market, listings, valuation, matcher, stops, ids, outbox), restMarket(clock, market, listings), restOrder(desk), restAccount(clock, market, valuation, authenticator),
      restPosition(valuation, desk.form(), stops), restModes(market, valuation, desk.form(), outbox), accountFile(config.accountFile)
{
    for (const ExchangeKey &key : config.keys) {
        authenticator.add(key.key, key.secret);
        authenticator.setKind(key.key, key.kind);
        accounts.push_back(
            std::make_unique<Account>(key.key, config.balances, config.fees));
        hindsight.assume(pastName(*accounts.back()), valuation.wallet(*accounts.back()));
    }
    restMarket.addTo(routes);
    restOrder.addTo(routes);
    restAccount.addTo(routes);
    restPosition.addTo(routes);
    restModes.addTo(routes);
    matcher.setCountsQueues(config.countsQueues);
    outbox.setKeeper([this](const Account &account, const Outbox::Changes &changes) {
        if (keeper && &account == accounts.front().get())
            noteKept(keeper->write(account, ids, changes));
    });
    matcher.setAfterFill([this](OrderRecord &order, Position &position, QtyLots qty) { stops.afterFill(order, position, qty); });
}

Exchange::Room::~Room()
{
    for (const InstrumentId &id : std::as_const(watched))
        market.unwatch(id);
}

Account *Exchange::Room::account(const QByteArray &key) const
{
    for (const auto &account : accounts)
        if (account->key() == key)
            return account.get();
    return nullptr;
}

Exchange::Room::Done Exchange::Room::run(const Route &route, const QByteArray &name, Account &account, const QJsonObject &fields, const Mishap &mishap)
{
    const KeyKind kind = authenticator.kindOf(account.key());
    if ((kind == KeyKind::ReadOnly || kind == KeyKind::NoRights) && name.startsWith("POST "))
        return {refuse(code::Permission), std::nullopt};
    const bool isSpot = fields.value(QLatin1StringView("category")).toString() == QLatin1StringView("spot");
    const int perSecond = limitPerSecond > 0 ? limitPerSecond : isSpot ? route.perSecondSpot : route.perSecond;
    const auto verdict = throttle.take(account.key() + (isSpot ? " spot " : " ") + name, perSecond);
    if (!verdict.isAllowed)
        return {refuse(code::TooManyVisits), verdict};
    Call call{.account = &account, .fields = fields, .now = clock.utcNow(), .pageShift = mishap.pageShift};
    if (mishap.lag.count() > 0) {
        call.past = &hindsight;
        call.asOf = clock.now() - mishap.lag;
        call.asOfUtc = clock.utcNow() - mishap.lag;
    }
    desk.setRacing(mishap.isRacing);
    desk.setExitsRefused(mishap.areExitsRefused);
    Done done{route.run(call), verdict};
    desk.setRacing(false);
    desk.setExitsRefused(false);
    // Leverage and modes may change without a word on the stream.
    if (keeper && done.answer && outbox.isEmpty() && name.startsWith("POST ") && &account == accounts.front().get())
        noteKept(keeper->write(account, ids, {}));
    settle();
    return done;
}

void Exchange::Room::settle()
{
    if (outbox.isEmpty())
        return;
    outbox.flush();
    stops.release();
    for (const auto &account : accounts)
        account->orders().trim();
    watchNeeded();
}

void Exchange::Room::noteKept(const bw::Done &written)
{
    if (written)
        return;
    keeper.reset();
    fileFailed(written.error());
}

void Exchange::Room::restore(AccountKeeper::Kept kept)
{
    Account &account = *accounts.front();
    for (const Position &held : kept.holdings.positions) // one whose price was never written is worth what was paid for it
        if (!held.size.isZero() && !kept.prices.contains(held.instrument->id()))
            kept.prices.insert(held.instrument->id(), held.averagePrice());
    for (const InstrumentPtr &instrument : kept.instruments)
        market.adopt(instrument, kept.prices.value(instrument->id()));
    ids.goOnFrom(kept.marks);
    account.restore(std::move(kept.holdings));
    for (OrderRecord *order : account.orders().open()) {
        if (order->status == OrderStatus::Untriggered)
            stops.restore(*order);
        else
            matcher.restore(*order);
    }
    hindsight.assume(pastName(account), valuation.wallet(account));
    for (const Position *position : account.positions())
        if (!position->size.isZero())
            oldPrices.insert(position->instrument->id());
}

void Exchange::Room::notePrice(const InstrumentId &id)
{
    if (!oldPrices.remove(id))
        return;
    for (const auto &account : accounts) {
        for (const Position *position : account->openPositions(id))
            outbox.position(*account, *position);
        outbox.wallet(*account);
    }
}

void Exchange::Room::watchNeeded()
{
    QSet<InstrumentId> needed;
    for (const auto &account : accounts) {
        for (const OrderRecord *order : account->orders().open())
            needed.insert(order->instrument->id());
        for (const Position *position : account->positions())
            if (!position->size.isZero())
                needed.insert(position->instrument->id());
    }
    const QSet<InstrumentId> before = std::exchange(watched, needed);
    for (const InstrumentId &id : needed - before)
        market.watch(id);
    for (const InstrumentId &id : before - needed)
        market.unwatch(id);
}

} // namespace bw
