// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// node run.mjs SCRIPT PROGRAM FOLDER: runs one peer against a program of ours, mostly the sandbox. Its packages come from BELLWETHER_PEERS_DIR, or are installed into FOLDER at the first
// use, exactly as the lock file says and without running their scripts. Exit code 77 where they can't be had: the test skips, it does not fail.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const [script, sandbox, folder] = process.argv.slice(2);

function skip(reason) {
    console.log(`SKIP: ${reason}`);
    process.exit(77);
}

// npm writes its own list last; another lock file than ours is from before a change.
function isInstalled() {
    const lock = (at) => readFileSync(join(at, 'package-lock.json'), 'utf8');
    return existsSync(join(folder, 'node_modules', '.package-lock.json')) && lock(folder) === lock(here);
}

function install() {
    mkdirSync(folder, { recursive: true });
    for (const name of ['package.json', 'package-lock.json'])
        copyFileSync(join(here, name), join(folder, name));
    const isWindows = process.platform === 'win32'; // npm is a script there
    const npm = spawnSync(isWindows ? 'npm.cmd' : 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=1'],
        { cwd: folder, shell: isWindows, encoding: 'utf8', timeout: 240_000 });
    if (npm.error || npm.status !== 0)
        skip(`npm could not install the peers: ${npm.error?.message ?? npm.stderr.trim().split('\n').slice(-3).join(' | ')}`);
}

let packages = process.env.BELLWETHER_PEERS_DIR;
if (packages && !existsSync(packages))
    skip(`BELLWETHER_PEERS_DIR is ${packages}, which does not exist`);
if (!packages) {
    packages = folder;
    if (!isInstalled())
        install();
}
const peer = spawnSync(process.execPath, [join(here, script), sandbox, packages], { stdio: 'inherit' });
process.exit(peer.status ?? 1);
