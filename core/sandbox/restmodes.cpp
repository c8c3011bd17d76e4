// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/restmodes.h"

#include "core/sandbox/money.h"

#include <QJsonArray>

#include <algorithm>

namespace bw::sandbox {

namespace {

/// Hedge mode exists for USDT perpetuals alone.
bool knowsHedgeMode(const Instrument &instrument)
{
    return instrument.id().category == Category::Linear && instrument.settleCoin() == QLatin1StringView("USDT");
}

} // namespace

void RestModes::addTo(Routes &routes)
{
    const auto add = [&](const char *name, int perSecond, std::function<Answer(const Call &)> run) {
        routes.insert(name, {.run = std::move(run), .perSecond = perSecond, .perSecondSpot = perSecond});
    };
    add("POST /v5/position/set-leverage", 10, [this](const Call &call) { return setLeverage(call); });
    add("POST /v5/position/switch-mode", 10, [this](const Call &call) { return switchMode(call); });
    add("POST /v5/account/set-margin-mode", 5, [this](const Call &call) { return setMarginMode(call); });
}

Answer RestModes::setLeverage(const Call &call)
{
    const auto instrument = m_form.contract(call.fields);
    if (!instrument)
        return tl::unexpected<Refusal>(instrument.error());
    const InstrumentId &id = (*instrument)->id();
    Account &account = *call.account;
    if (account.marginMode() == MarginMode::Portfolio)
        return refuse(code::LeverageInPortfolio);
    const auto buy = numberOf(call.fields.value(QLatin1StringView("buyLeverage"))), sell = numberOf(call.fields.value(QLatin1StringView("sellLeverage")));
    if (!buy || !sell || !buy->isValid() || !sell->isValid() || *buy < Decimal(1) || *sell < Decimal(1))
        return refuse(code::Parameter, QStringLiteral("buyLeverage and sellLeverage are required"));
    // A leverage for each side needs two positions, each with a margin of its own.
    const bool maySplit = account.isHedged(id) && account.marginMode() == MarginMode::Isolated;
    if (*buy != *sell && !maySplit)
        return refuse(code::Parameter, QStringLiteral("buy leverage and sell leverage must be equal"));
    const Decimal larger = *buy < *sell ? *sell : *buy;
    const auto &highest = (*instrument)->filters().maxLeverage;
    if (highest && larger > *highest)
        return refuse(code::LeverageTooHigh, QStringLiteral("cannot set leverage [%1] gt maxLeverage [%2] by risk limit").arg(plain(larger), plain(*highest)));
    const Account::Leverage before = account.leverages(id);
    if (*buy == before.buy && *sell == before.sell)
        return refuse(code::LeverageUnchanged);
    account.setLeverage(id, {*buy, *sell});
    const bool isLower = *buy < before.buy || *sell < before.sell;
    if (isLower && m_valuation.available(account, (*instrument)->settleCoin()).sign() < 0) {
        account.setLeverage(id, before); // a lower leverage needs more margin
        return refuse(code::Balance);
    }
    for (Position *position : account.openPositions(id))
        m_outbox.position(account, *position);
    return QJsonObject();
}

int RestModes::obstacle(const Account &account, const InstrumentId &id)
{
    for (const Position *position : account.positions())
        if (position->instrument->id() == id && !position->size.isZero())
            return code::ModeHasPosition;
    const auto open = account.orders().open();
    const bool hasOrder = std::any_of(open.begin(), open.end(), [&](const OrderRecord *order) { return order->instrument->id() == id; });
    return hasOrder ? code::ModeHasOrders : code::Ok;
}

Answer RestModes::switchMode(const Call &call)
{
    const int mode = intOf(call.fields.value(QLatin1StringView("mode")), -1);
    if (mode != 0 && mode != 3)
        return refuse(code::Parameter, QStringLiteral("Position mode invalid"));
    const QString coin = call.text(QLatin1StringView("coin"));
    if (call.text(QLatin1StringView("symbol")).isEmpty() && !coin.isEmpty())
        return switchCoin(*call.account, coin, mode == 3);
    const auto instrument = m_form.contract(call.fields);
    if (!instrument)
        return tl::unexpected<Refusal>(instrument.error());
    const InstrumentId &id = (*instrument)->id();
    Account &account = *call.account;
    if (account.isHedged(id) == (mode == 3))
        return refuse(code::ModeUnchanged);
    if (!knowsHedgeMode(**instrument))
        return refuse(code::ModeUnsupported);
    if (const int why = obstacle(account, id); why != code::Ok)
        return refuse(why);
    account.setHedged(id, mode == 3);
    return QJsonObject();
}

/// All contracts of a coin that have neither position nor order; the others stay as they are, without a word.
Answer RestModes::switchCoin(Account &account, const QString &coin, bool isHedged)
{
    bool isKnown = false;
    for (const InstrumentId &id : m_market.instruments()) {
        const InstrumentPtr instrument = m_market.instrument(id);
        if (instrument->settleCoin() != coin || !knowsHedgeMode(*instrument))
            continue;
        isKnown = true;
        if (obstacle(account, id) == code::Ok)
            account.setHedged(id, isHedged);
    }
    return isKnown ? Answer(QJsonObject()) : Answer(refuse(code::ModeUnsupported));
}

Answer RestModes::setMarginMode(const Call &call)
{
    const auto mode = marginModeOf(call.text(QLatin1StringView("setMarginMode")));
    if (!mode)
        return refuse(code::Parameter, QStringLiteral("setMarginMode invalid"));
    const auto fails = [](const char *reason, const QString &words) {
        Refusal refusal = refuse(code::MarginModeRefused).value();
        refusal.result.insert(QStringLiteral("reasons"), QJsonArray{QJsonObject{{QStringLiteral("reasonCode"), QLatin1StringView(reason)},
                                                                                {QStringLiteral("reasonMsg"), words}}});
        return Answer(tl::unexpected<Refusal>(refusal));
    };
    Account &account = *call.account;
    constexpr int kLeastEquity = 1000; // Bybit's, in USDC
    const QJsonObject wallet = m_valuation.wallet(account);
    if (*mode == MarginMode::Portfolio && numberOf(wallet.value(QLatin1StringView("totalEquity"))).value_or(0) < Decimal(kLeastEquity))
        return fails("3400000", QStringLiteral("Equity needs to be equal to or greater than 1000 USDC"));
    const MarginMode before = account.marginMode();
    account.setMarginMode(*mode);
    for (auto coin = account.coins().cbegin(); coin != account.coins().cend(); ++coin) {
        if (m_valuation.available(account, coin.key()).sign() >= 0)
            continue;
        account.setMarginMode(before);
        return fails("3400001", QStringLiteral("The margin of open positions and orders is not enough in that mode"));
    }
    m_outbox.wallet(account);
    return QJsonObject{{QStringLiteral("reasons"), QJsonArray()}};
}

} // namespace bw::sandbox
