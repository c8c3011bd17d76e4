// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// node trader.mjs PACKAGES REST: the npm package bybit-api, as it comes, at the end of a pipe. Each line of standard input is {"call", "args"}, such as
// {"call": "submitOrder", "args": {...}}; each answer is a line of JSON. The key comes in PEER_KEY and PEER_SECRET.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const [packages, rest] = process.argv.slice(2);
const { RestClientV5 } = createRequire(join(resolve(packages), 'any.js'))('bybit-api');
const client = new RestClientV5({ key: process.env.PEER_KEY, secret: process.env.PEER_SECRET, baseUrl: rest, enable_time_sync: false });
for await (const line of createInterface({ input: process.stdin })) {
    const { call, args } = JSON.parse(line);
    console.log(JSON.stringify(await client[call](args)));
}
