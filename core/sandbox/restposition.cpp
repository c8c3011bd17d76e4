// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/restposition.h"

#include "core/sandbox/timewindow.h"

#include <QJsonArray>

#include <algorithm>

namespace bw::sandbox {

void RestPosition::addTo(Routes &routes)
{
    const auto add = [&](const char *name, int perSecond, std::function<Answer(const Call &)> run) {
        routes.insert(name, {.run = std::move(run), .perSecond = perSecond, .perSecondSpot = perSecond});
    };
    add("GET /v5/position/list", 50, [this](const Call &call) { return list(call); });
    add("GET /v5/position/closed-pnl", 50, [this](const Call &call) { return closedPnl(call); });
    add("POST /v5/position/trading-stop", 10, [this](const Call &call) { return tradingStop(call); });
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
        const auto instrument = m_form.contract(call.fields);
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

Answer RestPosition::closedPnl(const Call &call) const
{
    const auto category = categoryFromName(call.text(QLatin1StringView("category")));
    if (!category || *category == Category::Spot)
        return refuse(code::Parameter, QStringLiteral("Illegal category"));
    const auto window = TimeWindow::of(call, std::chrono::hours(7 * 24));
    if (!window)
        return tl::unexpected<Refusal>(window.error());
    const QString symbol = call.text(QLatin1StringView("symbol"));
    Page page(call, 100, 50);
    const auto &rows = call.account->closed();
    for (auto it = rows.crbegin(); it != rows.crend(); ++it) {
        const InstrumentId &id = it->instrument->id();
        if (id.category != *category || (!symbol.isEmpty() && id.symbol != symbol) || !window->holds(it->updatedAt))
            continue;
        if (!page.offer(it->number, it->orderId, [&] { return it->toJson(); }))
            break;
    }
    return page.result(toName(*category));
}

} // namespace bw::sandbox
