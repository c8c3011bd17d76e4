// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The npm package bybit-api beside a session of ours on the same account: node beside.mjs TST_BESIDE_PEER FOLDER_OF_PACKAGES.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { need } from './sandbox.mjs';

need('bybit-api');
const [program, packages] = process.argv.slice(2).map((path) => resolve(path));
const test = spawnSync(program, [], { stdio: 'inherit', env: { ...process.env, BELLWETHER_PEERS_DIR: packages, BELLWETHER_PEER_NODE: process.execPath } });
process.exit(test.status ?? 1);
