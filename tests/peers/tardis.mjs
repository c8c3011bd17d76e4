// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The relay's own normalizers (npm tardis-dev) between an exchange of ours and our feed: node tardis.mjs TST_RELAY_PEER FOLDER_OF_PACKAGES.
// The tools, an upstream that plays a recording and a stand-in for the relay's server, lie beside the recorded data; without them it skips.
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { need } from './sandbox.mjs';

const [program, packages] = process.argv.slice(2).map((path) => resolve(path));
const recorded = process.env.BELLWETHER_RECORDED_DIR ?? fileURLToPath(new URL('../../../shared/recorded', import.meta.url));
const tools = join(dirname(recorded), 'tools', 'tardis');
const input = join(recorded, 'tardis', 'input', 'bybit-BTCUSDT.jsonl');
for (const path of [tools, input]) {
    if (!existsSync(path)) {
        console.log(`SKIP: ${path} is not there`);
        process.exit(77);
    }
}
need('ws');
for (const name of ['bybit-upstream.mjs', 'relay-standin.mjs']) // where the packages are found
    copyFileSync(join(tools, name), join(packages, name));

const { startBybitUpstream } = await import(pathToFileURL(join(packages, 'bybit-upstream.mjs')));
// Two sockets of ours are two upstream connections, and the first of them is cut: the book's, or the ticker's and then the book's.
const upstream = await startBybitUpstream({ files: [input], speed: 5, dropAfter: 60, dropTimes: 2 });
const port = 20000 + (process.pid % 20000);
const relay = spawn(process.execPath, [join(packages, 'relay-standin.mjs'), String(port)],
    { env: { ...process.env, ...upstream.env }, stdio: ['ignore', 'pipe', 'inherit'] });
const isUp = await new Promise((done) => {
    relay.stdout.once('data', () => done(true));
    relay.once('exit', () => done(false));
});
if (!isUp) {
    console.log('SKIP: the stand-in does not start with these packages');
    process.exit(77);
}
const child = spawn(program, [], {
    stdio: 'inherit',
    env: { ...process.env, BELLWETHER_RELAY_SOCKET: `ws://127.0.0.1:${port + 1}`,
        BELLWETHER_RELAY_EXPECTED: join(recorded, 'tardis', 'stream', 'bybit-linear-BTCUSDT.expected.json') },
});
child.once('exit', (code) => {
    relay.kill();
    upstream.close();
    process.exit(code ?? 1);
});
