// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The npm package bybit-api, as it comes, against bellwether-sandbox.
import { check, need, run, until, within } from './sandbox.mjs';

const { RestClientV5, WebsocketAPIClient, WebsocketClient } = need('bybit-api');

const silent = { trace() {}, info() {}, error() {} };
const category = 'linear';
const symbol = 'BTCUSDT';

/** Applies book frames the plain way, and counts what should not be. */
class Book {
    bids = new Map();
    asks = new Map();
    frames = 0;
    gaps = 0;
    u = 0;
    take(frame) {
        if (frame.type === 'snapshot') {
            this.bids.clear();
            this.asks.clear();
        } else if (frame.data.u !== this.u + 1) {
            ++this.gaps;
        }
        for (const [side, levels] of [[this.bids, frame.data.b], [this.asks, frame.data.a]])
            for (const [price, size] of levels)
                Number(size) === 0 ? side.delete(price) : side.set(price, size);
        this.u = frame.data.u;
        ++this.frames;
    }
    get bid() { return Math.max(...[...this.bids.keys()].map(Number)); }
    get ask() { return Math.min(...[...this.asks.keys()].map(Number)); }
}

await run('bybit-api', async (at) => {
    const keys = { key: at.key, secret: at.secret };
    const rest = new RestClientV5({ ...keys, baseUrl: at.rest, enable_time_sync: false });
    const socket = (path) => new WebsocketClient({ ...keys, wsUrl: at.ws + path }, silent);

    const time = await within('time', rest.getServerTime());
    check(time.retCode === 0 && Math.abs(time.time - Date.now()) < 5000, 'market/time', time);
    const instruments = await within('instruments', rest.getInstrumentsInfo({ category, symbol }));
    check(instruments.result.list[0]?.priceFilter.tickSize === '0.10', 'instruments-info', instruments);
    const wallet = await within('wallet', rest.getWalletBalance({ accountType: 'UNIFIED' }));
    check(wallet.retCode === 0 && Number(wallet.result.list[0].totalEquity) > 0, 'wallet-balance', wallet);
    const audit = await within('key', rest.getQueryApiKey());
    check(audit.retCode === 0, 'user/query-api', audit);
    const thief = new RestClientV5({ key: at.key, secret: 'wrong', baseUrl: at.rest });
    const refused = await within('wrong secret', thief.getWalletBalance({ accountType: 'UNIFIED' }));
    check(refused.retCode === 10004, 'a wrong secret is refused with 10004', refused);

    const book = new Book();
    const stream = socket('/v5/public/linear');
    stream.on('update', (frame) => frame.topic === `orderbook.50.${symbol}` && book.take(frame));
    stream.on('exception', () => {});
    stream.subscribeV5([`orderbook.50.${symbol}`, `publicTrade.${symbol}`, `tickers.${symbol}`], category);
    await until('book stream', () => book.frames > 100);
    check(book.gaps === 0 && book.bids.size === 50 && book.asks.size === 50 && book.bid < book.ask, 'book stream: 100 frames without a gap', book);

    const told = { order: [], execution: [], position: [], wallet: [] };
    const account = socket('/v5/private');
    account.on('update', (frame) => told[frame.topic]?.push(...frame.data));
    account.on('exception', () => {});
    const ready = new Promise((resolve) => account.on('response', resolve));
    account.subscribeV5(['order', 'execution', 'position', 'wallet'], category);
    await within('private stream', ready);

    const price = String(Math.floor(book.bid * 0.97));
    const create = (order) => rest.submitOrder({ category, symbol, ...order });
    const placed = await within('place', create({ side: 'Buy', orderType: 'Limit', qty: '0.010', price, orderLinkId: 'peer-1' }));
    check(placed.retCode === 0 && placed.result.orderLinkId === 'peer-1', 'place', placed);
    await until('order New', () => told.order.some((o) => o.orderLinkId === 'peer-1' && o.orderStatus === 'New'));
    const again = await within('twice', create({ side: 'Buy', orderType: 'Limit', qty: '0.010', price, orderLinkId: 'peer-1' }));
    check(again.retCode === 110072, 'the same orderLinkId is refused with 110072', again);
    const amended = await within('amend', rest.amendOrder({ category, symbol, orderLinkId: 'peer-1', qty: '0.020' }));
    check(amended.retCode === 0, 'amend', amended);
    const open = await within('open orders', rest.getActiveOrders({ category, symbol }));
    check(open.result.list.length === 1 && Number(open.result.list[0].qty) === 0.02, 'open orders show the amended size', open);
    const cancelled = await within('cancel', rest.cancelOrder({ category, symbol, orderLinkId: 'peer-1' }));
    check(cancelled.retCode === 0, 'cancel', cancelled);
    await until('order Cancelled', () => told.order.some((o) => o.orderLinkId === 'peer-1' && o.orderStatus === 'Cancelled'));
    check(true, 'order New and Cancelled on the private stream');

    const bought = await within('market order', create({ side: 'Buy', orderType: 'Market', qty: '0.050', orderLinkId: 'peer-2' }));
    check(bought.retCode === 0, 'market order', bought);
    await until('fill', () => told.order.some((o) => o.orderLinkId === 'peer-2' && o.orderStatus === 'Filled'));
    const fills = told.execution.filter((e) => e.orderLinkId === 'peer-2');
    check(Math.abs(fills.reduce((sum, e) => sum + Number(e.execQty), 0) - 0.05) < 1e-9, 'fills on the private stream sum up to the order', fills);
    check(told.position.some((p) => Number(p.size) === 0.05) && told.wallet.length > 0, 'position and wallet on the private stream', told.position);
    const positions = await within('positions', rest.getPositionInfo({ category, symbol }));
    check(Number(positions.result.list[0].size) === 0.05, 'position/list', positions);
    const closed = await within('close', create({ side: 'Sell', orderType: 'Market', qty: '0.050', reduceOnly: true }));
    check(closed.retCode === 0, 'reduce-only close', closed);

    // Protection, leverage and money: what the order desk relies on.
    const entry = await within('entry with exits', create({ side: 'Buy', orderType: 'Market', qty: '0.020', orderLinkId: 'peer-4', takeProfit: String(Math.ceil(book.ask * 1.05)), stopLoss: String(Math.floor(book.bid * 0.95)) }));
    check(entry.retCode === 0, 'market order with takeProfit and stopLoss', entry);
    await until('exits', () => told.order.filter((o) => ['TakeProfit', 'StopLoss'].includes(o.stopOrderType) && o.parentOrderLinkId === 'peer-4' && o.orderStatus === 'Untriggered').length === 2);
    const stopLoss = String(Math.floor(book.bid * 0.9)); // the book moves on
    const stop = await within('trading stop', rest.setTradingStop({ category, symbol, tpslMode: 'Full', positionIdx: 0, stopLoss, trailingStop: '500' }));
    check(stop.retCode === 0, 'position/trading-stop', stop);
    const protectedBy = await within('position', rest.getPositionInfo({ category, symbol }));
    check(protectedBy.result.list[0].stopLoss === stopLoss && protectedBy.result.list[0].trailingStop === '500', 'position/list shows the protection', protectedBy);
    const leverage = await within('leverage', rest.setLeverage({ category, symbol, buyLeverage: '20', sellLeverage: '20' }));
    check(leverage.retCode === 0, 'position/set-leverage', leverage);
    const mode = await within('mode', rest.switchPositionMode({ category, symbol, mode: 3 }));
    check(mode.retCode === 110024, 'the mode of an open position stays, with 110024', mode);
    const conditional = await within('conditional', create({ side: 'Buy', orderType: 'Limit', qty: '0.010', price, triggerPrice: String(Math.floor(book.bid * 0.98)), triggerDirection: 2, orderLinkId: 'peer-5' }));
    check(conditional.retCode === 0, 'conditional order', conditional);
    const flat = await within('close all', create({ side: 'Sell', orderType: 'Market', qty: '0', reduceOnly: true, closeOnTrigger: true }));
    check(flat.retCode === 0, 'qty 0 with reduceOnly and closeOnTrigger closes all', flat);
    await until('exits cleared', () => told.order.filter((o) => o.cancelType === 'CancelByTpSlTsClear').length === 3);
    const everything = await within('cancel all', rest.cancelAllOrders({ category, settleCoin: 'USDT' }));
    check(everything.retCode === 0 && everything.result.success === '1' && everything.result.list.length === 1, 'cancel-all finds the conditional order alone', everything);
    const pnl = await within('closed pnl', rest.getClosedPnL({ category, symbol }));
    check(pnl.result.list.length === 2 && pnl.result.list[0].closedSize === '0.02', 'closed-pnl', pnl);
    const log = await within('transaction log', rest.getTransactionLog({ accountType: 'UNIFIED', category, currency: 'USDT', limit: 50 }));
    const change = log.result.list.reduce((sum, row) => sum + Number(row.change), 0);
    const left = await within('wallet', rest.getWalletBalance({ accountType: 'UNIFIED' }));
    check(Math.abs(100000 + change - Number(left.result.list[0].coin.find((c) => c.coin === 'USDT').walletBalance)) < 1e-6, 'transaction-log adds up to the wallet', change);

    const trade = new WebsocketAPIClient({ ...keys, wsUrl: `${at.ws}/v5/trade`, attachEventListeners: false }, silent);
    const sent = await within('trade socket', trade.submitNewOrder({ category, symbol, side: 'Buy', orderType: 'Limit', qty: '0.010', price, orderLinkId: 'peer-3' }));
    check(sent.retCode === 0 && sent.data.orderId, 'place over the trade socket', sent);
    const gone = await within('trade cancel', trade.cancelOrder({ category, symbol, orderId: sent.data.orderId }));
    check(gone.retCode === 0, 'cancel over the trade socket', gone);
});
