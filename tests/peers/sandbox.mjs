// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the peers share: a sandbox of their own, a deadline for every wait, and a line for every step.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const deadlineMs = 20_000; // only a failing step waits that long

/** A package from the folder in argv[3]; without one the test skips. */
export function need(name) {
    try {
        return createRequire(join(resolve(process.argv[3] ?? '.'), 'any.js'))(name);
    } catch (error) {
        console.log(`SKIP: the package ${name} is not there: ${error.code ?? error.message}`);
        process.exit(77);
    }
}

/** Starts bellwether-sandbox (argv[2]) and gives the JSON of its first line, with end() to stop it. */
export async function startSandbox(...options) {
    const program = process.argv[2];
    if (!program)
        throw new Error('usage: node NAME.mjs PATH_OF_BELLWETHER_SANDBOX FOLDER_OF_PACKAGES');
    const child = spawn(program, options, { stdio: ['ignore', 'pipe', 'inherit'] });
    const first = await new Promise((resolve, reject) => {
        createInterface({ input: child.stdout }).once('line', resolve);
        child.once('error', reject);
        child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)));
    });
    const end = () => new Promise((resolve) => {
        child.removeAllListeners('exit');
        child.once('exit', (code, signal) => resolve(code ?? signal));
        child.kill('SIGTERM');
    });
    return { ...JSON.parse(first), end };
}

/** The promise, or an error that names the step when it takes too long. */
export function within(step, promise) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`${step}: nothing within ${deadlineMs / 1000} s`)), deadlineMs);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Waits until look() gives something true, and gives it. */
export async function until(step, look) {
    const start = Date.now();
    for (;;) {
        const found = look();
        if (found)
            return found;
        if (Date.now() - start > deadlineMs)
            throw new Error(`${step}: nothing within ${deadlineMs / 1000} s`);
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}

export function check(condition, step, detail = '') {
    if (!condition)
        throw new Error(`${step}: ${typeof detail === 'string' ? detail : JSON.stringify(detail)}`);
    console.log(`ok    ${step}`);
}

/** Runs the steps against a sandbox; exit code 0 only if all went well, and the sandbox ended cleanly too. */
export async function run(name, steps) {
    let failed = true;
    const sandbox = await startSandbox('--seed', '7');
    try {
        await steps(sandbox);
        failed = false;
    } catch (error) {
        console.log(`FAIL  ${error?.stack ?? error}`);
    }
    const code = await sandbox.end();
    if (code !== 0) {
        failed = true;
        console.log(`FAIL  the sandbox ended with ${code}`);
    }
    console.log(failed ? `${name}: failed` : `${name}: all well`);
    process.exit(failed ? 1 : 0);
}
