// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// node ccxtbooks.mjs PACKAGES FEED.jsonl SYMBOL RUNS SECONDS: how many order-book frames a second ccxt's pro book takes, from the text of
// the frame to the changed book, as its own socket would hand them over. Prints one JSON line.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [packages, feed, symbol, runs, seconds] = process.argv.slice(2);
const ccxt = createRequire(join(resolve(packages), 'package.json'))('ccxt');
const frames = readFileSync(feed, 'utf8').split('\n').filter((line) => line.includes(`"orderbook.`) && line.includes(`.${symbol}"`));

const exchange = new ccxt.pro.bybit();
const base = symbol.replace(/USDT$/, '');
exchange.setMarkets([{ id: symbol, symbol: `${base}/USDT`, base, quote: 'USDT', baseId: base, quoteId: 'USDT', type: 'spot', spot: true, active: true,
    precision: { amount: 1e-6, price: 0.01 }, limits: {} }]);
/** Where a book would be delivered: nobody waits here, as nobody reads the bench's books. */
const client = { url: 'wss://stream.bybit.com/v5/public/spot', subscriptions: {}, futures: {}, rejections: {}, resolve() {}, reject(error) { throw error; } };

function round() {
    exchange.orderbooks = {};
    for (const frame of frames)
        exchange.handleOrderBook(client, JSON.parse(frame));
}

const rates = [];
for (let run = 0; run <= Number(runs); ++run) { // the first one warms the compiler up and is not counted
    const start = process.hrtime.bigint();
    let rounds = 0;
    let elapsed = 0;
    do {
        round();
        ++rounds;
        elapsed = Number(process.hrtime.bigint() - start) / 1e9;
    } while (elapsed < Number(seconds));
    if (run > 0)
        rates.push(rounds * frames.length / elapsed);
}
const book = exchange.orderbooks[`${base}/USDT`];
console.log(JSON.stringify({ version: ccxt.version, frames: frames.length, rates, bids: book.bids.length, asks: book.asks.length, bid: book.bids[0], ask: book.asks[0] }));
