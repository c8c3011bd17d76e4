// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// node clickpeer.mjs PACKAGES REST COUNT PAUSE_MS: sends COUNT limit orders with bybit-api, one after the other, and prints when each was asked for, in
// nanoseconds of the monotonic clock. The key comes in PEER_KEY and PEER_SECRET.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [packages, rest, count, pause] = process.argv.slice(2);
const need = createRequire(join(resolve(packages), 'any.js'));
const { RestClientV5 } = need('bybit-api');
const { version } = JSON.parse(readFileSync(join(resolve(packages), 'node_modules', 'bybit-api', 'package.json'), 'utf8'));
const client = new RestClientV5({ key: process.env.PEER_KEY, secret: process.env.PEER_SECRET, baseUrl: rest, enable_time_sync: false, keepAlive: true });
const book = await client.getOrderbook({ category: 'linear', symbol: 'BTCUSDT', limit: 50 });
const price = book.result.b.at(-1)[0];
const clicks = [];
for (let i = 0; i < Number(count); ++i) {
    await new Promise((done) => setTimeout(done, Number(pause)));
    clicks.push(String(process.hrtime.bigint()));
    const answer = await client.submitOrder({ category: 'linear', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Limit', qty: '0.001', price, timeInForce: 'GTC', orderLinkId: `peer-${i}` });
    if (answer.retCode !== 0) {
        console.error(`order ${i}: ${JSON.stringify(answer)}`);
        process.exit(1);
    }
}
console.log(JSON.stringify({ version, clicks }));
