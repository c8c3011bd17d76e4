// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/sandbox/exchangerig.h"

#include <QtTest>

#include <rapidcheck.h>

using namespace bw;

namespace {

QString text(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1StringView(name)).toString();
}

/// One step of a session: an order of any kind, a cancel, or a move of the market.
struct Step {
    int kind = 0, price = 0, qty = 0;
    bool isSpot = false, isBuy = false;
};

rc::Gen<Step> anyStep()
{
    return rc::gen::build<Step>(rc::gen::set(&Step::kind, rc::gen::inRange(0, 9)), rc::gen::set(&Step::price, rc::gen::inRange(-60, 61)),
                                rc::gen::set(&Step::qty, rc::gen::inRange(1, 900)), rc::gen::set(&Step::isSpot), rc::gen::set(&Step::isBuy));
}

void moveMarket(ExchangeRig &rig, const Step &step)
{
    const InstrumentId id = step.isSpot ? StillMarket::spot() : StillMarket::linear();
    const QByteArray bid = QByteArray::number(60'000 + step.price), ask = QByteArray::number(60'001 + step.price);
    const QByteArray qty = "0." + QByteArray::number(1000 + step.qty).mid(1).rightJustified(3, '0');
    if (step.kind == 7)
        return rig.market.printTrade(id, bid.constData(), "0.2", step.isBuy ? Side::Buy : Side::Sell);
    rig.market.setPrices(id, bid.constData(), bid.constData());
    rig.market.setBook(id, {{bid.constData(), qty.constData()}}, {{ask.constData(), qty.constData()}});
}

void act(ExchangeRig &rig, const Step &step, QList<QString> &ids)
{
    if (step.kind >= 7)
        return moveMarket(rig, step);
    QJsonObject body = fields({{"category", step.isSpot ? "spot" : "linear"}, {"symbol", "BTCUSDT"}, {"side", step.isBuy ? "Buy" : "Sell"}});
    if (step.kind == 6 && !ids.isEmpty()) {
        body.insert(QStringLiteral("orderId"), ids.at(step.qty % ids.size()));
        (void)rig.post("order/cancel", body);
        return;
    }
    const bool isMarket = step.kind == 0;
    body.insert(QStringLiteral("orderType"), isMarket ? QStringLiteral("Market") : QStringLiteral("Limit"));
    body.insert(QStringLiteral("marketUnit"), QStringLiteral("baseCoin"));
    body.insert(QStringLiteral("price"), QString::number(60'000 + step.price));
    body.insert(QStringLiteral("qty"), QStringLiteral("0.") + QString::number(step.qty).rightJustified(3, u'0'));
    body.insert(QStringLiteral("timeInForce"), QStringList{QStringLiteral("GTC"), QStringLiteral("GTC"), QStringLiteral("IOC"), QStringLiteral("FOK"), QStringLiteral("PostOnly"), QStringLiteral("GTC"), QStringLiteral("GTC")}.at(step.kind));
    body.insert(QStringLiteral("reduceOnly"), step.kind == 5);
    const QJsonObject reply = rig.post("order/create", body);
    if (reply.value(QStringLiteral("retCode")).toInt() == 0)
        ids << text(reply.value(QStringLiteral("result")).toObject(), "orderId");
}

void checkOrders(const QJsonArray &orders, const QMap<QString, Decimal> &filled)
{
    QMap<QString, Decimal> bestBuy, bestSell;
    for (const auto &entry : orders) {
        const QJsonObject order = entry.toObject();
        RC_ASSERT(dec(order.value(QStringLiteral("cumExecQty"))) == filled.value(text(order, "orderId")));
        RC_ASSERT(dec(order.value(QStringLiteral("cumExecQty"))) <= dec(order.value(QStringLiteral("qty"))));
        const QString status = text(order, "orderStatus"), category = text(order, "category");
        if (status != QLatin1StringView("New") && status != QLatin1StringView("PartiallyFilled"))
            continue;
        const Decimal price = dec(order.value(QStringLiteral("price")));
        if (text(order, "side") == QLatin1StringView("Buy"))
            bestBuy[category] = std::max(bestBuy.value(category), price);
        else
            bestSell[category] = std::min(bestSell.value(category, Decimal(1'000'000)), price);
    }
    for (auto it = bestBuy.cbegin(); it != bestBuy.cend(); ++it)
        RC_ASSERT(it.value() < bestSell.value(it.key(), Decimal(1'000'000)));
}

/// All that must hold between any two requests.
void checkBooks(ExchangeRig &rig)
{
    const QJsonObject state = rig.exchange.state();
    Decimal position, usdtFlow, btcFlow;
    QMap<QString, Decimal> filled;
    const QJsonArray fills = state.value(QStringLiteral("executions")).toArray();
    for (const auto &entry : fills) {
        const QJsonObject fill = entry.toObject();
        const Decimal qty = dec(fill.value(QStringLiteral("execQty"))), fee = dec(fill.value(QStringLiteral("execFee")));
        const bool isBuy = text(fill, "side") == QLatin1StringView("Buy");
        filled[text(fill, "orderId")] += qty;
        if (text(fill, "category") == QLatin1StringView("linear")) {
            position += isBuy ? qty : -qty;
            usdtFlow -= fee;
        } else {
            const Decimal value = dec(fill.value(QStringLiteral("execValue")));
            btcFlow += isBuy ? qty - fee : -qty;
            usdtFlow += isBuy ? -value : value - fee;
        }
    }
    const QJsonArray orders = state.value(QStringLiteral("orders")).toArray();
    for (const auto &entry : orders)
        usdtFlow += text(entry.toObject(), "category") == QLatin1StringView("linear") ? dec(entry.toObject().value(QStringLiteral("closedPnl"))) : Decimal(0);
    checkOrders(orders, filled);

    const QJsonObject held = rig.row("position/list?category=linear&symbol=BTCUSDT");
    const Decimal size = dec(held.value(QStringLiteral("size")));
    RC_ASSERT((text(held, "side") == QLatin1StringView("Sell") ? -size : size) == position);
    // The wallet's change is what was realised less what was paid, to the last digit.
    RC_ASSERT(dec(QJsonValue(rig.wallet("USDT"))) == Decimal(20'000) + usdtFlow);
    RC_ASSERT(dec(QJsonValue(rig.wallet("BTC"))) == Decimal(1) + btcFlow);
    const QJsonArray coins = rig.row("account/wallet-balance?accountType=UNIFIED").value(QStringLiteral("coin")).toArray();
    for (const auto &entry : coins) {
        const QJsonObject coin = entry.toObject();
        RC_ASSERT(dec(coin.value(QStringLiteral("walletBalance"))) >= dec(coin.value(QStringLiteral("locked"))));
    }
}

} // namespace

/// Whatever is ordered and however the market moves, the exchange's books balance.
class SandboxProperties final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theBooksBalanceAfterEveryStep();
};

void SandboxProperties::theBooksBalanceAfterEveryStep()
{
    const bool holds = rc::check("wallets, positions, fills and resting orders agree", [] {
        ExchangeRig rig({{QStringLiteral("USDT"), Decimal(20'000)}, {QStringLiteral("BTC"), Decimal(1)}}, 100'000);
        QList<QString> ids;
        for (const Step &step : *rc::gen::container<std::vector<Step>>(anyStep())) {
            act(rig, step, ids);
            checkBooks(rig);
        }
        RC_CLASSIFY(rig.exchange.state().value(QStringLiteral("executions")).toArray().size() > 5, "more than five fills");
    });
    QVERIFY(holds);
}

QTEST_GUILESS_MAIN(SandboxProperties)
#include "tst_sandbox.moc"
