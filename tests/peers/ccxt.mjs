// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The npm package ccxt, as it comes, against bellwether-sandbox: only its addresses are set, as its manual tells users to.
import { check, need, run, within } from './sandbox.mjs';

const ccxt = need('ccxt');

const symbol = 'BTC/USDT:USDT';

/** Every address of the exchange with the sandbox's instead of https://api.… and wss://stream.… */
function redirected(urls, at) {
    if (typeof urls === 'string')
        return urls.replace(/^https:\/\/[^/]+/, at.rest).replace(/^wss:\/\/[^/]+/, at.ws);
    return Object.fromEntries(Object.entries(urls).map(([name, url]) => [name, redirected(url, at)]));
}

await run('ccxt', async (at) => {
    const exchange = new ccxt.pro.bybit({ apiKey: at.key, secret: at.secret, enableRateLimit: false });
    exchange.urls.api = redirected(exchange.urls.api, at);
    await exchange.loadHttpProxyAgent(); // ccxt asks for it before ws:// without TLS
    try {
        const markets = await within('markets', exchange.loadMarkets());
        check(markets[symbol]?.precision.price === 0.1 && markets['BTC/USDT']?.spot && markets['BTC/USD:BTC']?.inverse, 'markets of all three categories', Object.keys(markets));
        const ticker = await within('ticker', exchange.fetchTicker(symbol));
        check(ticker.bid > 0 && ticker.ask > ticker.bid && ticker.last > 0, 'ticker', ticker);
        const minute = 60_000;
        const candles = await within('candles', exchange.fetchOHLCV(symbol, '5m', undefined, 1000));
        check(candles.length === 1000 && candles.every((c, i) => i === 0 || (c[0] === candles[i - 1][0] + 5 * minute && c[1] === candles[i - 1][4])),
            'candles: a thousand without a hole, each from where the last ended', candles.length);
        check(candles.every(([, open, high, low, close, volume]) => low <= Math.min(open, close) && high >= Math.max(open, close) && volume >= 0), 'candles hold their prices');
        const since = candles[100][0];
        const some = await within('candles since', exchange.fetchOHLCV(symbol, '5m', since, 10));
        check(some.length === 10 && some[0][0] === since && some[0][4] === candles[100][4], 'candles since a time are the same again', some[0]);
        for (const [market, frame] of [['BTC/USDT', '1d'], ['BTC/USD:BTC', '4h']])
            check((await within('candles', exchange.fetchOHLCV(market, frame, undefined, 50))).length === 50, `candles of ${market}`);
        const funding = await within('funding history', exchange.fetchFundingRateHistory(symbol, undefined, 100));
        check(funding.length === 100 && funding.every((f, i) => i === 0 || f.timestamp === funding[i - 1].timestamp + 8 * 60 * minute), 'funding history: every eight hours', funding.length);
        const rate = await within('funding rate', exchange.fetchFundingRate(symbol));
        check(Math.abs(rate.fundingRate) < 0.005 && rate.fundingTimestamp > Date.now(), 'funding rate', rate);
        const interest = await within('open interest', exchange.fetchOpenInterest(symbol));
        check(interest.openInterestAmount > 0 || interest.openInterestValue > 0, 'open interest', interest);
        const past = await within('open interest history', exchange.fetchOpenInterestHistory(symbol, '1h', undefined, 20));
        check(past.length === 20, 'open interest history', past.length);
        const balance = await within('balance', exchange.fetchBalance());
        check(balance.USDT.total > 0, 'balance', balance.USDT);

        let book;
        for (let i = 0; i < 50; ++i)
            book = await within('book stream', exchange.watchOrderBook(symbol, 50));
        check(book.bids.length === 50 && book.asks.length === 50 && book.bids[0][0] < book.asks[0][0], 'book stream', [book.bids[0], book.asks[0]]);
        const deep = await within('deep book', exchange.fetchOrderBook(symbol, 1000));
        check(deep.bids.length === 1000 && deep.asks.length === 1000, 'deep book over REST', [deep.bids.length, deep.asks.length]);
        const streamed = await within('candle stream', exchange.watchOHLCV(symbol, '1m'));
        check(streamed.at(-1)[4] > 0, 'candle stream', streamed);
        const trades = await within('trade stream', exchange.watchTrades(symbol));
        check(trades[0].price > 0, 'trade stream', trades[0]);

        const price = Math.floor(book.bids[0][0] * 0.97);
        const watched = exchange.watchOrders(symbol); // subscribes; the next order event resolves it
        const fills = exchange.watchMyTrades(symbol);
        await new Promise((resolve) => setTimeout(resolve, 1000)); // ccxt does not tell when its subscription stands
        const placed = await within('place', exchange.createOrder(symbol, 'limit', 'buy', 0.01, price));
        check(Boolean(placed.id), 'place', placed);
        const seen = await within('order on the private stream', watched);
        check(seen.some((order) => order.id === placed.id), 'order on the private stream', seen);
        await within('amend', exchange.editOrder(placed.id, symbol, 'limit', 'buy', 0.02, price));
        const open = await within('open orders', exchange.fetchOpenOrders(symbol));
        check(open.length === 1 && open[0].amount === 0.02, 'amend', open);
        await within('cancel', exchange.cancelOrder(placed.id, symbol));
        check((await within('open orders', exchange.fetchOpenOrders(symbol))).length === 0, 'cancel');

        const bought = await within('market order', exchange.createOrder(symbol, 'market', 'buy', 0.05));
        const mine = await within('fill on the private stream', fills);
        check(mine.some((fill) => fill.order === bought.id && fill.price > 0), 'fill on the private stream', mine);
        const positions = await within('positions', exchange.fetchPositions([symbol]));
        check(positions[0].contracts === 0.05 && positions[0].side === 'long', 'position', positions[0]);
        const done = await within('trades', exchange.fetchMyTrades(symbol));
        check(Math.abs(done.reduce((sum, fill) => sum + fill.amount, 0) - 0.05) < 1e-9, 'executions', done);
    } finally {
        await exchange.close();
    }
});
