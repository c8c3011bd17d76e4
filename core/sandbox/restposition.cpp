// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/restposition.h"

#include "core/sandbox/money.h"

#include <QJsonArray>

#include <algorithm>

namespace bw::sandbox {

void RestPosition::addTo(Routes &routes)
{
    const auto add = [&](const char *name, int perSecond, std::function<Answer(const Call &)> run) {
        routes.insert(name, {.run = std::move(run), .perSecond = perSecond, .perSecondSpot = perSecond});
    };
    add("GET /v5/position/list", 50, [this](const Call &call) { return list(call); });
    add("POST /v5/position/set-leverage", 10, [this](const Call &call) { return setLeverage(call); });
    add("POST /v5/position/switch-mode", 10, [this](const Call &call) { return switchMode(call); });
    add("POST /v5/position/trading-stop", 10, [this](const Call &call) { return tradingStop(call); });
}

tl::expected<InstrumentPtr, Refusal> RestPosition::contract(const Call &call) const
{
    if (call.text(QLatin1StringView("category")) == QLatin1StringView("spot"))
        return refuse(code::Parameter, QStringLiteral("Illegal category"));
    return m_form.instrument(call.fields);
}

Answer RestPosition::list(const Call &call) const
{
    const auto category = categoryFromName(call.text(QLatin1StringView("category")));
    if (!category || *category == Category::Spot)
        return refuse(code::Parameter, QStringLiteral("Illegal category"));
    const QString symbol = call.text(QLatin1StringView("symbol")), base = call.text(QLatin1StringView("baseCoin")),
                  settle = call.text(QLatin1StringView("settleCoin"));
    if (*category == Category::Linear && symbol.isEmpty() && settle.isEmpty())
        return refuse(code::Parameter, QStringLiteral("Missing some parameters that must be filled in, symbol or settleCoin"));
    Account &account = *call.account;
    Page page(call, 200, 20);
    if (!symbol.isEmpty()) { // rows come back even without a position
        const auto instrument = contract(call);
        if (!instrument)
            return tl::unexpected<Refusal>(instrument.error());
        const bool isHedged = account.isHedged((*instrument)->id());
        for (const int idx : isHedged ? std::vector<int>{1, 2} : std::vector<int>{0})
            (void)page.offer(static_cast<std::uint64_t>(3 - idx), symbol, [&] {
                const Position &position = account.position(*instrument, idx);
                const auto row = call.row(pastName(account, position), [&] { return m_valuation.position(account, position, false); });
                Position none; // it was not there yet
                none.instrument = *instrument;
                none.idx = idx;
                return row.value_or(m_valuation.position(account, none, false));
            });
        return page.result(toName(*category));
    }
    const std::vector<const Position *> held = account.positions();
    std::uint64_t number = held.size();
    for (const Position *position : held) {
        const std::uint64_t mine = number--;
        const Instrument &i = *position->instrument;
        const bool isNamed = settle.isEmpty() ? base.isEmpty() || i.baseCoin() == base : i.settleCoin() == settle;
        if ((!call.past && position->size.isZero()) || i.id().category != *category || !isNamed)
            continue;
        const auto row = call.row(pastName(account, *position), [&] { return m_valuation.position(account, *position, false); });
        const bool isHeld = row && row->value(QLatin1StringView("size")).toString() != QLatin1StringView("0");
        if (isHeld && !page.offer(mine, i.id().symbol, [&] { return *row; }))
            break;
    }
    return page.result(toName(*category));
}

Answer RestPosition::setLeverage(const Call &call)
{
    const auto instrument = contract(call);
    if (!instrument)
        return tl::unexpected<Refusal>(instrument.error());
    const InstrumentId &id = (*instrument)->id();
    const auto buy = numberOf(call.fields.value(QLatin1StringView("buyLeverage"))), sell = numberOf(call.fields.value(QLatin1StringView("sellLeverage")));
    if (!buy || !sell || !buy->isValid() || *buy != *sell || *buy < Decimal(1))
        return refuse(code::Parameter, QStringLiteral("buy leverage and sell leverage must be equal"));
    const auto &highest = (*instrument)->filters().maxLeverage;
    if (highest && *buy > *highest)
        return refuse(code::LeverageTooHigh, QStringLiteral("cannot set leverage [%1] gt maxLeverage [%2] by risk limit").arg(plain(*buy), plain(*highest)));
    Account &account = *call.account;
    const Decimal before = account.leverage(id);
    if (*buy == before)
        return refuse(code::LeverageUnchanged);
    account.setLeverage(id, *buy);
    if (*buy < before && m_valuation.available(account, (*instrument)->settleCoin()).sign() < 0) {
        account.setLeverage(id, before); // a lower leverage needs more margin
        return refuse(code::Balance);
    }
    for (Position *position : account.openPositions(id))
        m_outbox.position(account, *position);
    return QJsonObject();
}

Answer RestPosition::switchMode(const Call &call)
{
    const auto instrument = contract(call);
    if (!instrument)
        return tl::unexpected<Refusal>(instrument.error());
    const InstrumentId &id = (*instrument)->id();
    const int mode = intOf(call.fields.value(QLatin1StringView("mode")), -1);
    if ((mode != 0 && mode != 3) || id.category != Category::Linear) // hedge mode exists for USDT perpetuals alone
        return refuse(code::Parameter, QStringLiteral("Position mode invalid"));
    Account &account = *call.account;
    if (account.isHedged(id) == (mode == 3))
        return refuse(code::ModeUnchanged);
    if (!account.openPositions(id).empty())
        return refuse(code::ModeHasPosition);
    const auto open = account.orders().open();
    if (std::any_of(open.begin(), open.end(), [&](const OrderRecord *order) { return order->instrument->id() == id; }))
        return refuse(code::ModeHasOrders);
    account.setHedged(id, mode == 3);
    return QJsonObject();
}

} // namespace bw::sandbox
